"""Platforms' archives among some files: each told by what it holds, never by its name."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.errors import SourceError
from etl.sources.apple_health.reader import LAYOUT as APPLE_HEALTH
from etl.sources.archive.layout import Layout, Member, Told
from etl.sources.archive.row import ArchiveRow
from etl.sources.fitbit.reader import LAYOUT as FITBIT
from etl.sources.fitbit.reader import TABLE_LAYOUT as FITBIT_TABLE
from etl.sources.garmin_takeout.reader import LAYOUT as GARMIN_TAKEOUT
from etl.sources.huawei_health.reader import LAYOUT as HUAWEI_HEALTH
from etl.sources.nike.reader import LAYOUT as NIKE
from etl.sources.polar.reader import LAYOUT as POLAR
from etl.sources.runkeeper.reader import LAYOUT as RUNKEEPER
from etl.sources.samsung_health.reader import LAYOUT as SAMSUNG_HEALTH
from etl.sources.zepp.reader import LAYOUT as ZEPP

LAYOUTS = (
    GARMIN_TAKEOUT,
    APPLE_HEALTH,
    RUNKEEPER,
    POLAR,
    FITBIT,
    FITBIT_TABLE,
    SAMSUNG_HEALTH,
    ZEPP,
    HUAWEI_HEALTH,
    NIKE,
)


@dataclass(slots=True)
class Archive:
    """One archive: its tables by path, what each tells, and where its files lie.

    `of_files`: what the tables say of other members; `files`: members that are recordings;
    `passed`: sentences, a kind of entries each;
    `troubles`: of tables that broke off, what is to be said.
    """

    layout: Layout
    root: str
    tables: dict[str, Member] = field(default_factory=dict)
    rows: dict[str, list[ArchiveRow]] = field(default_factory=dict)
    passed: dict[str, list[str]] = field(default_factory=dict)
    troubles: dict[str, str] = field(default_factory=dict)
    of_files: dict[str, ArchiveRow] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)

    def holds(self, path: str) -> bool:
        """Whether a file lies in it."""
        return path.startswith(self.root)

    def beside(self, count: int) -> str:
        """Why so many of its files were not read."""
        files = "1 file" if count == 1 else f"{count:,} files"
        return f"{files} with {self.layout.beside}: no activities, so not read."

    def take(self, table: Member, told: Told) -> None:
        """Keep what a table tells."""
        self.files.update(told.files)
        if told.files:
            return
        self.tables[table.path] = table
        self.rows[table.path] = told.rows
        self.passed[table.path] = [reason for _, reason in told.passed]
        self.of_files |= told.of_files


def look_through(members: Sequence[Member]) -> list[Archive]:
    """The archives that lie among some files, with what their tables tell."""
    by_path = {member.path: member for member in members}
    archives: dict[tuple[str, str], Archive] = {}
    for member in members:
        layout = _layout_of(member)
        if layout is None:
            continue
        root = "" if member.is_packed else layout.root(member.path)
        archive = archives.setdefault((layout.source, root), Archive(layout, root))
        told = Told()
        try:
            layout.read(member, by_path, told)
        except SourceError as error:
            archive.troubles[member.path] = str(error)
        archive.take(member, told)
    return list(archives.values())


def _layout_of(member: Member) -> Layout | None:
    for layout in LAYOUTS:
        try:
            if member.name.endswith(layout.suffix) and layout.is_table(member):
                return layout
        except SourceError:
            return None
    return None
