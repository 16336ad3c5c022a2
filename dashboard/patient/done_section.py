"""Plan, strength work, check-ins and mechanics, a line each."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.patient.wording import check_in_words, mechanics_words, plan_lines, strength_words
from dashboard.rows import to_rows
from dashboard.rows.check_ins import CheckIn
from dashboard.rows.mechanics import MechanicsCourse
from dashboard.rows.plan import PlanToday
from dashboard.ui.escape import escaped
from dashboard.ui.section import section


def show_done(person: session.Person, weeks: pl.DataFrame) -> None:
    """Plan, strength work, check-ins against their noise, and what was seen of the mechanics."""
    check_ins = session.rows_of(person, "page.check_in").unique(
        ["questionnaire_id", "knee"], keep="first", maintain_order=True
    )
    strength = strength_words(weeks)
    lines = [
        *plan_lines(session.records_of(person, PlanToday), person.units),
        *([strength] if strength else []),
        *map(check_in_words, to_rows(check_ins, CheckIn)),
    ]
    _show_lines("What was done and said", lines)
    seen = session.records_of(person, MechanicsCourse)
    _show_lines("Mechanics", [mechanics_words(row) for row in seen])


def _show_lines(title: str, lines: list[str]) -> None:
    if lines:
        with section(title):
            st.markdown("\n".join(f"- {escaped(line)}" for line in lines))
