"""What platforms lent into the warehouse, on the same way as files: read, analysed, stored."""

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from etl.errors import BrokenFile, DataError
from etl.home import Home
from etl.ingest.chunks import read_chunks
from etl.journal.in_use.choices import words_of_reading_in
from etl.journal.in_use.runners import runner_in
from etl.journal.store import Journal
from etl.settings import Settings
from etl.sources.platform import Lender
from etl.storage.erasures import erasing
from etl.storage.originals import Originals
from etl.storage.samples import samples_path
from etl.sync.ledger.records import Held
from etl.sync.ledger.store import Ledger
from etl.sync.platforms import lenders, open_platform, terms_of
from etl.sync.superseded import activity_id_of, give_way
from etl.warehouse.tables import Warehouse

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LentDocument:
    """A document as something to read, with the time it has to go again."""

    label: str
    sha256: str
    documents: Originals
    totals: bytes | None  # what it says where nothing was recorded: made of what the ledger holds
    context: str
    archive: str | None = None  # its rows name the platform themselves

    def read(self) -> bytes:
        """The document as it was kept."""
        if self.totals is not None:
            return self.totals
        try:
            return self.documents.read(self.sha256)
        except DataError as error:
            raise BrokenFile(str(error)) from error


def expires_at(held: Held) -> datetime:
    """What is derived from several answers goes with the oldest one."""
    times = [held.facts_fetched_at]
    if held.detail_fetched_at is not None:
        times.append(held.detail_fetched_at)
    if held.streams == "held" and held.streams_fetched_at is not None:
        times.append(held.streams_fetched_at)
    return min(times) + terms_of(held.provider).kept_for


def load_fetched(home: Home, settings: Settings, ledger: Ledger | None = None) -> int:
    """Bring the warehouse up to what was fetched; return how many activities changed there."""
    ledger = ledger or Ledger(home)
    with ledger.kept_open():
        return sum(_load_lent(home, settings, ledger, provider) for provider in lenders())


def _load_lent(home: Home, settings: Settings, ledger: Ledger, provider: str) -> int:
    hidden = erasing(home)
    rows = [row for row in ledger.unloaded(provider) if row.runner_id not in hidden]
    for runner_id, of_runner in groupby(sorted(rows, key=_runner), key=_runner):
        held = _with_documents(home, settings, ledger, list(of_runner))
        replaced = _load(home, settings, held, runner_id=runner_id)
        ledger.mark_loaded(held)
        give_way(home, runner_id, replaced)
    renewed = ledger.renewed(provider)
    if renewed:
        Warehouse(home, settings).renew({activity_id_of(row): expires_at(row) for row in renewed})
        ledger.mark_loaded(renewed)
    return len(rows)


def lent_activities(home: Home, runner_id: str | None = None) -> list[Held]:
    """What is held on loan of one runner, or of all, newest first."""
    return [row for row in Ledger(home).activities(runner_id) if row.provider in lenders()]


def load_again(home: Home, settings: Settings, runner_id: str, *, only: str | None = None) -> None:
    """Read what is held of a runner once more: all of it, or one activity by our id."""
    held = _readable(home, runner_id, only=only)
    if held:
        give_way(home, runner_id, _load(home, settings, held, runner_id=runner_id))


def lent_sources(
    home: Home, settings: Settings, runner_id: str, *, only: str
) -> list[LentDocument]:
    """What one activity, by our id, is read from, where it came through the platform."""
    return [_to_source(home, settings, row) for row in _readable(home, runner_id, only=only)]


def _readable(home: Home, runner_id: str, *, only: str | None) -> list[Held]:
    return [
        row
        for row in lent_activities(home, runner_id)
        if row.original_sha256 and not row.is_covered and only in (None, activity_id_of(row))
    ]


def find_unloaded(home: Home, settings: Settings, runner_id: str) -> None:
    """Let whatever the warehouse lost, for whatever reason, be loaded again."""
    ledger = Ledger(home)
    present = Warehouse(home, settings).lent(runner_id)
    ledger.unload(
        [
            row
            for row in lent_activities(home, runner_id)
            if row.is_loaded and not row.is_covered and activity_id_of(row) not in present
        ]
    )


def keep_document(home: Home, settings: Settings, held: Held, former: bytes | None) -> str:
    """The SHA-256 of a document of the facts, with the recording of a former one.

    On disk where it holds a recording: totals alone are made again of what the ledger holds.
    """
    content = _document(settings, held, former)
    sha256 = hashlib.sha256(content).hexdigest()
    if former is not None and sha256 != held.original_sha256:
        # As durable as the row that names it: what a power cut took is fetched once more.
        Originals(home.documents).keep(content, sha256=sha256, to_disk=False)
    return sha256


def _document(settings: Settings, held: Held, former: bytes | None) -> bytes:
    lender = open_platform(held.provider, settings)
    if not isinstance(lender, Lender):
        raise DataError("What is a runner's own is kept as it came.")
    return lender.document(held.facts, former)


def _recording_of(home: Home, held: Held) -> bytes | None:
    """The document with what was recorded, where that is held. Raises DataError if damaged."""
    if held.streams != "held" or held.original_sha256 is None:
        return None
    return Originals(home.documents).read(held.original_sha256)


def _with_documents(
    home: Home, settings: Settings, ledger: Ledger, held: Sequence[Held]
) -> list[Held]:
    """The activities with documents that say what is known of them now, named in one go."""
    told = [_with_document(home, settings, ledger, row) for row in held]
    changed = [
        (row, former)
        for row, former in zip(told, held, strict=True)
        if row.original_sha256 != former.original_sha256
    ]
    if changed:
        ledger.keep_documents(row for row, _ in changed)
    for _, former in changed:
        if former.original_sha256:
            Originals(home.documents).forget(former.original_sha256)
    return told


def _with_document(home: Home, settings: Settings, ledger: Ledger, held: Held) -> Held:
    try:
        sha256 = keep_document(home, settings, held, _recording_of(home, held))
    except DataError:  # damaged on disk: fetched once more
        ledger.want_streams(held)
        held = replace(held, streams="wanted", streams_fetched_at=None)
        sha256 = keep_document(home, settings, held, None)
    return replace(held, original_sha256=sha256)


def _load(home: Home, settings: Settings, held: Sequence[Held], *, runner_id: str) -> list[str]:
    """Read and store; the ids of those that gave way to a file's own row."""
    with Journal(home, settings).reading() as connection:
        runner = runner_in(connection, runner_id)
        words = words_of_reading_in(connection, runner_id)
    warehouse = Warehouse(home, settings)
    sources = [_to_source(home, settings, row) for row in held if row.original_sha256]
    for row in held:
        if row.streams != "held":
            samples_path(home, activity_id_of(row)).unlink(missing_ok=True)
    replaced: list[str] = []
    for chunk in read_chunks(
        home, settings, sources, runner=runner, known={}, words=words, is_lent=True
    ):
        failed = sum(reading.status == "failed" for reading in chunk.readings)
        if failed:
            _log.warning("%d fetched activities of %s could not be read", failed, runner_id)
        replaced += warehouse.load(chunk.activities, runner=runner)
    return replaced


def _to_source(home: Home, settings: Settings, held: Held) -> LentDocument:
    return LentDocument(
        label=f"{held.provider}/{held.source_activity_id}",
        sha256=held.original_sha256 or "",
        documents=Originals(home.documents),
        totals=None if held.streams == "held" else _document(settings, held, None),
        context=json.dumps({"expires_at": expires_at(held).isoformat()}),
    )


def _runner(held: Held) -> str:
    return held.runner_id
