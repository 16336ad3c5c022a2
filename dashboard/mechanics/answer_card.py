"""The answer on top of Mechanics: what was found, and the one button."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.mechanics import wording
from dashboard.mechanics.finding_table import as_table, found_lines
from dashboard.mechanics.log_dialog import log_dialog
from dashboard.ui.card import card
from dashboard.ui.escape import escaped_line
from etl.reference.clinic.mechanics_items import Item
from etl.reference.clinic.strength_programmes import read_programmes


def show_answer(
    person: session.Person, items: Sequence[Item], findings: pl.DataFrame, course: pl.DataFrame
) -> None:
    """The plainest finding, a table of all with what follows, and a new check."""
    turn = f"new-{hash(tuple(findings['saved_at']))}"  # any other version, also of an older clock
    with card(key="answer"):
        if findings.is_empty():
            st.markdown(f"## {wording.NO_CHECK}")
            st.caption(wording.NO_CHECK_MORE)
        else:
            st.markdown(f"## {escaped_line(wording.check_title(course))}")
            _show_found(person, items, findings, course)
        with st.container(key="answer-buttons"):
            if st.button(wording.LOG_CHECK, type="primary", key="mechanics-log", width="stretch"):
                log_dialog(person, items, turn=turn)


def _show_found(
    person: session.Person, items: Sequence[Item], findings: pl.DataFrame, course: pl.DataFrame
) -> None:
    programmes = read_programmes(session.current_home().programmes).all
    today = session.today(person)
    lines = found_lines(items, findings, course, programmes, today=today)
    if lines:
        st.markdown(as_table(lines))
    if any(line.advice != wording.NO_ADVICE for line in lines):
        st.caption(wording.UNTESTED)
