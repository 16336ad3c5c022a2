"""Mechanics: what was seen of how you run and stand, by side and date, beside your runs."""

import streamlit as st

from dashboard import session
from dashboard.mechanics.change_section import show_changes
from dashboard.mechanics.cues import show_cues
from dashboard.mechanics.findings import show_checks, show_what_is_known
from dashboard.mechanics.log_section import show_log
from dashboard.mechanics.marks_section import show_marks
from dashboard.mechanics.run_section import show_runs
from dashboard.ui.empty_state import empty_state
from dashboard.ui.escape import escaped
from etl.reference.clinic.mechanics_items import read_mechanics


def show() -> None:
    """The whole screen: a check in a few taps, what was seen, and the runs beside it."""
    person = session.current_runner()
    if person is None:
        empty_state("A mechanics check stands beside your runs: bring those in first.")
        return
    mechanics = read_mechanics(session.current_home().mechanics)
    for problem in mechanics.problems:
        st.warning(escaped(problem))
    findings = session.rows_of(person, "page.mechanics_finding")
    show_log(person, mechanics, findings)
    if findings.is_empty():
        st.markdown("#### No mechanics check yet")
        st.caption("What you or a clinician saw appears here by side and date, beside your runs.")
    else:
        course = session.rows_of(person, "page.mechanics_course")
        show_marks(findings, course)
        show_changes(course)
        show_cues(mechanics.items, findings)
        show_runs(session.rows_of(person, "page.mechanics_run"), person.units)
        checks = session.rows_of(person, "page.mechanics_check")
        show_checks(person, mechanics.items, checks, findings)
    show_what_is_known(mechanics)


if __name__ == "__main__":
    show()
