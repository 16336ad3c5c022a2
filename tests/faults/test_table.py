"""The table in SECURITY.md says what tests showed."""

import re
from datetime import date
from pathlib import Path

from tests.faults.security_table import BEGIN, END, SECURITY, joined, to_row
from tests.faults.tally import Result

FAULTS = Path(__file__).resolve().parent
_TEST = re.compile(r"`([\w/]*test_\w+\.py)` `(test_\w+)")


def test_each_row_names_a_test_that_is_there() -> None:
    table = SECURITY.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    for line in table.splitlines()[3:]:
        found = _TEST.search(line)
        assert found, line
        path, name = found.groups()
        assert f"def {name}(" in (FAULTS / path).read_text(encoding="utf-8"), line


KILLED = Result(
    kind="fault",
    what="killed",
    held=498,
    named=2,
    test="tests/faults/test_kills.py::test_kill",
    day=date(2026, 5, 1),
)


def test_a_row_tells_tries_and_what_came_of_them() -> None:
    assert to_row(KILLED) == (
        "| killed | 500 | 498 | 2 |  | `test_kills.py` `test_kill` | 2026-05-01 |"
    )


def test_what_was_not_run_keeps_its_row_and_what_failed_loses_it() -> None:
    """So that a kind can be run by itself, and a run that was cut off keeps what it has."""
    standing = [
        "| fault or attack | tries | held | lost | ASVS 5.0 | test | day |",
        "|---|---:|---:|---:|---|---|---|",
        "| forged | 4 | 4 |  | 7.2.1 | `test_doors.py` `test_forged` | 2026-04-01 |",
        "| killed | 3 | 3 |  |  | `test_kills.py` `test_kill` | 2026-04-01 |",
        "| torn | 2 | 2 |  |  | `test_kills.py` `test_torn` | 2026-04-01 |",
    ]
    gone = frozenset({"tests/faults/test_kills.py::test_torn"})
    assert joined(standing, [KILLED], gone) == [to_row(KILLED), standing[2]]
