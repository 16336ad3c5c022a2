"""The warm-up as one tick a day, and which programme a runner trains by."""

from functools import partial

import streamlit as st

from dashboard import session
from dashboard.method.citations import linked
from dashboard.method.explainer import LABEL, show_method_link
from dashboard.method.review_note import note_review
from dashboard.rows.strength import StrengthProgramme, StrengthWarmUp
from dashboard.strength.session_log import show_figure
from dashboard.ui import display
from dashboard.ui.escape import escaped
from dashboard.ui.folds import show_behind
from etl.journal.entries import WarmUp

ANSWERS = {True: "Done today", False: "Left out"}


def show_warm_up(person: session.Person, programme: StrengthProgramme) -> None:
    """One tap says that today had it, or had not; its parts are a click away."""
    stored = programme["is_warm_up_done"]
    minutes = f"{programme['warm_up_from_min']} to {programme['warm_up_until_min']} minutes"
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        answer = st.pills(
            f"Warm-up before a run, {minutes}",
            list(ANSWERS),
            format_func=ANSWERS.__getitem__,
            default=stored,
            key=f"warm-up-{session.today(person)}",
        )
        _show_parts(person)
    if answer is not None and answer != stored:
        entry = WarmUp(runner_id=person.runner_id, local_date=session.today(person), is_done=answer)
        session.current_journal().log_warm_up(entry)
        st.rerun()


def _show_parts(person: session.Person) -> None:
    show_behind("What it is", partial(_show_steps, person), key="warm-up-parts")


def _show_steps(person: session.Person) -> None:
    for step in session.records_of(person, StrengthWarmUp):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            show_figure(step["drawing"])
            st.markdown(f"**{escaped(step['title'])}**  \n{escaped(step['cue'])}")


def show_programme(person: session.Person, programme: StrengthProgramme) -> None:
    """Its name and what it is for, how it is known, and where there are several, a choice."""
    note_review(programme["checked_by"])
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        show_behind(LABEL, partial(_show_known, programme), key="known-strength")
        _show_choice(person, programme)


def _show_known(programme: StrengthProgramme) -> None:
    st.markdown(escaped(programme["evidence"]))
    _show_grade(programme["grade"], programme["source"])
    st.markdown(f"Sessions a week: **{programme['session_count']}**")
    _show_grade(programme["session_grade"], programme["session_source"])
    if programme["checked_by"]:
        st.caption(f"Checked by {escaped(programme['checked_by'])}.")
    show_method_link("strength_next")


def _show_grade(grade: str, source: str) -> None:
    st.caption(f"Grade {grade}: {display.EVIDENCE_GRADES[grade]}. Source: {linked(source)}")


def _show_choice(person: session.Person, programme: StrengthProgramme) -> None:
    """Begin it, or change to another that is there."""
    known = session.current_page().load(session.current_viewer(), "rule.programme")
    titles = dict(known.select("programme_id", "title").iter_rows())
    mine = programme["programme_id"]
    if len(titles) > 1:
        with st.popover("Another programme", type="tertiary", key="programme"):
            chosen = st.radio(
                "Programme",
                list(titles),
                index=list(titles).index(mine),
                format_func=lambda code: escaped(titles.get(code, code)),
                key="programme-choice",
            )
            if st.button("Train by this one", type="primary", key="programme-save"):
                _choose(person, str(chosen))
    elif programme["first_date"] is None and st.button("Start this programme", key="start"):
        _choose(person, mine)


def _choose(person: session.Person, programme_id: str) -> None:
    session.current_journal().choose_programme(
        runner_id=person.runner_id, programme_id=programme_id, from_date=session.today(person)
    )
    st.rerun()
