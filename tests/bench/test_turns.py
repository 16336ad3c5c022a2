"""Contenders take turns; one that is not there, or fails, is named, and the rest goes on."""

import pytest

from bench.compare.turns import Contender, NotRun, many, run, take_turns
from bench.peers.passes import Passes, timed
from bench.table.figures import MILLISECONDS


def a_contender(what: str, *words: str, environment: str = ".venv") -> Contender:
    """One that leaves nothing worth a word."""
    return Contender(what=what, does="", words=words, environment=environment)


def test_each_go_begins_with_another():
    """Whoever comes first meets the machine as the one before left it."""
    asked = []

    def ask(one: Contender) -> Passes:
        asked.append(one.what)
        return Passes(float(len(asked)), 1, None, "1.0")

    three = [a_contender(what) for what in "abc"]
    lines, left_out = take_turns(three, goes=3, unit=MILLISECONDS, ask=ask)
    assert "".join(asked) == "abcbcacab"
    assert [line.goes for line in lines] == [[1, 6, 8], [2, 4, 9], [3, 5, 7]]
    assert left_out == []


def test_one_that_fails_is_left_out_with_its_reason():
    """Whatever it gave before: half of its goes are no median."""
    asked = []

    def ask(one: Contender) -> Passes:
        asked.append(one.what)
        if one.what == "weak" and asked.count("weak") > 1:
            raise NotRun("ran out of breath")
        return Passes(2.0, 1, None, "1.0")

    both = [a_contender("weak"), a_contender("sound")]
    lines, left_out = take_turns(both, goes=4, unit=MILLISECONDS, ask=ask)
    assert [(line.what, line.goes) for line in lines] == [("sound", [2.0] * 4)]
    assert [(one.who, one.why) for one in left_out] == [("weak", "ran out of breath")]
    assert asked.count("weak") == 2  # not once more


def test_a_process_that_fails_says_why_in_one_line():
    """Its last one, as Python words it."""
    with pytest.raises(NotRun, match=r"No module named bench\.peers\.nobody$"):
        run(a_contender("nobody", "bench.peers.nobody"))


def test_an_environment_that_is_not_there_names_what_makes_it():
    """Of one that make never tried."""
    with pytest.raises(NotRun, match=r"not installed here; make \.venv-none/peers\.stamp does"):
        run(a_contender("absent", environment=".venv-none"))


def test_a_reason_names_no_place(tmp_path, monkeypatch):
    """The page is kept: no index, no host and no folder of the machine stands on it."""
    monkeypatch.setattr("bench.compare.turns.LOGS", tmp_path)
    log = tmp_path / ".venv-none.log"
    log.write_text(
        "Looking in indexes: https://index.example/simple\n"
        "ERROR: Pool(host='index.example') refused http://index.example/a, /srv/x\n"
        "make[1]: *** [Makefile:1: .venv-none/peers.stamp] Error 1\n\n",
        "utf-8",
    )
    with pytest.raises(NotRun) as refused:
        run(a_contender("absent", environment=".venv-none"))
    assert str(refused.value) == ("cannot be installed here (ERROR: Pool(…) refused … …)")


def test_the_file_takes_the_place_of_its_word():
    """And of no other."""
    (found,) = many([a_contender("one", "module", "FILE", "1.0")], "FILE", "hour.fit")
    assert found.words == ("module", "hour.fit", "1.0")


def test_a_pass_that_warms_up_is_not_timed():
    """The first may load a package; two are read before the count begins."""
    read = iter(range(1, 1_000))
    found = timed(lambda: next(read), version="1.0", at_least_s=0.0)
    assert (found.passes, found.points) == (1, 3)
