"""An import of the past in words: its files, and whether it stands."""

from dashboard.imports.wording import file_words
from dashboard.rows.data import DataBatch


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
