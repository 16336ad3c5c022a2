"""What a table's columns mean comes from the headers of the views, in words for people."""

import polars as pl
import pytest

from dashboard.ui.chart import columns_of
from dashboard.ui.described_table import described, help_words
from etl.errors import DataError
from etl.reference.views import column_meanings, read_views


@pytest.mark.parametrize(
    ("meaning", "words"),
    [
        ("Distance of that day, metres; null if unknown", "Distance of that day."),
        ("longest run of the week", "Longest run of the week."),
        ("Part of it, 0-1; null if nothing moved", "Part of it."),
        ("Median over runs, steps a minute of both feet; null if unknown", "Median over runs."),
        ("Highest of the four, 0-10", "Highest of the four, 0-10."),
        ("Runs; 0: a week off; null likewise", "Runs; 0: a week off."),
        ("refer, red, high_load or ok", ""),
        ("Metres climbed; null if unknown", ""),
        ("null if unknown", ""),
        ("", ""),
    ],
)
def test_help_is_said_for_people(meaning: str, words: str) -> None:
    """Without the unit of storage, codes and nulls; rather nothing than half a sentence."""
    assert help_words(meaning) == words


def test_no_help_of_any_column_speaks_of_nulls_or_codes() -> None:
    """Of all views: a table may show any of them."""
    told = {help_words(column.description) for view in read_views() for column in view.columns}
    assert len(told) > 300
    said = {word.strip(".,;:()").lower() for words in told for word in words.split()}
    assert not said & {"null", "empty", "likewise", "metres", "seconds"}
    assert not [word for word in said if "_" in word]


def test_a_column_is_explained_by_what_it_is_made_of() -> None:
    """By its name on the screen; what is made of several or of none has no help."""
    weeks = pl.DataFrame({"distance_m": [9000.0], "run_count": [2], "ramp_ratio": [1.2]})
    table = described(
        "page.load_week",
        weeks,
        (pl.col("distance_m") / 1000).round(1).alias("Distance, km"),
        (pl.col("distance_m") / pl.col("run_count")).alias("A run"),
        pl.lit("x").alias("Mark"),
        pl.Series("Known of", ["all"]),
    )
    assert table.rows.rows() == [(9.0, 4500.0, "x", "all")]
    assert table.meanings == {"Distance, km": "Distance run."}
    shown = columns_of(table.rows, table.meanings)
    assert shown["Distance, km"]["help"] == "Distance run."
    assert shown["Known of"]["help"] is None


def test_meanings_are_those_of_the_view() -> None:
    """Also of one that only its layer tells from another."""
    (view,) = [view for view in read_views() if view.full_name == "page.load_week"]
    assert column_meanings("page.load_week") == {c.name: c.description for c in view.columns}
    with pytest.raises(DataError, match=r"no view is called page\.nothing"):
        column_meanings("page.nothing")
