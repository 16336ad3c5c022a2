"""The pages of evidence: every reference leads somewhere, every number is that of its file."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.method.common_questions import read_answers
from dashboard.pain.red_flags.wording import red_flags
from etl.errors import DataError
from etl.reference.citations import broken, is_resolved, pieces, told
from etl.reference.clinic.mechanics_items import our_mechanics
from etl.reference.clinic.plan_templates import our_plans
from etl.reference.clinic.strength_programmes import our_programmes
from etl.reference.evidence import PAGES, filled, read_pages, read_papers, to_page, written
from etl.reference.metric_catalog import read_metrics
from etl.reference.questionnaires.definitions import read_questionnaires
from etl.reference.rules import read_parameters, read_rules
from etl.reference.views import read_views

REPOSITORY = Path(__file__).resolve().parent.parent.parent.parent
CITED = re.compile(
    r"\b[A-Z][\w’'-]+ (?:19|20)\d\d\b|\bdoi\b|\bPM(?:C|ID )\d+|evidence\.md|\bseeds?\b"
)
"""What looks like a paper; left over once all that resolves is taken out, it leads nowhere."""

OUTSIDE = re.compile(
    r"\bevidence\.md|\bseed text|\bseeds? [12]\b|[Ee]vidence §|/work/"
    r"|\b(?:design|faults|stack|style|speed|screens|house)\.md"
)
"""Names of documents that nobody who has the product has."""

LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)")
NAMED_VIEW = re.compile(r"\b[a-z]+\.[a-z_0-9]+\b")


def sources() -> Iterator[tuple[str, str]]:
    """Where a source stands, and what it says: everything that a person is shown."""
    for parameter in read_parameters():
        yield f"parameter {parameter.name}", parameter.source
    for rule in read_rules():
        yield f"rule {rule.rule_id}", rule.source
    for metric in read_metrics():
        yield f"method {metric.key}", metric.source
    for answer in read_answers():
        yield f"answer {answer.title}", answer.source
    for flag in red_flags().values():
        yield f"red flag {flag.code}", flag.source
    for questionnaire in read_questionnaires():
        yield f"questionnaire {questionnaire.questionnaire_id}", questionnaire.source
    for plan in our_plans():
        yield f"plan {plan.template_id}", plan.source
        yield from ((f"phase {phase.id}", phase.source) for phase in plan.phases)
    for programme in our_programmes():
        yield f"programme {programme.programme_id}", programme.source
        yield f"sessions of {programme.programme_id}", programme.sessions_source
        yield from ((f"exercise {one.id}", one.source) for one in programme.exercises)
    for checklist in our_mechanics().checklists:
        yield f"mechanics {checklist.title}", checklist.source
        yield from ((f"mechanics {item.id}", item.source) for item in checklist.items)


def leftovers(source: str) -> str:
    """What of it leads nowhere."""
    return " ".join(piece.text for piece in pieces(source) if not piece.target + piece.address)


def test_every_source_leads_to_a_paper_or_to_a_section_of_the_evidence():
    """Each anchor and doi is followed."""
    everything = list(sources())
    assert [(where, source) for where, source in everything if not is_resolved(source)] == []
    everything += [(view.full_name, view.source) for view in read_views()]
    assert [(where, broken(source)) for where, source in everything if broken(source)] == []


def test_what_looks_like_a_paper_is_one_of_the_literature():
    """A name with a year, a doi, a number of a register."""
    known = {word for paper in read_papers() for word in re.findall(r"\d{7,}", paper.page)}
    everything = [*sources(), *((view.full_name, view.source) for view in read_views())]
    odd = [
        (where, found)
        for where, source in everything
        for found in CITED.findall(leftovers(source))
        if not known & set(re.findall(r"\d{7,}", found))
    ]
    assert odd == []


def test_every_view_leads_there_itself_or_through_the_views_it_names():
    """A page view that lays others out need not repeat what they rest on."""
    views = {view.full_name: view for view in read_views()}

    def leads(name: str, seen: frozenset[str] = frozenset()) -> bool:
        source = views[name].source
        named = set(NAMED_VIEW.findall(source)) & views.keys() - seen
        return is_resolved(source) or any(leads(one, seen | {name}) for one in named)

    assert [name for name in views if not leads(name)] == []


@pytest.mark.parametrize(
    "source",
    [
        "docs/evidence/rules.md#no_such_rule",
        "docs/evidence/nowhere.md#a",
        "doi 10.1000/182",
    ],
)
def test_a_reference_to_nothing_is_found_and_left_as_words(source: str):
    """The test above can fail; a clinic's file that cites what we do not know is still shown."""
    assert broken(f"our choice; {source}") == [source]
    assert told(source) == source


def test_a_source_is_told_by_the_titles_of_what_it_cites():
    """No path of a file on paper."""
    assert told("our choice; docs/evidence/rules.md#event_pain") == (
        "our choice; Evidence, Rules: Pain with an event ahead"
    )


@pytest.mark.parametrize("page", PAGES)
def test_numbers_and_boxes_of_a_page_are_those_of_the_files(page: str):
    """`make evidence` writes them; a changed rule or parameter makes this fail until it has."""
    assert filled(written(page)) == written(page)


def test_a_wrong_number_would_be_written_anew():
    """The test above can fail."""
    assert filled("above <!--=spike_small_ratio-->1.2 times") == (
        "above <!--=spike_small_ratio-->1.1 times"
    )
    assert filled("<!--=session_gap_s/60-->25 minutes") == "<!--=session_gap_s/60-->30 minutes"
    with pytest.raises(DataError, match="no_such_number"):
        filled("<!--=no_such_number-->1")


@pytest.mark.parametrize("page", read_pages(), ids=lambda page: page.key)
def test_links_between_pages_lead_to_sections(page):
    """Each link is followed."""
    pages = {one.key: one for one in read_pages()}
    for section in page.sections:
        for name, anchor in LINK.findall(section.text):
            there = pages[name.removesuffix(".md")]
            assert not anchor or there.section(anchor), f"{page.key}: {name}#{anchor}"


def test_each_rule_and_each_metric_has_its_section_and_box():
    """With the limit, the reason and the grade of a rule, and the formula of a metric."""
    pages = {page.key: page for page in read_pages()}
    for rule in read_rules():
        section = pages["rules"].section(rule.rule_id)
        assert section, f"docs/evidence/rules.md has no section {rule.rule_id}"
        assert f"**Grade:** {rule.evidence_grade}" in section.text
        assert "**Why" in section.text
        for level in rule.levels:
            assert f"{level.threshold:.6g} {rule.unit}" in section.text
    for metric in read_metrics():
        section = pages["metrics"].section(metric.key)
        assert section, f"docs/evidence/metrics.md has no section {metric.key}"
        assert metric.formula in section.text


def test_anchors_are_given_once_a_page():
    """A link has one meaning."""
    for page in read_pages():
        anchors = [anchor for section in page.sections for anchor in section.anchors]
        assert len(anchors) == len(set(anchors))


def test_no_file_cites_a_document_outside_the_product():
    """Nor do the tests, which come with it."""
    this = Path(__file__).name
    folders = ("sql", "etl", "dashboard", "tests", "bench", "docs")
    files = [
        path
        for folder in folders
        for path in (REPOSITORY / folder).rglob("*")
        if path.suffix in {".sql", ".toml", ".py", ".md", ".json", ".j2", ".typ"}
        and path.name != this
    ]
    files += [REPOSITORY / name for name in ("README.md", "CHANGELOG.md", "DECISIONS.md")]
    found = [
        (str(path.relative_to(REPOSITORY)), OUTSIDE.search(path.read_text("utf-8")))
        for path in files
    ]
    assert [(name, match[0]) for name, match in found if match] == []


def test_a_page_without_its_title_is_refused():
    """By its name."""
    with pytest.raises(DataError, match=r"evidence/x\.md"):
        to_page("x", "words without a heading")


def test_the_wheel_holds_the_pages(tmp_path: Path):
    """Where the reader looks for them once installed."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
    )
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    assert {f"sql/evidence/{page}.md" for page in PAGES} <= names
    assert "sql/evidence/literature.toml" in names
