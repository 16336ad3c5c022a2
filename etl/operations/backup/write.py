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
from etl.storage.erasures import TOMBSTONES

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
    originals = sorted(home.originals.rglob("*.gz")) if has_originals else []
    try:
        _check_room(home, file.parent, originals, copies=1 if recipient is None else 2)
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=WRITING) as folder:
            whole = Path(folder) / "plain.zip"
            _pack(home, settings, whole, originals if has_originals else None)
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
    return len(originals)


def _pack(home: Home, settings: Settings, whole: Path, originals: list[Path] | None) -> None:
    """All of it into one ZIP; without `originals`, what they are not needed for."""
    copy = whole.with_name(JOURNAL)
    # The journal first: an original that arrives after it is merely one too many.
    copy_database(home.journal, copy, settings=settings)
    manifest = Manifest(
        made_at=settings.current_time(),
        digests=digests_of(copy, wait_s=settings.lock_wait_s),
        original_count=None if originals is None else len(originals),
    )
    # Stored, not deflated: originals are compressed already.
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(MANIFEST, manifest.to_json())
        archive.write(copy, JOURNAL)
        for name in (CLOCK, SIGN_OFFS, TOMBSTONES):
            if (home.root / name).is_file():
                archive.write(home.root / name, name)
        for folder in (home.root / name for name in CLINIC):
            for text in toml_files(folder) if folder.is_dir() else ():
                archive.writestr(f"{folder.name}/{text.name}", text.read_bytes())
        for original in originals or ():
            archive.write(original, f"{ORIGINALS}/{original.relative_to(home.originals)}")
    copy.unlink()


def _check_room(home: Home, folder: Path, originals: list[Path], *, copies: int) -> None:
    """Raises UserError where a backup would fill the disk that it is meant for."""
    size = 2 * home.journal.stat().st_size + sum(one.stat().st_size for one in originals)
    free = shutil.disk_usage(folder).free
    if free < copies * size + _SPARE_BYTES:
        raise UserError(
            f"The backup needs {copies * size / 1e6:.0f} MB, and {free / 1e6:.0f} MB are free in "
            f"{folder}: make room there, or choose another folder."
        )
