"""The story of twelve weeks as a figure: bars, marks, joins, words, and its empty parts."""

import math
from datetime import date, datetime, timedelta
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard.today.story_picture import draw_picture
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.story import draw_story

TODAY = date(2026, 5, 3)
SATURDAY = date(2026, 5, 2)
RUNS = pl.DataFrame(
    {
        "local_date": [date(2026, 4, 18), date(2026, 4, 18), date(2026, 4, 25), SATURDAY],
        "run_index": [1, 2, 1, 1],
        "day_run_count": [2, 2, 1, 1],
        "distance_m": [5000.0, 6000.0, 10_000.0, 18_200.0],
        "ceiling_m": [None, 11_000.0, 11_000.0, 11_000.0],
        "spike_ratio": [None, 0.6, 1.0, 1.82],
        "is_past": [False, False, False, True],
        "descent_m": [20.0, 10.0, 50.0, 320.0],
    }
)
PAIN = pl.DataFrame(
    {
        "local_date": [date(2026, 4, 18), SATURDAY, SATURDAY, TODAY],
        "knee": ["right", "left", "right", "right"],
        "worst_score": [0, 1, 3, 2],
    }
)
EVENTS = pl.DataFrame(
    {
        "event_kind": ["hill", "jump", "plan", "speed"],
        "local_date": [SATURDAY, SATURDAY, date(2026, 4, 20), date(2026, 4, 20)],
        "pain_date": [SATURDAY, SATURDAY, None, None],
        "pain_knee": ["right", "right", None, None],
        "pain_score": [3, 3, None, None],
    }
)
WEEKS = pl.DataFrame(
    {
        "week_start_date": [date(2026, 4, 13), date(2026, 4, 20), date(2026, 4, 27)],
        "descent_m": [30.0, None, 320.0],
        "descent_6w_ratio": [None, None, 2.1],
        "moving_s": [3600.0, 3600.0, 7200.0],
    }
)


def drawn(runs=RUNS, weeks=WEEKS, pain=PAIN, events=EVENTS, units: str = "km") -> go.Figure:
    """The story of these rows."""
    first_day = TODAY - timedelta(days=83)
    return draw_story(runs, weeks, pain, events, units=units, first_day=first_day, today=TODAY)


def trace(figure: go.Figure, name: str) -> Any:
    """The one trace of that name."""
    (found,) = [trace for trace in figure.data if trace.name == name]
    return found


def test_each_run_is_a_bar_and_two_of_a_day_stand_beside_each_other() -> None:
    """Half as wide, and not over each other."""
    within, past = trace(drawn(), "a run"), trace(drawn(), "past it")
    assert list(within.y) == [5.0, 6.0, 10.0]
    assert within.x[1] - within.x[0] == timedelta(hours=12)
    assert within.width[0] * 2 == within.width[2]
    assert list(past.y) == [18.2]


def test_what_went_past_its_limit_has_the_one_warm_colour_and_a_name() -> None:
    """A run by its number, a week by its number and a hatch; so it is seen without colour."""
    figure = drawn()
    assert trace(figure, "past it").marker.color == palette.PAST_LIMIT
    week = trace(figure, "descent")
    assert week.marker.color[2] == palette.PAST_LIMIT
    assert list(week.marker.pattern.shape) == ["", "", "/"]
    words = [note.text for note in figure.layout.annotations]
    assert "<b>18.2 km: 82 % over your longest</b>" in words
    assert "<b>320 m: 2.1 × your most of six weeks</b>" in words


def test_the_limit_is_a_step_line_with_a_gap_where_there_is_none() -> None:
    """Unknown is no zero."""
    line = trace(drawn(), "limit of its day")
    assert line.line.shape == "vh"
    assert math.isnan(line.y[0])
    assert list(line.y[1:]) == [11.0, 11.0, 11.0]


def test_pain_is_a_small_bar_a_day_on_ten_with_its_score_from_two_up() -> None:
    """Each knee its own colour; beside each other on one day; a logged 0 is a ring."""
    figure = drawn()
    left, right = trace(figure, "◀ left knee"), trace(figure, "▶ right knee")
    assert (left.marker.color, right.marker.color) == (palette.KNEE_LEFT, palette.KNEE_RIGHT)
    assert (list(left.y), list(right.y)) == ([1], [3, 2])
    assert (list(left.text), list(right.text)) == ([""], ["3", ""])  # 2 would lie over the 3
    assert left.x[0] < right.x[0]
    assert list(figure.layout.yaxis3.range) == [0, 10]
    assert list(trace(figure, "logged: none").x) == [datetime(2026, 4, 18, 12)]  # noqa: DTZ001


def test_a_thin_line_joins_what_came_before_to_the_pain_once() -> None:
    """From the foot of the run to the top of the bar; the hill of the same day is the same line."""
    figure = drawn()
    (line,) = figure.layout.shapes
    bottom, top = figure.layout.yaxis3.domain
    assert line.x0 == datetime(2026, 5, 2, 12)  # noqa: DTZ001
    assert line.y0 == figure.layout.yaxis.domain[0]
    assert line.y1 == bottom + (top - bottom) * 0.3


def test_the_title_is_a_finding_with_a_subject_and_claims_no_cause() -> None:
    """The newest thing that pain followed."""
    text = style.text_of(drawn())
    assert text.title == "Right knee pain followed Saturday's long, hilly run"
    assert text.subtitle == "What came before pain is not shown to have caused it."


def test_without_pain_it_is_the_run_that_went_past() -> None:
    """And no sentence about causes."""
    text = style.text_of(drawn(pain=PAIN.clear(), events=EVENTS.clear()))
    assert text.title == "Saturday's 18.2 km went past what the 30 days before allow"
    assert "caused" not in text.subtitle


def test_days_with_pain_are_counted_not_days_with_a_zero() -> None:
    """Two knees on one day are one day; no diary is not a diary without pain."""
    calm = RUNS.head(3)
    counted = style.text_of(drawn(runs=calm, events=EVENTS.clear())).title
    assert counted.endswith("; pain was logged on 2 days")
    unlogged = style.text_of(drawn(runs=calm, pain=PAIN.clear(), events=EVENTS.clear())).title
    assert unlogged.endswith("; nothing is logged about pain")


def test_more_fast_running_is_told_beside_pain_alone_and_a_plan_always() -> None:
    """Speed by itself was not shown to matter."""
    names = [one.name for one in drawn().data]
    assert "plan phase" in names
    assert "more fast running" not in names


def test_a_week_of_unknown_descent_is_a_cross_not_a_zero() -> None:
    """It moved, and nobody knows how far down."""
    assert len(trace(drawn(), "descent not known").x) == 1


def test_miles_and_feet_go_together() -> None:
    """Values, names and headings."""
    figure = drawn(units="miles")
    words = " ".join(note.text for note in figure.layout.annotations)
    assert "11.3 mi" in words
    assert "ft down a week" in words
    assert trace(figure, "past it").y[0] == 18_200 / 1609.344


def test_nothing_is_drawn_from_nothing() -> None:
    """No rows raise no error; no legend names what is not there."""
    figure = drawn(RUNS.clear(), WEEKS.clear(), PAIN.clear(), EVENTS.clear())
    assert style.text_of(figure).title == (
        "No run is here of these twelve weeks; nothing is logged about pain"
    )
    assert not [one.name for one in figure.data if one.showlegend]


def test_a_picture_to_send_holds_no_date_unless_asked() -> None:
    """Pixels alone: no words in the file, and other pixels with dates than without."""
    span: dict[str, Any] = {"units": "km", "first_day": TODAY - timedelta(days=83), "today": TODAY}
    plain = draw_picture(RUNS, PAIN, **span)
    later: dict[str, Any] = {"units": "km", "first_day": date(2026, 5, 31) - timedelta(days=83)}
    moved = draw_picture(
        RUNS.with_columns(pl.col("local_date") + timedelta(days=28)),
        PAIN.with_columns(pl.col("local_date") + timedelta(days=28)),
        **later,
        today=date(2026, 5, 31),
    )
    assert plain.startswith(b"\x89PNG")
    assert plain == moved
    assert draw_picture(RUNS, PAIN, **span, title="Saturday") != plain
    assert b"tEXt" not in plain
