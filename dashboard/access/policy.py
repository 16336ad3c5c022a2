"""What `sql/access` lets one viewer have, out of files that are attached for a moment."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from dashboard.access.access_files import access_file, tables_with_access
from etl.home import Home
from etl.reference.views import read_views
from etl.settings import Settings
from etl.storage.duckdb_files import Connection, attached
from etl.storage.row_versions import FOLLOW_THEIR_ACTIVITY
from etl.time_zones import to_zone

PEOPLE = frozenset({"core.runner"})  # enough to name the runners of a squad and to read the rules
Scopes = dict[str, frozenset[str]]
"""What was granted, by runner: training, pain, clinical, own."""

_columns: dict[str, str] = {}
"""Of each table of a snapshot, as SQL declares them: the same in every home of this code."""


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
    days = days_by_zone(zones_in(connection), now)
    given = {
        "viewer_id": viewer.viewer_id,
        "is_owner": viewer.is_owner,
        "as_of_date": now.astimezone(UTC).date(),
        "zones": list(days),
        "dates": list(days.values()),
        "runner_id": None,
    }
    connection.execute(
        f"create or replace temp table granted as {access_file('granted').sql}", given
    )
    scopes: dict[str, set[str]] = {}
    for runner, scope in connection.execute("select runner_id, scope from granted").fetchall():
        scopes.setdefault(runner, set()).add(scope)
    return {runner: frozenset(found) for runner, found in scopes.items()}


def zones_in(connection: Connection) -> tuple[str, ...]:
    """The zones that runners live in; `warehouse` is attached."""
    rows = connection.execute(
        "select distinct time_zone from warehouse.core.runner where time_zone is not null"
    ).fetchall()
    return tuple(sorted(zone for (zone,) in rows))


def days_by_zone(zones: Iterable[str], now: datetime) -> dict[str, date]:
    """What day it is then in each zone."""
    return {zone: now.astimezone(to_zone(zone)).date() for zone in zones}


def copy_granted(
    connection: Connection,
    viewer: Viewer,
    now: datetime,
    *,
    runner_ids: Collection[str],
    settings: Settings,
    tables: Collection[str] | None,
    activity_id: str | None = None,
) -> tuple[Scopes, datetime | None]:
    """Copy the rows of these runners that the viewer may have; tables without a file stay behind.

    Of tables whose rows belong to a recording those of one alone, with an `activity_id`.
    Returns the scopes that were granted, and when the first of the rows expires.
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
    connection.execute(f"create temp table visible as {access_file('visible').query}", seen)
    connection.execute(
        "create temp table shared as"
        " select runner_id, list(scope) as scopes from granted group by runner_id"
    )
    moment = {"now": seen["now"], "viewer_id": viewer.viewer_id}
    connection.execute(
        "create temp table moment as select $now as now, $viewer_id as viewer_id", moment
    )
    for schema in ("core", "journal"):
        connection.execute(f"create schema {schema}")
    wanted = [name for name in tables_with_access() if tables is None or name in tables]
    _copy(connection, wanted, activity_id=activity_id)
    valid_until = _first_expiry(connection, seen["now"])
    for name in ("granted", "visible", "shared", "moment"):
        connection.execute(f"drop table {name}")
    of_these = {runner: found for runner, found in scopes.items() if runner in runner_ids}
    return of_these, valid_until


def _copy(connection: Connection, tables: Sequence[str], *, activity_id: str | None) -> None:
    """The granted rows of each table; of those that nobody wrote into the columns alone."""
    without_rows = _without_rows(connection)
    empty = {name for name in tables if name in without_rows and access_file(name).is_of_own_table}
    are_known = empty <= _columns.keys()
    for table in tables:
        query = access_file(table).query
        if table in empty and are_known:
            connection.execute(f"create table {table} ({_columns[table]})")
        elif activity_id is not None and table in FOLLOW_THEIR_ACTIVITY:
            of_one = f"create table {table} as from (\n{query}\n) where activity_id = ?"
            connection.execute(of_one, [activity_id])
        else:
            connection.execute(f"create table {table} as {query}")
    if not are_known:
        _remember_columns(connection)


def _without_rows(connection: Connection) -> frozenset[str]:
    """The stored tables that hold nobody's rows: most of them, for who only runs."""
    rows = connection.execute(
        "select schema_name || '.' || table_name from duckdb_tables()"
        " where database_name in ('warehouse', 'journal_file') and estimated_size = 0"
    ).fetchall()
    return frozenset(name for (name,) in rows)


def _remember_columns(connection: Connection) -> None:
    """Of the tables that were copied for the first time: each question takes a millisecond."""
    rows = connection.execute(
        "select schema_name || '.' || table_name,"
        """ string_agg('"' || column_name || '" ' || data_type, ', ' order by column_index)"""
        " from duckdb_columns() where database_name = current_database()"
        " and schema_name in ('core', 'journal') group by all"
    ).fetchall()
    _columns.update(rows)


def _first_expiry(connection: Connection, now: datetime) -> datetime | None:
    """When the first recording of those who are granted expires, seen or only counted."""
    rows = connection.execute(
        "select min(expires_at) from warehouse.core.activity where expires_at > ?"
        " and runner_id in (select runner_id from granted)",
        [now],
    ).fetchall()
    return rows[0][0].replace(tzinfo=UTC) if rows[0][0] else None


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
    chosen = [name for name in tables_with_access() if tables is None or name in tables]
    read = {table for name in chosen for _, table in access_file(name).stored}
    return frozenset((read | PEOPLE) - FOLLOW_THEIR_ACTIVITY)


@cache
def sources_of_grants() -> frozenset[tuple[str, str]]:
    """The tables that say who was granted what: (name of the file, table)."""
    return access_file("granted").stored
