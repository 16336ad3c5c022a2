"""The runner's word on one recording or day, written down and carried into the tables at once."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import date

from etl.analysis.corrections import KEEPS_RIDE, SPLIT, TRIM, check_correction
from etl.analysis.parts import Words, check_fits
from etl.errors import SourceError, UserError
from etl.home import Home
from etl.ingest.bounded import recording_within
from etl.ingest.chunks import read_chunks
from etl.ingest.readings import Readable
from etl.ingest.stored_originals import StoredOriginal, stored_originals
from etl.journal.in_use.choices import corrected_in, last_choice_in
from etl.journal.store import Journal, Runner
from etl.recording import Recording
from etl.settings import Settings
from etl.storage.under_way import correcting, left_uncarried
from etl.sync.ledger.store import Ledger
from etl.sync.loading import lent_sources, load_again
from etl.warehouse.tables import Warehouse

_READ = ("imported", "duplicate", "set_aside")
_OF_THE_WHOLE = (SPLIT, KEEPS_RIDE)
"""Fields that are said of a recording, also where one of its parts is looked at."""


def choose(
    home: Home,
    settings: Settings,
    *,
    runner_id: str,
    activity_id: str,
    field: str,
    value: str | None,
) -> None:
    """Let the runner's word win over every source, now and after every rebuild.

    A trim is counted from where its own part begins, cuts from the start of the recording. Raises
    UserError, and nothing is saved, for a value that the field cannot have or that does not fit.
    """
    journal = Journal(home, settings)
    if field in _OF_THE_WHOLE:
        activity_id = whole_id(home, settings, runner_id=runner_id, activity_id=activity_id)
    runner = journal.runner(runner_id)
    if field in (TRIM, SPLIT):
        _check(home, settings, runner, activity_id, field=field, value=value)
    with _carried(home, settings, runner):
        journal.choose(runner_id=runner_id, activity_id=activity_id, field=field, value=value)


def withdraw(
    home: Home, settings: Settings, *, runner_id: str, activity_id: str, field: str
) -> None:
    """Take a word back: the recording is again what its source makes of it.

    Raises UserError where nothing of that kind was said.
    """
    journal = Journal(home, settings)
    if field in _OF_THE_WHOLE:
        activity_id = whole_id(home, settings, runner_id=runner_id, activity_id=activity_id)
    said = journal.choices(runner_id).activity.select("activity_id", "field").rows()
    if (activity_id, field) not in said:
        raise UserError("Nothing of that kind was said of this run, so nothing was taken back.")
    with _carried(home, settings, journal.runner(runner_id)):
        journal.choose(
            runner_id=runner_id, activity_id=activity_id, field=field, value=None, is_deleted=True
        )


def whole_id(home: Home, settings: Settings, *, runner_id: str, activity_id: str) -> str:
    """The recording of which an activity is a part; of one that was never cut, itself."""
    return Warehouse(home, settings).parts(runner_id).get(activity_id, activity_id)


def confirm_rest(home: Home, settings: Settings, *, runner_id: str, local_date: date) -> None:
    """Count a day without a recording as rest, now and after every rebuild."""
    journal = Journal(home, settings)
    with _carried(home, settings, journal.runner(runner_id)):
        journal.confirm_rest(runner_id=runner_id, local_date=local_date)


def read_again(home: Home, settings: Settings, *, runner: Runner, activity_id: str) -> bool:
    """Read the original behind one activity once more, and put what it gives in its place.

    Returns whether one was loaded, and with it whatever its runner had said by then.
    """
    warehouse, runner_id = Warehouse(home, settings), runner.runner_id
    activity_id = whole_id(home, settings, runner_id=runner_id, activity_id=activity_id)
    sources = _stored_sources(home, settings, runner=runner, activity_id=activity_id)
    is_loaded = False
    for chunk in read_chunks(home, settings, sources, runner=runner, known={}):
        warehouse.load(chunk.activities, runner=runner)
        is_loaded = True
    load_again(home, settings, runner_id, only=activity_id)
    return is_loaded


def whole_recording(
    home: Home, settings: Settings, *, runner: Runner, activity_id: str, words: Words
) -> Recording:
    """The recording of that id, as these words have it, before anything is cut.

    Raises UserError where what it came from cannot be read any more.
    """
    runner_id = runner.runner_id
    stored = _stored_sources(home, settings, runner=runner, activity_id=activity_id)
    sources: Sequence[Readable] = [
        *stored,
        *lent_sources(home, settings, runner_id, only=activity_id),
    ]
    for source in sources:
        try:
            found = recording_within(
                source, settings, activity_id=activity_id, runner_id=runner_id, words=words
            )
        except SourceError as error:
            raise UserError(f"What this run came from cannot be read: {error}") from error
        if found is not None:
            return found
    raise UserError("What this run came from is not here any more, so that it cannot be cut.")


def _check(
    home: Home,
    settings: Settings,
    runner: Runner,
    activity_id: str,
    *,
    field: str,
    value: str | None,
) -> None:
    """Raises UserError where a trim or a split is none, or does not fit the recording."""
    check_correction(field, value)
    runner_id = runner.runner_id
    words = Journal(home, settings).choices(runner_id).of_reading() | {(activity_id, field): value}
    whole = whole_id(home, settings, runner_id=runner_id, activity_id=activity_id)
    recording = whole_recording(home, settings, runner=runner, activity_id=whole, words=words)
    check_fits(recording, activity_id=activity_id, whole_id=whole, words=words, field=field)


@contextmanager
def _carried(home: Home, settings: Settings, runner: Runner) -> Generator[None]:
    """What the block writes into the journal is in the tables after it; if killed, later."""
    with Journal(home, settings).reading() as connection:
        after = last_choice_in(connection)
    with correcting(home, runner.runner_id, after=after):
        yield
        _carry(home, settings, runner, after=after)


def carry_uncarried(home: Home, settings: Settings, runner: Runner) -> None:
    """Bring into the tables what a correction that was killed left in the journal alone."""
    with left_uncarried(home, runner.runner_id) as after:
        if after is not None:
            _carry(home, settings, runner, after=after)


def _carry(home: Home, settings: Settings, runner: Runner, *, after: int) -> None:
    with Journal(home, settings).reading() as connection:
        corrected = corrected_in(connection, runner.runner_id, after=after)
    is_carried = False
    for activity_id in corrected:
        is_carried |= read_again(home, settings, runner=runner, activity_id=activity_id)
    Ledger(home).uncover(runner.runner_id)  # the file's row may be the one that no longer counts
    if not is_carried:
        Warehouse(home, settings).refresh(runner)


def _stored_sources(
    home: Home, settings: Settings, *, runner: Runner, activity_id: str
) -> list[StoredOriginal]:
    """Kept originals behind one recording."""
    given = Warehouse(home, settings).activity_ids(runner.runner_id)
    originals = [sha256 for sha256, activity_ids in given.items() if activity_id in activity_ids]
    if not originals:  # it was lent
        return []
    stored = stored_originals(home, Journal(home, settings), runner, statuses=_READ)
    return [source for source in stored if source.sha256 in originals]
