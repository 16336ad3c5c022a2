"""What the example shows: rows and sentences of one invented runner, written by `bench/example`.

They are a file of this package, read here and nowhere else. No home holds any of it, so it cannot
reach a board, an export or anybody's own pages.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl

FILE = Path(__file__).with_name("example.json")
NAME = "Mara K."
UNITS = "km"
_MOST_ROWS = 100_000  # all of them tell what type a column has
FRAMES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "page.load_week": (
        ("week_start_date", "distance_m", "moving_s", "run_count", "longest_run_m"),
        "week_start_date",
    ),
    "page.load_ceiling": (("local_date", "longest_30d_m"), "local_date"),
    "metric.session_spike": (
        ("local_date", "distance_m", "longest_30d_m", "spike_ratio", "spike_band"),
        "local_date",
    ),
    "page.pain_mark": (("local_date", "knee", "worst_score", "light"), "local_date"),
}
"""Of each view: the columns that are drawn, and the one that is its day."""


@dataclass(frozen=True, slots=True)
class Example:
    """One day of an invented runner: what Today said, and the rows that its chart was drawn of."""

    day: date
    status: str
    finding: str
    limit: str
    reasons: tuple[str, ...]
    frames: Mapping[str, pl.DataFrame]


@cache
def read_example() -> Example:
    """The example as it is shipped."""
    told = json.loads(FILE.read_text("utf-8"))
    return Example(
        day=date.fromisoformat(told["day"]),
        status=told["status"],
        finding=told["finding"],
        limit=told["limit"],
        reasons=tuple(told["reasons"]),
        frames={view: _frame(told[view], columns, day) for view, (columns, day) in FRAMES.items()},
    )


def _frame(rows: list[dict[str, object]], columns: tuple[str, ...], day: str) -> pl.DataFrame:
    frame = pl.DataFrame(rows, infer_schema_length=_MOST_ROWS)
    return frame.select(columns).with_columns(pl.col(day).str.to_date())
