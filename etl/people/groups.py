"""Squads and clinics that runners may share with, and who is in them."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from etl.clock import written_now
from etl.errors import UserError
from etl.journal.entries import check_name
from etl.journal.fields import check_word
from etl.journal.store import Journal
from etl.people.accounts import people_in
from etl.storage.duckdb_files import Connection
from etl.storage.journal_rows import insert_row
from sql import ROOT

KINDS = ("squad", "clinic")
MEMBER_ROLES = ("runner", "coach", "clinician")
LONGEST_SEASON = 200
MOST_RUNNERS = 10
"""Of a squad: few enough that everybody knows who sees their training."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A squad or clinic; `season` says in words what a squad trains for, its days from when on
    and until when, both included.
    """

    group_id: str
    kind: str
    display_name: str
    season: str | None = None
    season_start_date: date | None = None
    season_end_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Who is what in a group."""

    group_id: str
    person_id: str
    role: str


def make_group(
    journal: Journal,
    *,
    kind: str,
    display_name: str,
    season: str | None = None,
    season_start_date: date | None = None,
    season_end_date: date | None = None,
    saved_by: str = "local",
) -> Group:
    """A new group.

    Raises UserError for a kind nobody knows, a name that is taken, or a season that cannot be.
    """
    check_word("kind of group", kind, KINDS)
    name = check_name(display_name, whose="A group")
    group = _with_season(
        Group(group_id="g" + uuid.uuid4().hex, kind=kind, display_name=name),
        season,
        season_start_date,
        season_end_date,
    )
    with journal.writing() as connection:
        if any(known.display_name.casefold() == name.casefold() for known in groups_in(connection)):
            raise UserError("There is a group of that name already: choose another.")
        _keep(connection, group, saved_by=saved_by)
    return group


def change_season(
    journal: Journal,
    wanted: str,
    *,
    season: str | None = None,
    season_start_date: date | None = None,
    season_end_date: date | None = None,
    saved_by: str = "local",
) -> Group:
    """The next season of a group in place of the last one.

    Raises UserError where there is no such group, or for a season that cannot be.
    """
    with journal.writing() as connection:
        known = find_group(groups_in(connection), wanted)
        group = _with_season(known, season, season_start_date, season_end_date)
        _keep(connection, group, saved_by=saved_by)
    return group


def _with_season(group: Group, season: str | None, start: date | None, end: date | None) -> Group:
    words = (season or "").strip()
    if len(words) > LONGEST_SEASON:
        raise UserError(f"A season is told in at most {LONGEST_SEASON} characters.")
    if end and (not start or end < start):
        raise UserError("A season ends on or after its first day: give --from and --until.")
    return replace(group, season=words or None, season_start_date=start, season_end_date=end)


def _keep(connection: Connection, group: Group, *, saved_by: str) -> None:
    row = asdict(group) | {"is_removed": False, "saved_by": saved_by}
    insert_row(connection, "team_group", row | {"saved_at": written_now()})


def groups_in(connection: Connection) -> tuple[Group, ...]:
    """Every group, by name; the journal's file is in use."""
    rows = connection.execute(_sql("team_group")).fetchall()
    names = tuple(Group.__dataclass_fields__)
    return tuple(Group(**dict(zip(names, row, strict=True))) for row in rows)


def members_in(connection: Connection, *, today: date) -> tuple[Member, ...]:
    """Who with an account is in which group today; the journal's file is in use."""
    known = {person.person_id for person in people_in(connection)}
    rows = connection.execute(_sql("team_member"), {"today": today}).fetchall()
    return tuple(
        Member(group_id=group_id, person_id=person_id, role=role)
        for group_id, person_id, role in rows
        if person_id in known
    )


def find_group(groups: Sequence[Group], wanted: str) -> Group:
    """By id or by name. Raises UserError where there is none."""
    for group in groups:
        if wanted == group.group_id or wanted.casefold() == group.display_name.casefold():
            return group
    raise UserError("There is no group of that name: kneewise admin group NAME makes one.")


def join(connection: Connection, member: Member, *, today: date, saved_by: str) -> None:
    """Take somebody into a group, or change what they are in it.

    Raises UserError where a squad has as many runners as it may.
    """
    check_word("role in a group", member.role, MEMBER_ROLES)
    group = find_group(groups_in(connection), member.group_id)
    others = [
        known
        for known in members_in(connection, today=today)
        if known.group_id == group.group_id and known.person_id != member.person_id
    ]
    runner_count = sum(known.role == "runner" for known in others)
    if group.kind == "squad" and member.role == "runner" and runner_count >= MOST_RUNNERS:
        raise UserError(f"{group.display_name} has {MOST_RUNNERS} runners: a squad takes no more.")
    _insert(connection, member, from_date=today, is_removed=False, saved_by=saved_by)


def leave(journal: Journal, member: Member, *, today: date, saved_by: str) -> None:
    """Somebody is in a group no longer: what others granted to it is shut to them at once."""
    with journal.writing() as connection:
        _insert(connection, member, from_date=today, is_removed=True, saved_by=saved_by)


def _insert(
    connection: Connection, member: Member, *, from_date: date, is_removed: bool, saved_by: str
) -> None:
    row = asdict(member) | {"from_date": from_date, "is_removed": is_removed, "saved_by": saved_by}
    insert_row(connection, "team_member", row | {"saved_at": written_now()})


def _sql(name: str) -> str:
    return (ROOT / "journal" / f"{name}.sql").read_text("utf-8")
