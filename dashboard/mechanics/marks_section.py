"""Marks of the checks by item and side over time."""

import polars as pl

from dashboard.mechanics import wording
from dashboard.mechanics.charts import can_draw, draw_mechanics
from dashboard.mechanics.wording import WORDS_ONLY, check_title
from dashboard.ui.chart import chart_with_table, show_heading, table_with_csv
from dashboard.ui.charts.kept import drawn
from dashboard.ui.described_table import described
from etl.journal.mechanics import host_of


def show_marks(findings: pl.DataFrame, course: pl.DataFrame) -> None:
    """Marks by item and side over time, with everything that was seen in the table behind."""
    title = check_title(course)
    table = described(
        "page.mechanics_finding",
        findings.reverse(),
        pl.col("local_date").alias("Day"),
        pl.col("seen_by").replace(wording.SEERS).alias(wording.SEEN_BY),
        pl.col("title").alias("What"),
        pl.col("side").alias("Side"),
        pl.col("value_words").alias("Seen"),
        pl.col("note").alias("Note"),
        pl.col("video_url").map_elements(host_of, return_dtype=pl.String).alias(wording.VIDEO_ON),
    )
    if can_draw(findings):
        chart_with_table(drawn(draw_mechanics, findings, title=title), table, name="mechanics")
        return
    show_heading(title, WORDS_ONLY)
    table_with_csv(table, name="mechanics")
