"""An empty warehouse to put splits into, with the formula constants of the rules."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

import polars as pl
import pytest

from etl.reference.rules import load_rules
from etl.storage.duckdb_files import Connection, open_in_memory
from etl.storage.migrations import migrate
from sql import ROOT

Expose = Callable[[Sequence[dict]], Connection]


@pytest.fixture(scope="session")
def _warehouse() -> Iterator[Connection]:
    with open_in_memory() as connection:
        migrate(connection, kind="warehouse")
        load_rules(connection)
        yield connection


@pytest.fixture
def database(_warehouse: Connection) -> Iterator[Connection]:
    """An empty warehouse with the numbers of the rules; only rows are new for every test."""
    tables = _warehouse.execute(
        "select table_name from duckdb_tables() where schema_name = 'core'"
    ).fetchall()
    _warehouse.execute(";".join(f"delete from core.{name}" for (name,) in tables))  # noqa: S608  our own names
    with _warehouse.cursor() as connection:  # temporary tables and frames go with it
        yield connection


@pytest.fixture
def expose(database: Connection) -> Expose:
    """Stage one run's splits, fill core.exposure and core.speed_band, hand back the database."""

    def run(splits: Sequence[dict]) -> Connection:
        stage(database, splits)
        for name in ("activity", "speed_band"):
            database.execute((ROOT / "exposure" / f"{name}.sql").read_text("utf-8"))
        return database

    return run


def stage(connection: Connection, splits: Sequence[dict]) -> None:
    """One run with these splits; what a split does not say is plain: flat, run, no cadence."""
    plain = {"altitude_change_m": 0.0, "grade_ratio": 0.0, "cadence_spm": None, "is_walking": False}
    rows = [
        plain
        | {
            "activity_id": "run",
            "runner_id": "mara",
            "split_index": index,
            "elapsed_s": split["moving_s"],
            "speed_mps": split["distance_m"] / split["moving_s"],
            "heart_rate_bpm": None,
        }
        | split
        for index, split in enumerate(splits)
    ]
    connection.register("arriving", pl.DataFrame(rows, infer_schema_length=None))
    connection.execute("insert into core.split by name from arriving")
    connection.register("arriving", pl.DataFrame([activity_row()], infer_schema_length=None))
    connection.execute("insert into core.activity by name from arriving")
    connection.execute("create temp table staged_activity as select 'run' as activity_id")


def activity_row() -> dict:
    """What `core.activity` must have of a run."""
    at = datetime(2026, 5, 2, 9, tzinfo=UTC).replace(tzinfo=None)
    return {
        "activity_id": "run",
        "runner_id": "mara",
        "source": "fit",
        "original_sha256": "0",
        "part_index": 0,
        "sport": "run",
        "sport_rule": "file",
        "is_run": True,
        "is_treadmill": False,
        "is_excluded": False,
        "started_at": at,
        "local_date": at.date(),
        "time_zone": "UTC",
        "altitude_source": "barometric",
        "detail_level": "stream",
        "share_class": "own_file",
        "formula_version": 7,
        "imported_at": at,
    }
