"""Originals, journal and a clinic's texts into one file; the rest is computed again."""

import shutil
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from etl.errors import DataError, UserError
from etl.home import Home
from etl.journal.store import Journal
from etl.operations.backup.contents import (
    CLINIC,
    CLOCK,
    JOURNAL,
    MANIFEST,
    ORIGINALS,
    SIGN_OFFS,
    Manifest,
)
from etl.operations.backup.digests import digests_of
from etl.operations.backup.encryption import encrypt
from etl.operations.compact import copy_database
from etl.people.access_log import keep_reads
from etl.people.shown import keep_shown
from etl.reference.toml_files import toml_files
from etl.settings import Settings
from etl.storage.commits.journal_file import problem_of
from etl.storage.disk.durable import put_in_place
from etl.storage.erasures import ERASED_SINCE, TOMBSTONES, erased_since, erased_so_far

WRITING = ".backup-writing-"
_SPARE_BYTES = 50_000_000  # what a home goes on writing meanwhile


def backup(
    home: Home,
    settings: Settings,
    file: Path,
    *,
    has_originals: bool = True,
    recipient: str | None = None,
    check: Callable[[Path], None] = lambda _plain: None,
) -> int:
    """Write a home into one file, a ZIP; return how many originals are in it.

    With a `recipient`, a public key of age, only the holder of its secret can read the file;
    `check` is given the plain one before. Safe while the dashboard is open; the file is there as a
    whole or not at all, and on disk when this returns. Raises UserError where the file exists
    already or there is no room for it, and what `check` raises.
    """
    if file.exists():
        raise UserError(f"{file.name} exists already: choose another name.")
    problem = problem_of(home.create(), wait_s=settings.lock_wait_s)
    if problem is not None:
        raise DataError(f"No backup was made, and the earlier ones stay. {problem}")
    Journal(home, settings).prepare()
    keep_reads(home, settings)
    keep_shown(home, settings)
    try:
        copies = 1 if recipient is None else 2
        _check_room(home, file.parent, has_originals=has_originals, copies=copies)
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=WRITING) as folder:
            whole = Path(folder) / "plain.zip"
            count = _pack(home, settings, whole, has_originals=has_originals)
            check(whole)
            if recipient is not None:
                plain, whole = whole, whole.with_name("encrypted")
                encrypt(plain, whole, recipient=recipient)
            whole.chmod(0o600)
            put_in_place(whole, file)
    except OSError as error:
        raise UserError(
            f"The backup could not be written to {file.parent} ({error.strerror}). Nothing there "
            "was changed."
        ) from error
    return count


def _pack(home: Home, settings: Settings, whole: Path, *, has_originals: bool) -> int:
    """All of it into one ZIP; how many originals are in it, where they are wanted."""
    copy, former = whole.with_name(JOURNAL), erased_so_far(home)
    copy_database(home.journal, copy, settings=settings)
    # Looked for once the journal is copied: those that it names are there by then, and one that
    # arrives later is merely one too many.
    originals = sorted(home.originals.rglob("*.gz")) if has_originals else []
    made_at = settings.current_time()
    # Stored, not deflated: originals are compressed already.
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        archive.write(copy, JOURNAL)
        for name in (CLOCK, SIGN_OFFS):
            _add(archive, home.root / name, name)
        for folder in (home.root / name for name in CLINIC):
            for text in toml_files(folder) if folder.is_dir() else ():
                archive.writestr(f"{folder.name}/{text.name}", text.read_bytes())
        names = {one: f"{ORIGINALS}/{one.relative_to(home.originals)}" for one in originals}
        count = sum(_add(archive, original, name) for original, name in names.items())
        archive.writestr(TOMBSTONES, former)
        archive.writestr(ERASED_SINCE, erased_since(home, former, day=made_at.date()))
        manifest = Manifest(
            made_at=made_at,
            digests=digests_of(copy, wait_s=settings.lock_wait_s),
            original_count=count if has_originals else None,
        )
        archive.writestr(MANIFEST, manifest.to_json())
    copy.unlink()
    return count


def _add(archive: zipfile.ZipFile, file: Path, name: str) -> bool:
    """False where it is not there: an original goes while its runner is erased or takes it back."""
    try:
        archive.write(file, name)
    except FileNotFoundError:
        return False
    return True


def _check_room(home: Home, folder: Path, *, has_originals: bool, copies: int) -> None:
    """Raises UserError where a backup would fill the disk that it is meant for."""
    originals = home.originals.rglob("*.gz") if has_originals else ()
    size = 2 * home.journal.stat().st_size + sum(map(_size, originals))
    free = shutil.disk_usage(folder).free
    if free < copies * size + _SPARE_BYTES:
        raise UserError(
            f"The backup needs {copies * size / 1e6:.0f} MB, and {free / 1e6:.0f} MB are free in "
            f"{folder}: make room there, or choose another folder."
        )


def _size(file: Path) -> int:
    """Nothing where it has just gone."""
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0
