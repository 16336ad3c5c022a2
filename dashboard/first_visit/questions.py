"""The few questions of a first visit, one at a time; each may be skipped, and all of them.

What is answered is kept at once, where the product keeps it anyway: pain as an entry of today, a
goal as an event, the rest as what the runner says of their training.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import streamlit as st

from dashboard import session
from dashboard.first_visit import wording
from dashboard.imports.result_section import forget_result
from dashboard.pain.asking import PAIN
from dashboard.pain.entries import existing_entry
from dashboard.pain.quick_log import save_score
from dashboard.plan.asking import EVENT
from dashboard.rows.first_visit import TrainingHabit as HabitRow
from dashboard.rows.today import Today
from dashboard.ui import display
from dashboard.ui.entry_form import ask
from dashboard.ui.errors import errors_as_words
from etl.journal.races import RunnerEvent, keep_event
from etl.journal.training_habits import WEEKDAYS, TrainingHabit, save_habit

_ASKING = "first-visit-asking"
_STEPS_OF_KNEE = ("worst", "since")
_OF_TRAINING = ("goal", "days", "longest", "recorder")


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked still, in this session; `knees` are those said to hurt."""

    steps: tuple[str, ...]
    count: int
    knees: tuple[str, ...] = ()


def begin(*, knees: tuple[str, ...] | None = None) -> None:
    """Ask from now on; `knees` where pain was logged just now, empty for none that hurts."""
    first = ("which", *_STEPS_OF_KNEE) if knees is None else ("since",) if knees else ()
    steps = (*first, *_OF_TRAINING)
    st.session_state[_ASKING] = Asking(steps, len(steps), knees or ())


def is_asking() -> bool:
    """Whether a question is open."""
    return st.session_state.get(_ASKING) is not None


def show_questions(person: session.Person) -> None:
    """The question that is next, with a way past it and a way past all; nothing when none is."""
    asking: Asking | None = st.session_state.get(_ASKING)
    if asking is None:
        return
    step = asking.steps[0]
    with st.container(border=True, gap="small", key="first-question"):
        place = asking.count - len(asking.steps)
        st.caption(wording.question_of(place, asking.count))
        with errors_as_words():
            _STEPS[step](person, asking)
        with st.container(horizontal=True, gap="small"):
            if st.button(wording.SKIP, key=f"skip-{step}", type="tertiary"):
                _go_on(asking, past=_STEPS_OF_KNEE if step == "which" else ())
            if st.button(wording.STOP, key="skip-all", type="tertiary"):
                _end()


def _go_on(asking: Asking, *, past: tuple[str, ...] = (), knees: tuple[str, ...] = ()) -> None:
    left = tuple(step for step in asking.steps[1:] if step not in past)
    if not left:
        _end()
    st.session_state[_ASKING] = replace(asking, steps=left, knees=knees or asking.knees)
    st.rerun()


def _end() -> None:
    st.session_state.pop(_ASKING, None)
    forget_result()
    st.rerun()


def _ask_which(person: session.Person, asking: Asking) -> None:
    which = st.segmented_control(
        wording.WHICH,
        list(wording.KNEES),
        format_func=wording.KNEES.__getitem__,
        key="first-which",
    )
    if which == "neither":
        for knee in display.KNEES:
            _save(person, knee, 0)
        _go_on(asking, past=_STEPS_OF_KNEE)
    if which is not None:
        _go_on(asking, knees=tuple(display.KNEES) if which == "both" else (which,))


def _ask_worst(person: session.Person, asking: Asking) -> None:
    """One row of numbers a knee; the last one answered goes on."""
    when = wording.WHEN[_moment(person)]
    scores = {}
    for knee in asking.knees:
        label = wording.WORST.format(knee=display.KNEES[knee].word, when=when)
        scores[knee] = ask(
            person, PAIN, "pain_before_score", label=label, key=f"first-worst-{knee}"
        )
    if all(score is not None for score in scores.values()):
        for knee, score in scores.items():
            _save(person, knee, int(score))
        _go_on(asking)


def _ask_since(person: session.Person, asking: Asking) -> None:
    """Kept as a note of today's entry, in words of its own: an entry has no other place for it."""
    since = st.pills(
        wording.SINCE, list(wording.SINCES), format_func=wording.SINCES.__getitem__, key="since"
    )
    if since is None:
        return
    for knee in asking.knees:
        _note(person, knee, wording.SINCE_NOTES[since])
    _go_on(asking)


def _ask_goal(person: session.Person, asking: Asking) -> None:
    with st.form("first-goal", border=False):
        st.markdown(wording.GOAL)
        name = ask(person, EVENT, "name", label=wording.GOAL_NAME, key="first-goal-name")
        day = ask(person, EVENT, "event_date", label=wording.GOAL_DATE, key="first-goal-day")
        is_sent = st.form_submit_button(wording.NEXT, type="primary")
    if not is_sent:
        return
    if name and day:
        event = RunnerEvent(runner_id=person.runner_id, name=name, event_date=day)
        keep_event(session.current_journal(), event)
        _go_on(asking)
    if not name and not day:
        _go_on(asking)
    st.caption(EVENT.missing)


def _ask_days(person: session.Person, asking: Asking) -> None:
    days = st.pills(
        wording.DAYS,
        WEEKDAYS,
        selection_mode="multi",
        format_func=lambda day: day[:3].capitalize(),
        key="first-days",
    )
    if st.button(wording.NEXT, key="first-days-next", type="primary"):
        if days:
            _save_habit(person, running_days=tuple(day for day in WEEKDAYS if day in days))
        _go_on(asking)


def _ask_longest(person: session.Person, asking: Asking) -> None:
    unit = display.distance_unit(person.units)
    longest = st.number_input(
        f"{wording.LONGEST}, {unit}", min_value=0.0, step=1.0, value=None, key="first-longest"
    )
    if longest:
        _save_habit(person, longest_lately_m=longest * display.metres_per_unit(person.units))
        _go_on(asking)


def _ask_recorder(person: session.Person, asking: Asking) -> None:
    recorder = st.pills(
        wording.RECORDER,
        list(wording.RECORDERS),
        format_func=wording.RECORDERS.__getitem__,
        key="first-recorder",
    )
    if recorder is not None:
        _save_habit(person, recorder_name=recorder)
        _go_on(asking)


_STEPS: dict[str, Callable[[session.Person, Asking], None]] = {
    "which": _ask_which,
    "worst": _ask_worst,
    "since": _ask_since,
    "goal": _ask_goal,
    "days": _ask_days,
    "longest": _ask_longest,
    "recorder": _ask_recorder,
}


def _moment(person: session.Person) -> str:
    """Which of a day's scores is asked for: with a run today what came in it, else at rest."""
    today = session.record_of(person, Today)
    return "pain_during_score" if today and today["has_run_today"] else "pain_before_score"


def _save(person: session.Person, knee: str, score: int) -> None:
    scores = {_moment(person): score}
    save_score(person, knee=knee, local_date=session.today(person), scores=scores)


def _note(person: session.Person, knee: str, words: str) -> None:
    load = partial(session.rows_of, person)
    entry = existing_entry(load, knee=knee, local_date=session.today(person))
    if entry is not None:
        note = f"{entry.note} {words}" if entry.note else words
        session.current_journal().log_pain(replace(entry, note=note))


def _save_habit(person: session.Person, **told: Any) -> None:
    """What was said before stays beside it."""
    row = session.record_of(person, HabitRow)
    known = TrainingHabit(
        runner_id=person.runner_id,
        local_date=session.today(person),
        running_days=tuple(row["running_days"] or ()) if row else (),
        longest_lately_m=row["longest_lately_m"] if row else None,
        recorder_name=row["recorder_name"] if row else None,
    )
    save_habit(session.current_journal(), replace(known, **told))
