"""An import in words: what became of its files, how far it is, and what is here now."""

from collections.abc import Mapping

from dashboard.rows.first_visit import History
from dashboard.ui import display
from etl.operations.held import Brought, Trouble
from etl.operations.import_files import Progress

DROP = (
    "FIT, GPX or TCX files from your watch, a ZIP of them, the archive of Garmin, Apple Health, "
    "Strava or another platform as it came, or what you downloaded from here"
)
STAY_HERE = "They stay on this machine. The same run from two files counts once."
IMPORT_FIRST, IMPORT_MORE = "Import your runs", "Import more runs"
SEE = "See what they say"
NO_REASON = "no reason given"


def reading(count: int) -> str:
    """While the files are being read."""
    return f"Reading {display.count(count, 'file')}"


def done(told: str, now: str) -> str:
    """What became of the files, and what is here now, where that is known."""
    return f"Done: {told}." + (f" {now}." if now else "")


def entries(count: int) -> str:
    """What people logged that came back with an export."""
    return display.count(count, "logged entry", "logged entries")


def more_troubles(count: int) -> str:
    """Kinds of files that brought nothing and are not listed."""
    return f"And {count} more, in the list of imports on Data."


def brought_words(kind: Brought) -> str:
    """What an archive held of one format: `takeout.zip, FIT file: 3 imported, 1 already here`."""
    source = display.SOURCES.get(kind.format, kind.format)
    where = f"{kind.archive}, {source}" if kind.archive else source
    counts = {status: kind.counts.get(status, 0) for status in display.IMPORT_STATUSES}
    return f"{where}: {file_words(counts)}"


def trouble_file(trouble: Trouble) -> str:
    """A file that brought nothing, and how many more did for the same reason."""
    more = trouble.count - 1
    return f"{trouble.file} and {more:,} more" if more else trouble.file


def file_words(counts: Mapping[str, int]) -> str:
    """`16 imported, 2 already here`: one count of the files of an import, wherever it is told."""
    parts = [
        f"{counts[status]:,} {word}"
        for status, word in display.IMPORT_STATUSES.items()
        if counts[status]
    ]
    return ", ".join(parts) or "nothing to read"


def here_now(row: History, units: str) -> str:
    """What is here after an import: `20 runs are here now, 3 Feb 2026 to 2 May 2026, 184.0 km`."""
    first, last = display.short_day(row["first_run_date"]), display.short_day(row["last_run_date"])
    days = first if first == last else f"{first} to {last}"
    runs = display.count(row["run_count"], "run")
    known = "" if row["distance_m"] is None else f", {display.distance(row['distance_m'], units)}"
    return f"{runs} {'is' if row['run_count'] == 1 else 'are'} here now: {days}{known}"


def progress_words(progress: Progress) -> str:
    """How many files are read, how fast, and how long the rest takes."""
    words = f"{progress.done:,} of {display.count(progress.total, 'file')}"
    if progress.remaining_s is not None and progress.files_per_s is not None:
        words += f" · {progress.files_per_s:.0f} a second"
        words += f" · {display.duration(progress.remaining_s)} left"
    return words + (f" · {progress.failed} unreadable" if progress.failed else "")
