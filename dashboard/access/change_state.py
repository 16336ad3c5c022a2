"""What the two files say at one moment about grants and versions, without their rows."""

import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from dashboard.access.policy import (
    Scopes,
    Viewer,
    days_by_zone,
    granted_scopes,
    sources_of_grants,
    zones_in,
)
from etl.home import Home
from etl.reference.clinic.clinic_files import files_signature
from etl.settings import Settings
from etl.storage.commits.ledger import read_end, what_is_lost
from etl.storage.duckdb_files import Connection, attached, log_path, new_in_memory
from etl.storage.erasures import erasing
from etl.storage.materialized import digest
from etl.storage.row_versions import RowVersions, read_row_versions
from etl.time_zones import to_zone

Signature = tuple[int, int, int]
"""Of a file that is not there: zeros."""
FileLook = tuple[Signature, Signature]
"""A database, and beside it what was committed and is not in it yet."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the folder tells of its files: differs whenever one of them may have changed.

    Whoever is `hidden` is being erased: nobody sees anything of them, though rows are still there.
    """

    warehouse: FileLook
    journal: FileLook
    clinic_files: tuple[Any, ...]
    hidden: frozenset[str]

    @property
    def which(self) -> tuple[int, int]:
        """The two files themselves: another one has another number."""
        return (self.warehouse[0][0], self.journal[0][0])


def look_at(home: Home) -> Look:
    """One listing and, for most homes, two stats: what is not listed is not asked for."""
    try:
        names = frozenset(os.listdir(home.root))  # noqa: PTH208  once a page
    except FileNotFoundError:
        names = frozenset[str]()

    def signature(path: Path) -> Signature:
        return _signature(path) if path.name in names else (0, 0, 0)

    def with_log(path: Path) -> FileLook:
        return signature(path), signature(log_path(path))

    folders = (home.programmes, home.mechanics)
    return Look(
        warehouse=with_log(home.warehouse),
        journal=with_log(home.journal),
        clinic_files=(
            *(files_signature(folder) if folder.name in names else () for folder in folders),
            signature(home.sign_offs),
        ),
        hidden=erasing(home),
    )


def _signature(path: Path) -> Signature:
    try:
        status = path.stat()
    except FileNotFoundError:
        return (0, 0, 0)
    return (status.st_ino, status.st_size, status.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class StoredVersions:
    """The versions that one database holds, as of a look at its file.

    `by_hand`: the last look at which it had changed but no version had, so nobody knows what did.
    `lost`: one sentence where a journal lacks what its ledger says was saved.
    """

    look: FileLook
    versions: RowVersions
    by_hand: FileLook | None = None
    lost: str | None = None

    @property
    def of_file(self) -> tuple[Any, ...]:
        """Changes when any row may have changed."""
        return (self.versions.of_file, self.by_hand)

    @property
    def told(self) -> tuple[str, str]:
        """The look and the versions as short texts, the same for a copy that keeps its times."""
        look = [signature[1:] for signature in self.look]
        versions = sorted(
            (table, *row) for table, rows in self.versions.by_table.items() for row in rows.items()
        )
        return digest(repr(look)), digest(repr(versions))


@dataclass(slots=True)
class FileState:
    """Grants and versions, as of one look at the files."""

    look: Look
    warehouse: StoredVersions
    journal: StoredVersions
    versions: RowVersions  # of both
    time_zones: dict[str, str]  # by runner
    grants: "Grants"
    reader: Connection  # used by one thread at a time, under the gateway's lock
    _of_runner: dict[tuple[str, frozenset[str]], tuple[Any, ...]] = field(default_factory=dict)

    def scopes(self, viewer: Viewer, now: datetime) -> Scopes:
        """What this viewer may see of whom on that day; looked up once a day."""
        scopes = self.grants.scopes(viewer, now)
        if not self.look.hidden:
            return scopes
        return {runner: scope for runner, scope in scopes.items() if runner not in self.look.hidden}

    def version(self, runner_id: str, tables: frozenset[str]) -> tuple[Any, ...]:
        """Changes whenever a row of this runner in one of these tables does."""
        key = (runner_id, tables)
        if key not in self._of_runner:
            self._of_runner[key] = (*self._of_files, *self.versions.of(runner_id, tables))
        return self._of_runner[key]

    def of_all(self, tables: Iterable[str]) -> tuple[Any, ...]:
        """Changes whenever any row in one of these tables does."""
        of_tables = (sorted(self.versions.by_table.get(name, {}).items()) for name in tables)
        return (*self._of_files, *map(tuple, of_tables))

    def calendar_date(self, scopes: Scopes, now: datetime) -> date:
        """Today where these runners are: of several zones the one most of them live in."""
        zones = [zone for runner, zone in self.time_zones.items() if runner in scopes]
        most = max(sorted(set(zones)), key=zones.count, default="UTC")
        return now.astimezone(to_zone(most)).date()

    @property
    def _of_files(self) -> tuple[Any, ...]:
        return (*self.warehouse.of_file, *self.journal.of_file)


@dataclass(slots=True)
class Grants:
    """Who may see whom, in memory: asked at every page."""

    version: tuple[Any, ...]
    connection: Connection
    zones: tuple[str, ...]
    _scopes: dict[Viewer, Scopes] = field(default_factory=dict)
    _days: tuple[date, ...] = ()
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def scopes(self, viewer: Viewer, now: datetime) -> Scopes:
        """What this viewer may see of whom then; looked up anew once it is midnight somewhere."""
        with self._lock:
            days = (now.astimezone(UTC).date(), *days_by_zone(self.zones, now).values())
            if days != self._days:
                self._days = days
                self._scopes.clear()
            if viewer not in self._scopes:
                self._scopes[viewer] = granted_scopes(self.connection, viewer, now)
            return self._scopes[viewer]


def read_state(home: Home, settings: Settings, former: FileState | None, look: Look) -> FileState:
    """The state after a look; what a file that did not change says is taken from the former one."""
    if former and former.look == look:
        return former
    while True:
        state = _read(home, settings, former, look)
        look = look_at(home)
        if look == state.look:  # nobody wrote in between, so it is the look of what was read
            return state


def _read(home: Home, settings: Settings, former: FileState | None, look: Look) -> FileState:
    if former is None:
        return _read_all(home, settings, look)
    reader, wait_s = former.reader, settings.lock_wait_s
    warehouse = _stored(reader, home.warehouse, wait_s, look.warehouse, former.warehouse)
    journal = _stored(reader, home.journal, wait_s, look.journal, former.journal)
    versions, grants = _versions_of(warehouse, journal), former.grants
    of_grants = _version_of_grants(warehouse, journal, versions)
    if grants.version != of_grants:
        # At least as new as this version: what is newer is read once more.
        connection = new_in_memory()
        with attached(connection, _files(home), wait_s=wait_s):
            grants = _read_grants(connection, of_grants)
        reader = connection.cursor()
    return _state(look, (warehouse, journal), grants, reader)


def _read_all(home: Home, settings: Settings, look: Look) -> FileState:
    """What nobody has read before, with one opening of each file."""
    connection = new_in_memory()
    with attached(connection, _files(home), wait_s=settings.lock_wait_s):
        warehouse = _versions_in(connection, "warehouse_file", home.warehouse, look.warehouse)
        journal = _versions_in(connection, "journal_now", home.journal, look.journal)
        versions = _versions_of(warehouse, journal)
        grants = _read_grants(connection, _version_of_grants(warehouse, journal, versions))
    return _state(look, (warehouse, journal), grants, connection.cursor())


def _state(
    look: Look, stored: tuple[StoredVersions, StoredVersions], grants: Grants, reader: Connection
) -> FileState:
    zones = grants.connection.execute(
        "select runner_id, time_zone from warehouse.core.runner"
    ).fetchall()
    return FileState(look, *stored, _versions_of(*stored), dict(zones), grants, reader)


def _files(home: Home) -> dict[str, Path]:
    return {"warehouse_file": home.warehouse, "journal_now": home.journal}


def _versions_of(warehouse: StoredVersions, journal: StoredVersions) -> RowVersions:
    return RowVersions({**warehouse.versions.by_table, **journal.versions.by_table})


def _stored(
    reader: Connection, path: Path, wait_s: float, look: FileLook, former: StoredVersions
) -> StoredVersions:
    if former.look == look:
        return former
    with attached(reader, {"looked_at": path}, wait_s=wait_s):
        found = _versions_in(reader, "looked_at", path, look)
    by_hand = look if former.versions == found.versions else former.by_hand
    return replace(found, by_hand=by_hand)


def _versions_in(connection: Connection, name: str, path: Path, look: FileLook) -> StoredVersions:
    """Of a file that is attached by that name."""
    versions = read_row_versions(connection, name)
    # Whoever holds the file open lets nobody commit: both tell of one moment.
    end = read_end(path)
    return StoredVersions(
        look, versions, lost=what_is_lost(path, versions.line, end) if end.is_there else None
    )


def _version_of_grants(
    warehouse: StoredVersions, journal: StoredVersions, versions: RowVersions
) -> tuple[Any, ...]:
    """Changes whenever somebody comes, goes, grants, withdraws, joins or leaves."""
    of_rows = (
        (table, runner_id, version)
        for _, table in sorted(sources_of_grants())
        for runner_id, version in sorted(versions.by_table.get(table, {}).items())
    )
    return (*warehouse.of_file, *journal.of_file, *of_rows)


def _read_grants(connection: Connection, version: tuple[Any, ...]) -> Grants:
    """Who may see whom, in memory; both files are attached to the connection, which is theirs."""
    _copy_grants(connection)
    return Grants(version, connection, zones_in(connection))


def _copy_grants(connection: Connection) -> None:
    """Who may see whom, in memory, under the names that `sql/access/granted.sql` asks for."""
    held_in = {"warehouse": "warehouse_file", "journal_file": "journal_now"}
    for database, schema in (("warehouse", "core"), ("journal_file", "journal")):
        connection.execute(f"attach ':memory:' as {database}; create schema {database}.{schema}")
    for database, table in sorted(sources_of_grants()):
        connection.execute(f"create table {database}.{table} as from {held_in[database]}.{table}")
