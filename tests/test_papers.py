"""Papers for those who carry on: numbered, dated, listed, and true to the tree beside them."""

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
DECISIONS = REPOSITORY / "docs" / "decisions"
NEVER_GIVEN = {*range(43, 50), 53, 54, 59}
"""Numbers that no decision ever had; the index names them."""

PAPERS = [
    REPOSITORY / "README.md",
    REPOSITORY / "DECISIONS.md",
    *sorted(DECISIONS.glob("*.md")),
]


def decisions() -> list[Path]:
    """The files, by number."""
    return sorted(DECISIONS.glob("[0-9]*.md"))


@pytest.mark.parametrize("path", decisions(), ids=lambda path: path.stem[:4])
def test_a_decision_has_its_number_date_and_status(path: Path):
    """And says something; what superseded it is there."""
    head, facts, *body = path.read_text("utf-8").split("\n\n")
    assert re.fullmatch(rf"# {int(path.stem[:4])}\. \S.+[^.]", head)
    lines = re.fullmatch(
        r"- Date: 20\d\d-\d\d-\d\d\n- Status: (accepted|superseded by \d{4})\n- Subject: .+",
        facts,
    )
    assert lines, facts
    assert "".join(body).strip()
    if lines[1] != "accepted":
        assert list(DECISIONS.glob(f"{lines[1][-4:]}-*.md"))


def test_decisions_are_numbered_without_gaps():
    """From 1 on, but for the numbers that the index says were never given."""
    numbers = [int(path.stem[:4]) for path in decisions()]
    assert numbers == [n for n in range(1, max(numbers) + 1) if n not in NEVER_GIVEN]
    assert "43–49, 53, 54, 59 were never given" in (DECISIONS / "README.md").read_text("utf-8")


def test_the_index_names_each_decision_once_under_its_subject():
    """By its number, title and file."""
    index = (DECISIONS / "README.md").read_text("utf-8")
    listed = {}
    for group in index.split("\n## ")[1:]:
        subject, lines = group.split("\n", 1)
        for number, title, name in re.findall(r"(?m)^- \[(\d+)\. (.+)\]\((.+?)\)", lines):
            assert name not in listed
            listed[name] = (f"# {number}. {title}", subject)
    found = {}
    for path in decisions():
        text = path.read_text("utf-8")
        subject = re.search(r"(?m)^- Subject: (.+)$", text)
        found[path.name] = (text.split("\n", 1)[0], subject and subject[1])
    assert listed == found


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_every_link_to_a_file_leads_to_it(path: Path):
    """Relative ones; with an anchor, to the file that has it."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []
