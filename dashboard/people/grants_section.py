"""Who can see something of the runner, each with a way to take it back."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.access.team import TeamState
from dashboard.rows import to_rows
from dashboard.rows.people import Grant
from dashboard.ui import display
from dashboard.ui.chart import show_heading
from dashboard.ui.escape import escaped
from dashboard.ui.section import section
from etl.people.grants import withdraw
from etl.reference.consent_texts import current_consent

STATE_WORDS = {"later": "begins later", "ended": "ended", "withdrawn": "withdrawn"}


def show_grants(person: session.Person, grants: pl.DataFrame, state: TeamState) -> None:
    """How many can see something; what holds, each with a way to take it back; what is over."""
    _show_finding(grants)
    if grants.is_empty():
        return
    is_over = pl.col("state").is_in(["ended", "withdrawn"])
    with section("Shared now"):
        for row in to_rows(grants.filter(~is_over), Grant):
            _show_grant(person, row, state)
        over = to_rows(grants.filter(is_over), Grant)
        if over:
            with st.expander(f"Over: {len(over)}"):
                for row in over:
                    st.markdown(f"{_grant_words(row, state)} · {STATE_WORDS[row['state']]}")


def _show_finding(grants: pl.DataFrame) -> None:
    """How many can see something, as the headline."""
    count = grants.filter(pl.col("state") == "active")["viewer_id"].n_unique()
    words = display.count(count, "person or group", "people or groups")
    finding = f"{words} can see some of your data" if count else "Nobody else can see your data"
    show_heading(finding, "Who may see what until when, and who looked")


def _show_grant(person: session.Person, row: Grant, state: TeamState) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        later = " · begins later" if row["state"] == "later" else ""
        st.markdown(f"{_grant_words(row, state)}{later}", width="stretch")
        if st.button("Withdraw", key=f"withdraw-{row['grant_id']}"):
            withdraw(
                session.current_journal(), runner_id=person.runner_id, grant_id=row["grant_id"]
            )
            st.toast("Withdrawn. It is shut already.")
            st.rerun()


def _grant_words(row: Grant, state: TeamState) -> str:
    until = f"until {display.day(row['until_date'])}" if row["until_date"] else "without an end"
    title = current_consent(row["scope"]).title
    return f"**{escaped(state.name(row['viewer_id']))}** · {title} · {until}"
