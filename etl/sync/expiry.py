"""What may not be kept any longer goes: rows, documents, samples, and what is derived from them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby

from etl.home import REBUILDING, Home
from etl.journal.store import Journal
from etl.settings import Settings
from etl.sources.platform import Terms
from etl.storage.originals import Originals
from etl.storage.samples import samples_path
from etl.sync.ledger.records import Held
from etl.sync.ledger.store import Ledger
from etl.sync.loading import keep_document, lent_activities, load_fetched
from etl.sync.platforms import all_terms
from etl.sync.superseded import activity_id_of, release
from etl.warehouse.tables import Warehouse


def expire(home: Home, settings: Settings, *, now: datetime) -> int:
    """Let go of what was fetched too long ago; return how many activities lost something.

    A run whose details have had their time keeps the totals that were listed since. Whatever is
    interrupted is done by the next call: rows go first, what is known of them last.
    """
    if not Ledger(home).exists:
        return 0
    lent = [terms for terms in all_terms() if terms.is_lent]
    return sum(_expire(home, settings, terms, now=now) for terms in lent)


def _expire(home: Home, settings: Settings, terms: Terms, *, now: datetime) -> int:
    ledger, limit = Ledger(home), now - terms.kept_for
    old = ledger.expired(terms.provider, fetched_before=limit)
    gone = [row for row in old if row.facts_fetched_at <= limit]
    plain = [row for row in old if row.facts_fetched_at > limit]
    remove(home, settings, gone)
    for row in plain:
        if row.detail_fetched_at is not None and row.detail_fetched_at <= limit:
            ledger.drop_detail(row)
        is_old = row.streams_fetched_at is not None and row.streams_fetched_at <= limit
        if row.streams == "held" and is_old:
            _without_streams(home, settings, row)
    if plain:
        load_fetched(home, settings)
    return len(old)


def expire_all_lent(home: Home, settings: Settings, *, now: datetime) -> None:
    """Once a start: rows whose time is over although nothing here knows of them any more."""
    if not home.warehouse.is_file():
        return
    known = {activity_id_of(row) for row in lent_activities(home)}
    limit = now.astimezone(UTC).replace(tzinfo=None)
    warehouse = Warehouse(home, settings)
    lost = [
        (runner_id, name)
        for runner_id, name, whole, until in warehouse.lent_rows()
        if whole not in known or until is None or until <= limit
    ]
    for runner in Journal(home, settings).runners() if lost else ():
        names = [name for runner_id, name in lost if runner_id == runner.runner_id]
        if names:
            warehouse.remove(names, runner=runner)
        for name in names:
            samples_path(home, name).unlink(missing_ok=True)


def remove(home: Home, settings: Settings, held: Iterable[Held]) -> None:
    """Take activities out of every place in which they are."""
    rows = sorted(held, key=_runner)
    warehouse, journal = Warehouse(home, settings), Journal(home, settings)
    for runner_id, of_runner in groupby(rows, key=_runner):
        ids = [activity_id_of(row) for row in of_runner]
        warehouse.remove(ids, runner=journal.runner(runner_id))
    release(home, rows)
    if rows:
        Ledger(home).forget_activities(rows)
    sweep(home)


def sweep(home: Home) -> None:
    """What an interrupted call or rebuild leaves: documents and rows that nothing stands for.

    The caller holds the lock of the sync, as a rebuild does, so that none is under way.
    """
    for path in home.root.glob(f"{REBUILDING}*"):
        path.unlink(missing_ok=True)
    wanted = Ledger(home).documents()
    for path in home.documents.glob("*/*"):
        if path.name.removesuffix(".gz") not in wanted:
            path.unlink(missing_ok=True)


def _without_streams(home: Home, settings: Settings, held: Held) -> None:
    sha256 = keep_document(home, settings, held, None)
    Ledger(home).keep_streams(held, streams="expired", original_sha256=sha256, fetched_at=None)
    samples_path(home, activity_id_of(held)).unlink(missing_ok=True)
    if held.original_sha256:
        Originals(home.documents).forget(held.original_sha256)


def _runner(held: Held) -> str:
    return held.runner_id
