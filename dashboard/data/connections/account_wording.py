"""A connected account in words: how far it is, what may be asked, what goes when, and its end."""

from dashboard.ui import display

NOTHING_CONNECTED = "No platform is connected: connect one"
NOTHING_NEW = "Strava is connected, but nothing new comes"
NOT_ALL_YET = "Strava is connected, and not all is here yet"
UP_TO_DATE = "Strava is connected and up to date"
"""The line that unfolds the rest."""

IS_UP_TO_DATE = "Is it up to date?"
SYNC_NOW, DISCONNECT = "Sync now", "Disconnect"
NO_SYNC_YET = "**Last sync:** none yet; the first is under way or about to begin"
COMES_NOW = "The rest comes now, the newest first."
ASKING = "Asking Strava"
BRINGING_IN = "Bringing in what is new"
LIMITS = "Limits left"
LIMITS_WHOSE = (
    "Strava sets them for this whole installation. A part is kept for what happened just now and "
    "for whoever connects next."
)
EXPIRY = "What goes when, and how to keep it"
MADE_PERMANENT = (
    "Strava's bulk export makes it permanent: ask for it in Strava's settings under *My account*, "
    "then drop the ZIP on top of this page."
)
DISCONNECT_TITLE = "Disconnect Strava?"
WHAT_GOES = (
    "**What goes:** every activity that came through Strava, its recording, and all that was "
    "worked out from it. Strava is told that the connection has ended."
)
WHAT_STAYS = (
    "**What stays:** runs from files and the bulk export, the pain you logged, your strength work "
    "and your settings."
)
DISCONNECTING = "Disconnecting"
RECEIPT = "Receipt"


def last_sync(ago: str) -> str:
    """When it was last up to date, as Markdown."""
    return f"**Last sync:** {ago}"


def totals(run_count: int, activity_count: int, *, is_listed: bool) -> str:
    """How many totals are here, as Markdown."""
    activities = display.count(activity_count, "activity", "activities")
    runs = display.count(run_count, "run")
    if is_listed:
        return f"**Totals:** complete, {runs} among {activities}"
    return f"**Totals:** {runs} among {activities} so far; these come first"


def in_detail(detailed_count: int, of_all: int) -> str:
    """How many runs are here as they were recorded."""
    return f"{detailed_count:,} of {display.count(of_all, 'run')} in detail"


def rest_comes(when: str) -> str:
    """When the rest will be here."""
    return f"The rest will be here {when} at the latest, the newest first."


def covered(count: int) -> str:
    """Runs that the runner's own files brought as well."""
    return f"{display.count(count, 'run')} counted from your own files."


def under_way(listed_count: int, detailed_count: int) -> str:
    """How far a sync is."""
    return f"{listed_count:,} listed, {detailed_count:,} in detail"


def synced(listed_count: int, detailed_count: int) -> str:
    """What a sync came to."""
    listed = display.count(listed_count, "activity", "activities")
    return f"Done: {listed} looked at, {detailed_count:,} fetched in detail."


def calls_left(short: int, short_limit: int, daily: int, daily_limit: int) -> str:
    """What may still be asked of Strava, as Markdown."""
    return (
        f"**{short:,} of {short_limit:,}** calls in this quarter of an hour  \n"
        f"**{daily:,} of {daily_limit:,}** calls today, until midnight UTC"
    )


def stays_for(days: int, renewed_days: int, weeks: int) -> str:
    """How long what comes through Strava stays, and what of it is renewed."""
    return (
        f"What comes through Strava stays for {days} days. After {renewed_days} it is renewed by "
        f"itself: all totals, and the details of the last {weeks} weeks. Details of older runs go, "
        "and their totals stay."
    )


def first_to_go(when: str) -> str:
    """When something would go that nobody renews."""
    return f"If nothing were renewed, the first of it would go {when}."


def receipt_line(saved_at: str, receipt_id: str) -> str:
    """When a connection ended, and the number of its receipt."""
    return f"{saved_at} · receipt {receipt_id}"


def known_recordings(count: int, ago: str | None) -> str:
    """What a platform with a key has brought, and when; `ago` is None before a first sync."""
    when = "no sync yet" if ago is None else f"last sync {ago}"
    return f"{display.count(count, 'recording')} known, {when}."
