"""An import in words: what became of its files, and how far it is."""

from collections.abc import Mapping

from dashboard.rows.data import DataBatch
from dashboard.ui import display
from etl.operations.import_files import Progress


def file_words(counts: Mapping[str, int]) -> str:
    """`16 imported, 2 already here`: one count of the files of an import, wherever it is told."""
    parts = [
        f"{counts[status]:,} {word}"
        for status, word in display.IMPORT_STATUSES.items()
        if counts[status]
    ]
    return ", ".join(parts) or "nothing to read"


def batch_words(row: DataBatch) -> str:
    """A row of `page.data_batch`: its files, and whether it was taken back or interrupted."""
    words = file_words(
        {
            "imported": row["imported_count"],
            "duplicate": row["duplicate_count"],
            "skipped": row["skipped_count"],
            "failed": row["failed_count"],
            "set_aside": row["set_aside_count"],
        }
    )
    state = "taken back" if row["undone_at"] else "" if row["finished_at"] else "interrupted"
    return " · ".join(filter(None, (words, state)))


def progress_words(progress: Progress) -> str:
    """How many files are read, how fast, and how long the rest takes."""
    words = f"{progress.done:,} of {display.count(progress.total, 'file')}"
    if progress.remaining_s is not None and progress.files_per_s is not None:
        words += f" · {progress.files_per_s:.0f} a second"
        words += f" · {display.duration(progress.remaining_s)} left"
    return words + (f" · {progress.failed} unreadable" if progress.failed else "")
