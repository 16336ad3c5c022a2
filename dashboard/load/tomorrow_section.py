"""If you ran tomorrow: the limit, and what other distances would be."""

import math
from collections.abc import Mapping
from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.limit import wording
from dashboard.limit.adult_limits import show_adult_limits
from dashboard.limit.line import next_run, show_limit
from dashboard.load.charts import draw_tomorrow
from dashboard.load.context import show_return
from dashboard.pain.red_flags.alerts import held_back
from dashboard.ui import display
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn

LEAST_SLIDER = {"km": 5.0, "miles": 3.0}
SLIDER_STEP = 0.5
SLIDER_TENTH = 0.1


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
    figure = drawn(draw_tomorrow, edges, distance_m, person.units, name=name)
    chart_with_table(figure, partial(_limit_table, edges, person.units, name=name), name="tomorrow")
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
