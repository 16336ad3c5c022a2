"""A journal told by numbers that change with any of its values: reading them reads all of it."""

from pathlib import Path

from etl.errors import DataError
from etl.storage.disk.file_format import damaged
from etl.storage.duckdb_files import DatabaseError, attached, open_in_memory


def digests_of(journal: Path, *, wait_s: float) -> dict[str, tuple[int, str]]:
    """Table to its number of rows and a sum over them, whatever their order.

    Raises DataError where a block of the file cannot be read.
    """
    with (
        open_in_memory() as connection,
        attached(connection, {"told": journal}, wait_s=wait_s),
    ):
        try:
            tables = connection.execute(
                "select schema_name || '.' || table_name from duckdb_tables()"
                " where database_name = 'told' order by all"
            ).fetchall()
            return {
                table: connection.execute(
                    f"select count(*), cast(coalesce(bit_xor(hash(one::varchar)), 0) as varchar)"  # noqa: S608  a name that the file has
                    f" from told.{table} as one"
                ).fetchall()[0]
                for (table,) in tables
            }
        except DatabaseError as error:
            raise DataError(damaged(journal)) from error
