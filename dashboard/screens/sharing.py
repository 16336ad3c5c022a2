"""Sharing: who may see what of me until when, who looked, and in which groups am I?"""

from datetime import timedelta
from typing import Any

import polars as pl
import streamlit as st

from dashboard import display, session
from dashboard.season_words import season_words
from dashboard.team_state import TeamState
from dashboard.widgets.chart import show_heading, table_with_csv
from dashboard.widgets.escape import escaped
from dashboard.widgets.invitation import ROLE_WORDS, show_inviting
from dashboard.widgets.section import section
from etl.consent import SCOPES, current_consent
from etl.errors import UserError
from etl.groups import Member, leave
from etl.sharing import give, withdraw
from etl.team import TeamPerson, find_person

SHOWN_READS = 5
SHARED_FOR = timedelta(days=90)  # a season; longer is a date away
STATE_WORDS = {"later": "begins later", "ended": "ended", "withdrawn": "withdrawn"}
_BY_ADDRESS = ""


def show() -> None:
    """The whole screen, top down; grants and reads are told to the runner alone."""
    account = session.current_account()
    if account is None:
        st.info("Sharing is for homes that several people sign in to.")
        return
    state = session.current_team()
    person = session.current_runner()
    if person is not None and session.owns(person):
        grants = session.rows_of(person, "page.grant")
        show_finding(grants)
        show_grants(person, grants, state)
        show_form(account, person, state)
        show_reads(person, state)
    elif person is not None:
        show_heading("Your groups", "What a runner shares is theirs to see: choose yourself above")
    else:
        show_heading("Your groups", "You share nothing here, and nobody shares with you yet")
    show_groups(account, state)


def show_finding(grants: pl.DataFrame) -> None:
    """How many can see something, as the headline."""
    count = grants.filter(pl.col("state") == "active")["viewer_id"].n_unique()
    words = display.count(count, "person or group", "people or groups")
    finding = f"{words} can see some of your data" if count else "Nobody else can see your data"
    show_heading(finding, "Who may see what until when, and who looked")


def show_grants(person: session.Person, grants: pl.DataFrame, state: TeamState) -> None:
    """What holds, each with a way to take it back at once; below it what is over."""
    if grants.is_empty():
        return
    is_over = pl.col("state").is_in(["ended", "withdrawn"])
    with section("Shared now"):
        for row in grants.filter(~is_over).to_dicts():
            _show_grant(person, row, state)
        over = grants.filter(is_over).to_dicts()
        if over:
            with st.expander(f"Over: {len(over)}"):
                for row in over:
                    st.markdown(f"{_grant_words(row, state)} · {STATE_WORDS[row['state']]}")


def _show_grant(person: session.Person, row: dict[str, Any], state: TeamState) -> None:
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


def _grant_words(row: dict[str, Any], state: TeamState) -> str:
    until = f"until {display.day(row['until_date'])}" if row["until_date"] else "without an end"
    title = current_consent(row["scope"]).title
    return f"**{escaped(state.name(row['viewer_id']))}** · {title} · {until}"


def show_form(account: TeamPerson, person: session.Person, state: TeamState) -> None:
    """Whom, what and until when, under the words that are agreed to."""
    groups = {group.group_id: group.display_name for group in state.groups_of(account.person_id)}
    choices = {**groups, _BY_ADDRESS: "One person, by e-mail address"}
    today = session.today(person)
    with section("Share"), st.form("share", border=False):
        whom = st.selectbox(
            "With", list(choices), format_func=choices.__getitem__, key="share-with"
        )
        email = st.text_input("E-mail address of that person", key="share-email", max_chars=254)
        scopes = [scope for scope in SCOPES if _ask(scope)]
        until = st.date_input("Until", value=today + SHARED_FOR, min_value=today, key="share-until")
        if st.form_submit_button("Share", type="primary"):
            give(
                session.current_journal(),
                runner_id=person.runner_id,
                viewer_id=whom or _person_id(state, email, account),
                scopes=scopes,
                from_date=today,
                until_date=until,
                granted_by=account.person_id,
            )
            st.toast("Shared. You can withdraw it at any time.")
            st.rerun()
        st.caption("Each look is written down below, and you can withdraw at any time.")


def _ask(scope: str) -> bool:
    consent = current_consent(scope)
    is_chosen = st.checkbox(consent.title, key=f"share-{scope}")
    st.caption(f"{consent.shows} {consent.hides} {consent.lets} (Version {consent.version})")
    return is_chosen


def _person_id(state: TeamState, email: str, account: TeamPerson) -> str:
    found = find_person(state.people, email)
    if found is None or found.person_id == account.person_id:
        raise UserError("Nobody else here has that address: have them invited first.")
    return found.person_id


def show_reads(person: session.Person, state: TeamState) -> None:
    """Who read what, and when."""
    with section("Who looked"):
        session.keep_reads()
        reads = session.rows_of(person, "page.audit")
        if reads.is_empty():
            st.markdown("Nobody has looked yet.")
            return
        titles = {scope: current_consent(scope).title for scope in SCOPES}
        for row in reads.head(SHOWN_READS).to_dicts():
            when = display.instant(display.local(row["read_at"], person.time_zone))
            what = titles.get(row["what"], row["what"])
            st.markdown(f"**{escaped(state.name(row['viewer_id']))}** · {what} · {when}")
        table = pl.DataFrame(
            {
                "When": [
                    display.instant(display.local(read_at, person.time_zone))
                    for read_at in reads["read_at"]
                ],
                "Who": [state.name(viewer_id) for viewer_id in reads["viewer_id"]],
                "What": [titles.get(what, what) for what in reads["what"]],
                "Tables read": reads["read_count"],
            }
        )
        table_with_csv(table, name="who-looked")


def show_groups(account: TeamPerson, state: TeamState) -> None:
    """Squads and clinics with who is in them, leaving, and inviting where one may."""
    groups = state.groups if account.is_admin else state.groups_of(account.person_id)
    for group in groups:
        with section(escaped(group.display_name)):
            season = season_words(group, session.today(None))
            if season:
                st.caption(escaped(season))
            members = state.members_of(group.group_id)
            for member in members:
                st.markdown(f"{escaped(state.name(member.person_id))} · {ROLE_WORDS[member.role]}")
            own = [member for member in members if member.person_id == account.person_id]
            if own and st.button("Leave", key=f"leave-{group.group_id}"):
                _leave(account, own[0])
            show_inviting(account, state, group)


def _leave(account: TeamPerson, member: Member) -> None:
    """Out of the group, and with it everything that was shared with it."""
    journal = session.current_journal()
    if account.own_runner_id is not None:
        withdraw(journal, runner_id=account.own_runner_id, viewer_id=member.group_id)
    leave(journal, member, today=session.today(None), saved_by=account.person_id)
    st.rerun()


show()
