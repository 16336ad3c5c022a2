"""Who can see something of the runner, each with a way to take it back."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.access.team import TeamState
from dashboard.people import wording
from dashboard.rows import to_rows
from dashboard.rows.people import Grant
from dashboard.ui.chart import show_heading
from dashboard.ui.escape import escaped
from dashboard.ui.section import section
from etl.people.grants import withdraw
from etl.reference.consent_texts import current_consent


def show_grants(person: session.Person, grants: pl.DataFrame, state: TeamState) -> None:
    """How many can see something; what holds, each with a way to take it back; what is over."""
    _show_finding(grants)
    if grants.is_empty():
        return
    is_over = pl.col("state").is_in(["ended", "withdrawn"])
    with section(wording.SHARED_NOW):
        for row in to_rows(grants.filter(~is_over), Grant):
            _show_grant(person, row, state)
        over = to_rows(grants.filter(is_over), Grant)
        if over:
            with st.expander(wording.over(len(over))):
                for row in over:
                    st.markdown(wording.in_state(_grant_words(row, state), row["state"]))


def _show_finding(grants: pl.DataFrame) -> None:
    """How many can see something, as the headline."""
    count = grants.filter(pl.col("state") == "active")["viewer_id"].n_unique()
    show_heading(wording.finding(count), wording.FINDING_SUBTITLE)


def _show_grant(person: session.Person, row: Grant, state: TeamState) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        words = _grant_words(row, state)
        if row["state"] == "later":
            words = wording.in_state(words, row["state"])
        st.markdown(words, width="stretch")
        if st.button(wording.WITHDRAW, key=f"withdraw-{row['grant_id']}"):
            withdraw(
                session.current_journal(), runner_id=person.runner_id, grant_id=row["grant_id"]
            )
            st.toast(wording.WITHDRAWN)
            st.rerun()


def _grant_words(row: Grant, state: TeamState) -> str:
    name = escaped(state.name(row["viewer_id"]))
    return wording.grant(name, current_consent(row["scope"]).title, row["until_date"])
