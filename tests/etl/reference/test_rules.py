"""Reading the rules: complete or refused, and loaded as tables."""

import tomllib
from collections.abc import Iterator

import pytest

from etl.errors import DataError
from etl.reference.rules import load_rules, parameter_value, read_parameters, read_rules, to_rule
from etl.storage.duckdb_files import Connection, open_in_memory
from sql import ROOT

GOOD = (ROOT / "rules" / "session_spike.toml").read_text("utf-8")
PARAMETERS = {parameter.name: parameter.value for parameter in read_parameters()}


@pytest.fixture
def connection() -> Iterator[Connection]:
    """An empty database."""
    with open_in_memory() as opened:
        yield opened


def read(text: str, *, file: str = "session_spike.toml"):
    """A rule from TOML text."""
    return to_rule(file, tomllib.loads(text), parameters=PARAMETERS)


def test_a_rule_takes_its_limits_from_the_parameters():
    """A threshold is a number, or the name of the one home of that number."""
    rule = read(GOOD)
    assert {level.level: level.threshold for level in rule.levels} == {"watch": 1.1, "high": 2.0}
    assert {level.status for level in rule.levels} == {"load_note", "high_load"}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('why = "', 'whi = "', "missing keys"),
        ('unit = "ratio"', 'unit = ""', "unit is no text"),
        ('comparison = "above"', 'comparison = "over"', "comparison"),
        ('evidence_grade = "B"', 'evidence_grade = "E"', "evidence_grade"),
        ("holds_days = 3", "holds_days = 0", "holds_days"),
        ("holds_days = 3", 'holds_days = 3\nonly_beside = "rain"', "only_beside"),
        ("[levels.watch]", "[levels.worry]", "level"),
        ('status = "high_load"', 'status = "danger"', "status"),
        ('"spike_small_ratio"', '"spike_tiny_ratio"', "unknown parameter"),
        ('"spike_small_ratio"', "true", "not a number"),
        ("[levels.watch]", '[levels.watch]\nstatus_from_score = "no_such"', "unknown parameter"),
        ("next_review_on = 2027-05-01", 'next_review_on = "soon"', "no date"),
        ('id = "session_spike"', 'id = "spike"', "name of the file"),
        ("least = 1.3", "least = 2.3", "not within 2.3-2"),
        ("most = 1.5", 'most = "much"', "not a number"),
        ("most = 1.5", "", "missing keys"),
        ('status = "load_note"', 'status = "amber"', "nobody's to override"),
        ('status = "high_load"', 'status = "refer"', "nobody's to override"),
    ],
)
def test_an_incomplete_rule_is_refused_by_the_name_of_its_file(old: str, new: str, words: str):
    """Rather no rule than half a rule."""
    assert old in GOOD
    with pytest.raises(DataError, match=r"session_spike\.toml") as error:
        read(GOOD.replace(old, new, 1))
    assert words in str(error.value)


def test_a_rule_without_levels_is_refused():
    """It would never be seen."""
    with pytest.raises(DataError, match=r"session_spike\.toml: missing keys \['levels'\]"):
        read(GOOD.split("[levels", maxsplit=1)[0])


def test_the_tables_hold_every_rule_level_and_number(connection):
    """Loading twice changes nothing."""
    load_rules(connection)
    load_rules(connection)
    counts = [
        connection.execute(f"select count(*) from rule.{table}").fetchone()[0]  # noqa: S608  our own names
        for table in ("rule", "level", "parameter")
    ]
    levels = sum(len(rule.levels) for rule in read_rules())
    assert counts == [len(read_rules()), levels, len(read_parameters())]


def test_a_parameter_is_answered_by_name_and_an_unknown_name_is_refused(connection):
    """A misspelt name stops the query instead of comparing with null."""
    load_rules(connection)
    found = connection.execute("select parameter('spike_small_ratio')").fetchone()
    assert found == (1.1,)
    with pytest.raises(Exception, match="spike_tiny_ratio"):
        connection.execute("select parameter('spike_tiny_ratio')")


def test_words_take_a_number_by_name_and_an_unknown_name_is_refused():
    """What a screen tells is what the rules go by."""
    assert parameter_value("run_usual_days") == 56
    with pytest.raises(DataError, match="no_such_number"):
        parameter_value("no_such_number")


def test_nothing_is_checked_by_a_clinician_unless_the_file_says_so():
    """Screens show it; the table carries it as an empty text, not as null."""
    assert {rule.checked_by for rule in read_rules()} == {""}
