"""One runner gone for good: rows, entries, originals, samples, and the blocks they lay in.

Begun, it is finished, whatever interrupts it: a marker outside the databases stands from before the
first row goes until nothing is left, and whoever opens the home next goes on (`finish_erasures`).
Every step may be repeated.
"""

import logging
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from etl import clock
from etl.errors import Busy
from etl.home import REBUILDING, Home
from etl.journal.store import Journal
from etl.operations.arrivals.looked_at import forget_looked_at
from etl.operations.backup.names import files_of
from etl.operations.backup.schedule import folder_of
from etl.operations.compact import rewrite_journal, rewrite_warehouse
from etl.people.access_log import keep_reads
from etl.people.chain_ends import forget_end
from etl.people.shown import forget_shown
from etl.people.upload_tokens import UploadTokens
from etl.settings import Settings
from etl.storage.commits.journal_file import begin_ledger
from etl.storage.commits.lines import ERASED
from etl.storage.duckdb_files import Connection, OnStep, alone, remove_database, rewriting_path
from etl.storage.erasures import (
    TOMBSTONES,
    Erasure,
    begin_erasure,
    end_erasure,
    erasing,
    join_tombstones,
    read_erasure,
    save_erasure,
)
from etl.storage.materialized import Materialized
from etl.storage.migrations import copies_of
from etl.storage.originals import Originals
from etl.storage.runner_archive import runner_tables
from etl.storage.samples import samples_path
from etl.storage.under_way import abandoned, forget_interrupted, interrupted_since, no_import
from etl.sync.disconnect import disconnect
from etl.sync.expiry import sweep
from etl.sync.ledger.store import Ledger
from etl.sync.platforms import all_terms
from etl.warehouse.tables import ACTIVITY_TABLES, Warehouse

_log = logging.getLogger(__name__)
_WAIT_S = 60.0  # an import or a sync ends a transaction within seconds
_RETRY_PAUSE_S = 0.05
_SYNC_WORDS = (
    "A sync is under way and does not make way. The runner is shown nowhere any more, and is "
    "erased as soon as it has ended."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What went; counts only."""

    entry_count: int
    activity_count: int
    original_count: int


def erase_runner(
    home: Home, settings: Settings, *, runner_id: str, on_step: OnStep = lambda _step: None
) -> Erased:
    """Remove a runner from every file of this home; originals that another runner brought stay.

    Raises UserError where the runner is not here, Busy where a sync or an import does not make way:
    the rest is then done by `finish_erasures`. Files outside the home, such as earlier backups and
    exports, are not touched.
    """
    runner = Journal(home, settings).runner(runner_id)
    begin_erasure(home.create(), runner_id=runner_id, display_name=runner.display_name)
    on_step("marked")
    return _finish(home, settings, runner_id=runner_id, wait_s=_WAIT_S, on_step=on_step)


def finish_erasures(
    home: Home,
    settings: Settings,
    *,
    wait_s: float = 0,
    on_step: OnStep = lambda _step: None,
) -> int:
    """Finish what was interrupted; return how many runners are gone that were not before.

    Raises Busy where a sync, an import or another erasing does not make way within `wait_s`.
    """
    waiting = sorted(erasing(home))
    for runner_id in waiting:
        _finish(home, settings, runner_id=runner_id, wait_s=wait_s, on_step=on_step)
    return len(waiting)


def leftovers(home: Home) -> list[Path]:
    """Files of work that was killed: nothing that runs now uses them."""
    found = [*abandoned(home), *home.root.glob(".restoring-*")]
    if home.root.is_dir() and _is_free(home.sync_lock):  # no rebuild is under way
        found += home.root.glob(f"{REBUILDING}*")
    return sorted(found)


def _finish(
    home: Home, settings: Settings, *, runner_id: str, wait_s: float, on_step: OnStep
) -> Erased:
    if not wait_s and not _is_free(home.create().sync_lock):
        raise Busy(_SYNC_WORDS)
    ledger = Ledger(home)
    is_here = any(one.runner_id == runner_id for one in Journal(home, settings).runners())
    known = {terms.provider for terms in all_terms()}  # of another nobody can be told
    for account in ledger.accounts(runner_id) if is_here else ():
        if account.provider not in known:
            continue
        disconnect(home, settings, runner_id=runner_id, provider=account.provider)
        on_step("disconnected")
    try:
        with FileLock(home.create().sync_lock, timeout=wait_s, mode=0o600):
            erasure = read_erasure(home, runner_id)
            if erasure is None:  # somebody else has finished meanwhile
                return Erased(entry_count=0, activity_count=0, original_count=0)
            with no_import(home, wait_s=wait_s):
                return _Erasing(home, settings, erasure, on_step).run()
    except Timeout:
        raise Busy(_SYNC_WORDS) from None


def _is_free(lock: Path) -> bool:
    try:
        with FileLock(lock, timeout=0, mode=0o600):
            return True
    except Timeout:
        return False


@dataclass(slots=True)
class _Erasing:
    """The steps; no sync, rebuild or import is under way. What they find is in the marker."""

    home: Home
    settings: Settings
    erasure: Erasure
    on_step: OnStep

    def run(self) -> Erased:
        """All steps in order; each is harmless where it was done before."""
        original_count = self._list()
        self.on_step("listed")
        self._forget_sync()
        self.on_step("sync forgotten")
        self._remove_rows()
        self.on_step("rows removed")
        self._remove_files()
        self.on_step("files removed")
        rewrite_warehouse(self.home, self.settings, on_step=self.on_step)
        self._remove_entries()
        self.on_step("entries removed")
        for copy in copies_of(self.home.journal, self.home.backups):
            copy.unlink()
        keep_reads(self.home, self.settings, on_step=self.on_step)
        forget_end(self.home, self.settings, runner_id=self._runner_id)
        forget_shown(self.home, self.settings, runner_id=self._runner_id)
        rewrite_journal(self.home, self.settings, on_step=self.on_step)
        # No sum over a row of theirs stays.
        begin_ledger(self.home, why=ERASED, wait_s=self.settings.lock_wait_s)
        self.on_step("ledger begun")
        self._sweep()
        self.on_step("swept")
        end_erasure(self.home, self.erasure, day=clock.read().date())
        self.on_step("ended")
        self._tell_backups()
        return Erased(
            entry_count=self.erasure.entry_count,
            activity_count=len(self.erasure.activity_ids),
            original_count=original_count,
        )

    @property
    def _runner_id(self) -> str:
        return self.erasure.runner_id

    def _list(self) -> int:
        """Write down whatever only the rows know; return how many originals are theirs alone."""
        ledger = Ledger(self.home)
        originals, entry_count = self._own_entries()
        self.erasure = replace(
            self.erasure.knowing(
                originals=originals,
                activity_ids=self._own_activities(),
                athlete_ids=[account.athlete_id for account in ledger.accounts(self._runner_id)],
            ),
            entry_count=max(entry_count, self.erasure.entry_count),
        )
        save_erasure(self.home, self.erasure)
        return len(self.erasure.originals)

    def _own_entries(self) -> tuple[list[str], int]:
        """SHA-256 of every file that the runner brought and nobody else did; rows about them."""
        with Journal(self.home, self.settings).writing() as connection:
            rows = connection.execute(
                "select original_sha256 from journal.import_item"
                " where original_sha256 is not null"
                " group by original_sha256 having bool_and(runner_id = ?)",
                [self._runner_id],
            ).fetchall()
            entry_count = sum(
                _count(connection, f"journal.{table}", runner_id=self._runner_id)
                for table in runner_tables(connection)
            )
        return [row[0] for row in rows], entry_count

    def _own_activities(self) -> list[str]:
        with Warehouse(self.home, self.settings).writing() as connection:
            rows = connection.execute(
                "select activity_id from core.activity where runner_id = ?", [self._runner_id]
            ).fetchall()
        return [row[0] for row in rows]

    def _forget_sync(self) -> None:
        """The account, also where the platform could not be told, with events and documents."""
        ledger = Ledger(self.home)
        for athlete_id in self.erasure.athlete_ids:
            for path in self.home.events.glob(f"*-{athlete_id}-*.json"):
                path.unlink(missing_ok=True)
        if ledger.exists:
            ledger.forget_runner(self._runner_id)
            deadline = time.monotonic() + self.settings.lock_wait_s
            while not ledger.shrink():
                if time.monotonic() >= deadline:
                    raise Busy(_SYNC_WORDS)
                time.sleep(_RETRY_PAUSE_S)
        sweep(self.home)

    def _remove_rows(self) -> None:
        with Warehouse(self.home, self.settings).writing() as connection:
            for table in (*ACTIVITY_TABLES, "rest_day", "runner"):
                _delete(connection, f"core.{table}", runner_id=self._runner_id)
            _delete(connection, "kneewise.seen_file", runner_id=self._runner_id)

    def _remove_files(self) -> None:
        """Samples and originals, also those that an interrupted import left without rows.

        And what was worked out of their rows, what their programs brought files with, and which
        files of their folders were looked at.
        """
        Materialized(self.home).forget([self._runner_id])
        UploadTokens(self.home, self.settings).forget_runner(self._runner_id)
        forget_looked_at(self.home, self._runner_id)
        for activity_id in self.erasure.activity_ids:
            samples_path(self.home, activity_id).unlink(missing_ok=True)
        for sha256 in self.erasure.originals:
            if sha256 not in self._brought_by_others():
                Originals(self.home.originals).forget(sha256)
        for path in _half_written(self.home):
            path.unlink(missing_ok=True)
        since = interrupted_since(self.home, self._runner_id)
        if since is not None:
            for path in self._without_rows(since):
                path.unlink(missing_ok=True)

    def _brought_by_others(self) -> frozenset[str]:
        """Every original that somebody else brought, or two people did."""
        with Journal(self.home, self.settings).writing() as connection:
            rows = connection.execute(
                "select distinct original_sha256 from journal.import_item"
                " where original_sha256 is not null and runner_id <> ?",
                [self._runner_id],
            ).fetchall()
        return frozenset(row[0] for row in rows)

    def _without_rows(self, since: float) -> Iterator[Path]:
        """Originals and samples written since then (seconds since 1970) that no row stands for."""
        others = self._brought_by_others()
        with Warehouse(self.home, self.settings).writing() as connection:
            rows = connection.execute("select activity_id from core.activity").fetchall()
        activity_ids = {row[0] for row in rows}
        for path in self.home.originals.glob("*/*.gz"):
            if path.stat().st_mtime >= since and path.name.removesuffix(".gz") not in others:
                yield path
        for path in self.home.samples.glob("*/*.parquet"):
            if path.stat().st_mtime >= since and path.stem not in activity_ids:
                yield path

    def _remove_entries(self) -> None:
        with Journal(self.home, self.settings).writing() as connection:
            for table in runner_tables(connection):
                _delete(connection, f"journal.{table}", runner_id=self._runner_id)

    def _tell_backups(self) -> None:
        """Beside the nightly ones, so that none brings the runner back before the next is made."""
        folder = folder_of(self.home, self.settings)
        try:
            if any(files_of(self.home, folder)):
                join_tombstones(folder / TOMBSTONES, self.home.root / TOMBSTONES)
        except OSError as error:  # a disk that is away: the next backup tells it
            _log.warning("tombstones beside backups: %s", type(error).__name__)

    def _sweep(self) -> None:
        """What killed work of any kind left: it may be theirs, and nobody uses it."""
        for path in (self.home.journal, self.home.warehouse):
            with alone(path, wait_s=self.settings.lock_wait_s):
                remove_database(rewriting_path(path))
        for path in self.home.root.glob(f"{REBUILDING}*"):
            path.unlink(missing_ok=True)
        for folder in (*abandoned(self.home), *self.home.root.glob(".restoring-*")):
            shutil.rmtree(folder, ignore_errors=True)
        forget_interrupted(self.home, self._runner_id)


def _half_written(home: Home) -> Iterator[Path]:
    """Files whose writer was killed; no import and no sync is under way."""
    for folder in (home.originals, home.samples, home.documents):
        yield from folder.glob("*/.writing-*")


def _count(connection: Connection, table: str, *, runner_id: str) -> int:
    row = connection.execute(
        f"select count(*) from {table} where runner_id = ?",  # noqa: S608  our own names
        [runner_id],
    ).fetchone()
    return row[0] if row else 0


def _delete(connection: Connection, table: str, *, runner_id: str) -> None:
    connection.execute(
        f"delete from {table} where runner_id = ?",  # noqa: S608  our own names
        [runner_id],
    )
