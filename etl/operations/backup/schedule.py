"""Where a home's nightly backups go, and whether another is due: by the settings of its server."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tzlocal import get_localzone

from etl.home import Home
from etl.journal.store import Journal
from etl.operations.backup.names import is_due, newest_at
from etl.settings import Settings

if TYPE_CHECKING:
    from etl.operations.backup.nightly import Kept


def folder_of(home: Home, settings: Settings) -> Path:
    """The folder that was set, else one in the home itself."""
    return settings.backup_to or home.backups


def back_up_if_due(home: Home, settings: Settings) -> "Kept | None":
    """Tonight's backup; None where none is due, or none is wanted.

    In the home itself originals are left out: they lie there already, and a copy of them on the
    same disk doubles it without saving them from its end. Raises as `back_up_into`.
    """
    folder, now = folder_of(home, settings), settings.current_time()
    if settings.backup_keep == 0 or not is_due(home, folder, now=now, hour=_hour(settings, now)):
        return None
    # What a restore needs takes a second to load: no server has it before its first night.
    from etl.operations.backup.nightly import back_up_into  # noqa: PLC0415

    return back_up_into(
        home,
        settings,
        folder,
        keep=settings.backup_keep,
        has_originals=settings.backup_to is not None,
        recipient=settings.backup_recipient,
    )


def backup_age(home: Home, settings: Settings) -> timedelta | None:
    """How old the newest nightly backup is; None: there is none."""
    newest = newest_at(home, folder_of(home, settings))
    return None if newest is None else settings.current_time() - newest


def journal_age(home: Home, settings: Settings) -> timedelta:
    """How long something has been in the journal; nothing where it is empty."""
    if not home.journal.is_file():
        return timedelta()
    with Journal(home, settings).reading() as connection:
        rows = connection.execute("select min(created_at) from journal.runner").fetchall()
    since = rows[0][0]
    return settings.current_time() - since.replace(tzinfo=UTC) if since else timedelta()


def _hour(settings: Settings, now: datetime) -> int:
    """The hour on the wall beside the server."""
    zone = ZoneInfo(settings.time_zone) if settings.time_zone else get_localzone()
    return now.astimezone(zone).hour
