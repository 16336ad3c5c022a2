"""Database files written anew: what was deleted is in no free block of theirs afterwards.

DuckDB reuses the blocks of deleted rows but does not clear them.
"""

from dataclasses import replace
from pathlib import Path

from etl.database import attached, open_in_memory, open_to_write, replace_file, to_attach
from etl.home import REBUILDING, Home
from etl.settings import Settings
from etl.warehouse import Warehouse


def rewrite_journal(home: Home, settings: Settings) -> None:
    """The journal, copied into a new file that takes its place; it is locked while copied."""
    fresh = home.journal.with_name("journal.rewriting.duckdb")
    fresh.unlink(missing_ok=True)
    with open_to_write(home.journal, wait_s=settings.lock_wait_s) as connection:
        connection.execute(to_attach(fresh, name="fresh"))
        connection.execute("copy from database writing to fresh")
    replace_file(fresh, home.journal, wait_s=settings.lock_wait_s)


def rewrite_warehouse(home: Home, settings: Settings) -> None:
    """The warehouse: its rows copied beside views built anew; the lock of the sync is held."""
    fresh = replace(home, warehouse_name=REBUILDING)
    fresh.warehouse.unlink(missing_ok=True)
    Warehouse(fresh, settings).prepare()
    with open_in_memory() as connection:
        connection.execute(to_attach(fresh.warehouse, name="fresh"))
        files = {"former": home.warehouse}
        with attached(connection, files, wait_s=settings.lock_wait_s):
            tables = connection.execute(
                "select table_name from duckdb_tables()"
                " where database_name = 'former' and schema_name = 'core' order by table_name"
            ).fetchall()
            for (table,) in tables:
                connection.execute(f"delete from fresh.core.{table}")  # noqa: S608  our own names
                connection.execute(
                    f"insert into fresh.core.{table} by name from former.core.{table}"
                )
        connection.execute("detach fresh")
    replace_file(fresh.warehouse, home.warehouse, wait_s=settings.lock_wait_s)


def copy_database(source: Path, target: Path, *, settings: Settings) -> None:
    """A consistent copy, with nothing in it that was deleted before."""
    with open_in_memory() as connection:
        connection.execute(to_attach(target, name="target"))
        with attached(connection, {"source": source}, wait_s=settings.lock_wait_s):
            connection.execute("copy from database source to target")
        connection.execute("detach target")
