"""Database files written anew: what was deleted is in no free block of theirs afterwards.

DuckDB reuses the blocks of deleted rows but does not clear them. From the copy to the rename the
file is locked for writers, so that nothing is written into a file that is about to go.
"""

from dataclasses import replace
from pathlib import Path

from etl.home import Home
from etl.settings import Settings
from etl.storage.duckdb_files import (
    OnStep,
    alone,
    attached,
    open_in_memory,
    open_to_write,
    remove_database,
    replace_file,
    rewriting_path,
    to_attach,
)
from etl.warehouse.tables import Warehouse


def rewrite_journal(
    home: Home, settings: Settings, *, on_step: OnStep = lambda _step: None
) -> None:
    """The journal, copied into a new file that takes its place; nobody writes meanwhile."""
    fresh, wait_s = rewriting_path(home.journal), settings.lock_wait_s
    with alone(home.journal, wait_s=wait_s):
        with open_to_write(home.journal, wait_s=wait_s) as connection:
            connection.execute(to_attach(fresh, name="fresh"))
            connection.execute("copy from database writing to fresh")
        on_step("journal copied")
        replace_file(fresh, home.journal, wait_s=wait_s, on_step=on_step)


def rewrite_warehouse(
    home: Home, settings: Settings, *, on_step: OnStep = lambda _step: None
) -> None:
    """The warehouse: its rows copied beside views built anew; the lock of the sync is held."""
    wait_s = settings.lock_wait_s
    fresh = replace(home, warehouse_name=rewriting_path(home.warehouse).name)
    with alone(home.warehouse, wait_s=wait_s):
        remove_database(fresh.warehouse)
        Warehouse(fresh, settings).prepare()
        _copy_rows(home.warehouse, fresh.warehouse, wait_s=wait_s)
        on_step("warehouse copied")
        replace_file(fresh.warehouse, home.warehouse, wait_s=wait_s, on_step=on_step)


def copy_database(source: Path, target: Path, *, settings: Settings) -> None:
    """A consistent copy, with nothing in it that was deleted before and all that was saved."""
    wait_s = settings.lock_wait_s
    with alone(source, wait_s=wait_s), open_in_memory() as connection:
        connection.execute(to_attach(target, name="target"))
        with attached(connection, {"source": source}, wait_s=wait_s):
            connection.execute("copy from database source to target")
        connection.execute("checkpoint target")
        connection.execute("detach target")


def _copy_rows(former: Path, fresh: Path, *, wait_s: float) -> None:
    """Every row of `core`, and the versions of the rows, in place of those of the fresh file."""
    with open_in_memory() as connection:
        connection.execute(to_attach(fresh, name="fresh"))
        with attached(connection, {"former": former}, wait_s=wait_s):
            tables = connection.execute(
                "select schema_name || '.' || table_name from duckdb_tables()"
                " where database_name = 'former'"
                " and (schema_name = 'core' or table_name = 'row_version') order by all"
            ).fetchall()
            for (table,) in tables:
                connection.execute(f"delete from fresh.{table}")  # noqa: S608  our own names
                connection.execute(f"insert into fresh.{table} by name from former.{table}")
        connection.execute("detach fresh")
