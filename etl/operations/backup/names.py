"""Which files in a folder are backups of this home, when they were made, and whether one is due."""

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from etl.errors import UserError
from etl.home import Home

STALE_AFTER = timedelta(days=3)
"""A newest backup older than this wants somebody to look why: three nights went by without one."""
_EVERY = timedelta(hours=24)
_SOONER = timedelta(hours=20)  # in the quiet hours, so that a backup moves to the night
_QUIET_HOURS = range(2, 6)
_FORMAT = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"kneewise-(?P<home>[0-9a-f]{8})-(?P<made>\d{8}T\d{6}Z)\.zip(?:\.age)?")


def name_of(home: Home, *, now: datetime) -> str:
    """The name of a backup that is made at that instant (UTC)."""
    return f"kneewise-{_told(home)}-{now.strftime(_FORMAT)}.zip"


def is_due(home: Home, folder: Path, *, now: datetime, hour: int) -> bool:
    """Whether a night without a backup is over; `hour` is that of the clock on the wall.

    One that is dated later, from before a clock was set right, puts off none.
    """
    past = [made for made in map(made_at, files_of(home, folder)) if made <= now]
    if not past:
        return home.journal.is_file()
    return now - max(past) >= (_SOONER if hour in _QUIET_HOURS else _EVERY)


def newest_at(home: Home, folder: Path) -> datetime | None:
    """When the newest backup of this home in the folder was made (UTC); None: there is none."""
    return max(map(made_at, files_of(home, folder)), default=None)


def files_of(home: Home, folder: Path) -> Iterator[Path]:
    """The backups of this home: another one's in the same folder are not counted, nor removed."""
    told = _told(home)
    for path in folder.glob("kneewise-*.zip*"):
        found = _NAME.fullmatch(path.name)
        if found is not None and found["home"] == told:
            yield path


def made_at(file: Path) -> datetime:
    """When a backup was made (UTC), by its name."""
    found = _NAME.fullmatch(file.name)
    if found is None:
        raise UserError(f"{file.name} is not named as a backup is.")
    return datetime.strptime(found["made"], _FORMAT).replace(tzinfo=UTC)


def _told(home: Home) -> str:
    """A home by its place, as eight characters that tell nobody where it lies."""
    return hashlib.sha256(str(home.root.resolve()).encode()).hexdigest()[:8]
