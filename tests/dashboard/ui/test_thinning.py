"""Ten years of days are drawn with fewer points, and show what all of them show."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from dashboard.load.charts import draw_load
from dashboard.load.expert_charts import draw_recent_and_longer
from dashboard.ui.charts.thinning import thinned

FIRST = date(2016, 1, 4)
values = st.lists(
    st.one_of(st.none(), st.integers(-3, 3).map(float), st.floats(-1e6, 1e6)), max_size=300
)


def days_of(known: list[float | None]) -> pl.DataFrame:
    """A row a day."""
    days = [FIRST + timedelta(days=index) for index in range(len(known))]
    return pl.DataFrame(
        {"local_date": days, "value": known}, schema_overrides={"value": pl.Float64}
    )


def spells(frame: pl.DataFrame) -> list[tuple[bool, date, date, float | None, float | None]]:
    """What is known in one go, and the gaps between: from, to, highest, lowest."""
    return (
        frame.with_columns(gap=pl.col("value").is_null())
        .with_columns(spell=pl.col("gap").rle_id())
        .group_by("spell", maintain_order=True)
        .agg(
            pl.col("gap").first(),
            pl.col("local_date").first().alias("from"),
            pl.col("local_date").last().alias("to"),
            pl.col("value").max().alias("highest"),
            pl.col("value").min().alias("lowest"),
        )
        .drop("spell")
        .rows()
    )


@given(values, st.integers(1, 40))
def test_no_peak_and_no_gap_is_lost(known: list[float | None], pieces: int) -> None:
    """Every spell begins, ends and reaches up and down as before, gaps included; rows stay rows."""
    days = days_of(known)
    fewer = thinned(days, "value", pieces=pieces)
    assert spells(fewer) == spells(days)
    assert fewer.join(days, on=["local_date", "value"], how="anti", nulls_equal=True).is_empty()
    assert fewer["local_date"].is_sorted()


@given(values.filter(lambda known: len(known) > 40), st.integers(1, 10))
def test_the_highest_of_every_piece_is_drawn(known: list[float | None], pieces: int) -> None:
    """Not only of the whole line: a peak beside a higher one is seen, too."""
    days = days_of(known)
    fewer = thinned(days, "value", pieces=pieces)
    for piece in range(pieces):
        part = days.filter(pl.int_range(pl.len()) * pieces // days.height == piece)
        drawn = fewer.filter(pl.col("local_date").is_in(part["local_date"].implode()))
        assert drawn["value"].max() == part["value"].max()
        assert drawn["value"].min() == part["value"].min()


def test_a_short_line_keeps_all_its_points() -> None:
    """A year is drawn day by day."""
    days = days_of([float(day % 7) for day in range(366)])
    assert thinned(days, "value").equals(days)


def test_ten_years_are_half_the_points_and_the_longest_run_is_among_them() -> None:
    """On *Load*, where one day of ten years stands out."""
    metres = [10_000.0 + day % 11 for day in range(3650)]
    metres[1234] = 42_195.0
    days = days_of([*metres]).rename({"value": "longest_30d_m"})
    weeks = pl.DataFrame(
        {"week_start_date": [FIRST], "distance_m": [1.0], "longest_run_m": [1.0], "run_count": [1]}
    )
    runs = pl.DataFrame(
        schema={
            "local_date": pl.Date,
            "distance_m": pl.Float64,
            "longest_30d_m": pl.Float64,
            "spike_ratio": pl.Float64,
            "spike_band": pl.String,
        }
    )
    pain = pl.DataFrame(schema={"local_date": pl.Date, "knee": pl.String, "worst_score": pl.Int32})
    figure = draw_load(weeks, days, runs, pain, "km")
    (line,) = [trace for trace in figure.data if trace.name == "Longest run of 30 days"]
    assert max(line.y) == 42.195 and len(line.y) < 3650 / 2
    means = days.rename({"longest_30d_m": "mean_7d_m"}).with_columns(
        mean_28d_m="mean_7d_m",
        **dict.fromkeys(("coupled_ratio", "uncoupled_ratio", "smooth_ratio"), pl.lit(1.0)),
    )
    for trace in draw_recent_and_longer(means, "km").data[:2]:
        assert max(trace.y) == 42.195 and len(trace.y) < 3650 / 2
