"""The row of a view that a number came from, each column in words and in the runner's units."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import polars as pl

from dashboard.ui import display
from etl.reference.views import View

_UNITS = (
    ("_per_week", "a week"),
    ("_mps", "m/s"),
    ("_m", "m"),
    ("_s", "s"),
    ("_spm", "spm"),
    ("_ratio", "ratio"),
    ("_share", "share"),
)
_KEYS = ("knee", "session_id", "local_date")


def input_row(rows: pl.DataFrame, hit: Mapping[str, Any]) -> dict[str, Any] | None:
    """The row of a view's rows of one runner that a passed limit is about; None: not there.

    Matched by run, knee and day where the view has them, by the week or the spell that holds the
    day otherwise.
    """
    for name in _KEYS:
        if name in rows.columns and hit.get(name) is not None:
            rows = rows.filter(pl.col(name) == hit[name])
    on = hit["local_date"]
    if "week_start_date" in rows.columns and "local_date" not in rows.columns:
        rows = rows.filter(pl.col("week_start_date") <= on).sort("week_start_date").tail(1)
    if {"start_date", "end_date"} <= set(rows.columns):
        rows = rows.filter((pl.col("start_date") <= on) & (pl.col("end_date") >= on))
    return rows.row(0, named=True) if rows.height else None


def inputs(view: View, row: Mapping[str, Any], units: str) -> list[tuple[str, str]]:
    """Every known number of the row: what it is, and its value in words; ids are left out."""
    return [
        (column.description.split(";")[0], in_words(column.name, row[column.name], units))
        for column in view.columns
        if not column.name.endswith("_id") and row.get(column.name) is not None
        if not isinstance(row[column.name], list)
    ]


def in_words(name: str, value: object, units: str) -> str:
    """A stored value as a person reads it; its unit is the end of its column's name."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return display.instant(value) + " UTC"
    if isinstance(value, date):
        return display.day(value)
    if isinstance(value, int | float):
        if name.endswith(("ascent_m", "descent_m")):
            return display.height(value, units)
        unit = next((unit for end, unit in _UNITS if name.endswith(end)), None)
        return display.quantity(value, unit, units)
    return str(value).replace("_", " ")
