"""Backups in a folder: one a night, read in full before an older one goes."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from etl import clock
from etl.errors import Busy, UserError
from etl.home import Home
from etl.operations.backup.encryption import ENDING
from etl.operations.backup.names import files_of, made_at, name_of
from etl.operations.backup.read import RESTORING, Verified, verify
from etl.operations.backup.write import WRITING, backup
from etl.settings import Settings
from etl.storage.erasures import TOMBSTONES, join_tombstones

_LOCK = ".kneewise-backup.lock"
_LONGEST_READING_S = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A backup that stands: its file, what a full reading found, and how many older ones went."""

    file: Path
    verified: Verified
    removed_count: int


def back_up_into(
    home: Home,
    settings: Settings,
    folder: Path,
    *,
    keep: int,
    has_originals: bool = True,
    recipient: str | None = None,
) -> Kept:
    """One more backup of this home in a folder, of which the newest `keep` stay.

    An encrypted one is read in full before it is encrypted: its key is not here. Tombstones lie
    beside them, so that a restored one brings nobody back. Raises UserError and DataError where it
    cannot be written or read again, Busy where another process is at it; then no older one goes.
    """
    if keep < 1:
        raise UserError("At least one backup has to be kept: --keep 1 or more.")
    _make_private(folder)
    try:
        with FileLock(folder / _LOCK, timeout=0, mode=0o600):
            _clear(folder)
            ending = "" if recipient is None else ENDING
            file = folder / f"{name_of(home, now=settings.current_time())}{ending}"
            found: list[Verified] = []
            backup(
                home,
                settings,
                file,
                has_originals=has_originals,
                recipient=recipient,
                check=lambda plain: found.append(verify(plain, settings)),
            )
            join_tombstones(folder / TOMBSTONES, home.root / TOMBSTONES)
            others = sorted(set(files_of(home, folder)) - {file}, key=made_at, reverse=True)
            older = others[keep - 1 :]  # what was just written stays, whatever the others' dates
            for one in older:
                one.unlink()
            return Kept(file=file, verified=found[0], removed_count=len(older))
    except Timeout:
        raise Busy("Another process is writing a backup into that folder.") from None


def _clear(folder: Path) -> None:
    """What a killed backup left: the lock says that nobody is at it.

    Reading one takes no lock, so that what was read into stays for a day.
    """
    read_into = [one for one in folder.glob(f"{RESTORING}*") if _age_s(one) > _LONGEST_READING_S]
    for left in (*folder.glob(f"{WRITING}*"), *read_into):
        shutil.rmtree(left, ignore_errors=True)


def _age_s(folder: Path) -> float:
    """Nothing where it has just gone."""
    try:
        return clock.read().timestamp() - folder.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _make_private(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise UserError(f"{folder} cannot be made ({error.strerror}): choose another.") from error
