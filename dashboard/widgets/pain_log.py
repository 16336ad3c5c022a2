"""Logging pain in a few taps: the quick form, and the one-tap answer to a missing morning."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import polars as pl
import streamlit as st

from dashboard import display, session
from dashboard.pain_entries import existing_entry, session_of
from etl.journal import PainEntry

SCORES = tuple(range(11))
MOMENTS = {
    "pain_during_score": "While running",
    "pain_after_score": "An hour after",
    "pain_before_score": "At rest",
    "pain_morning_score": "This morning",
}
"""Which of a day's four scores a quick entry fills: column to words."""


def show_quick_log(person: session.Person, *, has_run_today: bool) -> None:
    """A button that opens three choices and a save: knee, moment, score."""
    with (
        st.popover("Log pain", type="primary", key="quick-log"),
        st.form("quick-log-form", border=False, clear_on_submit=True),
    ):
        knee = pick_knee(key="quick-knee")
        moment = st.pills(
            "When",
            list(MOMENTS),
            format_func=MOMENTS.__getitem__,
            default="pain_during_score" if has_run_today else "pain_before_score",
            required=True,
            key="quick-moment",
        )
        score = pick_score("How much, 0 none to 10 worst", key="quick-score")
        if st.form_submit_button("Save", type="primary", width="stretch"):
            _save_quick(person, knee=knee, moment=str(moment), score=score)


def show_missing_mornings(person: session.Person, missing: pl.DataFrame) -> None:
    """One row of numbers a knee whose score of this morning is not in yet: one tap logs it.

    `missing` is `page.today_missing`: knee, local_date (yesterday: the day it belongs to).
    """
    for row in missing.to_dicts():
        knee = display.KNEES[row["knee"]]
        score = st.pills(
            f"Missing: this morning's {knee.shape} {row['knee']} knee, 0 none to 10 worst",
            SCORES,
            key=f"morning-{row['knee']}-{row['local_date']}",
        )
        if score is not None:
            save_score(
                person,
                knee=row["knee"],
                local_date=row["local_date"],
                scores={"pain_morning_score": int(score)},
            )
            st.rerun()


def pick_knee(*, key: str, default: str | None = None) -> str | None:
    """Left or right, told apart by shape."""
    return st.segmented_control(
        "Knee",
        list(display.KNEES),
        format_func=lambda code: f"{display.KNEES[code].shape} {display.KNEES[code].word}",
        default=default,
        key=key,
    )


def pick_score(label: str, *, key: str, default: int | None = None) -> int | None:
    """A score from 0 to 10, or None while nothing is tapped."""
    return st.pills(label, SCORES, default=default, key=key)


def save_score(
    person: session.Person, *, knee: str, local_date: date, scores: Mapping[str, int]
) -> None:
    """Write scores into that day's entry of that knee, or into a new one."""
    load = partial(session.rows_of, person)
    entry = existing_entry(load, knee=knee, local_date=local_date)
    base = entry or PainEntry(
        runner_id=person.runner_id,
        local_date=local_date,
        knee=knee,
        session_id=session_of(load, local_date),
    )
    session.current_journal().log_pain(replace(base, **scores))
    st.toast("Saved.")


def _save_quick(
    person: session.Person, *, knee: str | None, moment: str, score: int | None
) -> None:
    if knee is None or score is None:
        st.warning("Choose a knee and a number first.")
        return
    today = session.today(person)
    is_morning = moment == "pain_morning_score"  # the morning score belongs to the day before it
    save_score(
        person,
        knee=knee,
        local_date=today - timedelta(days=1) if is_morning else today,
        scores={moment: score},
    )
    st.rerun()
