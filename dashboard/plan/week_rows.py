"""Weeks of a plan: the one that is running, the one before, and all as a table."""

from collections.abc import Sequence

import polars as pl

from dashboard.plan import wording as plan_wording
from dashboard.rows.plan import PlanWeek
from dashboard.ui import display
from dashboard.ui.described_table import DescribedTable, described


def current_week(rows: Sequence[PlanWeek]) -> PlanWeek:
    """The week that is running, else the last one; the first while the plan waits."""
    return next(row for row in rows if row["is_current"])


def week_before(rows: Sequence[PlanWeek], week: PlanWeek) -> PlanWeek | None:
    """The week before this one; None for the first."""
    index = week["week_index"] - 2
    return rows[index] if index >= 0 else None


def week_table(weeks: pl.DataFrame, units: str) -> DescribedTable:
    """Rows of `page.plan_week` under headings with units, planned beside done."""
    columns = [
        _shown(name, units).alias(words) for name, words in plan_wording.headings(units).items()
    ]
    return described("page.plan_week", weeks, *columns)


def _shown(name: str, units: str) -> pl.Expr:
    """A column in the runner's units, a gate by its word."""
    column = pl.col(name)
    if name == "gate_name":
        return column.replace({code: mark.word for code, mark in display.GATES.items()})
    if name.endswith("_s"):
        return display.to_minutes(column).round(0)
    return display.to_distance(column, units).round(1) if name.endswith("_m") else column
