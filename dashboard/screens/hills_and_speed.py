"""Hills and speed: what did the terrain and the pace ask of my knees?"""

import polars as pl
import streamlit as st

from dashboard import display, session
from dashboard.charts.hills import draw_descent, draw_grade_bands
from dashboard.charts.speed import draw_fast_minutes
from dashboard.widgets.chart import chart_with_table, columns_of, show_heading, table_with_csv
from dashboard.widgets.empty import empty_state
from dashboard.widgets.period import show_period_picker

# How well a week's altitude is known: code of `page.hills_week` to words.
QUALITIES = {
    "barometric": "barometer or map",
    "mixed": "partly GPS, rough",
    "gps": "GPS only, rough",
    "none": "not known",
}

# How the reference speed was found: code of `metric.speed_exposure` to words.
METHODS = {
    "critical_speed": "the line through your best efforts over several distances "
    "in the last 90 days (critical speed)",
    "best_20_min": "your best 20 minutes of the last 90 days, a little less",
    "best_5_km": "your best 5 km of the last 90 days, a little less",
    "fast_30_s": "your fast half-minutes of the last 90 days, four fifths of them",
}

DOWNHILL_CAVEAT = (
    "Steeper and longer descents ask more braking of the thigh muscles and the knee; how much more "
    "is an upper bound from a laboratory, and no amount of descent has been shown to injure. "
    "Descent you are not used to most often makes muscles sore the next days, not the joint."
)
SPEED_CAVEAT = (
    "Fast running has not been shown to cause more injuries than more running: in a trial both "
    "ways to progress ended alike. Training bests are rarely all-out, so the reference speed lies "
    "low rather than high."
)
DESCENT_CAVEAT = (
    "A watch cannot see braking or landing. Slower or shorter steps than usual may be mud, tired "
    "legs, or caution."
)
SHOWN_DESCENTS = 12


def show() -> None:
    """The whole screen, top down."""
    person = session.current_runner()
    if person is None or session.rows_of(person, "page.hills_week").is_empty():
        empty_state(
            "Climbs, descents and fast minutes appear here once your runs are in.",
            "Bring in runs",
        )
        return
    first_day = show_period_picker().first_day(session.today(person))
    in_period = pl.col("week_start_date") >= first_day
    weeks = session.rows_of(person, "page.hills_week").filter(in_period)
    pain_days = session.rows_of(person, "page.pain_mark").filter(
        pl.col("local_date") >= weeks["week_start_date"].min()
    )
    show_hills(person, weeks, pain_days)
    show_descents(person)
    show_speed(
        person, session.rows_of(person, "metric.speed_exposure").filter(in_period), pain_days
    )


def show_hills(person: session.Person, weeks: pl.DataFrame, pain_days: pl.DataFrame) -> None:
    """Distance by steepness, descent against one's own usual, and how well altitude is known."""
    table = _hill_table(weeks, person.units)
    chart_with_table(draw_grade_bands(weeks, pain_days, person.units), table, name="hills")
    chart_with_table(draw_descent(weeks, person.units), table, name="descent")
    st.caption(f"{_quality_words(weeks)} {DOWNHILL_CAVEAT}")


def show_descents(person: session.Person) -> None:
    """The latest runs that went downhill: pace and step length against one's own line."""
    runs = session.rows_of(person, "page.hills_descent")
    if runs.is_empty():
        return
    table = _descent_table(runs.sort("started_at", descending=True), person.units)
    with st.container(gap="xsmall"):
        show_heading(
            "Your latest descents",
            "Step length against what your own line gives on the flat at that speed: "
            "above 1 longer, below 1 shorter",
        )
        st.dataframe(
            table.head(SHOWN_DESCENTS),
            hide_index=True,
            height="content",
            placeholder=display.UNKNOWN,
            column_config=columns_of(table),
        )
        table_with_csv(table, name="descents")
    st.caption(DESCENT_CAVEAT)


def show_speed(person: session.Person, weeks: pl.DataFrame, pain_days: pl.DataFrame) -> None:
    """Fast and sprint minutes, and the speed they are measured by."""
    weeks = weeks.sort("week_start_date")
    chart_with_table(
        draw_fast_minutes(weeks, pain_days), _speed_table(weeks, person.units), name="speed"
    )
    known = weeks.drop_nulls("reference_speed_mps")
    if known.is_empty():
        st.markdown(
            "There is no reference speed yet: it needs a few runs recorded in detail, some of them "
            "brisk, within 90 days."
        )
    else:
        st.markdown(_reference_words(known.row(-1, named=True), person.units))
    st.caption(SPEED_CAVEAT)


def _reference_words(week: dict[str, float | str], units: str) -> str:
    pace = display.pace(float(week["reference_speed_mps"]), units)
    method = METHODS.get(str(week["reference_speed_method"]), "your recent runs")
    return f"Your reference speed is **{pace}**, from {method}."


def _quality_words(weeks: pl.DataFrame) -> str:
    counts = weeks.drop_nulls("altitude_quality")["altitude_quality"].to_list()
    parts = [
        f"{words} in {display.count(counts.count(code), 'week')}"
        for code, words in QUALITIES.items()
        if code in counts
    ]
    return f"Altitude: {', '.join(parts)}." if parts else ""


def _hill_table(weeks: pl.DataFrame, units: str) -> pl.DataFrame:
    distance, height = display.distance_unit(units), display.height_unit(units)
    bands = {
        "up_10_m": "Up over 10 %",
        "up_5_10_m": "Up 5–10 %",
        "up_2_5_m": "Up 2–5 %",
        "down_2_5_m": "Down 2–5 %",
        "down_5_10_m": "Down 5–10 %",
        "down_10_15_m": "Down 10–15 %",
        "down_15_m": "Down over 15 %",
    }
    return weeks.select(
        pl.col("week_start_date").alias("Week from"),
        display.to_height(pl.col("ascent_m"), units).round(0).alias(f"Climbed, {height}"),
        display.to_height(pl.col("descent_m"), units).round(0).alias(f"Lost, {height}"),
        display.to_height(pl.col("usual_descent_m"), units)
        .round(0)
        .alias(f"Usually lost, {height}"),
        *(
            display.to_distance(pl.col(column), units).round(2).alias(f"{name}, {distance}")
            for column, name in bands.items()
        ),
        pl.col("altitude_quality").replace(QUALITIES).alias("Altitude from"),
    ).sort("Week from", descending=True)


def _descent_table(runs: pl.DataFrame, units: str) -> pl.DataFrame:
    unit = display.distance_unit(units)
    paces = {
        name: [display.pace(speed, units) for speed in runs[column]]
        for name, column in (
            ("Pace downhill", "downhill_speed_mps"),
            ("Pace on the flat", "flat_speed_mps"),
        )
    }
    return runs.select(
        pl.col("local_date").alias("Day"),
        display.to_height(pl.col("descent_m"), units)
        .round(0)
        .alias(f"Lost, {display.height_unit(units)}"),
        display.to_distance(pl.col("downhill_m"), units).round(2).alias(f"Downhill, {unit}"),
        *(pl.Series(name, values) for name, values in paces.items()),
        pl.col("step_length_ratio").round(2).alias("Step length over own line"),
        pl.col("altitude_source").replace(display.ALTITUDE_SOURCES).alias("Altitude from"),
    )


def _speed_table(weeks: pl.DataFrame, units: str) -> pl.DataFrame:
    return weeks.select(
        pl.col("week_start_date").alias("Week from"),
        display.to_minutes(pl.col("easy_s")).round(0).alias("Easy, min"),
        display.to_minutes(pl.col("moderate_s")).round(0).alias("Moderate, min"),
        display.to_minutes(pl.col("fast_s")).round(1).alias("Fast, min"),
        display.to_minutes(pl.col("sprint_s")).round(1).alias("Sprint, min"),
        pl.col("fast_run_count").alias("Runs with fast minutes"),
        pl.Series("Reference pace", [display.pace(v, units) for v in weeks["reference_speed_mps"]]),
        pl.col("reference_speed_method").replace(METHODS).alias("Found from"),
    ).sort("Week from", descending=True)


show()
