"""An import taken back, to the exact former state."""

from collections.abc import Sequence

from etl.errors import UserError
from etl.home import Home
from etl.ingest.chunks import read_chunks
from etl.ingest.import_log import mark_undone, told_of, undoable, wanted_originals
from etl.ingest.stored_originals import stored_originals
from etl.journal.entries import Runner
from etl.journal.store import Journal
from etl.settings import Settings
from etl.storage.originals import Originals
from etl.storage.samples import samples_path
from etl.sync.ledger.store import Ledger
from etl.warehouse.tables import Warehouse


def undo_batch(home: Home, settings: Settings, batch_id: str) -> int:
    """Take one import back, to the exact former state; return how many activities went.

    What another import brought as well stays. Raises UserError if it was taken back before.
    """
    journal, warehouse = Journal(home, settings), Warehouse(home, settings)
    batch = journal.batch(batch_id)
    if batch.undone_at is not None:
        raise UserError("That import was taken back already.")
    runner = journal.runner(batch.runner_id)
    only_here = undoable(journal, batch_id)
    activity_ids = [name for names in only_here["activity_ids"].to_list() for name in names]
    parts = warehouse.parts(batch.runner_id)  # cut since: they go with their recordings
    activity_ids = [name for name in dict.fromkeys(activity_ids) if name not in parts]
    _take_out(home, warehouse, activity_ids, runner)
    kept = wanted_originals(journal, but=batch_id)
    for sha256 in only_here["original_sha256"].to_list():
        if sha256 not in kept:
            Originals(home.originals).forget(sha256)
    Ledger(home).uncover(runner.runner_id)  # what these files had replaced counts again
    _forget_told(home, settings, batch_id, runner)
    # Last, so that an undo that was killed can be repeated and leaves nothing behind.
    mark_undone(journal, batch_id)
    # A rebuild that was under way may have brought them back, before it could know.
    back = {name for names in warehouse.activity_ids(runner.runner_id).values() for name in names}
    _take_out(home, warehouse, [name for name in activity_ids if name in back], runner)
    warehouse.refresh(runner)  # what stays came with one archive less
    return len(activity_ids)


def _forget_told(home: Home, settings: Settings, batch_id: str, runner: Runner) -> None:
    """Read files that stay without what this batch's tables told of them."""
    journal, warehouse = Journal(home, settings), Warehouse(home, settings)
    told = told_of(journal, batch_id)
    staying = stored_originals(home, journal, runner, but_batch=batch_id)
    changed = [one for one in staying if told.get(one.sha256, one.context) != one.context]
    for chunk in read_chunks(home, settings, changed, runner=runner, known={}):
        warehouse.load(chunk.activities, runner=runner)


def _take_out(
    home: Home, warehouse: Warehouse, activity_ids: Sequence[str], runner: Runner
) -> None:
    if activity_ids:
        warehouse.remove(activity_ids, runner=runner)
    for activity_id in activity_ids:
        samples_path(home, activity_id).unlink(missing_ok=True)
