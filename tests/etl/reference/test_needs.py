"""The built file of what each query reads: as the queries are now, and of no other."""

import pytest

from bench.needs import FILE, SQL, as_text
from etl.errors import DataError
from etl.reference.needs import needs_of, read_needs
from etl.reference.views import query_of, read_views, to_view

WEEK = "sql/views/1_metric/load/weekly_ramp.sql"


def test_the_file_is_that_of_the_queries():
    """`make needs` writes it anew."""
    assert FILE.read_text("utf-8") == as_text(SQL)


def test_every_view_and_check_stands_in_it_with_what_it_reads():
    """None would be built before what it needs."""
    views = read_views()
    checks = list((SQL / "checks").glob("*.sql"))
    assert len(read_needs()) == len(views) + len(checks)
    assert {"core.activity", "core.runner"} <= frozenset().union(*(view.needs for view in views))


def test_a_query_that_has_changed_since_is_refused_by_name():
    """Rather than built in the order of what it once was. Words above it change nothing."""
    text = (SQL.parent / WEEK).read_text("utf-8")
    name = WEEK.split("/", 3)[3]
    assert to_view("1_metric", name, text).needs == needs_of(WEEK, query_of(text))
    assert to_view("1_metric", name, text.replace("-- One", "-- Just one")).name == "weekly_ramp"
    for where, query in ((WEEK, f"{query_of(text)} limit 1"), ("sql/views/new.sql", "select 1")):
        with pytest.raises(DataError, match=f"^{where}: .*make needs"):
            needs_of(where, query)
