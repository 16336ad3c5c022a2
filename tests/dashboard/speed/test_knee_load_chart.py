"""The weekly line of the knee load and its range."""

import math
from datetime import date

import polars as pl
import pytest

from dashboard.hills.charts import draw_descent
from dashboard.speed.knee_load_chart import draw_knee_load
from dashboard.ui.charts import style
from tests.dashboard.ui.test_charts import hill_weeks


def weeks(**columns: list[float | None]) -> pl.DataFrame:
    """Three weeks, the second of them unknown; columns replace these."""
    plain = {
        "week_start_date": [date(2026, 2, 2), date(2026, 2, 9), date(2026, 2, 16)],
        "knee_load": [20.0, None, 30.0],
        "knee_load_low": [19.0, None, 28.0],
        "knee_load_high": [22.0, None, 33.0],
        "run_count": [3, 6, 4],
        "moving_s": [10_800.0, 21_600.0, 14_400.0],
        "knee_load_known_share": [1.0, 1 / 3, 0.9],
        "usual_knee_load": [None, None, 25.0],
        "knee_load_ratio": [None, None, 1.2],
    }
    return pl.DataFrame(plain | columns)


def test_the_title_tells_the_week_against_those_before() -> None:
    """Own history only."""
    text = style.text_of(draw_knee_load(weeks()))
    assert (
        text.title == "Your knee load was 1.2 × your four weeks before in the week from 16 Feb 2026"
    )
    assert "how far it may be off" in text.subtitle


def test_without_weeks_to_compare_the_title_says_so() -> None:
    """No number is better than a guess."""
    title = style.text_of(draw_knee_load(weeks(knee_load_ratio=[None, None, None]))).title
    assert title == "Not enough weeks with cadence to compare your knee load"


def test_the_range_is_drawn_at_the_bar_and_gaps_stay_gaps() -> None:
    """How far a week may be off, and what was usual."""
    load, usual, unknown = draw_knee_load(weeks()).data
    assert list(load.y) == pytest.approx([20, math.nan, 30], nan_ok=True)
    assert list(load.error_y.array) == pytest.approx([2, math.nan, 3], nan_ok=True)
    assert list(load.error_y.arrayminus) == pytest.approx([1, math.nan, 2], nan_ok=True)
    assert usual.name == "mean of the four weeks before"
    assert list(unknown.hovertext) == ["Week from 9 Feb 2026"]
    assert list(unknown.customdata) == ["120 of 360 min were recorded with cadence"]
    assert [row[3] for row in load.customdata] == [
        "",
        "<br>of 120 of 360 min recorded with cadence",
        "<br>of 216 of 240 min recorded with cadence",
    ]


def test_descent_past_the_most_of_six_weeks_is_said() -> None:
    """What legs are not used to makes them sore, so the title names it."""
    past = hill_weeks().with_columns(descent_6w_ratio=pl.Series([1.1, 1.6, None]))
    assert "your most in seven weeks" in style.text_of(draw_descent(past, "km")).title
    assert "your most" not in style.text_of(draw_descent(hill_weeks(), "km")).title


def test_a_runner_of_the_plain_is_told_that_there_is_little_to_compare() -> None:
    """Twenty metres a week are known, but say nothing as a ratio."""
    plain = hill_weeks().with_columns(descent_28d_ratio=pl.lit(None, dtype=pl.Float64))
    assert (
        style.text_of(draw_descent(plain, "km")).title
        == "You ran down too little a week to compare"
    )
