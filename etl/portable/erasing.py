"""One runner gone for good: rows, entries, originals, samples, and the blocks they lay in."""

from dataclasses import dataclass

from filelock import FileLock, Timeout

from etl.compacting import rewrite_journal, rewrite_warehouse
from etl.database import Connection
from etl.errors import Busy
from etl.home import Home
from etl.journal import Journal
from etl.originals import Originals
from etl.people.shown import forget_shown
from etl.portable.parcel import runner_tables
from etl.samples import samples_path
from etl.settings import Settings
from etl.sync.ending import disconnect
from etl.sync.ledger import Ledger
from etl.warehouse import ACTIVITY_TABLES, Warehouse

_WAIT_S = 60.0  # an import or a sync ends a transaction within seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What went; counts only."""

    entry_count: int
    activity_count: int
    original_count: int


def erase_runner(home: Home, settings: Settings, *, runner_id: str) -> Erased:
    """Remove a runner from every file of this home; originals that another runner brought stay.

    The journal's own row goes last, so that what was interrupted can be repeated. Raises UserError
    where the runner is not here, Busy where a sync does not make way. Files outside the home, such
    as earlier backups and exports, are not touched.
    """
    journal = Journal(home, settings)
    journal.runner(runner_id)
    ledger = Ledger(home)
    if ledger.exists and ledger.account(runner_id) is not None:
        disconnect(home, settings, runner_id=runner_id)
    try:
        with FileLock(home.create().sync_lock, timeout=_WAIT_S, mode=0o600):
            return _erase(home, settings, journal, runner_id=runner_id)
    except Timeout:
        raise Busy("A sync is under way and does not make way: try again in a minute.") from None


def _erase(home: Home, settings: Settings, journal: Journal, *, runner_id: str) -> Erased:
    if Ledger(home).exists:
        Ledger(home).forget_runner(runner_id)  # also where the platform could not be told
    activity_ids = _remove_rows(Warehouse(home, settings), runner_id=runner_id)
    for activity_id in activity_ids:
        samples_path(home, activity_id).unlink(missing_ok=True)
    only_theirs = _own_originals(journal, runner_id=runner_id)
    for sha256 in only_theirs:
        Originals(home.originals).forget(sha256)
    rewrite_warehouse(home, settings)
    forget_shown(home, settings, runner_id=runner_id)
    with journal.writing() as connection:
        entry_count = sum(
            _delete(connection, f"journal.{table}", runner_id=runner_id)
            for table in runner_tables(connection)
        )
    rewrite_journal(home, settings)
    return Erased(
        entry_count=entry_count,
        activity_count=len(activity_ids),
        original_count=len(only_theirs),
    )


def _remove_rows(warehouse: Warehouse, *, runner_id: str) -> list[str]:
    """Every row of the runner out of `core`; the ids of the activities that were there."""
    with warehouse.writing() as connection:
        rows = connection.execute(
            "select activity_id from core.activity where runner_id = ?", [runner_id]
        ).fetchall()
        for table in (*ACTIVITY_TABLES, "rest_day", "runner"):
            _delete(connection, f"core.{table}", runner_id=runner_id)
    return [row[0] for row in rows]


def _own_originals(journal: Journal, *, runner_id: str) -> list[str]:
    """SHA-256 of every file the runner ever brought and nobody else did."""
    with journal.writing() as connection:
        rows = connection.execute(
            "select original_sha256 from journal.import_item where original_sha256 is not null"
            " group by original_sha256 having bool_and(runner_id = ?)",
            [runner_id],
        ).fetchall()
    return [row[0] for row in rows]


def _delete(connection: Connection, table: str, *, runner_id: str) -> int:
    row = connection.execute(
        f"delete from {table} where runner_id = ?",  # noqa: S608  our own names
        [runner_id],
    ).fetchone()
    return row[0] if row else 0
