"""The runner's own words that hold today, as a load needs them beside the recordings."""

from dataclasses import dataclass

import polars as pl

from etl.journal.entries import READ_AGAIN
from etl.storage.duckdb_files import Connection
from etl.storage.frames import frame_of
from etl.storage.journal_rows import read_query

_ASKED = {
    "activity": "choice",
    "rest_day": "rest_day",
    "source_order": "source_order",
    "came_with": "came_with",
}


@dataclass(frozen=True, slots=True)
class Choices:
    """Frames: activity (activity_id, field, value, saved_order), rest_day (local_date),
    source_order (source_name, place) and came_with (original_sha256, came_with).
    """

    activity: pl.DataFrame
    rest_day: pl.DataFrame
    source_order: pl.DataFrame
    came_with: pl.DataFrame

    def of_reading(self) -> dict[tuple[str, str], str | None]:
        """By (activity_id, field): the words that change how a recording is read."""
        return _of_reading(self.activity)


def choices_in(connection: Connection, runner_id: str) -> Choices:
    """All of them, from the journal that is in use."""
    return Choices(**{name: _asked(connection, query, runner_id) for name, query in _ASKED.items()})


def came_with_in(connection: Connection, runner_id: str) -> pl.DataFrame:
    """What each original came with, in one order, to be held against another moment's."""
    return _asked(connection, _ASKED["came_with"], runner_id).sort("original_sha256")


def words_of_reading_in(
    connection: Connection, runner_id: str
) -> dict[tuple[str, str], str | None]:
    """As `Choices.of_reading`, without asking for all else."""
    return _of_reading(_asked(connection, "choice", runner_id))


def _of_reading(activity: pl.DataFrame) -> dict[tuple[str, str], str | None]:
    rows = activity.filter(pl.col("field").is_in(READ_AGAIN))
    named = rows.select("activity_id", "field", "value").rows()
    return {(activity_id, field): value for activity_id, field, value in named}


def _asked(connection: Connection, query: str, runner_id: str) -> pl.DataFrame:
    return frame_of(connection.sql(read_query(query), params=[runner_id]))
