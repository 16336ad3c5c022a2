"""The warehouse file as any DuckDB client opens it."""

from pathlib import Path

from tests.builders import a_home, a_run
from tests.builders.hashes import rows_of


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
