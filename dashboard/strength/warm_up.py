"""The warm-up as one tick a day, and which programme a runner trains by."""

from functools import partial

import streamlit as st

from dashboard import session
from dashboard.method.citations import linked
from dashboard.method.common_questions_popover import show_answers
from dashboard.method.explainer import LABEL, show_method_link
from dashboard.method.review_note import note_review
from dashboard.rows.strength import StrengthProgramme, StrengthWarmUp
from dashboard.strength import wording
from dashboard.strength.session_log import show_figure
from dashboard.ui.escape import escaped
from dashboard.ui.folds import show_behind, show_in_fold
from etl.journal.entries import WarmUp


def show_warm_up(person: session.Person, programme: StrengthProgramme) -> None:
    """One tap says that today had it, or had not; its parts are a click away."""
    stored = programme["is_warm_up_done"]
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        answer = st.pills(
            wording.warm_up_question(programme),
            list(wording.WARM_UP_ANSWERS),
            format_func=wording.WARM_UP_ANSWERS.__getitem__,
            default=stored,
            key=f"warm-up-{session.today(person)}",
        )
        _show_parts(person)
    if answer is not None and answer != stored:
        entry = WarmUp(runner_id=person.runner_id, local_date=session.today(person), is_done=answer)
        session.current_journal().log_warm_up(entry)
        st.rerun()


def _show_parts(person: session.Person) -> None:
    show_behind(wording.WARM_UP_PARTS, partial(_show_steps, person), key="warm-up-parts")


def _show_steps(person: session.Person) -> None:
    for step in session.records_of(person, StrengthWarmUp):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            show_figure(step["drawing"])
            st.markdown(f"**{escaped(step['title'])}**  \n{escaped(step['cue'])}")


def show_programme(person: session.Person, programme: StrengthProgramme) -> None:
    """Folded: what it is for, how it is known, what else is asked, and a choice of others."""
    note_review(programme["checked_by"])
    show_in_fold(wording.ABOUT, partial(_show_about, person, programme), key="strength-programme")


def _show_about(person: session.Person, programme: StrengthProgramme) -> None:
    st.markdown(escaped(programme["what_for"]))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        show_behind(LABEL, partial(_show_known, programme), key="known-strength")
        _show_choice(person, programme)
    show_answers()


def _show_known(programme: StrengthProgramme) -> None:
    st.markdown(escaped(programme["evidence"]))
    st.caption(wording.grade_line(programme["grade"], linked(programme["source"])))
    st.markdown(wording.sessions_a_week(programme["session_count"]))
    st.caption(wording.grade_line(programme["session_grade"], linked(programme["session_source"])))
    if programme["checked_by"]:
        st.caption(wording.checked(escaped(programme["checked_by"])))
    show_method_link("strength_next")


def _show_choice(person: session.Person, programme: StrengthProgramme) -> None:
    """Begin it, or change to another that is there."""
    known = session.current_page().load(session.current_viewer(), "rule.programme")
    titles = dict(known.select("programme_id", "title").iter_rows())
    mine = programme["programme_id"]
    if len(titles) > 1:
        with st.popover(wording.ANOTHER_PROGRAMME, type="tertiary", key="programme"):
            chosen = st.radio(
                "Programme",
                list(titles),
                index=list(titles).index(mine),
                format_func=lambda code: escaped(titles.get(code, code)),
                key="programme-choice",
            )
            if st.button(wording.TRAIN_BY_THIS, type="primary", key="programme-save"):
                _choose(person, str(chosen))
    elif programme["first_date"] is None and st.button(wording.START_PROGRAMME, key="start"):
        _choose(person, mine)


def _choose(person: session.Person, programme_id: str) -> None:
    session.current_journal().choose_programme(
        runner_id=person.runner_id, programme_id=programme_id, from_date=session.today(person)
    )
    st.rerun()
