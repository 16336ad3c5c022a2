"""The runner's own words that hold today, as a load needs them beside the recordings."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from etl.journal.entries import READ_AGAIN
from etl.storage.duckdb_files import Connection
from etl.storage.frames import frame_of
from etl.storage.journal_rows import read_query

if TYPE_CHECKING:
    import polars as pl

_ASKED = {
    "activity": "choice",
    "rest_day": "rest_day",
    "source_order": "source_order",
    "came_with": "came_with",
}
_WORD = ("activity_id", "field", "value")


@dataclass(frozen=True, slots=True)
class Choices:
    """Frames: activity (activity_id, field, value, saved_order), rest_day (local_date),
    source_order (source_name, place) and came_with (original_sha256, came_with).
    """

    activity: "pl.DataFrame"
    rest_day: "pl.DataFrame"
    source_order: "pl.DataFrame"
    came_with: "pl.DataFrame"

    def of_reading(self) -> dict[tuple[str, str], str | None]:
        """By (activity_id, field): the words that change how a recording is read."""
        return _of_reading(self.activity.select(_WORD).rows())


def choices_in(connection: Connection, runner_id: str) -> Choices:
    """All of them, from the journal that is in use."""
    return Choices(**{name: _asked(connection, query, runner_id) for name, query in _ASKED.items()})


def came_with_in(connection: Connection, runner_id: str) -> frozenset[tuple[str, ...]]:
    """What each original came with, to be held against another moment's."""
    rows = connection.execute(read_query(_ASKED["came_with"]), [runner_id]).fetchall()
    return frozenset(rows)


def words_of_reading_in(
    connection: Connection, runner_id: str
) -> dict[tuple[str, str], str | None]:
    """As `Choices.of_reading`, without asking for all else."""
    words = f"select {', '.join(_WORD)} from ({read_query(_ASKED['activity'])})"  # noqa: S608  our own names
    return _of_reading(connection.execute(words, [runner_id]).fetchall())


def last_choice_in(connection: Connection) -> int:
    """The number (`saved_order`) of the newest word on a recording, of whomever; 0: there is none.

    In the order of their writing, which no clock can turn round.
    """
    asked = "select coalesce(max(saved_order), 0) from journal.activity_choice"
    ((number,),) = connection.execute(asked).fetchall()
    return number


def corrected_in(connection: Connection, runner_id: str, *, after: int) -> list[str]:
    """Activities that were told, after that number, to be read otherwise than before."""
    rows = connection.execute(
        "select distinct activity_id from journal.activity_choice"
        " where runner_id = ? and saved_order > ? and field in (select unnest(?))"
        " order by activity_id",
        [runner_id, after, list(READ_AGAIN)],
    ).fetchall()
    return [activity_id for (activity_id,) in rows]


def _of_reading(rows: Iterable[tuple[Any, ...]]) -> dict[tuple[str, str], str | None]:
    return {(whose, field): value for whose, field, value in rows if field in READ_AGAIN}


def _asked(connection: Connection, query: str, runner_id: str) -> "pl.DataFrame":
    return frame_of(connection.sql(read_query(query), params=[runner_id]))
