"""If you ran tomorrow: the limit, and what other distances would be."""

import math
from collections.abc import Mapping
from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.limit import wording as limit_wording
from dashboard.limit.adult_limits import show_adult_limits
from dashboard.limit.line import next_run, show_headline
from dashboard.load import wording
from dashboard.load.context import show_return
from dashboard.pain.red_flags.alerts import held_back
from dashboard.ui import display
from dashboard.ui.card import card
from dashboard.ui.chart import table_with_csv
from dashboard.ui.charts.limit_bar import limit_bar
from dashboard.ui.folds import show_in_fold

LEAST_SLIDER = {"km": 5.0, "miles": 3.0}
SLIDER_STEP = 0.5
SLIDER_TENTH = 0.1


def show_tomorrow(person: session.Person) -> None:
    """Tomorrow's limit, then a slider that starts at it: what each distance would be."""
    with card(key="answer"):
        if words := held_back(person):
            st.markdown(words)
            return
        show_headline(person)
        show_return(person)
        show_adult_limits(person)
        tomorrow = next_run(person)
        limits = session.rows_of(person, "page.load_tomorrow").drop_nulls()
        if tomorrow is None or tomorrow["training_m"] is None or limits.is_empty():
            return
        edges = limits.drop("runner_id").row(0, named=True) | {"limit_m": tomorrow["training_m"]}
        _show_slider(person.units, edges, name=limit_wording.name(tomorrow))


def _show_slider(units: str, edges: Mapping[str, float], *, name: str) -> None:
    """What the chosen distance would be, and its bar; where the edges lie is folded."""
    distance_m = _pick_distance(units, edges)
    found = wording.band_name(distance_m, edges, name=name)
    st.markdown(wording.tomorrow_finding(distance_m, found, units))
    st.html(limit_bar("", distance_m, edges["limit_m"]))
    edge_table = partial(_show_edges, units, edges, name=name)
    show_in_fold(wording.TOMORROW_FOLD, edge_table, key="tomorrow-edges", kind="compact")


def _show_edges(units: str, edges: Mapping[str, float], *, name: str) -> None:
    table = _limit_table(edges, units, name=name)
    st.markdown("\n".join(f"- {wording.edge_line(*row, units)}" for row in table.rows()))
    table_with_csv(table, name="tomorrow")


def _pick_distance(units: str, edges: Mapping[str, float]) -> float:
    """Metres, from a slider that starts at the limit."""
    start = display.to_distance(edges["limit_m"], units)
    least = min(LEAST_SLIDER[units], start // SLIDER_STEP * SLIDER_STEP)
    most = max(display.to_distance(edges["moderate_until_m"], units) * 1.1, 2 * least, start + 1)
    chosen = st.slider(
        wording.slider_label(units),
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
    names = {"limit_m": f"{name[0].upper()}{name[1:]}"} | wording.LIMIT_ROWS
    return pl.DataFrame(
        {
            wording.WHAT: list(names.values()),
            wording.in_unit(wording.DISTANCE, units): [
                round(display.to_distance(edges[column], units), 2) for column in names
            ],
        }
    )
