"""Data in words: what is here and missing, imports of the past, downloading and deleting it all."""

from collections.abc import Mapping
from datetime import date, timedelta

from dashboard.imports.wording import file_words
from dashboard.rows.data import DataBatch, DataMissing
from dashboard.ui import display
from etl.ingest.import_log import WATCHED

HERE = "What is here"
FROM_WHERE = "What came from where"
SOURCE_HEADINGS = {
    "source": "Source",
    "device": "Device",
    "first_date": "From",
    "last_date": "Until",
    "run_count": "Runs",
    "other_count": "Other sports",
    "duplicate_count": "Also from elsewhere",
}
"""Of the table of sources: columns of `page.data_source` to words."""

FOLDS = {
    "page.data_missing": "What is missing",
    "page.recording_health": "What the recordings are worth",
    "page.data_batch": "Imports, and how to undo one",
}
"""Lines that unfold, by the view that they are about."""

UNDO_TITLE, UNDO, UNDO_CONFIRMED = "Undo this import?", "Undo", "Undo the import"
ITEM_HEADINGS = {"file": "File", "status": "What became of it", "reason": "Why"}
TRY_AGAIN, TRY_AGAIN_HELP = "Try again", "Reads the unreadable files again."
GAPS = {
    "day_unknown": (
        "Neither a run nor a sign of rest",
        "Nothing was recorded then and nothing else says so. They count as unknown, not as rest; "
        "importing other sports as well fills many of them.",
    ),
    "no_stream": (
        "Totals only",
        "They came without a recording: as a row of the export's table, or through a connection "
        "that has not brought it yet or may not keep it. Hills, speed and cadence need it.",
    ),
    "no_altitude": (
        "Outside, but without altitude",
        "The recording holds none, so climbs and descents of those runs are unknown, not zero.",
    ),
    "doubted_altitude": (
        "Altitude not believed",
        "It wanders, or contradicts what else tells of the run, so climbs and descents of those "
        "runs are unknown; *Hills* says which device and why.",
    ),
    "rough_altitude": (
        "Altitude from GPS only",
        "Single climbs can be lost in its error, so their descent is shown in grey.",
    ),
    "no_cadence": (
        "No cadence",
        "The watch did not count steps, so cadence and knee load of those runs are unknown.",
    ),
}
"""Kinds of gap of `page.data_missing`: what is missing, and why it matters."""

HEALTH = "Of each device and year: how much is known, and what was put right."
HEALTH_HEADINGS = {
    "year": "Year",
    "device": "Recorded by",
    "run_count": "Runs",
    "distance_known_share": "Distance",
    "altitude_known_share": "Climb",
    "altitude_doubted_count": "Altitude not believed",
    "cadence_known_share": "Cadence",
    "heart_rate_known_share": "Heart rate",
    "mended_count": "Mended",
    "merged_count": "Second recordings",
    "set_aside_count": "Wait for your word",
}
HEALTH_ADVICE = {
    "altitude_known_share": "climb and descent: a watch with a barometer, or its FIT files instead "
    "of GPX",
    "cadence_known_share": "steps: switch cadence on, or wear the watch on the wrist while running",
    "distance_known_share": "distance: import the recording itself instead of a row of a table",
}
"""Column of a share to what its lack means and what helps."""

RIGHTS = "Your data are yours: download or delete all"
WHAT_IS_IN_IT = (
    "One file with everything: the originals, what you logged with its history, and tables for a "
    "spreadsheet. Dropped above, or imported on another machine, it comes back as it was."
)
DOWNLOAD_ALL, DELETE_ALL, DELETE_CONFIRMED = "Download all", "Delete all", "Delete for good"
TYPE_NAME = "To go ahead, type the runner's name"
NOT_THE_NAME = "That is not the name."


def newest_backup(age: timedelta | None, *, is_wanted: bool) -> str:
    """How old the newest backup of the home is, or why there is none."""
    if age is None:
        return "There is no backup yet." if is_wanted else "Nightly backups are switched off."
    hours = max(int(age / timedelta(hours=1)), 0)
    if hours < 1:
        return "The newest backup was made within the last hour."
    words = display.count(hours, "hour") if hours < 48 else display.count(hours // 24, "day")
    return f"The newest backup is {words} old."


def sources(run_count: int, last_date: date) -> str:
    """How much is here, and until when."""
    runs = display.count(run_count, "recorded run")
    return f"{runs}, each counted once, the latest on {display.day(last_date)}."


def watched(folder: str) -> str:
    """The folder that the server watches; `folder` is escaped."""
    return f"What appears in {folder} comes in by itself."


def brought_by(what: str | None, names: Mapping[str, str]) -> str:
    """What brought an import in where no person did; `names` are those of the tokens, by id."""
    if what is None:
        return ""
    return "from a folder" if what == WATCHED else f"from {names.get(what, 'a program')}"


def batch_words(row: DataBatch, names: Mapping[str, str]) -> str:
    """A row of `page.data_batch`: its files, what brought it, and whether it was undone."""
    words = file_words(
        {
            "imported": row["imported_count"],
            "duplicate": row["duplicate_count"],
            "skipped": row["skipped_count"],
            "failed": row["failed_count"],
            "set_aside": row["set_aside_count"],
        }
    )
    state = "undone" if row["undone_at"] else "" if row["finished_at"] else "interrupted"
    return " · ".join(filter(None, (words, brought_by(row["brought_by"], names), state)))


def earlier_batches(count: int) -> str:
    """Imports that are not listed."""
    return f"And {count} earlier ones."


def what_goes(batch: str) -> str:
    """What undoing an import removes, after its own words."""
    return f"{batch}. What only this import brought goes; pain you logged stays."


def nothing_new(count: int) -> str:
    """Above the files that brought nothing."""
    return f"{display.count(count, 'file')} brought nothing new."


def tried_again(count: int) -> str:
    """What another try came to."""
    return f"{display.count(count, 'unreadable file')} came in." if count else "None came in."


def gap(row: DataMissing) -> str:
    """A row of `page.data_missing`: what, how much of how much, and why it matters, as Markdown."""
    what, why = GAPS[row["gap"]]
    of_all = display.count(row["of_count"], "day" if row["gap"] == "day_unknown" else "run")
    return f"**{what}:** {row['gap_count']:,} of {of_all}  \n:gray[{why}]"


def known_heading(title: str) -> str:
    """Of the column of a share."""
    return f"{title} known, %"


def often_missing(advice: str) -> str:
    """What mostly is not known this year, and what helps."""
    return f"Often missing this year is {advice}."


def altitude_doubted(help_words: str) -> str:
    """That some runs of this year go without their altitude, and what helps."""
    return f"Altitude is not believed on some runs of this year. {help_words}"


def outdated(run_count: int) -> str:
    """That formulas of an earlier version computed some runs, and how to bring them up to date."""
    return (
        f"Computed by earlier formulas: {display.count(run_count, 'run')}. Some of their numbers "
        "are missing or older than this page. Stop the dashboard and run `kneewise rebuild`: it "
        "computes all of them anew and says what changed."
    )


def what_is_deleted(name: str) -> str:
    """What goes for good, as Markdown; `name` is escaped."""
    return (
        f"Runs, originals and everything logged of **{name}** are deleted for good. Nothing brings "
        "them back but a file you downloaded before."
    )


def deleted(activity_count: int, entry_count: int) -> str:
    """What went, and what still holds it."""
    return (
        f"Deleted for good: {display.count(activity_count, 'activity', 'activities')} and "
        f"{display.count(entry_count, 'entry', 'entries')}. Backups and files downloaded before "
        "still hold them."
    )
