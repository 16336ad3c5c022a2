"""No worked case is left aside in silence: each is run by a test, or named as of a later part."""

import ast
from pathlib import Path

import pytest

from tests.golden import GOLDEN, LATER, later_part

_TESTS = Path(__file__).resolve().parent
_ASIDE = {"golden.py", "test_golden_coverage.py"}


def ids_in(path: Path) -> set[str]:
    """Ids that a test file names, in full or by the beginning it selects them with."""
    texts = {
        node.value
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    starts = tuple(text for text in texts if text.endswith(".") and 2 <= len(text) <= 5)
    return {case for case in GOLDEN if case in texts or (starts and case.startswith(starts))}


def test_every_worked_case_is_run_or_belongs_to_a_later_part():
    """A new case without a test stops here."""
    files = [path for path in _TESTS.rglob("test_*.py") if path.name not in _ASIDE]
    named = set().union(*(ids_in(path) for path in files))
    missing = [case for case in GOLDEN if case not in named and later_part(case) is None]
    assert missing == []


@pytest.mark.parametrize("start", LATER)
def test_what_is_put_off_is_in_the_list_of_cases_or_in_the_evidence(start: str):
    """H4 and H9 are numbers of the evidence without a case; all others stand for cases."""
    assert start in {"H4.", "H9."} or any(case.startswith(start) for case in GOLDEN)


def test_looking_a_case_up_is_written_down_under_the_test():
    """The table at the end of the output comes from these."""
    case = GOLDEN["A1.weekly_km"]
    own_name = "test_looking_a_case_up_is_written_down_under_the_test"
    assert case["id"] == "A1.weekly_km"
    written = [test for test in GOLDEN.read_by if test.endswith(own_name)]
    assert written
    for test in written:  # or the table would name this test as one that runs the case
        del GOLDEN.read_by[test]
