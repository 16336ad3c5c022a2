"""The table in SECURITY.md says what tests showed."""

import re
from pathlib import Path

from tests.faults.security_table import BEGIN, END, SECURITY, to_row
from tests.faults.tally import Result

FAULTS = Path(__file__).resolve().parent
_TEST = re.compile(r"`(test_\w+\.py)` `(test_\w+)")


def test_each_row_names_a_test_that_is_there() -> None:
    table = SECURITY.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    for line in table.splitlines()[3:]:
        found = _TEST.search(line)
        assert found, line
        path, name = found.groups()
        assert f"def {name}(" in (FAULTS / path).read_text(encoding="utf-8"), line


def test_a_row_tells_tries_and_what_came_of_them() -> None:
    result = Result(
        kind="fault",
        what="killed",
        held=498,
        named=2,
        asvs=("2.1.1",),
        test="tests/faults/test_kills.py::test_kill",
    )
    assert to_row(result) == "| killed | 500 | 498 | 2 | 2.1.1 | `test_kills.py` `test_kill` |"
