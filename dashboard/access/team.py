"""People, groups and names of a team as the journal has them."""

from dataclasses import dataclass, replace
from datetime import date

from etl.home import Home
from etl.people.accounts import TeamPerson, people_in
from etl.people.groups import Group, Member, groups_in, members_in
from etl.settings import Settings
from etl.storage.duckdb_files import attached, open_in_memory
from etl.text import LONGEST_NAME, one_line
from sql import ROOT

TEAM_TABLES = (
    "journal.team_group",
    "journal.team_login",
    "journal.team_member",
    "journal.team_person",
)
"""What the state is read from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamState:
    """`names` are by id of a person or group, also of those who are gone."""

    people: tuple[TeamPerson, ...]
    groups: tuple[Group, ...]
    members: tuple[Member, ...]
    names: dict[str, str]

    def groups_of(self, person_id: str) -> tuple[Group, ...]:
        """Those somebody is in today."""
        ids = {member.group_id for member in self.members if member.person_id == person_id}
        return tuple(group for group in self.groups if group.group_id in ids)

    def members_of(self, group_id: str) -> tuple[Member, ...]:
        """Who is in a group today."""
        return tuple(member for member in self.members if member.group_id == group_id)

    def name(self, of: str) -> str:
        """What a person or group is called."""
        return self.names.get(of, "Somebody who is here no longer")


def read_team(home: Home, settings: Settings, *, today: date) -> TeamState:
    """The state of this moment; the journal is there and up to date."""
    with (
        open_in_memory() as connection,
        attached(connection, {"looked_at": home.journal}, wait_s=settings.lock_wait_s),
    ):
        connection.execute("use looked_at")
        names = connection.execute((ROOT / "journal" / "team_name.sql").read_text("utf-8"))
        found = TeamState(
            # What was written before names were checked is shown as a name all the same.
            names={of: one_line(name, most=LONGEST_NAME) for of, name in names.fetchall()},
            people=people_in(connection),
            groups=tuple(
                replace(group, display_name=one_line(group.display_name, most=LONGEST_NAME))
                for group in groups_in(connection)
            ),
            members=members_in(connection, today=today),
        )
        connection.execute("use memory")
    return found
