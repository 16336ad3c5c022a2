"""A measurement that fails takes no other with it, and never passes for one that was stopped."""

import pytest

from bench.compare.attempts import tables_of, told
from bench.compare.results import Table


def raising(error: BaseException):
    """A measurement that comes to that end."""

    def make() -> Table:
        raise error

    return make


def test_what_fails_is_named_beside_what_was_measured(capsys):
    """Whether it ends itself with a sentence or breaks; what broke is printed whole."""
    sound = Table(title="sound", about="", lines=[])
    made = [
        ("early", raising(SystemExit("The import ended with 1."))),
        ("sound", lambda: sound),
        ("broken", raising(TimeoutError("The server in /srv/x/y is never done.\nMore."))),
    ]
    tables, left_out = tables_of(made)
    assert tables == [sound]
    assert [(one.who, one.why) for one in left_out] == [
        ("early", "The import ended with 1."),
        ("broken", "failed here, TimeoutError: The server in … is never done."),
    ]
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("error", [SystemExit(143), KeyboardInterrupt()])
def test_whoever_stops_it_stops_all_of_it(error):
    """A signal is no fault of the part that it meets."""
    left_out = []
    with pytest.raises(type(error)), told(left_out, "part"):
        raise error
    assert left_out == []
