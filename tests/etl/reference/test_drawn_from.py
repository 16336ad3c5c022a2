"""What a query has no row without: told where its SQL says so for sure, and else not at all."""

import pytest

from bench.queries.drawn_from import drawn_from
from etl.reference.clinic.mechanics_items import our_mechanics
from etl.reference.clinic.mechanics_tables import load_mechanics
from etl.reference.clinic.strength_programme_tables import load_programmes
from etl.reference.clinic.strength_programmes import our_programmes
from etl.reference.rules import load_rules
from etl.reference.views import read_views
from etl.storage.duckdb_files import open_in_memory
from etl.storage.migrations import migrate
from etl.warehouse.builds import base_tables, tables_without_rows
from etl.warehouse.lazy_views import Before, ViewsOnDemand

TOLD = {
    # by the query: what it has no row without
    "select x from a.t where x > (select max(x) from a.u)": "a.t",
    "select t.x from a.t inner join a.u using (x)": "a.t a.u",
    "select t.x from a.t left join a.u using (x)": "a.t",
    "select u.x from a.t right join a.u using (x)": "a.u",
    "select x from a.t full join a.u using (x)": "",
    "select t.x from a.t semi join a.u using (x)": "a.t a.u",
    "select t.x from a.t anti join a.u using (x)": "a.t",
    "select t.x from a.t cross join range(3) as day (x)": "a.t",
    "select t.x from a.t cross join a.u left join a.v using (x) inner join a.w using (x)": (
        "a.t a.u a.w"
    ),
    "select x from a.t union all by name select x from a.u": "",
    "select x from a.t union select t.x from a.t inner join a.u using (x)": "a.t",
    "select x from a.t except select x from a.u": "a.t",
    "select x, count(*) as y from a.t group by x": "a.t",
    "select x, count(*) as y from a.t group by all": "a.t",
    "select count(*) as y from a.t group by all": "",
    "select x, count(*) as y from a.t group by rollup (x)": "",
    "select count(*) as y from a.t group by ()": "",
    "select max(x) as x from a.t": "",
    "select 1 + arg_max(x, y) as x from a.t": "",
    "select known_sum(x, y) as x from a.t": "",  # a macro of ours that sums up
    "select max(x) filter (x > 0) over (order by x) as x from a.t": "a.t",
    "select sum(max(x)) over (order by y) as x from a.t": "",
    "select coalesce((select max(x) from a.u), 0) as x from a.t": "a.t",
    "select greatest(x, 1) as x from a.t qualify row_number() over (order by x) = 1": "a.t",
    "with t as (select x from a.t) from t": "a.t",  # a step with the name of what it reads
    "with t as (select max(x) as x from a.t) select x from t": "",
    "with t as (from a.t), u as (from t inner join a.u using (x)) select x from u": "a.t a.u",
    "with recursive t as (select x from a.t union all select t.x from t inner join a.u using (x))"
    " from t": "a.t",
    "select x from (select x from a.t) as one": "a.t",
    "unpivot (select x, y from a.t) on x, y into name name value value": "",
    "select x from (values (1)) as one (x)": "",
    "select 1 as x": "",
}


@pytest.mark.parametrize("query", TOLD)
def test_it_is_told_of_joins_unions_steps_and_groups(query: str) -> None:
    """What is not named is not needed; nothing is told where a row may come from nowhere."""
    assert sorted(drawn_from(query)) == TOLD[query].split()


def test_over_tables_without_a_row_each_view_that_is_drawn_from_one_has_none() -> None:
    """As the database has it, whatever is told of its SQL."""
    with open_in_memory() as connection:
        for kind in ("warehouse", "journal"):
            migrate(connection, kind=kind)
        load_rules(connection)
        load_programmes(connection, our_programmes())
        load_mechanics(connection, our_mechanics())
        connection.execute("create macro as_of_date() as date '2026-05-03'")
        available, empty = base_tables(connection), tables_without_rows(connection)
        on_demand = ViewsOnDemand.over(connection, available=available)
        without_rows = set(empty)
        for view in read_views():
            if view.drawn_from & without_rows:
                without_rows.add(view.full_name)
        named = sorted(without_rows - empty)
        assert {"page.plan_week", "metric.cadence_step", "page.strength_history"} <= {*named}
        assert [name for name in named if not on_demand.rows(name).is_empty()] == []


def test_what_has_no_row_is_told_apart_and_made_without_its_query() -> None:
    """With the columns it has else; once the table has a row, by its query again."""
    views = tuple(view for view in read_views() if view.full_name == "metric.runner_event")

    def made(*, events: int) -> tuple[str, bool]:
        with open_in_memory() as connection:
            migrate(connection, kind="journal")
            connection.execute(
                "insert into journal.runner_event by name"
                " select 'e' || one as entry_id, 'ada' as runner_id, 'a race' as name,"
                " date '2026-05-01' as event_date, false as is_deleted, 'ada' as saved_by,"
                " now()::timestamp as saved_at,"
                " from range(?) as made (one)",
                [events],
            )
            on_demand = ViewsOnDemand.over(
                connection,
                available=base_tables(connection),
                views=views,
                before=Before(),
                empty=tables_without_rows(connection),
            )
            on_demand.build("metric.runner_event")
            on_demand.rows("metric.runner_event")  # from here on its columns are known
            described = connection.execute("describe metric.runner_event").fetchall()
            tables = connection.execute(
                "select count(*) from duckdb_tables() where table_name = 'runner_event'"
                " and schema_name = 'metric'"
            ).fetchall()
            return str([row[:2] for row in described]), tables[0][0] == 1

    first, again, with_rows = made(events=0), made(events=0), made(events=1)
    assert [is_table for _, is_table in (first, again, with_rows)] == [False, True, False]
    assert first[0] == again[0] == with_rows[0]
