"""Limits that a clinician sets for one runner: what counts, what counted, and a way to set one."""

import streamlit as st

from dashboard import session
from dashboard.method.clinician_limits import own_limit
from dashboard.method.explainer import who_set
from dashboard.patient.own_limits import wording
from dashboard.patient.own_limits.form import show_limit_form
from dashboard.rows.others import RuleOverride
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped
from etl.journal.rule_overrides import TABLE, end_override


def show_limits(person: session.Person) -> None:
    """What was set for this runner; who may not set one sees what there is, or nothing."""
    rows = session.records_of(person, RuleOverride)
    may_set = bool(session.writable(TABLE, [person.runner_id]))
    if not rows and not may_set:
        return
    current = [row for row in rows if row["is_current"]]
    with st.expander(wording.TITLE, expanded=bool(current), type="compact"):
        for row in current:
            _show_current(person, row, may_set=may_set)
        if not current:
            st.caption(wording.NONE)
        if may_set:
            show_limit_form(person)
        for row in rows:
            if not row["is_current"]:
                st.caption(escaped(wording.past(row, person.units)))


def _show_current(person: session.Person, row: RuleOverride, *, may_set: bool) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        words = own_limit(row, person.units, who=who_set(row["saved_by"]))
        st.markdown(escaped(words), width="stretch")
        if may_set and st.button(
            "Withdraw", key=f"limit-end-{row['override_id']}", type="tertiary"
        ):
            _end(person, row["override_id"])


def _end(person: session.Person, override_id: str) -> None:
    viewer = session.current_viewer()
    with errors_as_words():
        end_override(
            session.current_journal(),
            override_id,
            runner_id=person.runner_id,
            today=session.today(person),
            saved_by=viewer.viewer_id,
        )
        session.note_done(person, "limit_ended")
        st.toast(wording.USUAL_AGAIN)
        st.rerun()
