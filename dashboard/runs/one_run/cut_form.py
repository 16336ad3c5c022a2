"""Trim or split one recording by the clock of its page, with the kilometres that result."""

import math

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.runs.corrections import cutting
from dashboard.ui import display
from dashboard.ui.errors import errors_as_words
from etl.reference.rules import parameter_value

_STEP_MIN = 0.5


def show_cut_form(person: session.Person, activity_id: str) -> None:
    """Two sliders; a sentence where there are no records to cut."""
    samples = session.current_page().samples(
        session.current_viewer(), activity_id, runner_id=person.runner_id
    )
    if samples is None or samples.height < 2:
        st.caption("It came as totals only: without records there is nothing to trim or split.")
        return
    length_s = float(samples["elapsed_s"][-1])
    longest_min = math.ceil(length_s / 60 / _STEP_MIN) * _STEP_MIN
    if longest_min <= 2 * _STEP_MIN:
        return
    _offer_trim(person, activity_id, samples, longest_min)
    _offer_split(person, activity_id, samples, longest_min)


def _offer_trim(
    person: session.Person, activity_id: str, samples: pl.DataFrame, longest_min: float
) -> None:
    from_min, until_min = st.slider(
        "Keep from and until, minutes",
        min_value=0.0,
        max_value=longest_min,
        value=(0.0, longest_min),
        step=_STEP_MIN,
        format="%.1f",
        key=f"trim-{activity_id}-{longest_min}",  # a value from before a cut would lie outside
    )
    if from_min == 0 and until_min == longest_min:
        return
    kept_m = distance_between(samples, from_min * 60, until_min * 60)
    whole_m = distance_between(samples, 0, longest_min * 60)
    st.caption(
        f"Keeps {display.distance(kept_m, person.units, 2)} of "
        f"{display.distance(whole_m, person.units, 2)}; the rest stays in the file."
    )
    if st.button("Trim", key=f"trim-save-{activity_id}"):
        with errors_as_words():
            cutting(person, activity_id).trim(
                from_s=round(from_min * 60),
                until_s=None if until_min == longest_min else round(until_min * 60),
            )
            st.rerun()


def _offer_split(
    person: session.Person, activity_id: str, samples: pl.DataFrame, longest_min: float
) -> None:
    gap = display.duration(parameter_value("session_gap_s"))
    at_min = st.number_input(
        "Split at minute",
        min_value=_STEP_MIN,
        max_value=longest_min - _STEP_MIN,
        value=None,
        step=_STEP_MIN,
        key=f"split-{activity_id}-{longest_min}",
        help=f"Two runs less than {gap} apart still count as one run of the body.",
    )
    if at_min is None:
        return
    first_m = distance_between(samples, 0, at_min * 60)
    second_m = distance_between(samples, at_min * 60, longest_min * 60)
    st.caption(
        f"Gives {display.distance(first_m, person.units, 2)} and "
        f"{display.distance(second_m, person.units, 2)}."
    )
    if st.button("Split", key=f"split-save-{activity_id}"):
        with errors_as_words():
            cutting(person, activity_id).split(at_s=round(at_min * 60))
            st.rerun()


def distance_between(samples: pl.DataFrame, from_s: float, until_s: float) -> float | None:
    """Metres of a stream between two seconds; None where it tells of no distance."""
    between = samples.filter(pl.col("elapsed_s").is_between(from_s, until_s))
    known = between["distance_m"].drop_nulls()
    return None if known.is_empty() else float(known[-1] - known[0])
