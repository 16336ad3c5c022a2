"""What the figures say: fields, units, titles, shapes, and colours that can be told apart."""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard.cadence import charts as cadence_charts
from dashboard.hills import charts as hills_charts
from dashboard.load import charts as load_charts
from dashboard.load.wording import band_name, ramp_line
from dashboard.runs import charts as runs_charts
from dashboard.speed import charts as speed_charts
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.limit_bar import limit_bar

MONDAY = date(2026, 2, 2)
NO_PAIN = pl.DataFrame(schema={"local_date": pl.Date, "knee": pl.String, "worst_score": pl.Int32})
PAIN = pl.DataFrame(
    {
        "local_date": [MONDAY, MONDAY, MONDAY + timedelta(days=9)],
        "knee": ["left", "right", "right"],
        "worst_score": [3, 0, 6],
    }
)


def weeks(**columns: Sequence[float | str | None]) -> pl.DataFrame:
    """Rows of consecutive weeks with the columns given."""
    length = len(next(iter(columns.values())))
    starts = [MONDAY + timedelta(weeks=index) for index in range(length)]
    return pl.DataFrame({"week_start_date": starts, **columns})


def trace(figure: go.Figure, name: str) -> Any:
    """The one trace of that name."""
    (found,) = [trace for trace in figure.data if trace.name == name]
    return found


def training_weeks() -> pl.DataFrame:
    """Three weeks, the second one off."""
    return weeks(
        distance_m=[30_000.0, 0.0, 40_000.0],
        longest_run_m=[12_000.0, 0.0, 18_000.0],
        run_count=[3, 0, 4],
    )


def load_of(pain: pl.DataFrame, units: str = "km") -> go.Figure:
    """The weeks as *Load* has them, with the strip of pain below."""
    return load_charts.draw_load(
        training_weeks(), ceiling().clear(), sessions().clear(), pain, units
    )


def test_an_empty_week_is_a_bar_of_no_height_not_a_gap() -> None:
    """A week off is drawn as zero."""
    figure = load_of(NO_PAIN)
    assert list(trace(figure, "Week, km").y) == [30.0, 0.0, 40.0]


def test_weeks_speak_miles_to_a_runner_who_thinks_in_miles() -> None:
    """Values, axis and hover change together."""
    figure = load_of(NO_PAIN, "miles")
    bars = trace(figure, "Week, mi")
    assert bars.y[0] == pytest.approx(18.641, abs=1e-3)
    assert figure.layout.yaxis.title.text == "mi"
    assert " mi " in bars.hovertemplate


def test_a_knee_has_its_own_colour_and_its_pain_is_a_bar_up_to_ten() -> None:
    """The score is printed from 2 up; a zero is no bar."""
    figure = load_of(PAIN)
    left, right = trace(figure, "◀ left knee"), trace(figure, "▶ right knee")
    assert (left.marker.color, right.marker.color) == (palette.KNEE_LEFT, palette.KNEE_RIGHT)
    assert (list(left.y), list(right.y)) == ([3], [6])
    assert (list(left.text), list(right.text)) == (["3"], ["6"])
    assert list(figure.layout.yaxis2.range) == [0, 10]


def test_bars_of_pain_are_seen_over_years_too() -> None:
    """Wider than a day where a day is less than a hair; of two numbers beside each other one."""
    days = [MONDAY + timedelta(days=day) for day in (0, 2, 700)]
    pain = pl.DataFrame({"local_date": days, "knee": ["left"] * 3, "worst_score": [4, 5, 3]})
    left = trace(load_of(pain), "◀ left knee")
    assert min(left.width) > 5 * 24 * 3600 * 1000
    assert list(left.text) == ["", "5", "3"]


@pytest.mark.parametrize("colour", [palette.KNEE_LEFT, palette.KNEE_RIGHT])
def test_the_colours_of_the_knees_are_used_for_nothing_else(colour: str) -> None:
    """No other name of the palette is that colour."""
    names = [name for name, value in vars(palette).items() if value == colour]
    assert len(names) == 1


def test_pain_has_its_own_strip_on_the_same_time_axis() -> None:
    """The lower strip follows the upper axis."""
    figure = load_of(PAIN)
    assert trace(figure, "◀ left knee").xaxis == "x2"
    assert figure.layout.xaxis.matches == "x2"


def test_weeks_are_labelled_by_their_start_and_few_enough_for_a_phone() -> None:
    """A year of weeks still has at most six labels."""
    starts = [MONDAY + timedelta(weeks=index) for index in range(52)]
    ticks = style.week_ticks(starts)
    assert len(ticks) <= style.MAX_TICKS
    assert set(ticks) <= set(starts)


def test_hovering_names_a_week_by_its_start() -> None:
    """The bar stands in the middle of its week, the words name the Monday."""
    bars = trace(hills_charts.draw_descent(hill_weeks(), "km"), "descent, m")
    assert list(bars.hovertext) == [f"Week from {day} Feb 2026" for day in (2, 9, 16)]
    assert bars.hovertemplate.startswith("%{hovertext}")


def test_a_year_is_named_where_it_is_new() -> None:
    """The first label and the first of each year carry it."""
    labels = style.tick_labels([date(2025, 12, 15), date(2026, 1, 5), date(2026, 1, 26)])
    assert labels == ["15 Dec<br>2025", "5 Jan<br>2026", "26 Jan"]


def sessions() -> pl.DataFrame:
    """One run of each kind."""
    return pl.DataFrame(
        {
            "local_date": [MONDAY + timedelta(days=index) for index in range(5)],
            "distance_m": [10_000.0, 10_500.0, 12_000.0, 15_000.0, 25_000.0],
            "longest_30d_m": [None, 10_000.0, 10_000.0, 10_000.0, 10_000.0],
            "spike_ratio": [None, 1.05, 1.2, 1.5, 2.5],
            "spike_band": ["no_reference", "reference", "small", "moderate", "large"],
        }
    )


def ceiling() -> pl.DataFrame:
    """The ceiling of four days, unknown on the first."""
    return pl.DataFrame(
        {
            "local_date": [MONDAY + timedelta(days=index) for index in range(4)],
            "longest_30d_m": [None, 10_000.0, 10_000.0, 12_000.0],
        }
    )


def test_small_and_moderate_jumps_share_a_mark_and_large_has_its_own() -> None:
    """Small and moderate are one tier: their intervals overlap in the study."""
    figure = load_charts.draw_load(training_weeks(), ceiling(), sessions(), PAIN, "km")
    assert list(trace(figure, "Jump").y) == [12.0, 15.0]
    assert list(trace(figure, "Big jump").y) == [25.0]
    assert trace(figure, "Jump").marker.symbol != trace(figure, "Big jump").marker.symbol


def test_the_load_chart_names_the_latest_run_that_jumped() -> None:
    """The title is the finding."""
    figure = load_charts.draw_load(training_weeks(), ceiling(), sessions(), NO_PAIN, "km")
    assert style.text_of(figure).title.startswith("Your 25.0 km of")


def test_the_ceiling_is_a_step_line_with_a_gap_where_nothing_is_known() -> None:
    """Unknown is not zero."""
    line = trace(
        load_charts.draw_load(training_weeks(), ceiling(), sessions(), NO_PAIN, "km"),
        "Longest run of 30 days",
    )
    assert line.line.shape == "hv"
    assert math.isnan(line.y[0])
    assert line.connectgaps is False


def test_growth_of_the_last_whole_week_is_a_sentence_and_no_colour() -> None:
    """Weekly change was not shown to predict injury; the week under way says nothing yet."""
    rows = weeks(ramp_ratio=[None, 1.5, 0.2], ramp_4w_ratio=[None, 1.2, 0.3])
    words = ramp_line(rows, MONDAY + timedelta(days=15))
    assert words == (
        "The week from 9 Feb was 1.5 × the week before and 1.2 × the mean of the four before."
    )
    assert "can be compared" in ramp_line(rows.head(1), MONDAY + timedelta(days=15))


LIMITS = {"limit_m": 11e3, "reference_until_m": 11e3, "moderate_until_m": 20e3}


@pytest.mark.parametrize(
    ("distance_m", "word"),
    [
        (5e3, "within your limit"),
        (11e3, "within your limit"),
        (11.1e3, "beyond your limit, a jump"),
        (20e3, "beyond your limit, a jump"),
        (21e3, "beyond your limit, a big jump"),
    ],
)
def test_a_run_tomorrow_is_named_by_the_band_it_lies_in(distance_m: float, word: str) -> None:
    """A limit itself still belongs to the calmer side."""
    assert band_name(distance_m, LIMITS) == word


def test_a_limit_that_the_knee_sets_is_passed_before_a_jump_begins() -> None:
    """Between the two a run is beyond the limit, and no jump."""
    assert band_name(9e3, LIMITS | {"limit_m": 8e3}) == "beyond your limit"


def test_what_lies_past_a_limit_has_its_own_part_of_the_bar() -> None:
    """Without a known number there is the line alone."""
    assert "track" not in limit_bar("x", None, 10.0)
    assert 'class="limit-bar-past" style="width:0.0%"' in limit_bar("x", 5.0, 10.0)
    past = limit_bar("x", 15.0, 10.0)
    assert 'limit-bar-within" style="width:62.9%"' in past
    assert 'limit-bar-past" style="width:31.4%"' in past
    assert 'aria-label="150 % of it"' in past


def test_over_years_the_bars_of_load_are_by_month() -> None:
    """As on every chart of weeks; the ceiling stays a day by day."""
    rows = weeks(distance_m=[30_000.0] * 60, longest_run_m=[9_000.0] * 60, run_count=[3] * 60)
    figure = load_charts.draw_load(rows, ceiling(), sessions(), NO_PAIN, "km")
    assert len(trace(figure, "Week, km").x) == 14
    assert style.text_of(figure).subtitle.endswith("a month's weeks on average")


def hill_weeks() -> pl.DataFrame:
    """A barometric week, a GPS week, a week without altitude."""
    bands = {
        band.column: [1_000.0, 500.0, None]
        for band in (*hills_charts.UPHILL_BANDS, *hills_charts.DOWNHILL_BANDS)
    }
    return weeks(
        **bands,
        downhill_m=[4_000.0, 2_000.0, None],
        descent_m=[200.0, 100.0, None],
        usual_descent_m=[100.0, 120.0, None],
        descent_28d_ratio=[2.0, 0.8, None],
        most_6w_descent_m=[150.0, 200.0, None],
        descent_6w_ratio=[1.33, 0.5, None],
        altitude_quality=["barometric", "gps", "none"],
        run_count=[3, 2, 2],
        moving_s=[9_000.0, 6_000.0, 6_000.0],
        hills_known_share=[1.0, 0.9, 0.0],
        descent_known_share=[1.0, 0.85, 0.0],
    )


def test_downhill_hangs_below_the_axis_and_uphill_stands_above() -> None:
    """The sign is the direction; the hover keeps the plain distance."""
    figure = hills_charts.draw_grade_bands(hill_weeks(), NO_PAIN, "km")
    down, up = trace(figure, "down 5–10 %"), trace(figure, "up 5–10 %")
    assert (down.y[0], up.y[0]) == (-1.0, 1.0)
    assert down.customdata[0][0] == 1.0


def test_a_week_of_gps_altitude_is_pale_and_says_so() -> None:
    """Rough numbers look rough."""
    bars = trace(hills_charts.draw_grade_bands(hill_weeks(), NO_PAIN, "km"), "up 2–5 %")
    assert bars.marker.opacity[1] < bars.marker.opacity[0]
    assert "rough" in bars.customdata[1][1]


def test_a_week_without_altitude_is_marked_not_known_rather_than_flat() -> None:
    """No altitude is not no hills."""
    figure = hills_charts.draw_grade_bands(hill_weeks(), NO_PAIN, "km")
    assert len(trace(figure, "altitude not known").x) == 1
    assert math.isnan(trace(figure, "down 5–10 %").y[2])


def test_a_week_recorded_in_part_has_a_mark_with_the_minutes_and_no_bar() -> None:
    """Two of six runs with altitude: neither a low bar nor nothing; a week off has none of it."""
    rows = hill_weeks().with_columns(
        altitude_quality=pl.lit("barometric"),
        run_count=pl.Series([3, 0, 6]),
        moving_s=pl.Series([9_000.0, 0.0, 21_600.0]),
        downhill_m=pl.Series([4_000.0, 0.0, None]),
        descent_m=pl.Series([200.0, 0.0, None]),
        hills_known_share=pl.Series([1.0, None, 1 / 3]),
        descent_known_share=pl.Series([0.9, None, 1 / 3]),
    )
    for figure in (
        hills_charts.draw_grade_bands(rows, NO_PAIN, "km"),
        hills_charts.draw_descent(rows, "km"),
    ):
        crosses = trace(figure, "altitude not known")
        assert list(crosses.hovertext) == ["Week from 16 Feb 2026"]
        assert list(crosses.customdata) == ["120 of 360 min were recorded with altitude"]
    bars = trace(hills_charts.draw_descent(rows, "km"), "descent, m")
    assert list(bars.y) == pytest.approx([200.0, 0.0, math.nan], nan_ok=True)
    assert list(bars.customdata)[:2] == ["of 135 of 150 min recorded with altitude", ""]


def test_the_legend_names_no_unknown_weeks_where_there_are_none() -> None:
    """A mark that is nowhere needs no words."""
    known = hill_weeks().head(2)
    assert not trace(hills_charts.draw_descent(known, "km"), "altitude not known").showlegend


def test_fast_minutes_of_a_week_recorded_in_part_are_marked_with_the_reason() -> None:
    """Minutes that were recorded, or that there is nothing to measure them by."""
    rows = weeks(
        fast_s=[600.0, None, None],
        sprint_s=[60.0, None, None],
        fast_run_count=[2, None, None],
        moving_s=[9_000.0, 21_600.0, 7_200.0],
        speed_known_share=[0.9, 1 / 3, 0.0],
        reference_speed_mps=[3.6, 3.6, None],
    )
    figure = speed_charts.draw_fast_minutes(rows, NO_PAIN)
    assert list(trace(figure, "not known").customdata) == [
        "120 of 360 min were recorded in detail",
        "there is no reference speed",
    ]
    assert trace(figure, "fast, min").customdata[0][1] == "<br>of 135 of 150 min recorded in detail"


def test_descent_is_compared_with_the_runners_own_usual() -> None:
    """The title carries the ratio of the latest known week."""
    text = style.text_of(hills_charts.draw_descent(hill_weeks(), "km"))
    assert text.title == "You ran down 100 m in the week from 9 Feb 2026: 0.8 × your usual"


def test_fast_minutes_are_minutes() -> None:
    """Seconds in storage, minutes on the page."""
    rows = weeks(
        fast_s=[600.0, None],
        sprint_s=[60.0, None],
        fast_run_count=[2, None],
        moving_s=[9_000.0, None],
        speed_known_share=[1.0, None],
        reference_speed_mps=[3.6, None],
    )
    figure = speed_charts.draw_fast_minutes(rows, NO_PAIN)
    assert list(trace(figure, "fast, min").y) == pytest.approx([10.0, math.nan], nan_ok=True)
    assert (
        style.text_of(figure).title
        == "You ran fast for 10 min and sprinted 1 min in the week from 2 Feb 2026"
    )


def cadence_weeks() -> pl.DataFrame:
    """Two weeks with cadence, one with a trend."""
    return weeks(
        cadence_adjusted_spm=[166.0, 168.0],
        cadence_spm=[164.0, 169.0],
        trend_value_spm=[None, 168.0],
        trend_low_spm=[None, 166.5],
        trend_high_spm=[None, 169.5],
        trend_spm_per_week=[None, 0.42],
        run_count=[3, 4],
        step_length_m=[1.02, 1.04],
    )


@pytest.mark.parametrize(
    ("trend", "title"),
    [
        (0.42, "Your cadence at your usual pace rose of late: +0.4 steps/min a week"),
        (-0.42, "Your cadence at your usual pace fell of late: −0.4 steps/min a week"),
        (0.05, "Your cadence at your usual pace hardly changes"),
        (None, "Your cadence is known of too few weeks for a trend"),
    ],
)
def test_the_cadence_title_says_the_trend(trend: float | None, title: str) -> None:
    """In steps a minute, with its sign; a trend that rounds to nothing is none."""
    rows = cadence_weeks().with_columns(trend_spm_per_week=pl.lit(trend, dtype=pl.Float64))
    assert style.text_of(cadence_charts.draw_cadence_trend(rows, NO_PAIN)).title == title


def test_no_text_of_the_cadence_charts_names_170_as_a_target() -> None:
    """There is no right cadence for everybody."""
    figure = cadence_charts.draw_cadence_trend(cadence_weeks(), NO_PAIN)
    assert "170" not in f"{style.text_of(figure)}"


def own_lines() -> pl.DataFrame:
    """The runner's line then and now."""
    return pl.DataFrame(
        {
            "era": ["then", "now"],
            "intercept": [140.0, 145.0],
            "slope": [8.0, 8.0],
            "min_speed_mps": [2.5, 2.5],
            "max_speed_mps": [3.5, 3.5],
            "reference_speed_mps": [3.0, 3.0],
            "reference_cadence_spm": [164.0, 169.0],
        }
    )


def test_the_runners_own_line_then_and_now_is_compared_at_one_pace() -> None:
    """Cadence changes with speed, so the comparison fixes it."""
    runs = pl.DataFrame(
        {
            "local_date": [MONDAY],
            "era": ["now"],
            "flat_speed_mps": [3.0],
            "flat_cadence_spm": [169.0],
        }
    )
    figure = cadence_charts.draw_cadence_speed(runs, own_lines(), "km")
    assert style.text_of(figure).title == "At 5:33 /km: 169 steps/min now, 164 then"
    assert list(trace(figure, "your line, now").y) == [165.0, 173.0]
    assert trace(figure, "runs, now").x[0] == pytest.approx(10.8)


def lines_of_weeks(count: int) -> pl.DataFrame:
    """A line a week over eight weeks each, from the first week of a history on."""
    ends = [MONDAY + timedelta(weeks=week) for week in range(count)]
    return pl.DataFrame(
        {
            "week_start_date": ends,
            "from_date": [end - timedelta(weeks=7) for end in ends],
            "until_date": [end + timedelta(days=6) for end in ends],
        }
    )


def test_then_is_the_first_line_that_has_all_its_weeks() -> None:
    """A line over the first week alone would compare one run with eight weeks."""
    found = cadence_charts.then_and_now(lines_of_weeks(30), MONDAY)
    assert found["era"].to_list() == ["then", "now"]
    assert found["week_start_date"][0] == MONDAY + timedelta(weeks=7)


def test_two_lines_that_share_weeks_are_not_compared() -> None:
    """Then and now must be different running."""
    found = cadence_charts.then_and_now(lines_of_weeks(12), MONDAY)
    assert found["era"].to_list() == ["now"]


def test_runs_belong_to_the_line_they_lie_behind() -> None:
    """Before, between and after."""
    lines = cadence_charts.then_and_now(lines_of_weeks(30), MONDAY)
    days = [MONDAY, MONDAY + timedelta(weeks=12), MONDAY + timedelta(weeks=29)]
    runs = cadence_charts.with_era(pl.DataFrame({"local_date": days}), lines)
    assert runs["era"].to_list() == ["then", "between", "now"]


def test_step_length_of_an_unknown_week_is_a_gap() -> None:
    """No cadence, no step length; a length is a dash around its value, not a bar from zero."""
    figure = cadence_charts.draw_step_length(weeks(step_length_m=[1.02, None, 1.04]), "km")
    (dashes,) = figure.data
    middles = [
        None if base is None else base + thick / 2
        for base, thick in zip(dashes.base, dashes.y, strict=True)
    ]
    assert middles == [pytest.approx(1.02), None, pytest.approx(1.04)]
    assert dashes.y[0] < 0.02
    assert figure.layout.yaxis.range[0] > 0.9
    assert style.text_of(figure).title == "Step length: 1.04 m"


def samples() -> pl.DataFrame:
    """A short run with altitude and speed but no heart rate."""
    return pl.DataFrame(
        {
            "distance_m": [0.0, 500.0, 1000.0],
            "altitude_m": [100.0, 110.0, 105.0],
            "speed_mps": [3.0, 0.2, 3.0],
            "cadence_spm": [160.0, 0.0, 165.0],
            "heart_rate_bpm": pl.Series([None, None, None], dtype=pl.Float64),
        }
    )


STRETCHES = pl.DataFrame(
    {"from_m": [500.0], "until_m": [1000.0], "direction": ["down"], "steepness_rank": [2]}
)


def test_a_run_shows_only_the_streams_it_has() -> None:
    """A run without heart rate has no empty row for it."""
    figure = runs_charts.draw_streams(samples(), STRETCHES, None, "km")
    assert [trace.name for trace in figure.data] == ["altitude", "pace", "cadence"]


def test_standing_still_leaves_a_gap_in_the_pace() -> None:
    """A pause would flatten the rest of the line."""
    pace = trace(runs_charts.draw_streams(samples(), STRETCHES, None, "km"), "pace")
    assert math.isnan(pace.y[1])
    assert pace.y[0] == pytest.approx(1000 / 3 / 60)


def test_steep_stretches_are_shaded_in_display_units() -> None:
    """The shading stands where the stretch was."""
    figure = runs_charts.draw_streams(samples(), STRETCHES, None, "miles")
    shape = figure.layout.shapes[0]
    assert shape.x0 == pytest.approx(0.3107, abs=1e-4)


def test_the_place_where_pain_began_is_the_finding() -> None:
    """It is in the title and on the chart."""
    figure = runs_charts.draw_streams(samples(), STRETCHES, 500.0, "km")
    assert style.text_of(figure).title == "Pain began at 0.5 km of 1.0 km"
    assert any(note.text == "pain began" for note in figure.layout.annotations)


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("background", ["#ffffff", "#0e1117"])
@pytest.mark.parametrize("colour", palette.CONTRAST_CHECKED)
def test_every_mark_stands_out_on_light_and_on_dark(colour: str, background: str) -> None:
    """At least 3:1, what WCAG asks of graphics."""
    lighter, darker = sorted((luminance(colour), luminance(background)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 3


def empty_like(frame: pl.DataFrame) -> pl.DataFrame:
    """The same columns, no rows."""
    return frame.clear()


def test_every_chart_draws_nothing_from_nothing() -> None:
    """No rows raise no error and still carry a title."""
    no_weeks = empty_like(training_weeks())
    figures = [
        load_charts.draw_load(no_weeks, ceiling().clear(), sessions().clear(), NO_PAIN, "km"),
        hills_charts.draw_grade_bands(hill_weeks().clear(), NO_PAIN, "km"),
        hills_charts.draw_descent(hill_weeks().clear(), "km"),
        cadence_charts.draw_cadence_trend(cadence_weeks().clear(), NO_PAIN),
        cadence_charts.draw_step_length(cadence_weeks().clear(), "km"),
        runs_charts.draw_streams(samples().clear(), STRETCHES.clear(), None, "km"),
    ]
    assert all(style.text_of(figure).title for figure in figures)
