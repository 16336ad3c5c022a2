"""The page of results says what was measured, and nothing of what was not."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bench.compare.imports import BY_THE_CLOCK
from bench.compare.page import as_markdown, as_page, measured
from bench.compare.results import LeftOut, Line, Part, Run, Table, keep, kept, ratio
from bench.table.figures import MILLISECONDS, SECONDS

OURS = Line(what="ours", goes=[0.010, 0.030, 0.012], unit=MILLISECONDS, points=3_600, version="1.0")
CLOCK = Line(what="ours", goes=[0.5], unit=BY_THE_CLOCK)
SLOWER = Line(what="slower", goes=[0.024, 0.030, 0.020], unit=MILLISECONDS, points=3_599)
PART = Part(
    name="reading",
    run=Run(
        begun_at=datetime(2026, 5, 3, 9, 5, tzinfo=UTC),
        took_s=125.0,
        commit="abc1234 with changes",
        machine="2 cores",
        load_before=5.94,
        load_after=1.0,
    ),
    tables=[Table(title="An hour", about="Of a run.", lines=[OURS, SLOWER], bases=["ours"])],
    left_out=[LeftOut(who="absent", why="not installed here")],
)


def test_a_number_is_the_median_with_the_lowest_and_the_highest():
    """One slow go moves the spread and not the number."""
    assert measured(OURS) == "12 ms (10–30)"
    assert measured(replace(OURS, goes=[0.0114])) == "11 ms (one go)"


def test_what_has_no_number_has_its_sentence():
    """A browser that is not there is no time of zero."""
    assert measured(replace(OURS, goes="no Chromium here")) == "no Chromium here"
    assert measured(replace(OURS, goes=[])) == "not measured"


def test_a_ratio_is_that_of_two_medians_in_one_unit():
    """Seconds are not divided by files a second, and nothing by what has no number."""
    assert ratio(SLOWER, OURS) == pytest.approx(2.0)
    assert ratio(replace(SLOWER, unit=SECONDS), OURS) is None
    assert ratio(SLOWER, replace(OURS, goes="none")) is None
    assert ratio(replace(SLOWER, goes="none"), OURS) is None


def test_times_by_the_clock_are_not_divided_by_the_processors():
    """Of two lines of one name the first is the base; the other has a unit of its own."""
    lines = [replace(OURS, points=None, version=""), CLOCK]
    table = Table(title="", about="", lines=lines, bases=["ours"])
    assert as_markdown(table).splitlines()[2:] == [
        "| ours | 12 ms (10–30) | 1.00 |",
        "| ours | 0.50 s by the clock (one go) |  |",
    ]


def test_who_found_other_points_is_marked():
    """Time for another answer compares with nothing."""
    rows = as_markdown(PART.tables[0]).splitlines()
    assert rows == [
        "|  | version | measured | × ours | points |",
        "| --- | --- | ---: | ---: | ---: |",
        "| ours | 1.0 | 12 ms (10–30) | 1.00 | 3,600 |",
        "| slower |  | 24 ms (20–30) | 2.00 | 3,599 (other points) |",
    ]


def test_a_column_that_nobody_fills_is_not_there():
    """Without bases there is no ratio, without points no mark."""
    table = Table(title="", about="", lines=[replace(CLOCK, promised="≤ 15 ms")])
    assert as_markdown(table).splitlines()[0] == "|  | measured | promised |"


def test_a_part_tells_its_conditions_and_who_is_missing():
    """When, at which commit, under which load; and the parts that nobody ran."""
    page = as_page([PART], missing=["views"])
    assert (
        "2026-05-03 09:05 UTC, 2 min, commit abc1234 with changes, load average 5.9 before and "
        "1.0 after. 2 cores." in page
    )
    assert "- absent: not installed here\n" in page
    assert page.endswith("Not run here: views.\n")


def test_a_part_that_is_run_again_takes_the_place_of_its_own_alone(tmp_path):
    """Each lies in a file of its own."""
    other = replace(PART, name="views", left_out=[])
    keep(PART, tmp_path)
    keep(other, tmp_path)
    again = replace(PART, left_out=[])
    keep(again, tmp_path)
    assert list(kept(["views", "pages", "reading"], tmp_path)) == [other, again]
