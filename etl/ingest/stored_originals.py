"""Kept originals of which some import stands, to be read again."""

from collections.abc import Container
from dataclasses import dataclass

from etl.errors import BrokenFile, DataError
from etl.home import Home
from etl.ingest.import_log import import_ledger_in
from etl.journal.store import Journal, Runner
from etl.storage.duckdb_files import Connection
from etl.storage.originals import Originals

_WANTED = ("imported", "duplicate", "failed", "set_aside")
"""What an import says of an original that stands."""


@dataclass(frozen=True, slots=True)
class StoredOriginal:
    """A kept original, to be read again under the name it came with."""

    label: str
    sha256: str
    originals: Originals
    context: str | None = None
    archive: str | None = None

    def read(self) -> bytes:
        """The content as it came."""
        try:
            return self.originals.read(self.sha256)
        except DataError as error:
            raise BrokenFile(str(error)) from error


def stored_originals(
    home: Home,
    journal: Journal,
    runner: Runner,
    *,
    statuses: tuple[str, ...] = _WANTED,
    but: Container[tuple[str, str]] = (),
    but_batch: str | None = None,
) -> list[StoredOriginal]:
    """Originals of a runner that some import stands for, in the order they came.

    `but` leaves out those of these (runner_id, SHA-256), `but_batch` what one batch says of any.
    """
    with journal.reading() as connection:
        return stored_originals_in(
            connection, home, runner, statuses=statuses, but=but, but_batch=but_batch
        )


def stored_originals_in(
    connection: Connection,
    home: Home,
    runner: Runner,
    *,
    statuses: tuple[str, ...] = _WANTED,
    but: Container[tuple[str, str]] = (),
    but_batch: str | None = None,
) -> list[StoredOriginal]:
    """As `stored_originals`, from the journal that is in use."""
    ledger = import_ledger_in(connection, statuses=statuses, but_batch=but_batch)
    originals = Originals(home.originals)
    return [
        StoredOriginal(
            row["file"], row["original_sha256"], originals, row["context"], row["archive"]
        )
        for row in ledger.to_dicts()
        if row["runner_id"] == runner.runner_id
        and (runner.runner_id, row["original_sha256"]) not in but
    ]
