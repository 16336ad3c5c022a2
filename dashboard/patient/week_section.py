"""The last weeks as small charts over one axis."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import polars as pl

from dashboard import session
from dashboard.patient import wording
from dashboard.patient.charts import draw_patient_weeks
from dashboard.patient.wording import flagged_columns, told_for, weeks_title
from dashboard.rows.today import TodayReason
from dashboard.ui import display
from dashboard.ui.card import card
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn


def show_weeks(person: session.Person, weeks: pl.DataFrame, reasons: Sequence[TodayReason]) -> None:
    """Small charts over one axis; a week that one of the reasons is of stands out."""
    if weeks.is_empty():
        return
    flagged = flagged_columns(reasons)
    figure = drawn(
        draw_patient_weeks,
        weeks,
        units=person.units,
        title=weeks_title(flagged, session.today(person)),
        flagged=flagged,
    )
    with card(key="patient-course"):
        chart_with_table(figure, partial(_table, weeks, person.units), name="patient-weeks")


def _table(weeks: pl.DataFrame, units: str) -> pl.DataFrame:
    distance, height = display.distance_unit(units), display.height_unit(units)
    columns: dict[str, Any] = {
        wording.WEEK_FROM: weeks["week_start_date"],
        f"Distance, {distance}": display.to_distance(weeks["distance_m"], units).round(1),
        wording.longest_run_in(distance): display.to_distance(weeks["longest_run_m"], units).round(
            1
        ),
        f"Descent, {height}": display.to_height(weeks["descent_m"], units).round(),
        told_for("Descent"): _told_for(weeks, "descent_known_share"),
        wording.FAST_MINUTES: display.to_minutes(weeks["fast_s"]).round(1),
        told_for(wording.FAST_RUNNING): _told_for(weeks, "speed_known_share"),
        wording.CADENCE_STEPS: weeks["cadence_adjusted_spm"].round(1),
        **{words: weeks[column] for column, words in wording.WEEK_COLUMNS.items()},
    }
    return pl.DataFrame(columns).reverse()


def _told_for(weeks: pl.DataFrame, share: str) -> list[str]:
    pairs = zip(weeks[share], weeks["moving_s"], strict=True)
    return [display.minutes_known(*pair) for pair in pairs]
