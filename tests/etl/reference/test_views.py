"""Reading and building views: order, what is missing, what nobody described."""

from collections.abc import Iterator

import pytest

from bench.needs import parsed_needs
from etl.errors import DataError
from etl.reference.rules import load_rules
from etl.reference.views import View, build_views, buildable, in_order, read_views, to_view
from etl.storage.duckdb_files import Connection, open_in_memory
from etl.warehouse.lazy_views import ViewsOnDemand

HEADER = """-- One row per {name}.
-- grain: x
-- columns:
--   x: a number
-- source: nowhere
"""


@pytest.fixture
def connection() -> Iterator[Connection]:
    """An empty database."""
    with open_in_memory() as opened:
        yield opened


def view(name: str, query: str, *, header: str = HEADER) -> View:
    """A view of schema metric."""
    text = header.format(name=name) + query
    return to_view("1_metric", f"{name}.sql", text, needs_of=parsed_needs)


def test_a_file_is_read_into_a_view():
    """Header and query, and what the query reads, from the SQL itself."""
    found = view("apple", "with pear as (select x from core.tree)\nselect x from pear")
    assert (found.full_name, found.description) == ("metric.apple", "One row per apple.")
    assert [(column.name, column.description) for column in found.columns] == [("x", "a number")]
    assert (found.grain, found.source) == (("x",), "nowhere")
    assert found.needs == {"core.tree"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("-- grain: x\n", ""),
        ("-- source: nowhere\n", ""),
        ("--   x: a number\n", ""),
        ("--   x: a number\n", "--   x\n"),
        ("-- grain: x\n", "-- grain: y\n"),
    ],
)
def test_a_file_with_half_a_header_is_refused_by_name(old: str, new: str):
    """Description, grain, columns and source belong to every view."""
    with pytest.raises(DataError, match=r"sql/views/1_metric/apple\.sql"):
        view("apple", "select 1 as x", header=HEADER.replace(old, new))


def test_views_come_after_those_they_need():
    """Whatever the order of the files."""
    views = [view("a", "select x from metric.c"), view("b", "select 1 as x"),
             view("c", "select x from metric.b")]  # fmt: skip
    assert [found.name for found in in_order(views)] == ["b", "c", "a"]


def test_views_that_need_each_other_are_refused():
    """A ring has no first view."""
    with pytest.raises(DataError, match="ring"):
        in_order([view("a", "select x from metric.b"), view("b", "select x from metric.a")])


def test_a_view_without_its_table_is_left_out_with_all_that_read_it():
    """So the warehouse has the views that need no journal."""
    views = in_order([view("a", "select x from journal.pain"), view("b", "select x from metric.a"),
                      view("c", "select x from core.run")])  # fmt: skip
    assert [found.name for found in buildable(views, available={"core.run"})] == ["c"]


def test_what_no_runner_has_typed_needs_no_journal():
    """A plain client on the warehouse answers for all of the contract but pain and status."""
    tables = {
        name
        for found in read_views()
        for name in found.needs
        if name.startswith(("core.", "rule.")) and name not in {"core.session"}
    }
    there = {found.full_name for found in buildable(read_views(), available=tables)}
    assert {
        "core.session",
        "metric.run",
        "metric.session_spike",
        "metric.runner_day",
        "metric.runner_week",
        "metric.weekly_ramp",
        "metric.hill_exposure",
        "metric.speed_exposure",
        "metric.cadence_trend",
        "metric.runner_load",
        "risk.longest_next",
    } <= there
    assert not {"metric.pain_day", "metric.session_effort", "risk.runner_day"} & there


@pytest.mark.parametrize("query", ["select 1 as x, 2 as y", "select 1 as y", "select 1 as x2"])
def test_a_column_that_nobody_described_stops_the_build(connection, query: str):
    """And so does a described column that is not there."""
    with pytest.raises(DataError, match=r"metric\.apple"):
        build_views(connection, [view("apple", query)], available=())


def test_building_again_drops_what_is_no_longer_there(connection):
    """A renamed view does not linger."""
    build_views(connection, [view("old", "select 1 as x")], available=())
    build_views(connection, [view("new", "select 1 as x")], available=())
    names = connection.execute(
        "select view_name from duckdb_views() where schema_name = 'metric'"
    ).fetchall()
    assert names == [("new",)]


def test_comments_come_from_the_header(connection):
    """They become axis titles and help."""
    build_views(connection, [view("apple", "select 1 as x")], available=())
    row = connection.execute(
        "select v.comment, c.comment from duckdb_views() v, duckdb_columns() c"
        " where v.view_name = 'apple' and c.table_name = 'apple'"
    ).fetchone()
    assert row == ("One row per apple. Source: nowhere", "a number")


def test_a_view_is_built_with_what_it_needs_when_it_is_first_read(connection):
    """And what several read is worked out once; the others are not there yet."""
    views = (view("a", "select 1 as x"), view("b", "select x from metric.a"),
             view("c", "select x from metric.a"), view("d", "select x from core.gone"))  # fmt: skip
    on_demand = ViewsOnDemand.over(connection, available=(), views=views)
    on_demand.build("metric.c")
    on_demand.build("metric.no_such_view")
    assert names_of(connection, "views", "metric") == ["a", "c"]
    assert names_of(connection, "tables", "kept") == ["metric_a"]
    assert connection.execute("select x from metric.c").fetchall() == [(1,)]

    on_demand.build_all()
    assert names_of(connection, "views", "metric") == ["a", "b", "c"]
    comments = connection.execute("select comment from duckdb_views() where view_name = 'b'")
    assert comments.fetchone() == ("One row per b. Source: nowhere",)


@pytest.mark.parametrize(
    ("named", "built"),
    [
        (frozenset({"metric.b"}), ["a", "b"]),
        (frozenset({"metric.b", "core.gone"}), ["a", "b"]),
        (frozenset({"metric.nothing"}), ["a", "b", "c"]),
        (frozenset(), ["a", "b", "c"]),
        (None, ["a", "b", "c"]),
    ],
)
def test_a_question_has_the_views_that_it_names_built_and_an_unclear_one_all(
    connection, named, built
):
    views = (view("a", "select 1 as x"), view("b", "select x from metric.a"),
             view("c", "select x from metric.a"), view("d", "select x from core.gone"))  # fmt: skip
    ViewsOnDemand.over(connection, available=(), views=views).build_named(named)
    assert names_of(connection, "views", "metric") == built


def names_of(connection, kind: str, schema: str) -> list[str]:
    """Views or tables of one schema."""
    rows = connection.execute(
        f"select {kind[:-1]}_name from duckdb_{kind}() where schema_name = ? order by all",  # noqa: S608
        [schema],
    ).fetchall()
    return [row[0] for row in rows]


def test_a_number_without_a_home_stops_the_reading():
    """A misspelt parameter is found when the file is read, not when a runner looks."""
    with pytest.raises(DataError, match="no_such_number"):
        view("apple", "select parameter('no_such_number') as x")


def test_every_view_of_the_files_is_read_in_order(connection):
    """Whatever is needed comes first; the macros among what is loaded."""
    load_rules(connection)
    seen: set[str] = set()
    names = {found.full_name for found in read_views()}
    for found in read_views():
        assert found.needs & names <= seen
        seen.add(found.full_name)
