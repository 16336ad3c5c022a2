"""Whose board it is: the squads and clinics that the viewer is in, one of them at a time."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.access.team import TeamState
from dashboard.squad.season import season_words
from dashboard.ui import display
from dashboard.ui.escape import escaped
from dashboard.ui.plain_names import plain_name
from etl.people.groups import MOST_RUNNERS, Group


def of_chosen_group(squad: pl.DataFrame) -> pl.DataFrame:
    """The rows of the group that is chosen; all rows where the viewer is in none, or in one.

    Who shares with the viewer alone stays on the board of the only group.
    """
    account = session.current_account() if session.is_team() else None
    if account is None:
        return squad
    state = session.current_team()
    groups = {group.group_id: group for group in state.groups_of(account.person_id)}
    chosen = _choose(groups) if len(groups) > 1 else next(iter(groups), None)
    if chosen is None:
        return squad
    _show_head(groups[chosen], state)
    if len(groups) == 1:
        return squad
    return squad.filter(pl.col("runner_id").is_in(runners_of(state, chosen)))


def runners_of(state: TeamState, group_id: str) -> list[str]:
    """Ids of the runners who are in a group today."""
    members = {one.person_id for one in state.members_of(group_id) if one.role == "runner"}
    return [
        person.own_runner_id
        for person in state.people
        if person.person_id in members and person.own_runner_id is not None
    ]


def _choose(groups: dict[str, Group]) -> str | None:
    return st.pills(
        "Group",
        list(groups),
        format_func=lambda group_id: escaped(plain_name(groups[group_id].display_name)),
        key="squad-group",
        label_visibility="collapsed",
    )


def _show_head(group: Group, state: TeamState) -> None:
    season = season_words(group, session.today(None))
    count = sum(member.role == "runner" for member in state.members_of(group.group_id))
    runners = (
        f"{count} of {MOST_RUNNERS} runners"
        if group.kind == "squad"
        else display.count(count, "runner")
    )
    with st.container(gap="xxsmall"):
        st.markdown(f"**{escaped(plain_name(group.display_name))}**")
        st.caption(" · ".join(filter(None, [escaped(season), runners])))
