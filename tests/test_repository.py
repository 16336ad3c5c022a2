"""The repository reads itself: all is explained, graded honestly, and in the words allowed."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlglot
from sqlglot import exp

from dashboard.method.cards import read_cards
from dashboard.method.common_questions import read_answers
from dashboard.pain.red_flags.wording import red_flags
from dashboard.screens import SCREENS
from etl.errors import DataError
from etl.reference.clinic.mechanics_items import our_mechanics
from etl.reference.clinic.plan_templates import our_plans
from etl.reference.clinic.strength_programmes import our_programmes
from etl.reference.metric_catalog import metric_of_signal, read_metrics, to_metric, view_of_signal
from etl.reference.rules import read_parameters, read_rules
from etl.reference.views import read_views

REPOSITORY = Path(__file__).resolve().parent.parent

FORBIDDEN = re.compile(
    r"will cause|\bsafe(?:ly)?\b|injury risk|optimal|sweet spot|risk score|guarantee", re.IGNORECASE
)
"""No cause, no promise, no risk in per cent."""

NO_STUDY = re.compile(r"^(docs/evidence|our choice|engineering|physiotherapists)", re.IGNORECASE)
STUDY = re.compile(r"\b(19|20)\d\d\b|trial|cohort", re.IGNORECASE)


def words_for_people() -> Iterator[tuple[str, str]]:
    """Where, and what it says: rules, signs, methods, headers, and strings of the screens."""
    yield from words_of_method()
    yield from words_of_exercise()
    for parameter in read_parameters():
        yield f"parameter {parameter.name}", parameter.what
    for view in read_views():
        texts = [view.description, *(column.description for column in view.columns)]
        yield view.full_name, " ".join(texts)
    for path in sorted((REPOSITORY / "dashboard").rglob("*.py")):
        for text in strings_of(path):
            yield str(path.relative_to(REPOSITORY)), text


def words_of_method() -> Iterator[tuple[str, str]]:
    """Cards of the method, warning signs, and answers to common questions."""
    for card in read_cards():
        yield f"method {card.key}", card.words
    for flag in red_flags().values():
        yield f"red flag {flag.code}", flag.text
    for answer in (*read_answers(), *read_answers("downhill")):
        yield f"answer {answer.title}", answer.text


def words_of_exercise() -> Iterator[tuple[str, str]]:
    """Programmes, what a mechanics check looks at, and plans."""
    for programme in our_programmes():
        texts = [programme.what_for, programme.evidence]
        texts += [text for each in programme.exercises for text in (*each.cues, each.what_for)]
        yield f"programme {programme.programme_id}", " ".join(texts)
    for checklist in our_mechanics().checklists:
        yield checklist.title, f"{checklist.cannot_see} {checklist.evidence}"
    for item in our_mechanics().items:
        yield f"mechanics {item.id}", f"{item.title} {item.look} {item.finding} {item.limit}"
    for plan in our_plans():
        texts = [plan.what_for, plan.evidence, *(phase.words for phase in plan.phases)]
        yield f"plan {plan.template_id}", " ".join(texts)


def strings_of(path: Path) -> Iterator[str]:
    """String constants of a file that are no docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, holders) and node.body]
    docstrings = {id(line.value) for body in bodies for line in body if isinstance(line, ast.Expr)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in docstrings:
            yield node.value


def test_no_word_for_people_promises_or_threatens():
    """Nor does any give a risk of injury in per cent."""
    found = [(where, text[:80]) for where, text in words_for_people() if FORBIDDEN.search(text)]
    assert found == []


@pytest.mark.parametrize(
    "text", ["this will cause pain", "a safe week", "12 % injury risk", "the optimal zone"]
)
def test_the_search_for_forbidden_words_finds_them(text: str):
    """The test above can fail."""
    assert FORBIDDEN.search(text)


def test_slower_descents_are_never_labelled_as_braking():
    """A watch cannot see it: no title, level or axis may say so; longer texts may explain that."""
    titles = [card.title for card in read_cards()]
    levels = [level.text for rule in read_rules() for level in rule.levels]
    labels = [
        text
        for path in (REPOSITORY / "dashboard").rglob("*.py")
        for text in strings_of(path)
        if len(text) < 40
    ]
    named = [text for text in (*titles, *levels, *labels) if re.search(r"\bbrak", text.lower())]
    assert [text for text in named if "cannot" not in text and "work" not in text] == []


def test_every_view_of_a_number_is_explained_on_method():
    """What is worked out and shown has an entry with formula, grade and what it cannot know."""
    named = {name for metric in read_metrics() for name in metric.views}
    schemas = {"core", "metric", "risk"}
    views = [view.full_name for view in read_views() if view.schema in schemas]
    assert [name for name in views if name not in named] == []


@pytest.mark.parametrize("rule", read_rules(), ids=lambda rule: rule.rule_id)
def test_every_rule_has_its_metric_and_a_view_to_open(rule):
    """The explainer of a hit shows the row and the SQL; the metric says what it cannot know."""
    assert metric_of_signal(rule.metric) is not None
    assert view_of_signal(rule.metric).full_name != "risk.signal"


def test_every_number_without_a_study_is_graded_d():
    """An engineering choice is never dressed up as evidence."""
    dressed = [
        (parameter.name, parameter.grade, parameter.source)
        for parameter in read_parameters()
        if NO_STUDY.search(parameter.source)
        and not STUDY.search(parameter.source)
        and parameter.grade != "D"
    ]
    assert dressed == []


@pytest.mark.parametrize("metric", read_metrics(), ids=lambda metric: metric.key)
def test_every_metric_is_complete(metric):
    """Formula, evidence, source, and a date to look at it again."""
    assert metric.formula and metric.evidence and metric.source and metric.cannot_know
    assert metric.next_review_on > date(2026, 11, 1)
    if NO_STUDY.search(metric.source) and ";" not in metric.source:
        assert metric.grade in {"C", "D"}


BY_TIME = {
    "sql/access/journal.shown_note.sql": "which version of a note was read, not which is newer",
    "sql/views/3_page/pain/pain_deleted.sql": "how many days of the calendar ago",
}
"""Where `saved_at` is compared all the same, and what for."""


def decided_by_time(text: str) -> list[str]:
    """Parts of a query in which `saved_at` says which row comes first or counts."""
    query = re.sub(r"^insert into \S+( by name)?$", "", text, flags=re.MULTILINE)
    tree = sqlglot.parse_one(query, read="duckdb")
    found = []
    for column in tree.find_all(exp.Column):
        if column.name != "saved_at":
            continue
        inner: Any = column
        while (outer := inner.parent) is not None and not isinstance(outer, exp.Select):
            is_first_word = isinstance(outer, (exp.ArgMax, exp.ArgMin)) and outer.this is inner
            deciding = (exp.Ordered, exp.ArgMax, exp.ArgMin, exp.Max, exp.Min, exp.Predicate)
            if isinstance(outer, deciding) and not is_first_word:
                found.append(outer.sql("duckdb"))
                break
            inner = outer
    return found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("select a from t order by saved_at desc", True),
        ("from t qualify row_number() over (partition by a order by t.saved_at desc) = 1", True),
        ("select arg_max(a, (day, saved_at)) from t", True),
        ("select a from t where saved_at >= other_at", True),
        ("select arg_max(saved_at, saved_order), saved_at from t order by saved_order", False),
    ],
)
def test_the_search_for_orders_by_time_finds_them(text: str, is_found: bool):
    """The test below can fail."""
    assert bool(decided_by_time(text)) == is_found


def test_no_query_finds_the_newest_row_by_the_clock():
    """A clock that is set back would undo edits and withdrawals: `saved_order` tells the order."""
    files = [
        path
        for folder in ("access", "journal", "views")
        for path in sorted((REPOSITORY / "sql" / folder).rglob("*.sql"))
    ]
    found = {
        str(path.relative_to(REPOSITORY)): parts
        for path in files
        if (parts := decided_by_time(path.read_text("utf-8")))
    }
    assert found.keys() == BY_TIME.keys()


def test_no_python_finds_the_newest_row_by_the_clock():
    """Neither in a query that stands there nor by sorting a frame."""
    wanted = re.compile(r"(order by|arg_max|arg_min)[^)]*saved_at|^saved_at desc", re.IGNORECASE)
    found = [
        (str(path.relative_to(REPOSITORY)), text)
        for folder in ("etl", "dashboard")
        for path in sorted((REPOSITORY / folder).rglob("*.py"))
        for text in strings_of(path)
        if wanted.search(text)
    ]
    sorted_by_time = [
        str(path)
        for folder in ("etl", "dashboard")
        for path in (REPOSITORY / folder).rglob("*.py")
        if re.search(r"""sort\(["']saved_at""", path.read_text("utf-8"))
    ]
    assert (found, sorted_by_time) == ([], [])


def test_the_clock_is_read_in_one_place():
    """So that a test can set it back for all of the program."""
    found = [
        str(path.relative_to(REPOSITORY))
        for folder in ("etl", "dashboard")
        for path in sorted((REPOSITORY / folder).rglob("*.py"))
        if re.search(r"datetime\.now\(|time\.time\(\)|date\.today\(", path.read_text("utf-8"))
    ]
    assert found == ["etl/clock.py"]


def test_an_incomplete_metric_is_refused_by_its_name():
    """Rather none than half of one."""
    with pytest.raises(DataError, match=r"method/1_load\.toml \[half\]: missing keys"):
        to_metric("1_load.toml", "Load", "half", {"title": "Half"})


MOST_LINES = 400
MOST_SCREEN_LINES = 60


def line_count(path: Path) -> int:
    """How long a file is."""
    return len(path.read_text("utf-8").splitlines())


def test_a_screen_is_a_page_of_contents():
    """It says which sections stand in which order; they lie in the folder of their subject."""
    long = {
        screen.file
        for screen in SCREENS
        if line_count(REPOSITORY / "dashboard" / screen.file) > MOST_SCREEN_LINES
    }
    assert long == set()


def test_a_screen_that_is_imported_draws_nothing():
    """Only the page that was asked for is shown, under the name `__main__`."""
    drawing = {
        screen.file
        for screen in SCREENS
        for node in ast.parse((REPOSITORY / "dashboard" / screen.file).read_text("utf-8")).body
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    }
    assert drawing == set()


def test_no_module_is_longer_than_can_be_read_in_one_go():
    """What outgrows it holds a thing of its own that has a name."""
    found = {
        str(path.relative_to(REPOSITORY)): count
        for folder in ("bench", "dashboard", "etl", "sql")
        for path in sorted((REPOSITORY / folder).rglob("*.py"))
        if (count := line_count(path)) > MOST_LINES
    }
    assert found == {}
