"""The journal's file in one transaction: brought up to date and held against its ledger.

What is to hold for every row that anybody writes is seen to here, so that no writer forgets it.
"""

from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from etl.errors import DataError
from etl.home import Home
from etl.storage import templates
from etl.storage.commits.checking import check_content, what_is_wrong
from etl.storage.commits.ledger import committing, ledger_path
from etl.storage.commits.lines import MIGRATED
from etl.storage.commits.wording import is_gone
from etl.storage.duckdb_files import Connection, alone, open_to_read, open_to_write
from etl.storage.erased_rows import refusing_erased
from etl.storage.migrations import keep_copy, migrate
from etl.storage.row_versions import renewing_versions

_LOST = (
    "{name} is missing, though runs are here. Put it back where it was, or restore a backup into "
    "another folder; without either, kneewise --home NEW import ORIGINALS brings the runs, but "
    "not the diary, from this folder's originals into a new one."
)


_migrate = partial(migrate, kind="journal")


@contextmanager
def writing_journal(
    home: Home, *, wait_s: float, begins: str | None = None
) -> Generator[Connection]:
    """The journal file in one transaction, brought up to date first.

    `begins` says why its ledger begins anew with this transaction. Raises DataError where runs are
    here but the journal is not: a new, empty one would hide that what people logged is missing;
    where entries are missing that were saved; and Erasing, with nothing saved, for rows about a
    runner who is being erased or was. Busy and DataError as in `open_to_write`.
    """
    if home.warehouse.is_file() and not home.journal.is_file():
        raise DataError(_LOST.format(name=home.journal.name))
    if not home.journal.exists() and ledger_path(home.journal).is_file():
        raise DataError(is_gone(home.journal, ledger_path(home.journal)))
    home.create()
    path = home.journal
    is_new = templates.begin(path, kind="journal", fill=_migrate, wait_s=wait_s)
    with (
        alone(path, wait_s=wait_s),
        committing(path) as commit,
        open_to_write(path, wait_s=wait_s) as connection,
    ):
        steps = _migrate(connection, before=partial(_before_migrating, home=home))
        commit.begin(connection, why=begins or (MIGRATED if steps and not is_new else None))
        with (
            renewing_versions(
                connection,
                is_migrated=bool(steps) or is_new,
                home=home,
                on_growth=commit.note,
            ),
            refusing_erased(connection, home),
        ):
            yield connection
        commit.mark(connection)


def problem_of(home: Home, *, wait_s: float) -> str | None:
    """One sentence where the journal is not as it was saved; None where it is, or is not begun.

    Raises Busy and DataError as `open_to_read`.
    """
    if not home.journal.is_file():
        return None
    with open_to_read(home.journal, wait_s=wait_s) as connection:
        return what_is_wrong(connection, home.journal)


def begin_ledger(home: Home, *, why: str, wait_s: float) -> None:
    """Begin the ledger anew with what the journal holds: see `lines` for why."""
    with writing_journal(home, wait_s=wait_s, begins=why):
        pass


def _before_migrating(connection: Connection, step: str, *, home: Home) -> Path:
    """Whatever is wrong would be what the ledger begins anew with."""
    check_content(connection, home.journal)
    return keep_copy(connection, step, path=home.journal, folder=home.backups)
