"""The runner's word on one recording or day, written down and carried into the tables at once."""

from datetime import date

from etl.home import Home
from etl.ingest.chunks import read_chunks
from etl.ingest.import_log import import_ledger
from etl.journal import Journal, Runner
from etl.originals import Originals
from etl.rebuild import StoredOriginal
from etl.settings import Settings
from etl.sync.ledger import Ledger
from etl.sync.loading import load_again
from etl.warehouse import Warehouse

_READ = ("imported", "duplicate", "set_aside")
READ_AGAIN = ("sport", "is_treadmill")
"""Fields that decide how a recording is read, so that its original is read once more."""


def choose(
    home: Home,
    settings: Settings,
    *,
    runner_id: str,
    activity_id: str,
    field: str,
    value: str | None,
) -> None:
    """Let the runner's word win over every source, now and after every rebuild."""
    journal = Journal(home, settings)
    journal.choose(runner_id=runner_id, activity_id=activity_id, field=field, value=value)
    runner, warehouse = journal.runner(runner_id), Warehouse(home, settings)
    if field in READ_AGAIN:
        read_again(home, settings, runner=runner, activity_id=activity_id)
    Ledger(home).uncover(runner_id)  # the file's row may be the one that no longer counts
    warehouse.refresh(runner)


def confirm_rest(home: Home, settings: Settings, *, runner_id: str, local_date: date) -> None:
    """Count a day without a recording as rest, now and after every rebuild."""
    journal = Journal(home, settings)
    journal.confirm_rest(runner_id=runner_id, local_date=local_date)
    Warehouse(home, settings).refresh(journal.runner(runner_id))


def read_again(home: Home, settings: Settings, *, runner: Runner, activity_id: str) -> None:
    """Read the original behind one activity once more, and put what it gives in its place."""
    warehouse = Warehouse(home, settings)
    originals = [
        sha256
        for sha256, activity_ids in warehouse.activity_ids(runner.runner_id).items()
        if activity_id in activity_ids
    ]
    sources = [
        StoredOriginal(
            row["file"], row["original_sha256"], Originals(home.originals), row["context"]
        )
        for row in import_ledger(Journal(home, settings), statuses=_READ).to_dicts()
        if row["original_sha256"] in originals and row["runner_id"] == runner.runner_id
    ]
    for chunk in read_chunks(home, settings, sources, runner=runner, known={}):
        warehouse.load(chunk.activities, runner=runner)
    load_again(home, settings, runner.runner_id, only=activity_id)
