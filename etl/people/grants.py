"""What runners grant: to a person or a group, a scope each, until a day, and taken back at once."""

import uuid
from collections.abc import Sequence
from datetime import date

from etl.clock import written_now
from etl.errors import UserError
from etl.journal.fields import check_word
from etl.journal.store import Journal
from etl.reference.consent_texts import SCOPES, current_consent
from etl.storage.journal_rows import insert_row


def give(
    journal: Journal,
    *,
    runner_id: str,
    viewer_id: str,
    scopes: Sequence[str],
    from_date: date,
    until_date: date | None,
    granted_by: str,
) -> None:
    """Let a person or group see these scopes of a runner, under the words that are shown today.

    Raises UserError for no scope, one nobody knows, or a last day before the first.
    """
    if not scopes:
        raise UserError("Choose at least one kind of data to share.")
    for scope in scopes:
        check_word("kind of data", scope, SCOPES)
    if until_date is not None and until_date < from_date:
        raise UserError("The last day cannot lie before today.")
    with journal.writing() as connection:
        for scope in scopes:
            insert_row(
                connection,
                "access_grant",
                {
                    "grant_id": uuid.uuid4().hex,
                    "viewer_id": viewer_id,
                    "runner_id": runner_id,
                    "scope": scope,
                    "granted_by": granted_by,
                    "from_date": from_date,
                    "until_date": until_date,
                    "withdrawn_at": None,
                    "saved_at": written_now(),
                    "consent_version": current_consent(scope).version,
                },
            )


def withdraw(
    journal: Journal, *, runner_id: str, grant_id: str | None = None, viewer_id: str | None = None
) -> None:
    """Take back one grant of a runner, or all that a person or group has: it bites at once.

    It is closed for good, whatever is written of it later. A grant that another runner gave stays,
    whatever its id.
    """
    now = written_now()
    with journal.writing() as connection:
        connection.execute(
            "insert into journal.access_grant by name"
            " select * exclude (saved_order) replace ($now as withdrawn_at, $now as saved_at)"
            " from journal.access_grant where runner_id = $runner_id"
            " and (grant_id = $grant_id or viewer_id = $viewer_id)"
            " qualify row_number() over (partition by grant_id order by saved_order desc) = 1"
            " and count(withdrawn_at) over (partition by grant_id) = 0",
            {"now": now, "runner_id": runner_id, "grant_id": grant_id, "viewer_id": viewer_id},
        )
