"""Today's session: how the week stands, done in a tap, and its exercises a line each."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.pain.quick_log import show_missing_mornings
from dashboard.rows import to_rows
from dashboard.rows.strength import (
    StrengthHistory,
    StrengthMissing,
    StrengthProgramme,
    StrengthToday,
    StrengthWeek,
)
from dashboard.strength import wording
from dashboard.strength.session_log import show_exercises
from dashboard.strength.warm_up import show_warm_up
from dashboard.strength.whole_session import show_whole
from dashboard.ui.card import card
from dashboard.ui.escape import escaped
from etl.reference.clinic.strength_programmes import read_programmes


def show_today(person: session.Person, programme: StrengthProgramme, weeks: pl.DataFrame) -> None:
    """What is missing to tell the next step, then the session with its warm-up."""
    rows = session.records_of(person, StrengthToday)
    logged = session.records_of(person, StrengthHistory, local_date=session.today(person))
    this_week = next(iter(to_rows(weeks.tail(1), StrengthWeek)), None)
    show_missing_mornings(person, session.records_of(person, StrengthMissing))
    with card(wording.title(rows, this_week), key="strength-today"):
        st.caption(escaped(wording.programme_line(programme, this_week)))
        _show_problems()
        _show_session(person, rows, logged)
        show_warm_up(person, programme)


def _show_problems() -> None:
    for problem in read_programmes(session.current_home().programmes).problems:
        st.warning(escaped(problem))


def _show_session(
    person: session.Person, rows: Sequence[StrengthToday], logged: Sequence[StrengthHistory]
) -> None:
    if any(row["next_step_name"] == "refer" for row in rows):
        st.info(wording.REFERRED)
    show_whole(person, rows, logged)
    show_exercises(person, rows, logged)
