"""Invitations by link: for one address, once, for some days. The journal holds the token's hash."""

import hashlib
import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from etl.clock import written_now
from etl.errors import UserError
from etl.journal.fields import check_word
from etl.journal.store import Journal
from etl.people.accounts import ROLES, TeamPerson, add_person_in, check_email, folded, people_in
from etl.people.groups import Member, find_group, groups_in, join
from etl.storage.duckdb_files import Connection
from etl.storage.journal_rows import insert_row
from sql import ROOT

VALID_DAYS = 7
LONGEST_DAYS = 60
NO_USE = (
    "This invitation is of no use here: it was used or has run out, or it is for another address. "
    "Ask for a new one."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What a link offers to one address; `claimed_runner_id` becomes that person's own runner."""

    invitation_id: str
    email: str
    group_id: str | None
    role: str
    claimed_runner_id: str | None
    expires_at: datetime
    accepted_by: str | None
    saved_by: str


def invite(
    journal: Journal,
    *,
    email: str,
    role: str,
    group_id: str | None = None,
    claimed_runner_id: str | None = None,
    valid_days: int = VALID_DAYS,
    now: datetime,
    saved_by: str = "local",
) -> str:
    """Keep an invitation and return the token of its link, which is known to nobody afterwards.

    Raises UserError for an address, role, group or runner that cannot be.
    """
    check_word("role", role, ROLES)
    if not 1 <= valid_days <= LONGEST_DAYS:
        raise UserError(f"An invitation holds for 1 to {LONGEST_DAYS} days.")
    if group_id is not None and role == "admin":
        raise UserError("In a group somebody is a runner, coach or clinician.")
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        invitation_id=uuid.uuid4().hex,
        email=check_email(email),
        group_id=group_id,
        role=role,
        claimed_runner_id=claimed_runner_id,
        expires_at=now.replace(tzinfo=None) + timedelta(days=valid_days),
        accepted_by=None,
        saved_by=saved_by,
    )
    with journal.writing() as connection:
        if group_id is not None:
            find_group(groups_in(connection), group_id)
        if claimed_runner_id is not None:
            _check_unclaimed(connection, claimed_runner_id)
        _keep(connection, invitation, token)
    return token


def find_invitation(
    connection: Connection, token: str, *, email: str, now: datetime
) -> Invitation | None:
    """What the link offers to that address now; None where it offers it nothing."""
    sql = (ROOT / "journal" / "team_invitation.sql").read_text("utf-8")
    row = connection.execute(sql, {"token_sha256": _hash(token)}).fetchone()
    if row is None:
        return None
    found = Invitation(**dict(zip(Invitation.__dataclass_fields__, row, strict=True)))
    is_open = found.accepted_by is None and found.expires_at > now.replace(tzinfo=None)
    return found if is_open and found.email == folded(email) else None


def accept(
    journal: Journal,
    token: str,
    *,
    email: str,
    display_name: str | None,
    now: datetime,
    today: date,
) -> TeamPerson:
    """Make the account, the membership and the claim, all or nothing; the link is then used up.

    `email` is the address that the provider confirmed. Raises UserError where the link offers
    that address nothing.
    """
    with journal.writing() as connection:
        found = find_invitation(connection, token, email=email, now=now)
        if found is None:
            raise UserError(NO_USE)
        if found.claimed_runner_id is not None:
            _check_unclaimed(connection, found.claimed_runner_id)
        is_known = any(person.email == found.email for person in people_in(connection))
        person = add_person_in(
            connection,
            email=found.email,
            display_name=None if is_known else display_name,
            roles=[found.role],
            own_runner_id=found.claimed_runner_id,
            saved_by=found.saved_by,
        )
        if found.group_id is not None:
            member = Member(group_id=found.group_id, person_id=person.person_id, role=found.role)
            join(connection, member, today=today, saved_by=found.saved_by)
        _keep(connection, replace(found, accepted_by=person.person_id), token)
    return person


def _check_unclaimed(connection: Connection, runner_id: str) -> None:
    if any(person.own_runner_id == runner_id for person in people_in(connection)):
        raise UserError("Those runs are somebody's own already.")


def _keep(connection: Connection, invitation: Invitation, token: str) -> None:
    row: Mapping[str, Any] = asdict(invitation)
    insert_row(
        connection,
        "team_invitation",
        {**row, "token_sha256": _hash(token), "saved_at": written_now()},
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def may_invite(
    person: TeamPerson, members: Sequence[Member], *, group_id: str | None, role: str
) -> bool:
    """Administrators all; coaches and clinicians runners and their own kind, to their group."""
    if person.is_admin:
        return True
    own = [
        member.role
        for member in members
        if member.group_id == group_id and member.person_id == person.person_id
    ]
    return bool(own) and own[0] != "runner" and role in ("runner", own[0])
