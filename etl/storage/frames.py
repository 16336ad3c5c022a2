"""Frames of Polars in and out of DuckDB, as streams of Arrow that both speak by themselves.

Asked for a frame by its class, or given one, DuckDB would load pyarrow for it, and numpy with that:
a third of a second, as long as all else that a short command loads.
"""

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from etl.storage.duckdb_files import Connection, Relation

if TYPE_CHECKING:
    import polars as pl


def frame_of(relation: Relation) -> "pl.DataFrame":
    """Rows of a question of ours. No interval may be among them, nor two columns of one name."""
    import polars as pl  # noqa: PLC0415  who asks for a few rows need not wait for it

    return pl.DataFrame(relation)


@contextmanager
def scanned_once(connection: Connection, name: str, frame: "pl.DataFrame") -> Generator[None]:
    """The rows of a frame by that name while the block runs, for one statement that reads them.

    What fails leaves the name to the connection, which is closed then.
    """
    import polars as pl  # noqa: PLC0415  likewise

    # DuckDB 2.0.1 takes no column without a type from a stream; null text becomes null of any type.
    connection.register(name, frame.cast({pl.Null: pl.String}).__arrow_c_stream__())
    yield
    connection.unregister(name)


@contextmanager
def as_table(connection: Connection, name: str, frame: "pl.DataFrame") -> Generator[None]:
    """Likewise as a temporary table, for statements that read them as often as they like."""
    with scanned_once(connection, f"{name}_coming", frame):
        connection.execute(f"create or replace temp table {name} as from {name}_coming")
    yield
    connection.execute(f"drop table {name}")
