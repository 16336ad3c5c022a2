"""A backup read: in full, to know that it is whole, or into an empty home."""

import gzip
import hashlib
import tempfile
import zipfile
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from etl.errors import KneewiseError, UserError
from etl.home import Home
from etl.ingest.chunks import OnProgress
from etl.ingest.import_log import import_ledger
from etl.journal.store import Journal
from etl.machine_refusals import Refused, words_of
from etl.operations.backup.contents import JOURNAL, MANIFEST, ORIGINALS, is_ours, read_manifest
from etl.operations.backup.digests import digests_of
from etl.operations.backup.encryption import decrypted
from etl.operations.erase_runner import finish_erasures
from etl.operations.rebuild import rebuild
from etl.settings import Settings
from etl.storage.commits.journal_file import begin_ledger
from etl.storage.commits.ledger import ledger_path
from etl.storage.commits.lines import RESTORED
from etl.storage.disk.durable import put_in_place
from etl.storage.duckdb_files import attached, open_in_memory
from etl.storage.erasures import (
    ERASED_SINCE,
    TOMBSTONES,
    begin_erasure,
    join_tombstones,
    salts_in,
    was_erased,
)

RESTORING = ".restoring-"
_NOT_FILES = frozenset({TOMBSTONES, ERASED_SINCE, MANIFEST})  # of a home, as they lie in a backup
_UNREADABLE = (OSError, EOFError, RuntimeError, zlib.error, zipfile.BadZipFile)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What came back: files read, files that failed (label, reason), runners erased again."""

    file_count: int
    failed: tuple[tuple[str, str], ...]
    erased_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A backup that was read in full: when it was made (UTC), and how much is in it.

    `original_count` is None where it holds none by intention.
    """

    made_at: datetime
    entry_count: int
    original_count: int | None


def restore(
    home: Home,
    settings: Settings,
    file: Path,
    *,
    identity: Path | None = None,
    on_progress: OnProgress | None = None,
) -> Restored:
    """Fill an empty home from a backup and compute everything anew.

    Originals that lie in the home already stay. Who was erased since the backup was made is erased
    again: by what the backup, the folder it lies in and the home say of it. `identity` is the file
    of the key of an encrypted one. Raises UserError when the home holds anything else already, or
    the file is no backup.
    """
    if home.journal.exists() or home.warehouse.exists():
        raise UserError("This home is not empty: restore into another with --home.")
    home.create()
    with (
        tempfile.TemporaryDirectory(dir=home.root, prefix=RESTORING) as name,
        _reading(file, identity=identity, folder=Path(name)) as archive,
    ):
        members = [name for name in archive.namelist() if is_ours(name)]
        if JOURNAL not in members:
            raise UserError(f"{file.name} is not a Kneewise backup.")
        archive.extractall(name, members)
        said = Path(name) / TOMBSTONES
        join_tombstones(
            home.root / TOMBSTONES, said, said.with_name(ERASED_SINCE), file.parent / TOMBSTONES
        )
        # Who is in a backup that knew of their erasing had begun anew under the same name.
        former = salts_in(said.read_bytes()) if said.is_file() else frozenset()
        erased = _mark_erased(home, Path(name) / JOURNAL, former, wait_s=settings.lock_wait_s)
        # Of a journal that was here and is gone: what comes back is not held against it.
        ledger_path(home.journal).unlink(missing_ok=True)
        # All of it or nothing: the journal, which makes a home, is put in place last.
        for member in sorted(set(members) - _NOT_FILES, key=lambda one: one == JOURNAL):
            place = home.root / member
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            put_in_place(Path(name) / member, place)
        begin_ledger(home, why=RESTORED, wait_s=settings.lock_wait_s)
    finish_erasures(home, settings, wait_s=settings.lock_wait_s)
    result = rebuild(home, settings, on_progress=on_progress)
    return Restored(file_count=result.file_count, failed=result.failed, erased_count=erased)


def verify(file: Path, settings: Settings, *, identity: Path | None = None) -> Verified:
    """Read every byte of a backup, and hold it against what it says of itself.

    Raises UserError or DataError with the first thing that is wrong.
    """
    with (
        tempfile.TemporaryDirectory(dir=file.parent, prefix=RESTORING) as name,
        _reading(file, identity=identity, folder=Path(name)) as archive,
    ):
        if JOURNAL not in archive.namelist():
            raise UserError(f"{file.name} is not a Kneewise backup.")
        if MANIFEST not in archive.namelist():
            raise UserError(
                f"{file.name} was made by an earlier version, which did not write down what has to "
                "be in it. It can be restored, but not verified."
            )
        manifest = read_manifest(archive.read(MANIFEST))
        count = sum(_is_sound(archive, one) for one in archive.namelist())
        journal = Path(archive.extract(JOURNAL, name))
        if digests_of(journal, wait_s=settings.lock_wait_s) != manifest.digests:
            raise UserError(f"{file.name} holds other entries than were written into it.")
    if count != (manifest.original_count or 0):
        raise UserError(f"{file.name} holds {count} of {manifest.original_count} originals.")
    return Verified(
        made_at=manifest.made_at,
        entry_count=sum(
            rows for table, (rows, _) in manifest.digests.items() if table.startswith("journal.")
        ),
        original_count=manifest.original_count,
    )


def rehearse(
    file: Path,
    settings: Settings,
    *,
    identity: Path | None = None,
    on_progress: OnProgress | None = None,
) -> Verified:
    """Read a backup in full, and restore it into a folder that is gone afterwards.

    Raises UserError or DataError with the first thing that is wrong.
    """
    found = verify(file, settings, identity=identity)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=RESTORING) as name:
        there = Home(Path(name) / "home")
        at = settings.model_copy(update={"home": there.root})
        result = restore(there, at, file, identity=identity, on_progress=on_progress)
        unread = import_ledger(Journal(there, at), statuses=("failed",)).height
        if len(result.failed) > unread and found.original_count is not None:
            raise UserError(
                f"{file.name} is whole, but {len(result.failed) - unread} of its files, which were "
                "read before, could not be read again."
            )
    return found


def _is_sound(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether it is an original; its content is that which its name tells, or UserError."""
    if not name.startswith(f"{ORIGINALS}/"):
        archive.read(name)  # its checksum is compared
        return False
    content = gzip.decompress(archive.read(name))
    if hashlib.sha256(content).hexdigest() != Path(name).stem:
        raise UserError(
            f"An original in the backup is not the file it was: {Path(name).stem[:12]}…"
        )
    return True


@contextmanager
def _reading(file: Path, *, identity: Path | None, folder: Path) -> Generator[zipfile.ZipFile]:
    """The archive, open. Raises UserError where any of it cannot be read."""
    try:
        with (
            decrypted(file, identity=identity, folder=folder) as plain,
            zipfile.ZipFile(plain) as archive,
        ):
            yield archive
    except KneewiseError:
        raise
    except _UNREADABLE as error:
        refused = words_of(error)  # of this machine: the backup may be as good as it was
        message = f"{file.name} is damaged and cannot be read in full: take an earlier backup."
        raise (Refused(refused) if refused else UserError(message)) from error


def _mark_erased(home: Home, journal: Path, former: frozenset[str], *, wait_s: float) -> int:
    """Leave word of each runner in the file who was erased since, before the file is in place.

    `former` are salts of tombstones that the file's own home had when it was copied.
    """
    with (
        open_in_memory() as connection,
        attached(connection, {"told": journal}, wait_s=wait_s),
    ):
        runners = connection.execute(
            "select runner_id, any_value(display_name) from told.journal.runner group by all"
        ).fetchall()
    gone = [runner for runner in runners if was_erased(home, runner[0], but=former)]
    for runner_id, name in gone:
        begin_erasure(home, runner_id=runner_id, display_name=name)
    return len(gone)
