"""The ledger beside a journal: whether the journal holds all that was committed into it.

The line of a commit is written into the journal in the commit's own transaction, and into the
ledger once that is on disk, before anybody is told "saved". So at any moment the ledger has all
lines that the journal has, or all but the newest: then the writer was killed between the two, and
the next one writes it down. A journal without the newest line of its ledger has lost something.
"""

import logging
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from etl import clock
from etl.errors import DataError, UserError
from etl.storage.commits.content import sums_of
from etl.storage.commits.lines import (
    BEGUN,
    LEDGER_LOST,
    LINE_KEY,
    SAVED,
    SHORTENED,
    WHATEVER_IS_THERE,
    Line,
    Sums,
    Tail,
    added_up,
    at_text,
    first_broken,
    read_line,
    read_tail,
)
from etl.storage.commits.wording import is_another, lost, no_room
from etl.storage.disk.durable import append, write_whole
from etl.storage.duckdb_files import Connection

_READ_BYTES = 65_536  # some hundred lines, of which the last is wanted
_LONGEST_BYTES = 1_000_000  # some thousand lines: then one that holds their sum takes their place
_log = logging.getLogger(__name__)


def ledger_path(journal: Path) -> Path:
    """Where the ledger of a journal lies."""
    return journal.with_suffix(".ledger")


def read_end(journal: Path) -> Tail:
    """The last lines of a journal's ledger."""
    try:
        with ledger_path(journal).open("rb") as file:
            size = file.seek(0, 2)
            begins_at = file.seek(max(size - _READ_BYTES, 0))
            return read_tail(file.read(), begins_at=begins_at)
    except FileNotFoundError:
        return Tail((), 0, 0)


def read_all(journal: Path) -> Tail:
    """All lines of a journal's ledger."""
    try:
        return read_tail(ledger_path(journal).read_bytes())
    except FileNotFoundError:
        return Tail((), 0, 0)


def line_in(connection: Connection, database: str | None = None) -> Line | None:
    """The newest commit that the journal itself knows of, in use or attached under that name."""
    schema = "kneewise" if database is None else f"{database}.kneewise"
    rows = connection.execute(
        f"select version from {schema}.row_version where table_name = ?",  # noqa: S608  our own names
        [LINE_KEY],
    ).fetchall()
    return read_line(rows[0][0]) if rows else None


def what_is_lost(journal: Path, held: Line | None, end: Tail) -> str | None:
    """One sentence where the journal, which holds that line, is not what its ledger says."""
    last = end.last
    if not end.is_there:
        return None  # there is no ledger, so nothing can be told
    last_number = (last.number if last else 0) + end.broken_count
    if held is None or held.number < last_number:
        return lost(journal, held, _behind(journal, held), last_number)
    if last is not None and held.number == last.number and held.hash != last.hash:
        return is_another(journal)
    return None


def _behind(journal: Path, held: Line | None) -> list[Line]:
    """Lines of commits that the journal does not hold."""
    number = held.number if held else 0
    return [line for line in read_all(journal).lines if line.number > number]


@dataclass(slots=True)
class Commit:
    """One transaction of the journal, whose line is written down once it is on disk."""

    journal: Path
    end: Tail
    held: Line | None = None
    begins: str | None = None
    grown: dict[str, tuple[int, int]] = field(default_factory=dict)
    line: Line | None = None

    def begin(self, connection: Connection, *, why: str | None) -> None:
        """Look whether all is there that was saved, before anything is added to it.

        With `why` the chain begins anew, with all that is in the journal when it is marked. Raises
        DataError where something was lost, and UserError where the ledger cannot be written.
        """
        self.held = line_in(connection)
        self.begins = why
        if why in WHATEVER_IS_THERE:
            return
        problem = what_is_lost(self.journal, self.held, self.end)
        if problem is not None:
            raise DataError(problem)
        self.begins = why or self._why_anew()
        if self.begins is None and self.held is not None and not self._is_known:
            self._write(self.held)  # its writer was killed before it could

    @property
    def _is_known(self) -> bool:
        last = self.end.last
        return self.held is not None and last is not None and self.held.hash == last.hash

    def _why_anew(self) -> str | None:
        """Why the chain cannot go on from its last line; None where it can."""
        last = self.end.last
        if self.held is None:
            return BEGUN
        if last is None or self.end.broken_count:
            return LEDGER_LOST
        if not self._is_known and self.held.before != last.hash:
            return LEDGER_LOST
        return SHORTENED if self.end.end > _LONGEST_BYTES else None

    def note(self, grown: Sums) -> None:
        """By how much the tables grow with what is about to be committed."""
        self.grown = dict(grown)

    def mark(self, connection: Connection) -> None:
        """Leave the line in the journal, as the last thing before it is committed."""
        if not self.grown and self.begins is None:
            return
        before = self._before()
        self.line = Line(
            number=(before.number if before else 0) + 1,
            before=before.hash if before else "",
            at=at_text(clock.read()),
            why=self.begins or SAVED,
            sums=self.grown if self.begins is None else self._all(connection),
        )
        # In a table that each commit writes to: one more would have to be written back, too.
        connection.execute("delete from kneewise.row_version where table_name = ?", [LINE_KEY])
        connection.execute(
            "insert into kneewise.row_version values (?, '', ?)", [LINE_KEY, self.line.text]
        )

    def confirm(self) -> None:
        """It is committed: the ledger says so from now on.

        Where that fails, the next writer makes up for it, or refuses to write.
        """
        if self.line is None:
            return
        try:
            self._write(self.line)
        except UserError as error:
            _log.warning("ledger: %s", type(error.__cause__).__name__)

    def _before(self) -> Line | None:
        """The newest of both: a chain goes on in whichever file has it."""
        known = [line for line in (self.held, self.end.last) if line is not None]
        return max(known, key=lambda line: line.number, default=None)

    def _all(self, connection: Connection) -> Sums:
        """What the tables hold; where the ledger is merely long, what they are known to hold."""
        lines = [*read_all(self.journal).lines] if self.begins == SHORTENED else []
        if self.held is not None and lines and lines[-1].hash != self.held.hash:
            lines.append(self.held)
        if not lines or first_broken(lines) is not None:
            return sums_of(connection)
        return added_up([*lines, Line(number=0, before="", at="", why=SAVED, sums=self.grown)])

    def _write(self, line: Line) -> None:
        path, text = ledger_path(self.journal), line.text.encode() + b"\n"
        begins_at = 0 if line.is_beginning else self.end.end
        try:
            if line.is_beginning:
                write_whole(path, text)
            else:
                append(path, text, at=begins_at)
        except OSError as error:
            raise UserError(no_room(path, error)) from error
        self.end = Tail((line,), 0, begins_at + len(text))


@contextmanager
def committing(journal: Path) -> Generator[Commit]:
    """Around a transaction of the journal, whose lock is held from before it until after it."""
    commit = Commit(journal, read_end(journal))
    yield commit
    commit.confirm()
