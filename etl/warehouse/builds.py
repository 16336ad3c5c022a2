"""Which code a warehouse's tables, views and rules are of, and bringing them up to this one's."""

import hashlib
import os
from functools import cache
from pathlib import Path

from etl.reference.rules import load_rules
from etl.reference.views import build_views, read_views
from etl.storage import migrations
from etl.storage.duckdb_files import Connection, has_table
from etl.storage.templates import contents
from sql import ROOT


def is_up_to_date(connection: Connection) -> bool:
    """Whether its tables, views and rules are of this code."""
    if not migrations.is_up_to_date(connection, kind="warehouse"):
        return False
    return _built(connection) == [(_digest_of(ROOT),)]


def bring_up_to_date(connection: Connection) -> bool:
    """Whether its tables changed."""
    is_migrated = bool(migrations.migrate(connection, kind="warehouse"))
    _build_if_changed(connection)
    return is_migrated


def _build_if_changed(connection: Connection) -> None:
    """Views and rules follow the code: built anew whenever any SQL or rule file differs."""
    digest = _digest_of(ROOT)
    if _built(connection) == [(digest,)]:
        return
    connection.execute("create table if not exists kneewise.build (digest varchar not null)")
    load_rules(connection)
    connection.execute("create or replace macro as_of_date() as current_date")
    build_views(connection, read_views(), available=base_tables(connection))
    connection.execute("delete from kneewise.build")
    connection.execute("insert into kneewise.build values (?)", [digest])


def _built(connection: Connection) -> list[tuple[str]]:
    if not has_table(connection, "kneewise.build"):
        return []
    return connection.execute("select digest from kneewise.build").fetchall()


def base_tables(connection: Connection) -> frozenset[str]:
    """Every base table as `schema.name`."""
    rows = connection.execute(
        "select schema_name || '.' || table_name from duckdb_tables() where not internal"
    ).fetchall()
    return frozenset(row[0] for row in rows)


def tables_without_rows(connection: Connection) -> frozenset[str]:
    """Those of them that nobody wrote into since they were made, as `schema.name`."""
    rows = connection.execute(
        "select schema_name || '.' || table_name from duckdb_tables()"
        " where not internal and estimated_size = 0"
    ).fetchall()
    return frozenset(name for (name,) in rows)


@cache
def _digest_of(folder: Path) -> str:
    """One hash over every SQL and rule file; they do not change while a process runs."""
    digest = hashlib.sha256()
    for name, content in contents(folder, (".sql", ".toml")):
        digest.update(name.rpartition(os.sep)[2].encode())
        digest.update(content)
    return digest.hexdigest()
