"""Trim or split one recording by the clock of its page, with the kilometres that result."""

import math

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.runs.corrections import cutting
from dashboard.runs.one_run import form_wording as wording
from dashboard.ui.errors import errors_as_words
from etl.reference.rules import parameter_value

_STEP_MIN = 0.5


def show_cut_form(person: session.Person, activity_id: str) -> None:
    """Two sliders; a sentence where there are no records to cut."""
    samples = session.current_page().samples(
        session.current_viewer(), activity_id, runner_id=person.runner_id
    )
    if samples is None or samples.height < 2:
        st.caption(wording.TOTALS_ONLY)
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
        wording.TRIM_RANGE,
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
    st.caption(wording.kept_words(kept_m, whole_m, person.units))
    if st.button(wording.TRIM, key=f"trim-save-{activity_id}"):
        with errors_as_words():
            cutting(person, activity_id).trim(
                from_s=round(from_min * 60),
                until_s=None if until_min == longest_min else round(until_min * 60),
            )
            st.rerun()


def _offer_split(
    person: session.Person, activity_id: str, samples: pl.DataFrame, longest_min: float
) -> None:
    at_min = st.number_input(
        wording.SPLIT_AT,
        min_value=_STEP_MIN,
        max_value=longest_min - _STEP_MIN,
        value=None,
        step=_STEP_MIN,
        key=f"split-{activity_id}-{longest_min}",
        help=wording.split_help(parameter_value("session_gap_s")),
    )
    if at_min is None:
        return
    first_m = distance_between(samples, 0, at_min * 60)
    second_m = distance_between(samples, at_min * 60, longest_min * 60)
    st.caption(wording.split_words(first_m, second_m, person.units))
    if st.button(wording.SPLIT, key=f"split-save-{activity_id}"):
        with errors_as_words():
            cutting(person, activity_id).split(at_s=round(at_min * 60))
            st.rerun()


def distance_between(samples: pl.DataFrame, from_s: float, until_s: float) -> float | None:
    """Metres of a stream between two seconds; None where it tells of no distance."""
    between = samples.filter(pl.col("elapsed_s").is_between(from_s, until_s))
    known = between["distance_m"].drop_nulls()
    return None if known.is_empty() else float(known[-1] - known[0])
