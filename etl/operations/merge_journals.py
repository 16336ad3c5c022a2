"""Rows of another home's journal put among those that are here: the newest stays the newest.

Two homes have two clocks and no sequence in common. The order of each is kept; which comes first of
two rows of different homes is told by their time alone, where no row counts as earlier than the one
before it in its home.
"""

from collections.abc import Mapping

import polars as pl

from etl.storage.duckdb_files import Connection
from etl.storage.frames import scanned_once
from etl.storage.saved_order import draw

_UPDATED = {"import_batch": "batch_id", "shown": "shown_id"}
"""Tables whose rows are changed in place, and what names a row of them: the row here stays."""


def insert_new(
    connection: Connection, frames: Mapping[str, pl.DataFrame], *, runner_id: str
) -> int:
    """Insert the rows of one runner, by table, that are not here yet; return how many those were.

    The journal's file is being written. Rows of the runner that are here are numbered again with
    them, above all numbers that were given.
    """
    for table, frame in frames.items():
        _find_new(connection, table, frame)
    ordered = [table for table, frame in frames.items() if "saved_order" in frame.columns]
    _number(connection, ordered, runner_id=runner_id)
    count = sum(_insert(connection, table) for table in frames)
    for table in frames:
        connection.execute(f"drop table new_{table}")
    return count


def _find_new(connection: Connection, table: str, frame: pl.DataFrame) -> None:
    """Rows that are not here yet, in a temporary table; a row's number says nothing of that."""
    compared = [name for name in frame.columns if name != "saved_order"]
    if table in _UPDATED:
        compared = [_UPDATED[table]]
    is_same = " and ".join(f"here.{name} is not distinct from arriving.{name}" for name in compared)
    with scanned_once(connection, "arriving", frame):
        connection.execute(
            f"create temp table new_{table} as select * from arriving"  # noqa: S608  our own names
            f" where not exists (select 1 from journal.{table} as here where {is_same})"
        )


def _number(connection: Connection, tables: list[str], *, runner_id: str) -> None:
    """Numbers for all rows of the runner, here and new; none where nothing is new."""
    new = [_as_told(f"new_{table}", table, is_new=True) for table in tables]
    here = [_as_told(f"journal.{table}", table, is_new=False) for table in tables]
    connection.execute(
        f"create temp table merged as {' union all '.join([*new, *here])}",
        {"runner_id": runner_id},
    )
    counts = connection.execute("select count(*), count(*) filter (is_new) from merged").fetchone()
    if counts and counts[1]:
        first = draw(connection, counts[0])
        connection.execute(
            "create temp table numbered as select name, is_new, former,"
            " $first - 1 + row_number() over (order by told_at, is_new, former) as saved_order"
            " from (select *, max(saved_at) over (partition by is_new order by former) as told_at"
            " from merged)",
            {"first": first},
        )
        for table in tables:
            for target, is_new in ((f"journal.{table}", False), (f"new_{table}", True)):
                connection.execute(
                    f"update {target} set saved_order = numbered.saved_order from numbered"  # noqa: S608  our own names
                    f" where numbered.name = '{table}' and numbered.is_new = {is_new}"
                    f" and numbered.former = {target}.saved_order and runner_id = $runner_id",
                    {"runner_id": runner_id},
                )
        connection.execute("drop table numbered")
    connection.execute("drop table merged")


def _as_told(source: str, table: str, *, is_new: bool) -> str:
    return (
        f"select '{table}' as name, {is_new} as is_new, saved_order as former, saved_at"  # noqa: S608  our own names
        f" from {source} where runner_id = $runner_id"
    )


def _insert(connection: Connection, table: str) -> int:
    row = connection.execute(
        f"insert into journal.{table} by name select * from new_{table}"  # noqa: S608  our own names
    ).fetchone()
    return row[0] if row else 0
