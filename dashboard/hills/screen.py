"""Hills and speed: what did the terrain and the pace ask of my knees?"""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.hills.charts import draw_descent, draw_grade_bands
from dashboard.hills.doubted_altitude import show_doubted_altitude
from dashboard.method.common_questions import read_answers
from dashboard.method.common_questions_popover import show_each
from dashboard.method.explainer import show_how_known
from dashboard.speed.charts import draw_fast_minutes
from dashboard.speed.knee_load_chart import draw_knee_load
from dashboard.ui import display
from dashboard.ui.chart import chart_with_table, columns_of, show_heading, table_with_csv
from dashboard.ui.empty_state import empty_state
from dashboard.ui.period_picker import show_period_picker
from etl.reference.rules import parameter_value

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
# Why it is not told how a descent was run: code of `metric.run_descent` to words.
DESCENT_REASONS = {
    "gps_altitude": "altitude by GPS only",
    "walked": "walked",
    "no_flat_speed": "too little flat ground in the run",
    "few_descents": "fewer than 20 earlier ones as steep",
}

# Why there is no reference speed: code of `metric.speed_exposure` to words.
SPEED_REASONS = {
    "no_fast_efforts": "Your fastest stretches of the last 90 days are hardly faster than your "
    "easy runs, so there is no telling what is fast for you. That is no fault: it needs one run "
    "with some brisk minutes, and nothing says that you need those.",
    "no_efforts": "There is no reference speed: it needs a few runs recorded in detail, some of "
    "them brisk, within 90 days.",
}
SPEED_CAVEAT = (
    "Fast running has not been shown to cause more injuries than more running: in a trial both "
    "ways to progress ended alike. Training bests are rarely all-out, so the reference speed lies "
    "low rather than high."
)
DESCENT_CAVEAT = (
    "A watch cannot see braking or landing. Slower than your usual descents may be mud, tired "
    "legs, or caution. Energy is the height lost times gravity, less what went into speed, per "
    "kilogram of your weight: the least that legs and shoes take up. With altitude by GPS alone "
    "none of this is told."
)
KNEE_LOAD_CAVEAT = (
    "Knee load counts steps: longer ones than your own line weigh more, downhill ones more, walked "
    "ones less. It compares your weeks with each other and nothing else: it was never tested "
    "against pain or injury, and knows nothing of body weight, shoes, surface or landing."
)
SHOWN_DESCENTS = 12
LEAST_DESCENT_M = parameter_value("descent_least_m")


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
    show_doubted_altitude(person, since=first_day)
    show_descents(person)
    show_speed(
        person, session.rows_of(person, "metric.speed_exposure").filter(in_period), pain_days
    )
    show_knee_load(person, session.rows_of(person, "metric.knee_load").filter(in_period))


def show_hills(person: session.Person, weeks: pl.DataFrame, pain_days: pl.DataFrame) -> None:
    """Distance by steepness, descent against one's own usual, and how well altitude is known."""
    table = _hill_table(weeks, person.units)
    chart_with_table(draw_grade_bands(weeks, pain_days, person.units), table, name="hills")
    chart_with_table(draw_descent(weeks, person.units), table, name="descent")
    st.caption(f"{_quality_words(weeks)} {DOWNHILL_CAVEAT}")


def show_descents(person: session.Person) -> None:
    """The latest runs that went downhill: pace and step length against one's own, energy a step."""
    runs = session.rows_of(person, "page.hills_descent")
    if runs.is_empty():
        return
    lever = next(iter(session.rows_of(person, "page.hills_lever").iter_rows(named=True)), None)
    table = _descent_table(runs.sort("started_at", descending=True), person.units)
    with st.container(gap="xsmall"):
        show_heading(
            _descent_finding(lever),
            f"Your latest runs with descents of {display.height(LEAST_DESCENT_M, person.units)} or "
            "more in length. Step length over own line: above 1 "
            "longer than your steps on the flat at that speed, below 1 shorter",
        )
        if lever is not None:
            st.markdown(_lever_words(lever))
        st.dataframe(
            table.head(SHOWN_DESCENTS),
            hide_index=True,
            height="content",
            placeholder=display.UNKNOWN,
            column_config=columns_of(table),
        )
        table_with_csv(table, name="descents")
    st.caption(DESCENT_CAVEAT)
    show_each(read_answers("downhill"))


def show_speed(person: session.Person, weeks: pl.DataFrame, pain_days: pl.DataFrame) -> None:
    """Fast and sprint minutes, and the speed they are measured by."""
    weeks = weeks.sort("week_start_date")
    chart_with_table(
        draw_fast_minutes(weeks, pain_days), _speed_table(weeks, person.units), name="speed"
    )
    last = weeks.row(-1, named=True)
    known = weeks.drop_nulls("reference_speed_mps")
    if last["reference_speed_reason"] is not None:
        st.markdown(SPEED_REASONS[last["reference_speed_reason"]])
    if not known.is_empty():
        is_present = last["reference_speed_reason"] is None
        week = known.row(-1, named=True)
        st.markdown(_reference_words(week, person.units, is_present=is_present))
    st.caption(SPEED_CAVEAT)
    show_how_known("fast_minutes")


def show_knee_load(person: session.Person, weeks: pl.DataFrame) -> None:
    """The weekly line of the knee load within its range, where cadence is known."""
    if weeks["knee_load"].drop_nulls().sum() == 0:
        return
    chart_with_table(draw_knee_load(weeks), _knee_load_table(weeks), name="knee-load")
    studies = session.current_gateway().load(session.current_viewer(), "page.knee_load_speed")
    st.caption(f"{KNEE_LOAD_CAVEAT} {_study_words(studies.row(0, named=True), person.units)}")


def _descent_finding(lever: Mapping[str, Any] | None) -> str:
    ratio = None if lever is None else lever["step_length_ratio"]
    if ratio is None:
        return "Your latest descents"
    share = display.percent(abs(ratio - 1))
    if share == "0 %":
        return "Downhill your steps are as long as on the flat at that speed"
    word = "longer" if ratio > 1 else "shorter"
    return f"Downhill your steps are {share} {word} than on the flat at that speed"


def _lever_words(lever: Mapping[str, Any]) -> str:
    runs = display.count(lever["run_count"], "run")
    return (
        f"On your latest {runs} with descents, each downhill step took up about "
        f"**{lever['energy_per_step_j_per_kg']:.2f} J per kg**. How much there is to take up "
        "is settled by the height of the hill; the steps share it. At the same pace, steps "
        f"{display.percent(lever['cadence_step_share'])} quicker and so a little shorter would "
        f"make it **{lever['quicker_energy_per_step_j_per_kg']:.2f}**."
    )


def _study_words(study: Mapping[str, Any], units: str) -> str:
    return (
        f"Slower is not always less: in 16 runners the knee's impulse over a "
        f"{display.distance_word(units)} was "
        f"{display.percent(study['impulse_ratio'] - 1)} higher at the slowest speed than at the "
        f"fastest; running {display.percent(study['slower_share'])} slower comes to about "
        f"{display.percent(study['slower_impulse_share'])} more (Petersen 2015, grade C)."
    )


def _reference_words(week: Mapping[str, Any], units: str, *, is_present: bool) -> str:
    pace = display.pace(float(week["reference_speed_mps"]), units)
    method = METHODS.get(str(week["reference_speed_method"]), "your recent runs")
    if is_present:
        return f"Your reference speed is **{pace}**, from {method}."
    since = display.short_day(week["week_start_date"])
    return f"In the week from {since} it was **{pace}**, from {method}."


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
        _known_of(weeks, "descent_known_share", "Altitude known of"),
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
    against = [_usual_words(row) for row in runs.iter_rows(named=True)]
    return runs.select(
        pl.col("local_date").alias("Day"),
        pl.col("descent_count").alias("Descents"),
        display.to_height(pl.col("descent_m"), units)
        .round(0)
        .alias(f"Lost, {display.height_unit(units)}"),
        display.to_distance(pl.col("downhill_m"), units).round(2).alias(f"Downhill, {unit}"),
        (100 * pl.col("grade_ratio")).round(1).alias("Mean grade, %"),
        *(pl.Series(name, values) for name, values in paces.items()),
        pl.Series("Against your usual descents", against),
        pl.col("step_length_ratio").round(2).alias("Step length over own line"),
        pl.col("energy_per_step_j_per_kg").round(2).alias("Energy a step, J/kg"),
        pl.col("altitude_source").replace(display.ALTITUDE_SOURCES).alias("Altitude from"),
    )


def _usual_words(run: Mapping[str, Any]) -> str:
    share = run["slower_than_usual_share"]
    if share is None:
        return f"not known: {DESCENT_REASONS[run['reason']]}"
    word = "slower" if share > 0 else "faster"
    return f"{display.percent(abs(share))} {word}"


def _knee_load_table(weeks: pl.DataFrame) -> pl.DataFrame:
    return weeks.select(
        pl.col("week_start_date").alias("Week from"),
        pl.col("knee_load").round(1).alias("Knee load, thousand flat steps"),
        pl.col("knee_load_low").round(1).alias("At least"),
        pl.col("knee_load_high").round(1).alias("At most"),
        pl.col("usual_knee_load").round(1).alias("Four weeks before"),
        pl.col("known_run_count").alias("Runs with cadence"),
        pl.col("run_count").alias("Runs"),
        _known_of(weeks, "knee_load_known_share", "Cadence known of"),
    ).sort("Week from", descending=True)


def _speed_table(weeks: pl.DataFrame, units: str) -> pl.DataFrame:
    return weeks.select(
        pl.col("week_start_date").alias("Week from"),
        display.to_minutes(pl.col("easy_s")).round(0).alias("Easy, min"),
        display.to_minutes(pl.col("moderate_s")).round(0).alias("Moderate, min"),
        display.to_minutes(pl.col("fast_s")).round(1).alias("Fast, min"),
        display.to_minutes(pl.col("sprint_s")).round(1).alias("Sprint, min"),
        display.to_distance(pl.col("sprint_m"), units)
        .round(2)
        .alias(f"Sprint, {display.distance_unit(units)}"),
        pl.col("fast_run_count").alias("Runs with fast minutes"),
        pl.Series("Reference pace", [display.pace(v, units) for v in weeks["reference_speed_mps"]]),
        pl.col("reference_speed_method").replace(METHODS).alias("Found from"),
        _known_of(weeks, "speed_known_share", "Known of"),
    ).sort("Week from", descending=True)


def _known_of(weeks: pl.DataFrame, share: str, name: str) -> pl.Series:
    """Of how much of each week the sums are: `120 of 360 min`; unknown below 80 %."""
    pairs = zip(weeks[share], weeks["moving_s"], strict=True)
    return pl.Series(name, [display.minutes_known(*pair) for pair in pairs], dtype=pl.String)


show()
