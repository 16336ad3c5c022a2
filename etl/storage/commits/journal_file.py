"""The journal's file in one transaction: brought up to date and held against its ledger.

What is to hold for every row that anybody writes is seen to here, so that no writer forgets it.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from etl.errors import DataError
from etl.home import Home
from etl.storage import templates
from etl.storage.commits.checking import check_content, what_is_wrong
from etl.storage.commits.erased_rows import refusing_erased
from etl.storage.commits.ledger import committing, ledger_path
from etl.storage.commits.lines import MIGRATED
from etl.storage.commits.wording import is_gone
from etl.storage.duckdb_files import (
    Connection,
    alone,
    attached_to_write,
    in_transaction,
    open_to_read,
)
from etl.storage.migrations import is_known, keep_copy, migrate, note_up_to_date
from etl.storage.row_versions import renewing_versions

_LOST = (
    "{name} is missing, though runs are here. Put it back where it was, or restore a backup into "
    "another folder; without either, kneewise --home NEW import ORIGINALS brings the runs, but "
    "not the diary, from this folder's originals into a new one."
)


_migrate = partial(migrate, kind="journal")


@dataclass(slots=True)
class OpenJournal:
    """The journal's file while one writer has it: one transaction after another."""

    home: Home
    connection: Connection
    is_new: bool
    is_checked: bool = False

    @contextmanager
    def transaction(self, *, begins: str | None = None) -> Generator[Connection]:
        """Committed at the end, and then in the ledger; undone on an error.

        `begins` says why the ledger begins anew with it. The first one brings the file up to date.
        """
        path, connection = self.home.journal, self.connection
        with committing(path) as commit, in_transaction(connection, path):
            before = partial(_before_migrating, home=self.home)
            steps = [] if self.is_checked else _migrate(connection, before=before)
            commit.begin(
                connection, why=begins or (MIGRATED if steps and not self.is_new else None)
            )
            # Another thread may have committed since this one laid the empty file: its line stays.
            is_migrated = bool(steps) or (self.is_new and commit.held is None)
            with (
                renewing_versions(
                    connection, is_migrated=is_migrated, home=self.home, on_growth=commit.note
                ) as noted,
                refusing_erased(connection, self.home),
            ):
                yield noted
            commit.mark(connection)
        self.is_new, self.is_checked = False, True


@contextmanager
def open_journal(home: Home, *, wait_s: float) -> Generator[OpenJournal]:
    """The journal file, for one transaction after another.

    Raises DataError where runs are here but the journal is not: a new, empty one would hide that
    what people logged is missing; where entries are missing that were saved; and Erasing, with
    nothing saved, for rows about a runner who is being erased or was. Busy and DataError as in
    `open_to_write`.
    """
    if home.warehouse.is_file() and not home.journal.is_file():
        raise DataError(_LOST.format(name=home.journal.name))
    if not home.journal.exists() and ledger_path(home.journal).is_file():
        raise DataError(is_gone(home.journal, ledger_path(home.journal)))
    home.create()
    path = home.journal
    is_new = templates.begin(path, kind="journal", fill=_migrate, wait_s=wait_s)
    with alone(path, wait_s=wait_s):
        with attached_to_write(path, wait_s=wait_s) as connection:
            journal = OpenJournal(home, connection, is_new, is_checked=is_known(path))
            yield journal
        if journal.is_checked:
            note_up_to_date(path)


@contextmanager
def writing_journal(
    home: Home, *, wait_s: float, begins: str | None = None
) -> Generator[Connection]:
    """The journal file in one transaction, brought up to date first.

    `begins` says why its ledger begins anew with this transaction. Raises as `open_journal`.
    """
    with (
        open_journal(home, wait_s=wait_s) as journal,
        journal.transaction(begins=begins) as connection,
    ):
        yield connection


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
