"""Axes are titled, and hovers told their unit, by the headers of the views that are drawn."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from dashboard.patient.charts import draw_patient_weeks
from dashboard.squad.charts import draw_squad_weeks
from dashboard.ui import display
from dashboard.ui.charts.axes import OWN_UNITS, axes_of, axis_of, to_axis
from etl.errors import DataError
from etl.reference.views import Column, read_views
from tests.conftest import REPOSITORY
from tests.dashboard.patient.test_known_in_part import patient_weeks, squad_weeks

SCREENS = REPOSITORY / "dashboard"
WORDS = {"label", "unit", "title", "heading", "two_lines"}
"""What an axis hands out."""

TITLES = {"title_text", "xaxis_title", "yaxis_title"}
STORED = {
    "m": {"{distance}", "{distance} a day", "{height}"},
    "s": {"{minutes}"},
    "mps": {"{speed}", "{pace}"},
    "spm": {"steps/min"},
    "ratio": {"times"},
    "share": {"{percent}"},
    "count": {"sessions"},
    "score": {"points", "of 10"},
    "load": {"thousand flat steps"},
    "low": {"thousand flat steps"},
    "high": {"thousand flat steps"},
}
"""Units that a column may be drawn in, by the unit its name says it is stored in."""


def drawn_columns() -> list[tuple[str, Column]]:
    """Every column that a header has words for an axis for, with its view."""
    return [
        (view.full_name, column)
        for view in read_views()
        for column in view.columns
        if column.unit or column.label
    ]


def test_an_axis_is_in_the_runners_own_units() -> None:
    """Its title, its heading over a small chart and its numbers."""
    axis = axis_of("page.hills_week", "descent_m", "miles")
    assert (axis.title, axis.heading, axis.two_lines) == (
        "descent, ft",
        "Descent, ft",
        "descent<br>ft",
    )
    assert axis.shown(100.0) == pytest.approx(328.084)
    assert axis_of("page.load_expert", "mean_7d_m", "miles").title == "mean distance, mi a day"
    assert axis_of("page.plan_week", "longest_run_m").two_lines == "longest<br>run, km"
    assert axis_of("page.plan_week", "fast_s").shown(pl.Series([90.0])).to_list() == [1.5]
    assert axis_of("page.check_in", "score").shown(80.0) == 80.0


def test_a_column_without_words_is_no_axis() -> None:
    """Nor is one that is not there, or a unit nobody knows."""
    assert "moving_s" not in axes_of("page.patient_week", "km")
    for column in ("moving_s", "distance_km"):
        with pytest.raises(DataError, match=rf"page\.patient_week has no label .* {column}"):
            axis_of("page.patient_week", column)
    with pytest.raises(DataError, match=r"no unit of a runner is called \{furlong\}"):
        to_axis("distance", "{furlong}", "km")


def test_headers_draw_what_is_stored_in_a_unit_that_fits() -> None:
    """Metres as a distance or a height, never as minutes."""
    columns = drawn_columns()
    assert len(columns) > 70
    wrong = [
        (view, column.name, column.unit)
        for view, column in columns
        if column.unit not in STORED[column.name.rsplit("_", 1)[-1]]
    ]
    assert wrong == []
    for _, column in columns:
        to_axis(column.label, column.unit, "miles")


def test_what_is_called_the_same_is_drawn_in_the_same_unit() -> None:
    """On every screen."""
    units: dict[str, set[str]] = {}
    for _, column in drawn_columns():
        units.setdefault(column.label, set()).add(column.unit)
    assert {label: found for label, found in units.items() if len(found) > 1} == {}


@pytest.mark.parametrize("units", display.UNITS)
def test_small_charts_are_headed_by_their_columns(units: str) -> None:
    """What stands over each begins with what its header says."""
    weeks = patient_weeks()
    figures = [
        ("page.patient_week", draw_patient_weeks(weeks, units=units, title="x")),
        ("page.squad_week", draw_squad_weeks(squad_weeks("a"), {"a": "A"}, units=units, title="x")),
    ]
    for view, figure in figures:
        headings = tuple(axis.heading for axis in axes_of(view, units).values())
        said = [
            note.text.replace("<br>", " ")
            for note in figure.layout.annotations
            if note.xanchor == "left"  # on the right stands the newest number
        ]
        assert len(said) >= 4
        assert [one for one in said if one != "A" and not one.startswith(headings)] == []


def test_no_axis_title_or_unit_is_typed_by_hand() -> None:
    """Screens take them from an axis, and an axis from a header."""
    found = [
        f"{path.relative_to(REPOSITORY)}: {told}"
        for path in sorted(SCREENS.rglob("*.py"))
        for told in typed_by_hand(path)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('figure.update_yaxes(title_text="km")', ["'km'"]),
        ('figure.update_yaxes(title_text=f"{unit} a week")', ["f'{unit} a week'"]),
        ('figure.update_xaxes(title={"text": words, "standoff": 6})', ["words"]),
        ('figure.update_xaxes(title={"standoff": 6})', []),
        ("figure.update_layout(yaxis_title=unit)", ["unit"]),
        ('plot.set_ylabel("min")', ["'min'"]),
        ("figure.update_yaxes(title_text=axis.unit)", []),
        ('figure.update_yaxes(title_text=f"{down.label} | {up.title}")', []),
        ('figure.update_yaxes(title_text=f"{axis.unit} a week")', ["f'{axis.unit} a week'"]),
        ('go.Bar(hovertemplate="%{y:.1f} km<br>")', ["%{y:.1f} km"]),
        ('go.Bar(hovertemplate=f"{day}: %{{customdata[0]:.0f}} steps/min")',
         ["%{customdata[0]:.0f} steps/min"]),
        ('go.Bar(hovertemplate=f"%{{y:.1f}} {axis.unit} in %{{customdata}} runs")', []),
    ],
)  # fmt: skip
def test_what_is_typed_by_hand_is_found(tmp_path: Path, line: str, told: list[str]) -> None:
    """As a title of any form, or behind a number in a hover."""
    file = tmp_path / "charts.py"
    file.write_text(line, "utf-8")
    assert list(typed_by_hand(file)) == told


@pytest.mark.parametrize("call", ["display.to_distance(km, units)", "display.pace_unit(units)"])
def test_a_chart_that_asks_for_a_unit_itself_is_found(tmp_path: Path, call: str) -> None:
    """Elsewhere it may: what is said in a sentence has no axis."""
    for name, told in (("step_chart.py", [call]), ("wording.py", [])):
        (tmp_path / name).write_text(f"x = {call}", "utf-8")
        assert list(typed_by_hand(tmp_path / name)) == told


def typed_by_hand(path: Path) -> Iterator[str]:
    """Titles of axes that are of no axis, units behind a hover's number, units asked for."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield from (ast.unparse(one) for one in _titles(node) if not _is_of_axis(one))
            if "chart" in path.stem and _asks_for_unit(node):
                yield ast.unparse(node)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from (match[0] for match in _NUMBER.finditer(node.value) if match[1] in _UNITS)


_NUMBER = re.compile(r"%\{[^}]*\} ([\w/]+)")
_UNITS = {
    to_axis(column.label, column.unit, units).unit.split()[0]
    for _, column in drawn_columns()
    for units in display.UNITS
    if column.unit != "of 10"
} | {unit(units) for unit, _ in OWN_UNITS.values() for units in display.UNITS}


def _titles(call: ast.Call) -> Iterator[ast.expr]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if name in {"set_xlabel", "set_ylabel"}:
        yield from call.args[:1]
    for keyword in call.keywords:
        if keyword.arg in TITLES:
            yield keyword.value
        elif keyword.arg == "title" and name in {"update_xaxes", "update_yaxes"}:
            yield from _words_of(keyword.value)


def _words_of(title: ast.expr) -> list[ast.expr]:
    if not isinstance(title, ast.Dict):
        return [title]
    pairs = zip(title.keys, title.values, strict=True)
    return [said for key, said in pairs if isinstance(key, ast.Constant) and key.value == "text"]


def _is_of_axis(title: ast.expr) -> bool:
    parts = list(_parts(title))
    typed = [part.value for part in parts if isinstance(part, ast.Constant)]
    return any(_is_asked_for(part) for part in parts) and not any(
        re.search(r"\w", words) for words in typed if isinstance(words, str)
    )


def _parts(title: ast.AST) -> Iterator[ast.AST]:
    """What a title is made of, but for what its axes are asked for with."""
    yield title
    if not _is_asked_for(title):
        for child in ast.iter_child_nodes(title):
            yield from _parts(child)


def _is_asked_for(part: ast.AST) -> bool:
    return isinstance(part, ast.Attribute) and part.attr in WORDS


def _asks_for_unit(call: ast.Call) -> bool:
    return bool(re.fullmatch(r"display\.(to_\w+|\w+_unit)", ast.unparse(call.func)))
