"""The warehouse file: typed tables, exposure, and the views that need no journal."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from etl.home import Home
from etl.journal.store import Journal, Runner
from etl.recording import FORMULA_VERSION
from etl.settings import Settings
from etl.storage import templates
from etl.storage.duckdb_files import (
    Connection,
    alone,
    attached,
    open_in_memory,
    open_to_read,
    open_to_write,
)
from etl.storage.frames import scanned_once
from etl.storage.migrations import is_known, note_up_to_date, open_up_to_date
from etl.storage.recording_rows import ACTIVITY_TABLES, KEYS, delete_recordings
from etl.storage.row_versions import renewing_versions
from etl.warehouse.builds import (
    base_tables,  # noqa: F401  for whoever builds views on them
    bring_up_to_date,
    is_up_to_date,
)
from etl.warehouse.loading import (
    activity_ids_in,
    apply_choices,
    load_into,
    may_be_erased,
    mirror_runner,
    refuse_if_erased,
)

if TYPE_CHECKING:
    from etl.ingest.readings import ReadActivity

_UNCOMPARED = ("imported_at", "formula_version")  # when and by what a row came to be


@dataclass(frozen=True, slots=True)
class Warehouse:
    """The warehouse of one home; each use opens the file, works in one transaction, closes it."""

    home: Home
    settings: Settings

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """The file in one transaction, its tables and views brought up to date first."""
        self.home.create()
        path, wait_s = self.home.warehouse, self.settings.lock_wait_s
        is_new = templates.begin(path, kind="warehouse", fill=bring_up_to_date, wait_s=wait_s)
        with alone(path, wait_s=wait_s):
            with open_to_write(path, wait_s=wait_s) as connection:
                is_migrated = (not is_known(path) and bring_up_to_date(connection)) or is_new
                renewing = renewing_versions(connection, is_migrated=is_migrated, home=self.home)
                with renewing as noted:
                    yield noted
            note_up_to_date(path)

    def reading(self) -> AbstractContextManager[Connection]:
        """The file as it was committed last, to ask; brought up to date first where need be."""
        return open_up_to_date(
            self.home.warehouse,
            is_up_to_date=is_up_to_date,
            otherwise=self.writing,
            wait_s=self.settings.lock_wait_s,
        )

    def prepare(self) -> None:
        """Make the file if it is missing, so that readers find its tables and views."""
        if not is_known(self.home.warehouse):
            with self.reading():
                pass

    def load(self, activities: Sequence["ReadActivity"], *, runner: Runner) -> list[str]:
        """Add activities with all that follows from them, or nothing.

        Rows of a recording that is already there are replaced, with all parts it was cut into, so
        that a retry is harmless. Raises Erasing where the runner is being erased, or was.
        Returns the ids of lent activities that gave way to a file's own row of the same run.
        """
        with self.writing() as connection:
            # With the file in hand: who corrects something now carries it out after this.
            choices = Journal(self.home, self.settings).choices(runner.runner_id)
            here = self._here_if_erased(runner)
            return load_into(
                connection, self.home, activities, runner=runner, choices=choices, here=here
            ).replaced

    def _here_if_erased(self, runner: Runner) -> frozenset[str]:
        """Runners whom the journal knows, asked where this one is being erased, or was."""
        if not may_be_erased(self.home, runner):
            return frozenset()
        return frozenset(one.runner_id for one in Journal(self.home, self.settings).runners())

    def remove(self, activity_ids: Sequence[str], *, runner: Runner) -> None:
        """Take activities out again, with what was cut from them.

        Duplicates they hid count once more.
        """
        with self.writing() as connection:
            choices = Journal(self.home, self.settings).choices(runner.runner_id)
            delete_recordings(connection, self.home, activity_ids)
            apply_choices(connection, choices, runner=runner)

    def lent(self, runner_id: str | None = None) -> dict[str, datetime | None]:
        """Activities that may not stay for good, and until when each may (UTC, naive)."""
        with self.reading() as connection:
            rows = connection.execute(
                "select activity_id, expires_at from core.activity"
                " where share_class <> 'own_file' and coalesce(runner_id = $1, true)",
                [runner_id],
            ).fetchall()
        return dict(rows)

    def lent_rows(self) -> list[tuple[str, str, str, datetime | None]]:
        """As `lent`, of everybody: whose it is, its id, that of its recording, until when."""
        with self.reading() as connection:
            return connection.execute(
                "select runner_id, activity_id, coalesce(part_of, activity_id), expires_at"
                " from core.activity where share_class <> 'own_file'"
                " order by runner_id, activity_id"
            ).fetchall()

    def renew(self, expiries: Mapping[str, datetime]) -> None:
        """Let lent activities stay until these times (aware); nothing else about them changed."""
        import polars as pl  # noqa: PLC0415  not for all that is asked of a warehouse

        rows = [(name, to_plain_utc(until)) for name, until in expiries.items()]
        frame = pl.DataFrame(rows, schema=["activity_id", "expires_at"], orient="row")
        with self.writing() as connection, scanned_once(connection, "renewed", frame):
            connection.execute(
                "update core.activity as activity set expires_at = renewed.expires_at"
                " from renewed"
                " where coalesce(activity.part_of, activity.activity_id) = renewed.activity_id"
            )

    def mirror(self, runner: Runner) -> None:
        """Know the runner by the profile in the journal; nothing of their runs is looked at.

        Raises Erasing as `load` does.
        """
        with self.writing() as connection:
            refuse_if_erased(self.home, runner, self._here_if_erased(runner))
            mirror_runner(connection, runner)

    def refresh(self, runner: Runner) -> None:
        """Carry a changed profile or the runner's choices into the tables."""
        self.load([], runner=runner)

    def activity_ids(self, runner_id: str) -> dict[str, list[str]]:
        """For each original of the runner (SHA-256), the activities it gave."""
        with self.reading() as connection:
            return activity_ids_in(connection, runner_id)

    def parts(self, runner_id: str) -> dict[str, str]:
        """Later parts of recordings that were cut, and which recording each is of."""
        with self.reading() as connection:
            rows = connection.execute(
                "select activity_id, part_of from core.activity"
                " where part_of is not null and runner_id = ?",
                [runner_id],
            ).fetchall()
        return dict(rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChange:
    """What a rebuild changed in one table, in rows."""

    added: int
    removed: int
    changed: int

    @property
    def total(self) -> int:
        """Rows that are not what they were."""
        return self.added + self.removed + self.changed


def outdated_count(connection: Connection) -> int:
    """Recorded runs whose rows an earlier version of the formulas filled."""
    row = connection.execute(
        "select count(*) from core.activity where is_run and formula_version < ?",
        [FORMULA_VERSION],
    ).fetchone()
    return row[0] if row else 0


def formula_versions(home: Home, settings: Settings) -> tuple[int, ...]:
    """Versions of the formulas that the runs of a warehouse were computed by; none without it."""
    if not home.warehouse.is_file():
        return ()
    with open_to_read(home.warehouse, wait_s=settings.lock_wait_s) as connection:
        rows = connection.execute(
            "select distinct formula_version from core.activity order by 1"
        ).fetchall()
    return tuple(version for (version,) in rows)


def differences(old: Home, new: Home, settings: Settings) -> dict[str, TableChange]:
    """By table of `core`: how the rows of a warehouse differ from those of a former one.

    Times of import and formula versions aside. A column that the former one lacks is unknown there.
    """
    if not old.warehouse.is_file():
        return {}
    files = {"former": old.warehouse, "fresh": new.warehouse}
    with open_in_memory() as connection, attached(connection, files, wait_s=settings.lock_wait_s):
        columns = _columns_of_core(connection)
        return {table: _change_of(connection, table, columns) for table in ACTIVITY_TABLES}


def _change_of(
    connection: Connection, table: str, columns_of: Mapping[tuple[str, str], list[str]]
) -> TableChange:
    """Rows of one table compared by their key."""
    columns, known = columns_of["fresh", table], columns_of.get(("former", table))
    if not known:
        return TableChange(added=_count_of(connection, table), removed=0, changed=0)
    keys = KEYS[table]
    compared = [name for name in columns if name not in (*keys, *_UNCOMPARED)]
    fresh = ", ".join(f"fresh.{name}" for name in compared)
    former = ", ".join(f"former.{name}" if name in known else "null" for name in compared)
    is_same = " and ".join(f"fresh.{key} = former.{key}" for key in keys)
    row = connection.execute(
        "select count(*) filter (former.activity_id is null),"  # noqa: S608  our own names
        " count(*) filter (fresh.activity_id is null),"
        " count(*) filter (fresh.activity_id is not null and former.activity_id is not null"
        f" and row({fresh}) is distinct from row({former}))"
        f" from fresh.core.{table} as fresh full join former.core.{table} as former on {is_same}"
    ).fetchone()
    added, removed, changed = row or (0, 0, 0)
    return TableChange(added=added, removed=removed, changed=changed)


def _columns_of_core(connection: Connection) -> dict[tuple[str, str], list[str]]:
    """In their order, by database and table."""
    rows = connection.execute(
        "select database_name, table_name, list(column_name order by column_index)"
        " from duckdb_columns() where schema_name = 'core' group by all"
    ).fetchall()
    return {(database, table): columns for database, table, columns in rows}


def _count_of(connection: Connection, table: str) -> int:
    row = connection.execute(f"select count(*) from fresh.core.{table}").fetchone()  # noqa: S608  our own names
    return row[0] if row else 0


def to_plain_utc(instant: datetime) -> datetime:
    """An aware instant as the tables keep it: UTC without saying so."""
    return instant.astimezone(UTC).replace(tzinfo=None)
