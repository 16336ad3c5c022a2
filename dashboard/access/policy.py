"""What `sql/access` lets one viewer have, out of files that are attached for a moment."""

import re
from collections.abc import Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from dashboard.access.row_versions import FOLLOW_THEIR_ACTIVITY
from etl.home import Home
from etl.reference.views import read_views
from etl.settings import Settings
from etl.storage.duckdb_files import Connection, attached
from sql import ROOT

PEOPLE = frozenset({"core.runner"})  # enough to name the runners of a squad and to read the rules
Scopes = dict[str, frozenset[str]]
"""What was granted, by runner: training, pain, clinical, own."""

_SOURCE = re.compile(r"\b(warehouse|journal_file)\.((?:core|journal)\.\w+)")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks. The owner is the one person of a home in local mode and sees all of it.

    `sees_lent` is False for what leaves the home: a platform's loan may not.
    """

    viewer_id: str = "local"
    is_owner: bool = True
    sees_lent: bool = True


def files_attached(
    connection: Connection, home: Home, settings: Settings
) -> AbstractContextManager[Connection]:
    """Both files under the names that the access files use."""
    files = {"warehouse": home.warehouse, "journal_file": home.journal}
    return attached(connection, files, wait_s=settings.lock_wait_s)


def granted_scopes(connection: Connection, viewer: Viewer, now: datetime) -> Scopes:
    """What this viewer may see of whom; leaves it in the temporary table `granted`."""
    given = {
        "viewer_id": viewer.viewer_id,
        "is_owner": viewer.is_owner,
        "as_of_date": now.date(),
        "runner_id": None,
    }
    connection.execute(f"create or replace temp table granted as {_access_sql('granted')}", given)
    scopes: dict[str, set[str]] = {}
    for runner, scope in connection.execute("select runner_id, scope from granted").fetchall():
        scopes.setdefault(runner, set()).add(scope)
    return {runner: frozenset(found) for runner, found in scopes.items()}


def copy_granted(
    connection: Connection,
    viewer: Viewer,
    now: datetime,
    *,
    runner_ids: Collection[str],
    settings: Settings,
    tables: Collection[str] | None,
) -> Scopes:
    """Copy the rows of these runners that the viewer may have; tables without a file stay behind.

    Returns the scopes that were granted.
    """
    scopes = granted_scopes(connection, viewer, now)
    connection.execute(
        "delete from granted where runner_id not in (select unnest(?))", [list(runner_ids)]
    )
    seen: dict[str, Any] = {
        "now": now.astimezone(UTC).replace(tzinfo=None),
        "is_lent_shareable": settings.strava_api_shareable,
        "sees_lent": viewer.sees_lent,
    }
    connection.execute(f"create temp table visible as {_access_sql('visible')}", seen)
    moment = {"now": seen["now"], "viewer_id": viewer.viewer_id}
    connection.execute(
        "create temp table moment as select $now as now, $viewer_id as viewer_id", moment
    )
    for schema in ("core", "journal"):
        connection.execute(f"create schema {schema}")
    for table in _tables_with_access():
        if tables is None or table in tables:
            connection.execute(f"create table {table} as {_access_sql(table)}")
    for name in ("granted", "visible", "moment"):
        connection.execute(f"drop table {name}")
    return {runner: found for runner, found in scopes.items() if runner in runner_ids}


@cache
def needed_tables(name: str) -> frozenset[str]:
    """The tables behind a view: of many runners no more is copied than a page needs."""
    by_name = {view.full_name: view for view in read_views()}
    found, waiting = {*PEOPLE}, [name]
    while waiting:
        one = waiting.pop()
        if one in by_name:
            waiting += by_name[one].needs
        else:
            found.add(one)
    return frozenset(found)


@cache
def sources_of(tables: frozenset[str] | None) -> frozenset[str]:
    """The tables of the files that decide what a slice of these tables holds."""
    chosen = [
        _access_sql(name) for name in _tables_with_access() if tables is None or name in tables
    ]
    read = {name for text in chosen for _, name in _SOURCE.findall(text)} | PEOPLE
    if any("visible" in text for text in chosen):
        read.add("core.activity")
    return frozenset(read - FOLLOW_THEIR_ACTIVITY)


@cache
def sources_of_grants() -> frozenset[tuple[str, str]]:
    """The tables that say who was granted what: (name of the file, table)."""
    return frozenset(_SOURCE.findall(_access_sql("granted")))


@cache
def _tables_with_access() -> tuple[str, ...]:
    names = (path.name.removesuffix(".sql") for path in (ROOT / "access").iterdir())
    return tuple(sorted(name for name in names if "." in name))


@cache
def _access_sql(name: str) -> str:
    return (ROOT / "access" / f"{name}.sql").read_text("utf-8")
