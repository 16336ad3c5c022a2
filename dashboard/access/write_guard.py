"""The journal as somebody who signed in may write it: nothing for a runner without leave.

It looks at what a transaction is about to leave behind, whichever screen or module wrote it, so a
new one cannot forget to ask. Rows are changed in place nowhere that this journal is handed to.
"""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from dashboard.access.access_files import read_access_files
from etl.errors import UserError
from etl.journal.store import Journal
from etl.people.refusals import refusals_of
from etl.storage.duckdb_files import Connection
from etl.storage.journal_rows import last_rows, tables_with, written_since
from etl.storage.runner_archive import runner_tables

CLINICIANS_ALONE = frozenset({"rule_override", "light_profile"})
"""Limits that hold for one runner on a clinician's word."""

NOT_ONES_OWN = frozenset({"rule_override"})
"""What nobody says of themselves, a clinician who runs neither."""

_NOT_YOURS = "You may look at this runner but not write that for them: nothing was saved."


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Who writes. `scopes` are those granted, by runner; those of their own runner include own."""

    person_id: str
    is_coach: bool
    is_clinician: bool
    scopes: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def may_write(self, table: str, runner_id: str) -> bool:
        """Their own runner nearly all of it; of others what they read, as coach or clinician."""
        granted = self.scopes.get(runner_id, frozenset())
        if "own" in granted:
            return table not in NOT_ONES_OWN
        needed = scopes_of(table)
        has_role = self.is_clinician or (self.is_coach and table not in CLINICIANS_ALONE)
        return has_role and bool(needed) and needed <= granted


@dataclass(frozen=True, slots=True)
class GuardedJournal(Journal):
    """A journal whose every write is checked, and signed with who wrote it."""

    writer: Writer

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """As in `Journal`; raises UserError, and saves nothing, for what is not theirs to write."""
        with Journal.writing(self) as connection:
            tables = runner_tables(connection)
            before = last_rows(connection, tables)
            yield connection
            for table, runner_id in written_since(connection, before):
                if not self.writer.may_write(table, runner_id):
                    refusals_of(self.home).note(f"write {table}", self.writer.person_id)
                    raise UserError(_NOT_YOURS)
            _sign(connection, before, self.writer.person_id)


def scopes_of(table: str) -> frozenset[str]:
    """Scopes that writing into a table of the journal asks for; own where nobody may read it."""
    file = read_access_files().get(f"journal.{table}")
    return frozenset({"own"}) if file is None else frozenset(file.needed_to_write)


def _sign(connection: Connection, before: Mapping[str, int], person_id: str) -> None:
    """Who wrote it is who was signed in, whatever the writing module was told."""
    for table in tables_with(connection, "saved_by"):
        if table in before:
            connection.execute(
                f"update journal.{table} set saved_by = ? where rowid > {before[table]}",  # noqa: S608
                [person_id],
            )
