"""Logging pain in two taps: the quick form, and the one-tap answer to a missing morning."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

import streamlit as st

from dashboard import session
from dashboard.pain import wording
from dashboard.pain.asking import PAIN
from dashboard.pain.entries import existing_entry, session_of
from dashboard.rows.strength import StrengthMissing
from dashboard.rows.today import TodayMissing
from dashboard.ui import display
from dashboard.ui.entry_form import ask, show_undo
from dashboard.ui.errors import errors_as_words
from etl.journal.store import PainEntry

_TURN, _SAVED = "quick-turn", "quick-saved"  # this widget's own keys of the session


@dataclass(frozen=True, slots=True)
class Saved:
    """What was just kept: `former` is the entry as it was before, None if it is new."""

    entry_id: str
    former: PainEntry | None
    words: str


def show_quick_log(person: session.Person, *, has_run_today: bool) -> None:
    """Two taps: the button, and a number of a knee. The number saves.

    What is not asked here (an hour after, next morning) stays unknown, so the light is provisional.
    """
    turn = st.session_state.get(_TURN, 0)
    with st.popover(wording.LOG_PAIN, type="primary", key=f"quick-log-{turn}", width="stretch"):
        ask_quick(person, has_run_today=has_run_today)


def ask_quick(person: session.Person, *, has_run_today: bool) -> None:
    """A row of numbers a knee, and of when: a number saves, and closes what this stands in."""
    turn = st.session_state.get(_TURN, 0)
    scores: dict[str, int] = {}
    for knee in display.KNEES:
        key = f"quick-score-{knee}-{turn}"
        with st.container(key=f"score-row-{knee}-quick"):
            label = wording.knee_score(knee)
            score = ask(person, PAIN, "pain_during_score", label=label, key=key)
        if score is not None:
            scores[knee] = int(score)
    moment = st.pills(
        "When",
        list(wording.MOMENTS),
        format_func=wording.MOMENTS.__getitem__,
        default="pain_during_score" if has_run_today else "pain_before_score",
        required=True,
        key=f"quick-moment-{turn}",
    )
    for knee, score in scores.items():
        with errors_as_words():
            _save_quick(person, knee=knee, moment=str(moment), score=score)


def show_missing_mornings(
    person: session.Person, missing: Sequence[TodayMissing | StrengthMissing]
) -> None:
    """One row of numbers a knee whose score of this morning is not in yet: one tap logs it.

    `missing`: knee, and local_date, yesterday: the day that the score belongs to.
    """
    for row in missing:
        label = wording.missing_morning(row["knee"])
        key = f"morning-{row['knee']}-{row['local_date']}"
        with st.container(key=f"score-row-{row['knee']}-morning"):
            score = ask(person, PAIN, "pain_morning_score", label=label, help=None, key=key)
        if score is not None:
            scores = {"pain_morning_score": int(score)}
            with errors_as_words():
                save_score(person, knee=row["knee"], local_date=row["local_date"], scores=scores)
                st.rerun()


def save_score(
    person: session.Person, *, knee: str, local_date: date, scores: Mapping[str, int]
) -> Saved:
    """Write scores into that day's entry of that knee, or into a new one."""
    load = partial(session.rows_of, person)
    former = existing_entry(load, knee=knee, local_date=local_date)
    base = former or PainEntry(
        runner_id=person.runner_id,
        local_date=local_date,
        knee=knee,
        session_id=session_of(load, local_date),
    )
    entry_id = session.current_journal().log_pain(replace(base, **scores))
    st.toast("Saved.")
    return Saved(entry_id, former, "")


def _save_quick(person: session.Person, *, knee: str, moment: str, score: int) -> None:
    today = session.today(person)
    is_morning = moment == "pain_morning_score"  # the morning score belongs to the day before it
    saved = save_score(
        person,
        knee=knee,
        local_date=today - timedelta(days=1) if is_morning else today,
        scores={moment: score},
    )
    words = wording.saved_score(knee=knee, moment=moment, score=score)
    st.session_state[_SAVED] = replace(saved, words=words)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1  # new widgets: closed and empty
    st.rerun()


def show_saved() -> None:
    """What the last quick log kept, and one tap that takes it back."""
    saved = st.session_state.get(_SAVED)
    if saved is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"Saved: {saved.words}.", width="content")
        show_undo(partial(_take_back_saved, saved), key="quick-undo")


def _take_back_saved(saved: Saved) -> None:
    take_back(saved)
    del st.session_state[_SAVED]


def take_back(saved: Saved) -> None:
    """The entry as it was before, or none if there was none."""
    if saved.former is None:
        session.current_journal().delete_pain(saved.entry_id)
    else:
        session.current_journal().log_pain(saved.former)
