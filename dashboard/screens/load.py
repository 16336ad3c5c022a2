"""Load: am I building too fast?"""

import math
from collections.abc import Mapping

import polars as pl
import streamlit as st

from dashboard import display, session
from dashboard.charts.load import draw_load, draw_ramp, draw_tomorrow
from dashboard.limit import wording
from dashboard.limit.line import next_run, show_limit
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
SLIDER_TENTH = 0.1
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
    """Tomorrow's limit, then a slider that starts at it: what each distance would be."""
    st.markdown("### If you ran tomorrow")
    if words := held_back(person):
        st.markdown(words)
        return
    show_limit(person)
    show_return(person)
    tomorrow = next_run(person)
    limits = session.rows_of(person, "page.load_tomorrow").drop_nulls()
    if tomorrow is None or tomorrow["training_m"] is None or limits.is_empty():
        return
    edges = limits.drop("runner_id").row(0, named=True) | {"limit_m": tomorrow["training_m"]}
    distance_m = _pick_distance(person.units, edges)
    name = wording.name(tomorrow)
    figure = draw_tomorrow(edges, distance_m, person.units, name=name)
    chart_with_table(figure, _limit_table(edges, person.units, name=name), name="tomorrow")
    show_adult_limits(person)


def _pick_distance(units: str, edges: Mapping[str, float]) -> float:
    """Metres, from a slider that starts at the limit."""
    start = display.to_distance(edges["limit_m"], units)
    least = min(LEAST_SLIDER[units], start // SLIDER_STEP * SLIDER_STEP)
    most = max(display.to_distance(edges["moderate_until_m"], units) * 1.1, 2 * least, start + 1)
    chosen = st.slider(
        f"Distance of the run, {display.distance_unit(units)}",
        min_value=least,
        max_value=_on_step(most, least),
        value=math.floor(start / SLIDER_TENTH + 1e-6) / round(1 / SLIDER_TENTH),
        step=SLIDER_TENTH,
        format="%.1f",
        key="tomorrow-distance",
    )
    return chosen * display.metres_per_unit(units)


def _on_step(distance: float, least: float) -> float:
    return least + (distance - least) // SLIDER_STEP * SLIDER_STEP


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


def _limit_table(edges: Mapping[str, float], units: str, *, name: str) -> pl.DataFrame:
    unit = display.distance_unit(units)
    names = {
        "limit_m": f"{name[0].upper()}{name[1:]}",
        "used_to_m": "Longest run it is compared with",
        "reference_until_m": "No jump up to",
        "small_until_m": "Small jump up to",
        "moderate_until_m": "Moderate jump up to",
    }
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
