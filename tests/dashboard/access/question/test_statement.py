"""What a question in SQL names."""

import pytest

from dashboard.access.question.statement import tables_asked


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("from metric.run", {"metric.run"}),
        ('select * from "Metric"."Run" limit 1', {"metric.run"}),
        ("with a as (from core.lap) select (select count(*) from page.run) from a",
         {"core.lap", "page.run"}),
        ("from metric.run as run cross join core.lap l", {"metric.run", "core.lap"}),
        ("from journal.shown order by shown_at", {"journal.shown"}),
        ("from query_table('metric.run')", {"metric.run"}),
        ("from query('from metric.run')", {"metric.run"}),
        ("from query('from metric.' || 'run')", None),
        ("describe metric.run", {"metric.run"}),
        ("from run", {"run"}),
        ("from range(3)", set()),
        ("from duckdb_views()", None),
        ("from (show all tables)", None),
        ("from pragma_table_info('metric.run')", None),
        ("from information_schema.tables", None),
        ("from PG_CATALOG.pg_tables", None),
        ("nothing that is SQL", None),
    ],
)  # fmt: skip
def test_the_names_in_a_question_are_told_or_said_to_be_unknown(question, named):
    assert tables_asked(question) == named
