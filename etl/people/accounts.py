"""Who may sign in: people of a home that several use, kept in the journal in versions.

A removed account is removed for good; who comes back has a new one, which no former grant is to.

Signing in makes nobody: an account is made by an administrator or by an invitation.
"""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from etl.clock import written_now
from etl.errors import UserError
from etl.home import Home
from etl.journal.entries import Runner, check_name
from etl.journal.store import Journal
from etl.settings import Settings
from etl.storage.duckdb_files import Connection, attached, open_in_memory
from etl.storage.journal_rows import insert_row
from sql import ROOT

ROLES = ("runner", "coach", "clinician", "admin")
_LONGEST_EMAIL = 254  # RFC 5321
_OF_LOGIN = frozenset({"issuer", "subject"})  # rows of their own
_LAST_ADMIN = (
    "{name} is the last administrator: make somebody else one first, with kneewise admin add EMAIL."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPerson:
    """Somebody with an account. `own_runner_id` is the runner they are; None: no runs of theirs.

    `issuer` and `subject` are as whom they sign in (`etl.people.logins`); None: they have not yet.
    """

    person_id: str
    email: str
    display_name: str
    is_admin: bool = False
    is_coach: bool = False
    is_clinician: bool = False
    own_runner_id: str | None = None
    issuer: str | None = None
    subject: str | None = None

    @property
    def is_bound(self) -> bool:
        """Belongs to one login at the provider."""
        return self.subject is not None

    @property
    def may_write_for_others(self) -> bool:
        """Has a role in which people write about runners who let them."""
        return self.is_coach or self.is_clinician

    @property
    def roles(self) -> tuple[str, ...]:
        """Words of `ROLES`."""
        has = (self.own_runner_id is not None, self.is_coach, self.is_clinician, self.is_admin)
        return tuple(role for role, is_so in zip(ROLES, has, strict=True) if is_so)


def folded(email: str) -> str:
    """An address as it is compared. Only plain letters lose their case: folding others could make
    two people's addresses one."""
    text = email.strip()
    return text.casefold() if text.isascii() else text


def read_people(home: Home, settings: Settings) -> tuple[TeamPerson, ...]:
    """Everybody who may sign in, by name; the journal is there and up to date."""
    with (
        open_in_memory() as connection,
        attached(connection, {"looked_at": home.journal}, wait_s=settings.lock_wait_s),
    ):
        connection.execute("use looked_at")
        people = people_in(connection)
        connection.execute("use memory")
    return people


def people_in(connection: Connection) -> tuple[TeamPerson, ...]:
    """Everybody who may sign in; the journal's file is in use."""
    sql = (ROOT / "journal" / "team_person.sql").read_text("utf-8")
    names = tuple(TeamPerson.__dataclass_fields__)
    return tuple(
        TeamPerson(**dict(zip(names, row, strict=True)))
        for row in connection.execute(sql).fetchall()
    )


def find_person(people: Sequence[TeamPerson], email: str) -> TeamPerson | None:
    """Whose address that is, without regard to case; None: nobody's."""
    wanted = folded(email)
    return next((person for person in people if person.email == wanted), None)


def add_person(
    journal: Journal,
    *,
    email: str,
    display_name: str | None = None,
    roles: Sequence[str] = (),
    own_runner_id: str | None = None,
    saved_by: str = "local",
) -> TeamPerson:
    """Make an account, or give roles, a name or runs to the one of that address.

    Raises UserError for what is no address, and for runs that are somebody else's already.
    """
    with journal.writing() as connection:
        return add_person_in(
            connection,
            email=email,
            display_name=display_name,
            roles=roles,
            own_runner_id=own_runner_id,
            saved_by=saved_by,
        )


def add_person_in(
    connection: Connection,
    *,
    email: str,
    display_name: str | None,
    roles: Sequence[str],
    own_runner_id: str | None,
    saved_by: str | None,
) -> TeamPerson:
    """The same inside a transaction; without `saved_by` the person signs for themselves."""
    address = check_email(email)
    known = find_person(people_in(connection), address)
    person = known or TeamPerson(
        person_id="p" + uuid.uuid4().hex, email=address, display_name=address.split("@")[0]
    )
    changed = replace(
        person,
        display_name=_checked_name(display_name or person.display_name),
        is_admin=person.is_admin or "admin" in roles,
        is_coach=person.is_coach or "coach" in roles,
        is_clinician=person.is_clinician or "clinician" in roles,
        own_runner_id=person.own_runner_id or own_runner_id,
    )
    if own_runner_id is not None and changed.own_runner_id != own_runner_id:
        raise UserError(f"{changed.display_name} has runs of their own here already.")
    keep_person(connection, changed, saved_by=saved_by or changed.person_id)
    return changed


def remove_person(journal: Journal, *, email: str, saved_by: str = "local") -> TeamPerson:
    """End an account; open sessions of it end with their next click. Runs and diary stay.

    Raises UserError where there is none, or where nobody would be left to manage accounts.
    """
    with journal.writing() as connection:
        people = people_in(connection)
        person = find_person(people, email)
        if person is None:
            raise UserError("Nobody here has that address: kneewise admin list names everybody.")
        if person.is_admin and sum(known.is_admin for known in people) == 1:
            raise UserError(_LAST_ADMIN.format(name=person.display_name))
        _insert(connection, person, is_removed=True, saved_by=saved_by)
    return person


def begin_own_runner(
    journal: Journal, person: TeamPerson, *, display_name: str, saved_by: str, **known: str
) -> Runner:
    """A runner for somebody who has none yet: a new one, whoever else has that name.

    `known` are more of its fields, such as its units.
    """
    now = written_now()
    runner = Runner(
        runner_id="r" + uuid.uuid4().hex[:12],
        display_name=_checked_name(display_name),
        time_zone=journal.settings.time_zone or "UTC",
        created_at=now,
    )
    runner = replace(runner, **known)
    with journal.writing() as connection:
        keep_person(connection, replace(person, own_runner_id=runner.runner_id), saved_by=saved_by)
        insert_row(connection, "runner", asdict(runner) | {"saved_at": now})
    return runner


def keep_person(connection: Connection, person: TeamPerson, *, saved_by: str) -> None:
    """A newer version of an account.

    Raises UserError for runs that are somebody else's, and for an account that was removed: that
    one stays closed, its address may get a new one.
    """
    if _is_removed(connection, person):
        raise UserError("That account has been removed: an administrator can make a new one.")
    for other in people_in(connection):
        is_taken = other.own_runner_id is not None and other.own_runner_id == person.own_runner_id
        if is_taken and other.person_id != person.person_id:
            raise UserError("Those runs are somebody's own already.")
    _insert(connection, person, is_removed=False, saved_by=saved_by)


def _is_removed(connection: Connection, person: TeamPerson) -> bool:
    row = connection.execute(
        "select bool_or(is_removed) from journal.team_person where person_id = ?",
        [person.person_id],
    ).fetchone()
    return bool(row and row[0])


def check_email(email: str) -> str:
    """The address as it is kept. Raises UserError for what cannot be one."""
    address = folded(email)
    name, _, host = address.partition("@")
    is_broken = any(letter.isspace() or not letter.isprintable() for letter in address)
    if not name or not host or "@" in host or is_broken or len(address) > _LONGEST_EMAIL:
        raise UserError("That is no e-mail address: it looks like name@example.org.")
    return address


def _checked_name(name: str) -> str:
    return check_name(name, whose="A person")


def _insert(connection: Connection, person: TeamPerson, *, is_removed: bool, saved_by: str) -> None:
    row = asdict(person) | {"is_removed": is_removed, "saved_by": saved_by}
    row = {name: value for name, value in row.items() if name not in _OF_LOGIN}
    insert_row(connection, "team_person", row | {"saved_at": written_now()})
