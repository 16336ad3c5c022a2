"""Types of the rows of page views are those of the views, and a misspelt column is refused."""

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from bench.row_types import FOLDER, METRICS, modules, write
from dashboard.rows import load_rows, to_rows, view_of
from dashboard.rows.others import NextRun
from dashboard.rows.pain import PainEntry
from dashboard.rows.today import SwapRun
from etl.errors import DataError
from etl.reference.views import read_views
from tests.builders.rows import a_row_of, row_types
from tests.conftest import REPOSITORY

UNTYPED = {
    "dashboard/cadence/charts.py": "lines with the era that they are drawn in",
    "dashboard/check_ins/charts.py": "the first of the scores that are drawn",
    "dashboard/cli/home/query_output.py": "the answer to anybody's own SQL",
    "dashboard/cli/log/diary_import.py": "rows of a file before they are in, of no view",
    "dashboard/cli/status.py": "columns that --json prints as they are",
    "dashboard/data/connections/account.py": "a receipt of the journal, of no view",
    "dashboard/first_visit/example.py": "rows of the example's file, of no view",
    "dashboard/load/tomorrow_section.py": "limits by their name",
    "dashboard/method/explainer.py": "a rule of the reference tables, of no view",
    "dashboard/method/rule_inputs.py": "a row of whatever view a rule looks at",
    "dashboard/pain/diary/section.py": "rows of a file before they are in, of no view",
    "dashboard/rows/__init__.py": "where a row gets its type",
    "dashboard/runs/charts.py": "stretches that are shaded",
    "dashboard/squad/triage/marks.py": "what is worked out for a mark, of no view",
    "dashboard/ui/charts/story.py": "marks and joins that are drawn one by one",
    "dashboard/ui/charts/story_words.py": "the run, week and day that a title tells of",
}
"""Where rows are read without the type of a view, and what they are instead."""


@pytest.fixture(scope="module")
def wanted() -> dict[str, str]:
    """The modules as the headers have them now."""
    return modules()


def test_the_types_are_those_of_the_headers(wanted: dict[str, str]) -> None:
    """`make rows` writes them anew."""
    there = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.py")}
    there.pop("__init__.py")
    assert there == wanted


def test_writing_them_mends_what_is_astray(tmp_path: Path, wanted: dict[str, str]) -> None:
    """What is right is left alone, and a subject that is gone goes."""
    for name, text in wanted.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "__init__.py").write_text("", "utf-8")
    (tmp_path / "pain.py").write_text("PainEntry = dict", "utf-8")
    (tmp_path / "swimming.py").write_text("", "utf-8")
    assert sorted(write(tmp_path)) == ["pain.py", "swimming.py"]
    assert (tmp_path / "pain.py").read_text("utf-8") == wanted["pain.py"]
    assert not (tmp_path / "swimming.py").exists()


def test_every_page_view_has_its_type() -> None:
    """Under the name of the view, with its columns in their order; and a few of metrics."""
    found = {view_of(kind): list(inspect.get_annotations(kind)) for kind in row_types()}
    pages = [v for v in read_views() if v.schema == "page" or v.full_name in METRICS]
    assert found == {view.full_name: [one.name for one in view.columns] for view in pages}


def test_what_may_be_none_is_what_the_header_says_is_null() -> None:
    """Nothing else: a screen need not ask."""
    kinds = inspect.get_annotations(NextRun)
    assert kinds["limit_m"] == float | None
    assert kinds["runner_id"] is str
    assert inspect.get_annotations(SwapRun)["descent_m"] == float | None


def test_rows_come_as_they_are() -> None:
    """With the view's columns, or not at all."""
    written = a_row_of(SwapRun, runner_id="mara")
    frame = pl.DataFrame([written])
    (row,) = to_rows(frame, SwapRun)
    assert row == written
    with pytest.raises(DataError, match=r"page\.swap_run has columns .*'fast_s'"):
        to_rows(frame.drop("fast_s"), SwapRun)
    assert view_of(PainEntry) == "page.pain_entry"
    assert load_rows({"page.swap_run": frame}.__getitem__, SwapRun) == [row]


def test_a_misspelt_column_is_refused_by_the_type_checker(tmp_path: Path) -> None:
    """Before it is an error on somebody's screen."""
    text = (
        "from dashboard.rows.today import Today\n\n"
        "def first(row: Today) -> str:\n    return row['{}']\n"
    )
    told = {}
    for column in ("status", "stauts"):
        file = tmp_path / f"{column}.py"
        file.write_text(text.format(column), "utf-8")
        checked = subprocess.run(
            [Path(sys.executable).parent / "ty", "check", "--python", sys.prefix, file],
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            check=False,
        )
        told[column] = checked.returncode, checked.stdout
    assert told["status"][0] == 0
    assert told["stauts"][0] == 1
    assert 'Unknown key "stauts" for TypedDict `Today`' in told["stauts"][1]


def test_rows_are_read_with_their_types() -> None:
    """But for rows that are none of a view, what a chart draws as a whole, and the door itself."""
    found = {
        path.relative_to(REPOSITORY).as_posix()
        for path in (REPOSITORY / "dashboard").rglob("*.py")
        if reads_untyped(path.read_text("utf-8"))
    }
    assert {file for file in found if not file.startswith("dashboard/access/")} == set(UNTYPED)


@pytest.mark.parametrize(
    ("line", "is_untyped"),
    [
        ("rows = frame.to_dicts()", True),
        ("row = frame.row(0, named=True)", True),
        ("for row in frame.iter_rows(named=True): pass", True),
        ("rows = frame.rows(named=True)", True),
        ("a, b = frame.row(0)", False),
        ("rows = to_rows(frame, Today)", False),
    ],
)
def test_an_untyped_read_is_found(line: str, is_untyped: bool) -> None:
    """Any way that Polars has to make dictionaries of rows."""
    assert reads_untyped(line) == is_untyped


def reads_untyped(text: str) -> bool:
    """Whether rows become dictionaries whose columns no type checker knows."""
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    return any(
        isinstance(call.func, ast.Attribute)
        and (
            call.func.attr in {"to_dicts", "rows_by_key"}
            or (
                call.func.attr in {"row", "rows", "iter_rows"}
                and any(keyword.arg == "named" for keyword in call.keywords)
            )
        )
        for call in calls
    )
