"""Mechanics: what was seen of how you run and stand, by side and date, beside your runs."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.mechanics import wording
from dashboard.mechanics.answer_card import show_answer
from dashboard.mechanics.change_section import has_changes, show_changes
from dashboard.mechanics.findings import note_reviews, show_checks, show_what_is_known
from dashboard.mechanics.marks_section import show_marks
from dashboard.mechanics.run_section import show_runs
from dashboard.ui.empty_state import empty_state
from dashboard.ui.escape import escaped
from dashboard.ui.folds import show_in_fold
from etl.reference.clinic.mechanics_items import Item, Mechanics, read_mechanics


def show() -> None:
    """The whole screen: what was found and what follows; history and runs below it, folded."""
    person = session.current_runner()
    if person is None:
        empty_state(wording.EMPTY)
        return
    mechanics = read_mechanics(session.current_home().mechanics)
    for problem in mechanics.problems:
        st.warning(escaped(problem))
    findings = session.rows_of(person, "page.mechanics_finding")
    course = session.rows_of(person, "page.mechanics_course")
    show_answer(person, mechanics.items, findings, course)
    note_reviews(mechanics)
    with st.container(gap=None):
        if not findings.is_empty():
            _show_looks_back(person, mechanics.items, findings, course)
        _show_known(mechanics)


def _show_looks_back(
    person: session.Person, items: tuple[Item, ...], findings: pl.DataFrame, course: pl.DataFrame
) -> None:
    if has_changes(course):
        last = course.filter(pl.col("is_of_last_check"))["last_date"][0]
        label = wording.changes_label(last, session.today(person))
        show_in_fold(label, partial(show_changes, course), key="mechanics-changes")
    marks = partial(show_marks, findings, course)
    show_in_fold(wording.MARKS, marks, key="mechanics-marks")
    show_in_fold(wording.RUNS, partial(_show_runs, person), key="mechanics-runs")
    checks = partial(_show_checks, person, items, findings)
    show_in_fold(wording.CHECKS, checks, key="mechanics-checks")


def _show_runs(person: session.Person) -> None:
    show_runs(session.rows_of(person, "page.mechanics_run"), person.units)


def _show_checks(person: session.Person, items: tuple[Item, ...], findings: pl.DataFrame) -> None:
    show_checks(person, items, session.rows_of(person, "page.mechanics_check"), findings)


def _show_known(mechanics: Mechanics) -> None:
    known = partial(show_what_is_known, mechanics)
    show_in_fold(wording.CANNOT_SEE, known, key="mechanics-known")


if __name__ == "__main__":
    show()
