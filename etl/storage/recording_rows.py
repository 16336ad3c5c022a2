"""Rows and streams of recordings: what goes when one is read again, taken out or replaced."""

from collections.abc import Container, Sequence

from etl.home import Home
from etl.storage.duckdb_files import Connection
from etl.storage.samples import samples_path

KEYS = {
    "activity": ("activity_id",),
    "split": ("activity_id", "split_index"),
    "descent": ("activity_id", "descent_index"),
    "best_effort": ("activity_id", "effort"),
    "cadence_block": ("activity_id",),
    "exposure": ("activity_id",),
    "speed_band": ("activity_id", "speed_band_index", "is_downhill"),
}
ACTIVITY_TABLES = tuple(KEYS)
"""Tables of `core` with one or more rows an activity."""


def delete_recordings(
    connection: Connection,
    home: Home,
    activity_ids: Sequence[str],
    *,
    but_samples: Container[str] = (),
) -> None:
    """Rows of activities and of what was cut from them, and the streams of the latter.

    These streams go first: afterwards no table tells of them. `but_samples` are those just written.
    """
    there = _there(connection, activity_ids)
    for part_id in there:
        if part_id not in activity_ids and part_id not in but_samples:
            samples_path(home, part_id).unlink(missing_ok=True)
    for table in ACTIVITY_TABLES if there else ():
        connection.execute(
            f"delete from core.{table} where activity_id in (select unnest(?))",  # noqa: S608  our own names
            [there],
        )


def replaced_by_files(connection: Connection, *, runner_id: str) -> list[str]:
    """Lent runs whose place a file's own recording takes: that one stays, and may be shared.

    A run that was cut gives way as a whole, once files hold each of its parts.
    """
    rows = connection.execute(
        "select coalesce(lent.part_of, lent.activity_id) from core.activity as lent"
        " left join core.activity as own on own.activity_id = lent.duplicate_of"
        " and own.share_class = 'own_file' and own.detail_level = 'stream'"
        " where lent.runner_id = ? and lent.share_class <> 'own_file'"
        " group by all having bool_and(own.activity_id is not null) order by 1",
        [runner_id],
    ).fetchall()
    return [row[0] for row in rows]


def _there(connection: Connection, activity_ids: Sequence[str]) -> list[str]:
    """Those of the activities that have rows, and later parts that were cut from them."""
    rows = connection.execute(
        "select activity_id from core.activity"
        " where activity_id in (select unnest($1)) or part_of in (select unnest($1))",
        [list(activity_ids)],
    ).fetchall()
    return [row[0] for row in rows]
