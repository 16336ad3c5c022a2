"""Three ways in as cards, and pain that can be logged before there is a runner."""

from dataclasses import replace

import streamlit as st

from dashboard import session
from dashboard.first_visit import questions, wording
from dashboard.first_visit.example import open_example
from dashboard.imports.import_section import show_drop
from dashboard.pain.asking import PAIN
from dashboard.pain.quick_log import save_score
from dashboard.screens import OPEN, file_of
from dashboard.ui.card import card
from dashboard.ui.entry_form import ask
from dashboard.ui.errors import errors_as_words
from etl.journal.store import PainEntry, Runner
from etl.warehouse.tables import Warehouse


def show_ways_in(person: session.Person | None) -> None:
    """The question this answers, and three cards: drop, connect, look."""
    with st.container(gap="xxsmall"):
        st.markdown(f"## {wording.WELCOME}")
        st.markdown(wording.WELCOME_MORE)
    left, right = st.columns((3, 2), gap="small")  # below each other on a phone
    with left, card(wording.DROP, key="way-drop"):
        _drop(person)
    with right, st.container(gap="small", key="ways-beside"):
        _connect_card()
        _example_card()


def show_more_ways(person: session.Person) -> None:
    """The same in one line each, where pain is here but no run."""
    with card(key="more-ways"):
        st.markdown(wording.MORE_WAYS)
        with st.container(horizontal=True, gap="small"):
            with st.popover(wording.DROP, type="primary", key="way-drop-line"):
                _drop(person)
            _connect_button()
            _example_button()


def show_first_pain(person: session.Person | None) -> None:
    """A name, a knee, a number: the number saves, and makes the runner where there is none."""
    with card(wording.HURTS_NOW, key="first-pain"):
        name = ""
        if person is None:
            name = st.text_input(
                wording.CALL_YOU, max_chars=80, width=420, key="first-name"
            ).strip()
        knee = st.segmented_control(
            wording.WHICH,
            ["left", "right"],
            format_func=wording.KNEES.__getitem__,
            key="first-knee",
        )
        with st.container(key="score-row-first"):
            score = ask(
                _nobody(person), PAIN, "pain_before_score", label=wording.SCORE, key="first-score"
            )
        if score is None:
            return
        if knee is None:
            st.caption(wording.NEEDS_KNEE)
        elif person is None and not name:
            st.caption(wording.NEEDS_NAME)
        else:
            with errors_as_words():
                _log_first(person, name, knee, int(score))


def _log_first(person: session.Person | None, name: str, knee: str, score: int) -> None:
    if person is None:
        runner = _begun_runner(name)
        Warehouse(session.current_home(), session.current_settings()).refresh(runner)
        day = session.current_settings().local_date(runner.time_zone)
        session.current_journal().log_pain(
            PainEntry(
                runner_id=runner.runner_id, local_date=day, knee=knee, pain_before_score=score
            )
        )
    else:
        scores = {"pain_before_score": score}
        save_score(person, knee=knee, local_date=session.today(person), scores=scores)
    questions.begin(knees=(knee,) if score > 0 else ())
    st.rerun()


def _begun_runner(name: str) -> Runner:
    """The runner of that name; one that an account made before anybody gave a name gets it."""
    journal = session.current_journal()
    if session.is_team() or not journal.runners():
        return session.own_or_new_runner(name)
    runner = replace(session.own_or_new_runner(), display_name=name)
    journal.save_runner(runner)
    return runner


def _drop(person: session.Person | None) -> None:
    show_drop(person, on_done=questions.begin)


def _connect_card() -> None:
    with card(wording.CONNECT, key="way-connect"):
        st.caption(wording.CONNECT_MORE)
        _connect_button()


def _connect_button() -> None:
    if st.button(wording.CONNECT, key="first-connect"):
        st.switch_page(file_of("data"), query_params={OPEN: "connections"})


def _example_card() -> None:
    with card(wording.EXAMPLE, key="way-example"):
        st.caption(wording.EXAMPLE_MORE)
        _example_button()


def _example_button() -> None:
    st.button(wording.OPEN_EXAMPLE, key="first-example", on_click=open_example)


def _nobody(person: session.Person | None) -> session.Person:
    return person or session.Person("", "", None, None, "UTC", "monday", "km")
