"""The question about warning signs: a calm card when it is due, and nothing otherwise."""

from functools import partial

import streamlit as st

from dashboard import session
from dashboard.pain.red_flags import wording
from dashboard.pain.red_flags.wording import red_flags, to_be_seen
from dashboard.rows.pain import RedFlagDue
from dashboard.ui.entry_form import show_undo
from dashboard.ui.errors import errors_as_words
from etl.journal.red_flags import RedFlagAnswer, answer_red_flags, delete_answer

_KEPT = "signs-kept"  # this widget's own key of the session: entry_id and words


def show_red_flag_question(person: session.Person) -> None:
    """The question, and one tap below it the signs to tick and one button.

    In its place, once answered, a line that takes it back.
    """
    _show_kept()
    row = session.record_of(person, RedFlagDue)
    if row is None:
        return
    with st.container(border=True, gap="small"):
        st.markdown(wording.question(row))
        # Drawn though closed: what was ticked would be lost.
        with st.expander(wording.all_signs(len(red_flags())), key="signs", type="compact"):
            _ask(person, row)


def _ask(person: session.Person, row: RedFlagDue) -> None:
    turn = f"{row['reason']}-{row['knee']}-{row['local_date']}"
    ticked = [
        flag
        for flag in red_flags().values()
        if st.checkbox(flag.text, key=f"sign-{flag.code}-{turn}")
    ]
    for flag in ticked:
        st.markdown(f":violet[✚] **{to_be_seen(flag)}**")
    label = wording.SOME_TICKED if ticked else wording.NONE_TICKED
    if st.button(label, key=f"signs-{len(ticked) > 0}-{turn}", width="stretch"):
        _keep(person, row, tuple(flag.code for flag in ticked))


def _keep(person: session.Person, due: RedFlagDue, codes: tuple[str, ...]) -> None:
    answer = RedFlagAnswer(
        runner_id=person.runner_id,
        local_date=session.today(person),
        reason=due["reason"],
        knee=due["knee"],
        red_flags=codes,
    )
    with errors_as_words():
        entry_id = answer_red_flags(session.current_journal(), answer)
        words = wording.kept_words(len(codes))
        st.session_state[_KEPT] = (entry_id, words)
        st.rerun()


def _show_kept() -> None:
    """What was just answered, and one tap that takes it back."""
    kept = st.session_state.get(_KEPT)
    if kept is None:
        return
    entry_id, words = kept
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"Kept: {words}.", width="content")
        show_undo(partial(_take_back, entry_id), key="signs-undo")


def _take_back(entry_id: str) -> None:
    delete_answer(session.current_journal(), entry_id)
    del st.session_state[_KEPT]
