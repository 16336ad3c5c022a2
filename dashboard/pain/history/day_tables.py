"""Every day as a row, and of other places every week: the tables behind the chart of pain."""

import polars as pl

from dashboard.pain.history import wording
from dashboard.ui import display
from dashboard.ui.described_table import DescribedTable, described


def day_table(days: pl.DataFrame) -> DescribedTable:
    """Every score of these rows of `page.pain_calendar`, the newest first."""
    words = {code: mark.word for code, mark in display.LIGHTS.items()}
    knees = {code: mark.word for code, mark in display.PAIN_KNEES.items()}
    return described(
        "page.pain_calendar",
        days.sort("local_date", "knee", descending=[True, False]),
        pl.col("local_date").alias("Day"),
        pl.col("knee").replace(knees).alias("Knee"),
        *(pl.col(name).alias(head) for name, head in wording.DAY_COLUMNS.items()),
        pl.col("light").replace(words).alias("Light"),
    )


def site_table(weeks: pl.DataFrame) -> DescribedTable:
    """The worst of each week, place and side of these rows of `page.site_pain_week`."""
    return described(
        "page.site_pain_week",
        weeks.sort("week_start_date", "site", "side", descending=[True, False, False]),
        pl.col("week_start_date").alias(wording.WEEK_FROM),
        pl.col("site").replace(display.SITES).alias(wording.PLACE),
        pl.col("side").alias(wording.SIDE),
        *(pl.col(name).alias(head) for name, head in wording.SITE_COLUMNS.items()),
    )
