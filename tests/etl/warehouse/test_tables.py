"""The warehouse file as any DuckDB client opens it."""

from pathlib import Path

import pytest

from etl.storage.duckdb_files import open_in_memory
from etl.storage.migrations import apply_steps, migrate, steps_of
from tests.builders import a_home, a_run
from tests.builders.hashes import rows_of
from tests.builders.homes import NOW
from tests.sql.world import World


def test_every_table_view_and_column_says_what_it_is(tmp_path: Path) -> None:
    """A comment on each of them, and nothing unnamed."""
    home, _ = a_home(tmp_path, [a_run()])
    silent = rows_of(
        home,
        "select schema_name, table_name, column_name from duckdb_columns()"
        " where database_name = 'looked_at' and comment is null"
        " and schema_name in ('core', 'metric', 'risk', 'page')",
    )
    assert silent == []
    views = "select view_name from duckdb_views() where not internal and comment is null"
    assert rows_of(home, views) == []


def test_views_over_pain_wait_for_the_journal(tmp_path: Path) -> None:
    """The file answers alone for load; pain is not in it."""
    home, _ = a_home(tmp_path, [a_run()])
    names = {
        f"{schema}.{view}"
        for schema, view in rows_of(
            home, "select schema_name, view_name from duckdb_views() where not internal"
        )
    }
    assert {"metric.run", "metric.session_spike", "metric.weekly_ramp"} <= names
    assert not {"metric.pain_day", "risk.rule_hit", "risk.runner_day"} & names
    assert rows_of(home, "select count(*) from metric.run") == [(1,)]


def test_runs_recorded_twice_are_ranked_as_a_home_is_brought_up_to_date():
    """Until they are looked at again: else the other recording's heart rate would be missing."""
    steps = steps_of("warehouse")
    former = steps[: steps.index("0034_source_rank.sql")]
    same = {"started_at": NOW, "local_date": NOW.date()}
    told = [("a01", "fit", None), ("a02", "strava_csv", "a01"), ("a03", "gpx", None)]
    with open_in_memory() as connection:
        world = World(connection)
        apply_steps(connection, kind="warehouse", steps=former)
        world.insert(
            "core.activity",
            [
                world.an_activity(activity_id=one, source=source, duplicate_of=of, **same)
                for one, source, of in told
            ],
        )
        apply_steps(connection, kind="warehouse", steps=steps[len(former) :])
        ranked = "select activity_id, came_with, source_rank from core.activity order by 1"
        assert connection.execute(ranked).fetchall() == [
            ("a01", "file", 1),
            ("a02", "strava_csv", 2),
            ("a03", "file", None),
        ]


@pytest.mark.parametrize("count", range(1, len(steps_of("warehouse"))))
def test_a_warehouse_of_any_age_is_brought_up_to_date_with_its_runs(count: int):
    """DuckDB alters no table whose rows an earlier step of the same transaction changed."""
    former = steps_of("warehouse")[:count]
    with open_in_memory() as connection:
        world = World(connection)
        connection.begin()
        apply_steps(connection, kind="warehouse", steps=former)
        run = world.an_activity(activity_id="a01", started_at=NOW, local_date=NOW.date())
        world.insert("core.activity", [run])
        connection.commit()
        connection.begin()
        assert migrate(connection, kind="warehouse") == steps_of("warehouse")[count:]
        connection.commit()
        here = "select activity_id, ground_contact_s from core.activity"
        assert connection.execute(here).fetchall() == [("a01", None)]
