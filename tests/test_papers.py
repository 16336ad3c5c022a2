"""Papers for those who carry on: numbered, dated, listed, and true to the tree beside them."""

import ast
import re
import textwrap
import tomllib
from pathlib import Path

import pytest
import sqlglot

REPOSITORY = Path(__file__).resolve().parent.parent
DECISIONS = REPOSITORY / "docs" / "decisions"
NEVER_GIVEN = {*range(43, 50), 53, 54, 59}
"""Numbers that no decision ever had; the index names them."""

MOST_PICTURE_BYTES = 150_000

PAPERS = [
    *(REPOSITORY / f"{name}.md" for name in ("README", "DECISIONS", "CONTRIBUTING", "SECURITY")),
    REPOSITORY / "docs" / "adding.md",
    REPOSITORY / "docs" / "design-system.md",
    REPOSITORY / "docs" / "glossary.md",
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


def test_the_readme_shows_every_picture_that_is_here_and_each_is_small():
    """`make screenshots` takes them; what is shown nowhere goes."""
    pictures = sorted((REPOSITORY / "docs" / "screenshots").iterdir())
    shown = re.findall(r"\]\((docs/screenshots/[^)]+)\)", (REPOSITORY / "README.md").read_text())
    assert sorted(shown) == [str(path.relative_to(REPOSITORY)) for path in pictures]
    assert {path.name for path in pictures if path.stat().st_size > MOST_PICTURE_BYTES} == set()


def blocks(language: str) -> list[str]:
    """Worked examples of `docs/adding.md` in one language."""
    text = (REPOSITORY / "docs" / "adding.md").read_text("utf-8")
    fences = re.findall(rf"(?ms)^( *)```{language}\n(.*?)^\1```$", text)
    return [textwrap.dedent(block) for _, block in fences]


def test_worked_examples_can_be_read_by_their_languages():
    """What does not parse helps nobody; single columns and steps of a query are parts."""
    for block in blocks("python"):
        ast.parse("def example():\n" + textwrap.indent(block, "    "))
    for block in blocks("toml"):
        assert tomllib.loads(block)
    whole = [block for block in blocks("sql") if re.search(r"(?m)^(select|create|alter)", block)]
    for block in whole:
        assert all(sqlglot.parse(block, read="duckdb"))
    assert (len(blocks("python")), len(blocks("toml")), len(whole)) == (7, 3, 4)


def test_the_glossary_says_of_each_word_what_it_means_and_where_it_lives():
    """At least twenty words, in no column empty but the unit's."""
    text = (REPOSITORY / "docs" / "glossary.md").read_text("utf-8")
    words = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    assert len(words) - 1 >= 20
    for word, means, *_, lives_in in words:
        assert word and means and lives_in
    names = [word for word, *_ in words]
    assert len(names) == len(set(names))


def test_a_citation_has_what_its_format_asks_and_the_version_of_the_package():
    """CFF 1.2.0 wants four keys; persons are not named."""
    lines = (REPOSITORY / "CITATION.cff").read_text("utf-8").splitlines()
    keys = dict(line.split(": ", 1) for line in lines if re.match(r"[a-z-]+: ", line))
    package = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    assert {"cff-version", "message", "title"} <= keys.keys()
    assert (keys["cff-version"], keys["version"]) == ("1.2.0", package["version"])
    assert keys["license"] == package["license"]
    assert '  - name: "the Kneewise authors"' in lines


MADE_UP = {"long_jump", "long_run_share", "long_runs", "point_table", "shoe_change"}
"""Names of the worked examples of docs/adding.md."""
NAMED = re.compile(r"`((?:dashboard|etl|sql|tests|bench|docs)/[\w./-]+)`")


@pytest.mark.parametrize("path", PAPERS[:6], ids=lambda path: path.stem)
def test_every_file_that_a_paper_names_is_there(path: Path):
    """But for those of the worked examples."""
    named = NAMED.findall(path.read_text("utf-8"))
    missing = [one for one in named if not (REPOSITORY / one).exists()]
    assert [one for one in missing if not any(name in one for name in MADE_UP)] == []
