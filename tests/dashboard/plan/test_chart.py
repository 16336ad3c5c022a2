"""The chart of a plan: two bars a target, a post a week, units in the runner's own."""

from datetime import date, timedelta
from math import isnan

import polars as pl
import pytest

from dashboard.plan import wording as plan_wording
from dashboard.plan.charts import GATE_LOOKS, draw_plan
from dashboard.rows.plan import PlanToday, PlanWeek
from dashboard.ui import display
from dashboard.ui.charts.style import text_of
from tests.builders.rows import a_row_of

MONDAY = date(2026, 4, 20)


def a_week(index: int, gate: str, **values: float | str | None) -> PlanWeek:
    """One row of `page.plan_week`: 20 km planned, 10 done, unless it says otherwise."""
    start = MONDAY + timedelta(days=7 * index - 7)
    numbers = {"distance_m": 20_000.0, "longest_run_m": 8_000.0, "downhill_m": 2_000.0}
    numbers |= {"fast_s": 600.0, "strength_count": 3}
    targets = {f"target_{name}": value for name, value in numbers.items()}
    told = {
        **targets,
        **{name: None if gate == "to_come" else value / 2 for name, value in numbers.items()},
        "week_index": index,
        "week_start_date": start,
        "gate_name": gate,
        "is_projected": gate == "to_come",
        "is_current": index == 2,
        **values,
    }
    return a_row_of(PlanWeek, **told)


def test_every_gate_has_its_shape_its_colour_and_its_word():
    """No two look the same, and none is a colour alone."""
    assert set(GATE_LOOKS) == set(display.GATES)
    assert len({symbol for symbol, _ in GATE_LOOKS.values()}) == len(GATE_LOOKS)


@pytest.mark.parametrize(("units", "planned"), [("km", 20.0), ("miles", 12.427)])
def test_weeks_are_columns_with_a_planned_and_a_done_bar(units: str, planned: float):
    """What is to come has no done bar; unknown is no bar of height 0."""
    weeks = pl.DataFrame([a_week(1, "passed"), a_week(2, "running"), a_week(3, "to_come")])
    figure = draw_plan(weeks, title="Week 2 of 3", units=units)
    bars = [trace for trace in figure.data if trace.type == "bar"]
    assert len(bars) == 10
    assert list(bars[0].y) == pytest.approx([planned] * 3, rel=1e-3)
    assert [value is None or isnan(value) for value in bars[1].y] == [False, False, True]
    posts = [trace for trace in figure.data if trace.type == "scatter"]
    assert [post.name for post in posts] == ["Passed", "Running", "To come"]
    assert text_of(figure).title == "Week 2 of 3"
    assert "On the right: week 2, done of planned." in text_of(figure).subtitle
    beside = [note.text for note in figure.layout.annotations if " of" in note.text]
    assert beside[-1] == "2 of 3" and "of<br>" in beside[0] and len(beside) == 5


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "week 2 of 6, calm: 12.4 of 28.0 km, strength 2 of 3"),
        ({"status_name": "waiting"}, "week 2 of 6 begins Mon 20 Apr 2026"),
        ({"status_name": "paused"}, "week 2 of 6, paused"),
        ({"phase_title": None, "target_distance_m": None}, "week 2 of 6"),
    ],
)
def test_the_line_on_today(values: dict, said: str):
    """Done of planned, rounded down where it is a limit."""
    today = {
        "status_name": "active",
        "start_date": MONDAY,
        "week_index": 2,
        "week_count": 6,
        "phase_title": "Calm",
        "target_distance_m": 28_049.0,
        "target_longest_run_m": 8_000.0,
        "target_strength_count": 3,
        "distance_m": 12_400.0,
        "strength_count": 2,
    }
    assert plan_wording.line(a_row_of(PlanToday, **today | values), "km") == said
