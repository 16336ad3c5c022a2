"""A run that came through an API is superseded by a file of the runner's own that brings it."""

from collections.abc import Iterable

from etl.home import Home
from etl.ingest.read_file import api_activity_id
from etl.storage.originals import Originals
from etl.storage.samples import samples_path
from etl.sync.ledger.records import Held
from etl.sync.ledger.store import Ledger
from etl.sync.platforms import lenders


def give_way(home: Home, runner_id: str, activity_ids: Iterable[str]) -> None:
    """Let go of activities that the warehouse replaced by a file's own row of the same run."""
    wanted, ledger = frozenset(activity_ids), Ledger(home)
    if not wanted or not ledger.exists:
        return
    lent = [row for row in ledger.activities(runner_id) if row.provider in lenders()]
    gone = [row for row in lent if activity_id_of(row) in wanted]
    ledger.cover(gone)
    release(home, gone)


def release(home: Home, held: Iterable[Held]) -> None:
    """Remove documents and samples of activities that no row stands for any more."""
    for row in held:
        samples_path(home, activity_id_of(row)).unlink(missing_ok=True)
        if row.original_sha256:
            Originals(home.documents).forget(row.original_sha256)


def activity_id_of(held: Held) -> str:
    """Our id of what was fetched."""
    return api_activity_id(held.source_activity_id, runner_id=held.runner_id)
