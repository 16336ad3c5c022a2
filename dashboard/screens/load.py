"""Load: am I building too fast?"""

from collections.abc import Mapping

import polars as pl
import streamlit as st

from dashboard import display, session
from dashboard.charts.load import band_of, draw_load, draw_ramp, draw_tomorrow
from dashboard.widgets.adult_limits import show_adult_limits
from dashboard.widgets.chart import chart_with_table
from dashboard.widgets.empty import empty_state
from dashboard.widgets.expert_drawer import show_expert_drawer
from dashboard.widgets.known import show_how_known
from dashboard.widgets.load_context import show_growth, show_recovery, show_return, show_steadiness
from dashboard.widgets.period import show_period_picker
from dashboard.widgets.warning_signs import held_back

SPIKE_RULE = "session_spike"
LEAST_SLIDER = {"km": 5.0, "miles": 3.0}
SLIDER_STEP = 0.5
RAMP_CAVEAT = (
    "How much a week grows over the one before has not been shown to predict injury in runners, "
    "so nothing here is coloured. It is a convention for pacing; single long runs tell more."
)
# Bands of `metric.session_spike`: stored code to words.
BANDS = {
    "no_reference": "nothing to compare with",
    "reference": "no jump",
    "small": "jump (small)",
    "moderate": "jump (moderate)",
    "large": "big jump",
}


def show() -> None:
    """The whole screen, top down."""
    person = session.current_runner()
    if person is None or session.rows_of(person, "page.load_week").is_empty():
        empty_state(
            "Weekly distance, and single runs that jumped, appear here once your runs are in.",
            "Bring in runs",
        )
        return
    first_day = show_period_picker().first_day(session.today(person))
    weeks = session.rows_of(person, "page.load_week").filter(pl.col("week_start_date") >= first_day)
    sessions = session.rows_of(person, "metric.session_spike").filter(
        pl.col("local_date") >= first_day
    )
    show_weeks(person, weeks, sessions)
    show_tomorrow(person)
    show_ramp(person, weeks)
    show_steadiness(person)
    show_recovery(person)
    show_expert_drawer(person, first_day)


def show_weeks(person: session.Person, weeks: pl.DataFrame, sessions: pl.DataFrame) -> None:
    """The weeks, the ceiling, the runs beyond it, and pain on the same time axis."""
    first_week = weeks["week_start_date"].min()
    ceiling = session.rows_of(person, "page.load_ceiling").filter(
        pl.col("local_date") >= first_week
    )
    pain_days = session.rows_of(person, "page.pain_mark").filter(pl.col("local_date") >= first_week)
    figure = draw_load(weeks, ceiling, sessions, pain_days, person.units)
    with st.container(gap="xsmall"):
        chart_with_table(figure, _session_table(sessions, person.units), name="load")
        show_how_known(SPIKE_RULE)


def show_tomorrow(person: session.Person) -> None:
    """A slider over distances, and what each would be against the last 30 days."""
    st.markdown("### If you ran tomorrow")
    if words := held_back(person):
        st.markdown(words)
        return
    show_return(person)
    limits = session.rows_of(person, "page.load_tomorrow").drop_nulls()
    if limits.is_empty():
        st.markdown(
            "No run in the last 30 days, so there is nothing to compare with. "
            "The first run back sets the new reference: keep it short and easy."
        )
        return
    edges = limits.drop("runner_id").row(0, named=True)
    distance_m = _pick_distance(person.units, edges)
    figure = draw_tomorrow(edges, distance_m, person.units)
    chart_with_table(figure, _limit_table(limits, person.units), name="tomorrow")
    st.markdown(_tomorrow_words(distance_m, edges, person.units))
    show_limit_of_today(person)
    show_adult_limits(person)


def show_limit_of_today(person: session.Person) -> None:
    """While the knee complains, distance alone does not decide."""
    for today in session.rows_of(person, "page.today").to_dicts():
        if today["calm_longest_m"] is not None and today["run_cap_m"] is not None:
            limit = display.distance_down(today["run_cap_m"], person.units)
            st.markdown(f"While your knee complains, the limit on *Today* counts: **{limit}**.")


def _pick_distance(units: str, edges: Mapping[str, float]) -> float:
    """Metres, from a slider that begins at the longest run that is no jump."""
    least = LEAST_SLIDER[units]
    most = max(display.to_distance(edges["moderate_until_m"], units) * 1.1, 2 * least)
    start = max(display.to_distance(edges["reference_until_m"], units), least)
    chosen = st.slider(
        f"Distance of the run, {display.distance_unit(units)}",
        min_value=least,
        max_value=_on_step(most, least),
        value=_on_step(start, least),
        step=SLIDER_STEP,
        format="%.1f",
        key="tomorrow-distance",
    )
    return chosen * display.metres_per_unit(units)


def _on_step(distance: float, least: float) -> float:
    return least + (distance - least) // SLIDER_STEP * SLIDER_STEP


def _tomorrow_words(distance_m: float, edges: Mapping[str, float], units: str) -> str:
    longest = display.distance(edges["longest_30d_m"], units)
    reference = display.distance_down(edges["reference_until_m"], units)
    moderate = display.distance_down(edges["moderate_until_m"], units)
    return (
        f"Longest tomorrow without a spike: **{reference}**. "
        f"Your longest run of the last 30 days is **{longest}**. Up to **{reference}** a run is "
        f"no jump, from there on a jump, and beyond **{moderate}** a big jump. "
        f"{display.distance(distance_m, units)} would be **{band_of(distance_m, edges).name}**."
    )


def show_ramp(person: session.Person, weeks: pl.DataFrame) -> None:
    """Weekly change as context, with the sentence that it is no warning."""
    chart_with_table(draw_ramp(weeks), _week_table(weeks, person.units), name="weeks")
    st.caption(RAMP_CAVEAT)
    show_growth(person)


def _session_table(sessions: pl.DataFrame, units: str) -> pl.DataFrame:
    unit = display.distance_unit(units)
    return sessions.sort("local_date", descending=True).select(
        pl.col("local_date").alias("Day"),
        display.to_distance(pl.col("distance_m"), units).round(2).alias(f"Distance, {unit}"),
        display.to_distance(pl.col("longest_30d_m"), units)
        .round(2)
        .alias(f"Longest of 30 days before, {unit}"),
        pl.col("spike_ratio").round(2).alias("Times that"),
        pl.col("spike_band").replace(BANDS).alias("Which is"),
    )


def _limit_table(limits: pl.DataFrame, units: str) -> pl.DataFrame:
    unit = display.distance_unit(units)
    names = {
        "longest_30d_m": "Longest run of 30 days",
        "reference_until_m": "No jump up to",
        "small_until_m": "Small jump up to",
        "moderate_until_m": "Moderate jump up to",
    }
    edges = limits.row(0, named=True)
    return pl.DataFrame(
        {
            "What": list(names.values()),
            f"Distance, {unit}": [
                round(display.to_distance(edges[column], units), 2) for column in names
            ],
        }
    )


def _week_table(weeks: pl.DataFrame, units: str) -> pl.DataFrame:
    unit = display.distance_unit(units)
    return weeks.select(
        pl.col("week_start_date").alias("Week from"),
        display.to_distance(pl.col("distance_m"), units).round(1).alias(f"Distance, {unit}"),
        pl.col("run_count").alias("Runs"),
        display.to_distance(pl.col("longest_run_m"), units).round(1).alias(f"Longest, {unit}"),
        pl.col("ramp_ratio").round(2).alias("Over the week before"),
        pl.col("ramp_4w_ratio").round(2).alias("Over the four before"),
    ).sort("Week from", descending=True)


show()
