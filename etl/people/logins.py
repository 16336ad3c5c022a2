"""As whom somebody signs in at the provider: the issuer and its subject, kept with the account.

An account is made for an address; who first signs in with that address, confirmed, is who it
belongs to from then on, under whatever address. Another login with the same address, such as of
who got a mailbox next, is nobody here until an operator lets go of the first.
"""

from dataclasses import replace

from etl.clock import written_now
from etl.errors import UserError
from etl.journal.store import Journal
from etl.people.accounts import TeamPerson, find_person, people_in
from etl.storage.duckdb_files import Connection
from etl.storage.journal_rows import insert_row


def bind(
    journal: Journal, *, person_id: str, issuer: str, subject: str, saved_by: str | None = None
) -> TeamPerson | None:
    """Keep the login that an account belongs to; None where it is gone or another's meanwhile.

    The same login may be bound again: whoever comes first in two windows.
    """
    with journal.writing() as connection:
        people = people_in(connection)
        person = next((one for one in people if one.person_id == person_id), None)
        is_taken = any((one.issuer, one.subject) == (issuer, subject) for one in people)
        if person is None or (person.is_bound or is_taken):
            is_theirs = person is not None and (person.issuer, person.subject) == (issuer, subject)
            return person if is_theirs else None
        bound = replace(person, issuer=issuer, subject=subject)
        _insert(connection, bound, is_unbound=False, saved_by=saved_by or person_id)
    return bound


def unbind(journal: Journal, *, email: str, saved_by: str = "local") -> TeamPerson:
    """Let go of an account's login: the next one with the confirmed address takes its place.

    Returns the person with the login they had. Raises UserError where there is none.
    """
    with journal.writing() as connection:
        person = find_person(people_in(connection), email)
        if person is None:
            raise UserError("Nobody here has that address: kneewise admin list names everybody.")
        if not person.is_bound:
            raise UserError(f"{person.email} has not signed in yet: there is nothing to let go of.")
        _insert(connection, person, is_unbound=True, saved_by=saved_by)
    return person


def _insert(connection: Connection, person: TeamPerson, *, is_unbound: bool, saved_by: str) -> None:
    row = {
        "person_id": person.person_id,
        "issuer": person.issuer,
        "subject": person.subject,
        "is_unbound": is_unbound,
        "saved_by": saved_by,
        "saved_at": written_now(),
    }
    insert_row(connection, "team_login", row)
