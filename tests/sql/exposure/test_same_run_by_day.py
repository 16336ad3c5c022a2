"""Recordings are compared with those of the same days alone, and it is as if all were compared."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.ingest.exposure import statements
from etl.reference.recording_sources import places
from etl.reference.rules import load_rules
from etl.storage.duckdb_files import Connection, open_in_memory
from etl.storage.migrations import migrate
from tests.sql.exposure.conftest import activity_row

MIDNIGHT = datetime(2026, 5, 3, tzinfo=UTC).replace(tzinfo=None)
LONG_AGO = datetime(1969, 12, 31, 12, tzinfo=UTC).replace(tzinfo=None)
ON_ONE_DAY = "        and better.utc_day = worse.utc_day\n"
HOUR_S = 3600
SHIFT_S = 14 * HOUR_S

MOMENTS = st.one_of(
    st.sampled_from((-SHIFT_S, -2 * HOUR_S, -1, 0, 1, 30, 2 * HOUR_S, 24 * HOUR_S - 1, SHIFT_S)),
    st.integers(-3 * 24 * HOUR_S, 3 * 24 * HOUR_S),
)
RECORDINGS = st.fixed_dictionaries(
    {
        "start_s": MOMENTS,
        "elapsed_s": st.sampled_from((0.0, 1800.0, 3600.0, 20 * 3600.0, 40 * 3600.0)),
        "moving_s": st.sampled_from((None, 1500.0, 3600.0)),
        "distance_m": st.sampled_from((None, 5_000.0, 5_050.0, 10_000.0)),
        "utc_offset_s": st.sampled_from((None, 0, 7200, -SHIFT_S, SHIFT_S)),
        "is_run": st.booleans(),
        "source": st.sampled_from(("fit", "gpx", "strava_export")),
        "original": st.integers(0, 5),
        "epoch": st.sampled_from((MIDNIGHT, MIDNIGHT, LONG_AGO)),
    }
)


@pytest.fixture(scope="module")
def database() -> Iterator[Connection]:
    """A warehouse with the numbers of the rules, and no word of its runner."""
    with open_in_memory() as connection:
        migrate(connection, kind="warehouse")
        load_rules(connection)
        text = pl.String
        chosen = {"activity_id": text, "field": text, "value": text, "saved_order": pl.Int64}
        connection.register("chosen", pl.DataFrame(schema=chosen))
        connection.register("confirmed_rest", pl.DataFrame(schema={"local_date": pl.Date}))
        connection.register("usual_order", places())
        yield connection


def linked(database: Connection, *, everywhere: bool) -> list[tuple[str, str]]:
    """Which recordings are which; `everywhere`: whatever days they touch."""
    database.execute("update core.activity set duplicate_of = null")
    found = 0
    for statement in statements("duplicate"):
        found += statement.count(ON_ONE_DAY)
        asked = statement.replace(ON_ONE_DAY, "") if everywhere else statement
        database.execute(asked, {"runner_id": "mara"} if "$runner_id" in asked else {})
    assert found == 1
    return database.execute(
        "select activity_id, duplicate_of from core.activity"
        " where duplicate_of is not null order by 1"
    ).fetchall()


def put(database: Connection, recordings: list[dict]) -> None:
    """These recordings, and no other."""
    rows = [
        activity_row()
        | {name: one[name] for name in ("elapsed_s", "moving_s", "distance_m", "is_run", "source")}
        | {
            "activity_id": f"a{number:02}",
            "original_sha256": f"o{one['original']}-{number % 2}",
            "started_at": one["epoch"] + timedelta(seconds=one["start_s"]),
            "local_date": date(2026, 5, 3),
            "utc_offset_s": one["utc_offset_s"],
            "came_with": "file",
        }
        for number, one in enumerate(recordings)
    ]
    database.execute("delete from core.activity")
    database.register("arriving", pl.DataFrame(rows, infer_schema_length=None))
    database.execute("insert into core.activity by name from arriving")


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(recordings=st.lists(RECORDINGS, min_size=2, max_size=25))
def test_the_same_runs_are_found_as_among_all(database: Connection, recordings: list[dict]) -> None:
    """Around midnight, over days, hours apart by a zone's shift, and before 1970."""
    put(database, recordings)
    assert linked(database, everywhere=False) == linked(database, everywhere=True)


def test_copies_around_midnight_are_one_run(database: Connection) -> None:
    """A minute before and after it in UTC, and fourteen hours apart by a clock's zone."""
    copy = {
        "elapsed_s": 3600.0, "moving_s": 3600.0, "distance_m": 10_000.0, "is_run": True,
        "epoch": MIDNIGHT,
    }  # fmt: skip
    put(database, [
        copy | {"start_s": -20, "utc_offset_s": 0, "source": "fit", "original": 1},
        copy | {"start_s": 20, "utc_offset_s": 0, "source": "gpx", "original": 2},
        copy | {"start_s": -20 + SHIFT_S, "utc_offset_s": SHIFT_S, "source": "gpx", "original": 3},
    ])  # fmt: skip
    assert linked(database, everywhere=False) == [("a01", "a00"), ("a02", "a00")]
