"""The table of docs/asvs.md: whole, and each line that is met names tests that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "asvs.md"
STATES = {"met", "not met", "not applicable", "written down"}
OF_LEVEL_2 = {"3": 19, "5": 9, "6": 35, "7": 18, "8": 7, "10": 29}
"""Requirements of levels 1 and 2 in ASVS 5.0.0, by chapter."""
_TEST = re.compile(r"`(tests/[\w/]+\.py)` `(test_\w+)`")
_FILE = re.compile(r"`((?:docs|sql)/[\w/.-]+|SECURITY\.md)`")


def rows() -> list[list[str]]:
    """(id, what it asks, state, what shows it)."""
    lines = TABLE.read_text("utf-8").splitlines()
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [cells for cells in found if re.fullmatch(r"\d+(\.\d+)+", cells[0])]


def test_every_requirement_of_the_chapters_has_one_line() -> None:
    """In order, none twice, each with a state and what shows it."""
    ids = [cells[0] for cells in rows()]
    assert ids == sorted(set(ids), key=lambda one: [int(part) for part in one.split(".")])
    counts = {chapter: sum(one.split(".")[0] == chapter for one in ids) for chapter in OF_LEVEL_2}
    assert counts == OF_LEVEL_2
    assert all(len(cells) == 4 and all(cells) for cells in rows())
    assert {cells[2] for cells in rows()} == STATES


def test_what_is_met_names_a_test_and_what_is_written_down_a_file() -> None:
    """A test that is renamed or removed takes its line along."""
    for name, _, state, shown in rows():
        tests, files = _TEST.findall(shown), _FILE.findall(shown)
        assert tests or state != "met", name
        assert files or state != "written down", name
        for path, test in tests:
            assert f"def {test}(" in (ROOT / path).read_text("utf-8"), (name, test)
        assert all((ROOT / path).exists() for path in files), name
