"""What the two files say at one moment about grants and versions, without their rows."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from dashboard.access.policy import Scopes, Viewer, granted_scopes, sources_of_grants
from dashboard.access.row_versions import RowVersions, Version, read_row_versions
from etl.home import Home
from etl.settings import Settings
from etl.storage.duckdb_files import Connection, attached, new_in_memory, signature
from etl.storage.erasures import erasing
from etl.time_zones import to_zone

Signature = tuple[int, int, int]


@dataclass(slots=True)
class FileState:
    """Grants and versions, as of these signatures of the warehouse and the journal.

    Whoever is `hidden` is being erased: nobody sees anything of them, though rows are still there.
    """

    warehouse: Signature
    journal: Signature
    versions_of_warehouse: RowVersions
    versions: RowVersions
    time_zones: dict[str, str]  # by runner
    grants: "Grants"
    reader: Connection  # used by one thread at a time, under the gateway's lock
    hidden: frozenset[str] = frozenset()
    _of_runner: dict[tuple[str, frozenset[str]], tuple[Version | None, ...]] = field(
        default_factory=dict
    )

    def scopes(self, viewer: Viewer, now: datetime) -> Scopes:
        """What this viewer may see of whom on that day; looked up once a day."""
        """What this viewer may see of whom."""
        scopes = self.grants.scopes(viewer, now)
        if not self.hidden:
            return scopes
        return {runner: scope for runner, scope in scopes.items() if runner not in self.hidden}

    def version(self, runner_id: str, tables: frozenset[str]) -> tuple[Version | None, ...]:
        """Changes whenever a row of this runner in one of these tables does."""
        key = (runner_id, tables)
        if key not in self._of_runner:
            self._of_runner[key] = self.versions.of(runner_id, tables)
        return self._of_runner[key]

    def of_all(self, tables: Iterable[str]) -> tuple[Any, ...]:
        """Changes whenever any row in one of these tables does."""
        return tuple(tuple(sorted(self.versions.by_table.get(name, {}).items())) for name in tables)

    def calendar_date(self, scopes: Scopes, now: datetime) -> date:
        """Today where these runners are: of several zones the one most of them live in."""
        zones = [zone for runner, zone in self.time_zones.items() if runner in scopes]
        most = max(sorted(set(zones)), key=zones.count, default="UTC")
        return now.astimezone(to_zone(most)).date()


@dataclass(slots=True)
class Grants:
    """Who may see whom, in memory: asked at every read of every page."""

    version: tuple[tuple[str, str, Version], ...]
    connection: Connection
    _scopes: dict[tuple[Viewer, date], Scopes] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def scopes(self, viewer: Viewer, now: datetime) -> Scopes:
        """What this viewer may see of whom on that day; looked up once a day."""
        key = (viewer, now.date())
        with self._lock:
            if key not in self._scopes:
                self._scopes[key] = granted_scopes(self.connection, viewer, now)
            return self._scopes[key]


def read_state(home: Home, settings: Settings, former: FileState | None) -> FileState:
    """The present state; what a file that did not change says is taken from the former one."""
    warehouse, journal = signature(home.warehouse), signature(home.journal)
    hidden = erasing(home)
    if former and (former.warehouse, former.journal, former.hidden) == (warehouse, journal, hidden):
        return former
    reader = former.reader if former else new_in_memory()
    files = {"journal_now": home.journal, "warehouse_file": home.warehouse}
    of_warehouse = None
    if former and former.warehouse == warehouse:
        # As after most writes. Everybody waits for this, so the other file is not looked at.
        of_warehouse = former.versions_of_warehouse
        del files["warehouse_file"]
    with attached(reader, files, wait_s=settings.lock_wait_s):
        if of_warehouse is None:
            of_warehouse = read_row_versions(reader, "warehouse_file")
        of_journal = read_row_versions(reader, "journal_now")
    versions = RowVersions({**of_warehouse.by_table, **of_journal.by_table})
    grants = None if former is None else former.grants
    if grants is None or grants.version != _version_of_grants(versions):
        grants = _read_grants(home, settings, _version_of_grants(versions))
    zones = grants.connection.execute(
        "select runner_id, time_zone from warehouse.core.runner"
    ).fetchall()
    return FileState(
        warehouse, journal, of_warehouse, versions, dict(zones), grants, reader, hidden
    )


def _version_of_grants(versions: RowVersions) -> tuple[tuple[str, str, Version], ...]:
    """Changes whenever somebody comes, goes, grants, withdraws, joins or leaves."""
    return tuple(
        (table, runner_id, version)
        for _, table in sorted(sources_of_grants())
        for runner_id, version in sorted(versions.by_table.get(table, {}).items())
    )


def _read_grants(
    home: Home, settings: Settings, version: tuple[tuple[str, str, Version], ...]
) -> Grants:
    """Who may see whom now, at least as new as this version: what is newer is read once more."""
    connection = new_in_memory()
    files = {"warehouse_file": home.warehouse, "journal_now": home.journal}
    with attached(connection, files, wait_s=settings.lock_wait_s):
        _copy_grants(connection)
    return Grants(version, connection)


def _copy_grants(connection: Connection) -> None:
    """Who may see whom, in memory, under the names that `sql/access/granted.sql` asks for."""
    held_in = {"warehouse": "warehouse_file", "journal_file": "journal_now"}
    for database, schema in (("warehouse", "core"), ("journal_file", "journal")):
        connection.execute(f"attach ':memory:' as {database}; create schema {database}.{schema}")
    for database, table in sorted(sources_of_grants()):
        connection.execute(f"create table {database}.{table} as from {held_in[database]}.{table}")
