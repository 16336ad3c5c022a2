"""What a runner was shown, kept: status, reasons, advice and limit, a row a day and content.

What is shown is first a line in a file, as reads are (`etl.people.access_log`): a page waits for no
database.
Lines join the journal within minutes; the same content on the same day makes no second row.
"""

import hashlib
import json
import threading
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from etl.home import Home
from etl.journal.store import Journal
from etl.settings import Settings
from etl.storage.duckdb_files import Connection
from etl.storage.journal_rows import insert_row

Surface = Literal["today", "status", "mail"]

_SPOOL = "shown.jsonl"
_LOCK = "shown.lock"
_MOST_REMEMBERED = 10_000  # of (runner, day, content), a hundred bytes each
_NOT_CONTENT = ("shown_at", "surface")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What stood on the screen; `reasons` are (rule_id, level), the most important first.

    `shown_at` is UTC without a zone, `limit_m` metres or None, `advice` one line each.
    """

    runner_id: str
    local_date: date
    shown_at: datetime
    surface: Surface
    status: str
    reasons: tuple[tuple[str, str], ...]
    advice: tuple[str, ...]
    limit_m: float | None
    limit_reason: str | None
    rule_set_version: str

    @property
    def content_sha256(self) -> str:
        """Of all but when and where it was shown."""
        told = {name: value for name, value in asdict(self).items() if name not in _NOT_CONTENT}
        spelled = json.dumps(told, sort_keys=True, separators=(",", ":"), default=str)
        return hashlib.sha256(spelled.encode()).hexdigest()

    def as_row(self) -> dict[str, object]:
        """The row of `journal.shown`."""
        content = self.content_sha256  # holds runner and day
        return asdict(self) | {
            "shown_id": content[:32],
            "reasons": ",".join(f"{rule}:{level}" for rule, level in self.reasons),
            "advice": "\n".join(self.advice),
            "content_sha256": content,
        }


_LINE = TypeAdapter(Shown)


class ShownNotes:
    """What one process showed; each content of a day is noted once."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._lock = threading.Lock()
        self._noted: set[str] = set()
        self._waiting: list[Shown] = []

    def note(self, shown: Shown) -> None:
        """Write it down where that needs no waiting, else with the next one.

        Raises OSError where the file cannot be written.
        """
        with self._lock:
            if shown.content_sha256 in self._noted:
                return
            if len(self._noted) >= _MOST_REMEMBERED:
                self._noted.clear()
            self._noted.add(shown.content_sha256)
            self._waiting.append(shown)
            self._write_down(wait_s=0)

    def keep(self, settings: Settings) -> int:
        """Let what was noted join the journal; return how many rows that made."""
        with self._lock:
            if self._waiting:
                self._write_down(wait_s=settings.lock_wait_s)
        return keep_shown(self._home, settings)

    def _write_down(self, *, wait_s: float) -> None:
        try:
            note_shown(self._home, self._waiting, wait_s=wait_s)
        except Timeout:
            return
        self._waiting.clear()


def note_shown(home: Home, shown: Sequence[Shown], *, wait_s: float) -> None:
    """Lines into the file. Raises filelock.Timeout where another process writes for longer."""
    lines = "".join(_LINE.dump_json(one).decode() + "\n" for one in shown)
    with _locked(home, wait_s=wait_s), _spool(home).open("a", encoding="utf-8") as spool:
        spool.write(lines)
    _spool(home).chmod(0o600)


def keep_shown(home: Home, settings: Settings) -> int:
    """Let noted lines join the journal; return how many rows. Safe to repeat and to interrupt."""
    if not _spool(home).is_file():
        return 0
    with _locked(home, wait_s=settings.lock_wait_s):
        shown = list(_noted(_spool(home)))
        with Journal(home, settings).writing() as connection:
            kept = _keep(connection, shown)
        _spool(home).unlink(missing_ok=True)
    return kept


def forget_shown(home: Home, settings: Settings, *, runner_id: str) -> None:
    """Take a runner's lines out of the file; their rows in the journal go as all others do."""
    if not _spool(home).is_file():
        return
    with _locked(home, wait_s=settings.lock_wait_s):
        others = [one for one in _noted(_spool(home)) if one.runner_id != runner_id]
        _spool(home).unlink(missing_ok=True)
    if others:
        note_shown(home, others, wait_s=settings.lock_wait_s)


def waiting_count(home: Home) -> int:
    """How many lines have not joined the journal yet."""
    return len(list(_noted(_spool(home)))) if _spool(home).is_file() else 0


def _keep(connection: Connection, shown: Iterable[Shown]) -> int:
    """Insert what is not there yet; lines of a runner who was erased go with them."""
    there = _column(connection, "select shown_id from journal.shown")
    runners = _column(connection, "select distinct runner_id from journal.runner")
    kept = 0
    for one in shown:
        row = one.as_row()
        if row["shown_id"] in there or one.runner_id not in runners:
            continue
        insert_row(connection, "shown", row)
        there.add(str(row["shown_id"]))
        kept += 1
    return kept


def _column(connection: Connection, sql: str) -> set[str]:
    return {row[0] for row in connection.execute(sql).fetchall()}


def _noted(spool: Path) -> Iterable[Shown]:
    """Lines of the file; the last one may have been cut off by a crash."""
    for line in spool.read_bytes().splitlines():
        try:
            yield _LINE.validate_json(line)
        except ValidationError:
            continue


def _spool(home: Home) -> Path:
    return home.root / _SPOOL


def _locked(home: Home, *, wait_s: float) -> FileLock:
    return FileLock(home.root / _LOCK, timeout=wait_s, mode=0o600)
