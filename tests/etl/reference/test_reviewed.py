"""What every reviewed file is held to, and the sentence that says where it is not."""

import subprocess
import sys
from datetime import date, datetime
from typing import Annotated

import pytest
from pydantic import AfterValidator

from etl.errors import DataError
from etl.reference.reviewed import Id, Line, Reviewed, Rows, SomeRows, Within, check, each_once


class Step(Reviewed):
    """A row of a list."""

    id: Id
    count: Annotated[int, Within(1, 9)]
    words: Rows[Line] = ()


class Plan(Reviewed):
    """A file with rows, and a name that it has from its place."""

    name: str
    share: float
    is_eased: bool
    on: date
    steps: Annotated[SomeRows[Step], AfterValidator(each_once("id"))]


GOOD = {"share": 1, "is_eased": True, "on": date(2026, 5, 3), "steps": [{"id": "a", "count": 2}]}


def read(**values: object) -> Plan:
    """A sound file, but for these."""
    return check(Plan, GOOD | values, where="x.toml", named={"name": "x"})


def test_a_sound_file_is_read_and_stays_as_it_is():
    """A whole number may stand for a number; lists become tuples."""
    plan = read()
    assert (plan.name, plan.share, plan.steps) == ("x", 1.0, (Step(id="a", count=2),))
    with pytest.raises(ValueError, match="frozen"):
        plan.share = 2  # ty: ignore[invalid-assignment]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"share": True}, "x.toml: share is true, not a number"),
        ({"share": "1"}, "x.toml: share is '1', not a number"),
        ({"share": float("nan")}, "x.toml: share is nan, not a number"),
        ({"share": "1" * 99}, f"share is '{'1' * 58}…, not a number"),
        ({"is_eased": 1}, "x.toml: is_eased is neither true nor false, but 1"),
        ({"on": "2026-05-03"}, "x.toml: on is '2026-05-03', no date such as 2027-05-01"),
        ({"on": datetime(2026, 5, 3, 7)}, "on is 2026-05-03 07:00:00, no date"),  # noqa: DTZ001  as TOML has it
        ({"steps": []}, "x.toml: steps is an empty list"),
        ({"steps": "a"}, "x.toml: steps is no list"),
        ({"steps": ["a"]}, "x.toml: steps 1 is no table"),
        ({"steps": [{"id": "a", "count": 2.0}]}, "'a': count is 2.0, not a whole number from 1"),
        ({"steps": [{"id": "A", "count": 2}]}, "'A': id is 'A': an id has small letters"),
        ({"steps": [{"count": 2}]}, "x.toml [[steps]] 1: missing keys ['id']"),
        ({"steps": [*GOOD["steps"], *GOOD["steps"]]}, "steps has the same id given twice: a"),
        ({"steps": [{"id": "a", "count": 2, "words": ["b", "c\nd"]}]}, "words 2 is no text of one"),
        ({"name": "y"}, "x.toml: unknown keys ['name']"),
    ],
)
def test_a_fault_is_said_by_file_place_and_key(values: dict[str, object], said: str):
    """Nothing is turned into another type."""
    with pytest.raises(DataError) as error:
        read(**values)
    assert said in str(error.value)


def test_several_faults_are_said_at_once_and_many_are_counted():
    """The name of the file stands once."""
    rows = [{"id": f"s{number}", "count": 0} for number in range(6)]
    with pytest.raises(DataError) as error:
        read(steps=rows, shares=1)
    said = str(error.value)
    assert said.startswith("x.toml: unknown keys ['shares']; [[steps]] 's0': count is 0, not a ")
    assert said.endswith("; and 3 more")
    assert said.count("x.toml") == 1


def test_who_reads_recordings_imports_no_models():
    """Each worker would pay for it before its first file."""
    code = "import sys, etl.ingest.read_file; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
