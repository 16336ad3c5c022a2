"""The last weeks as small charts over one axis."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import polars as pl

from dashboard import session
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
        "Week from": weeks["week_start_date"],
        f"Distance, {distance}": display.to_distance(weeks["distance_m"], units).round(1),
        f"Longest run, {distance}": display.to_distance(weeks["longest_run_m"], units).round(1),
        f"Descent, {height}": display.to_height(weeks["descent_m"], units).round(),
        told_for("Descent"): _told_for(weeks, "descent_known_share"),
        "Fast running, min": display.to_minutes(weeks["fast_s"]).round(1),
        told_for("Fast running"): _told_for(weeks, "speed_known_share"),
        "Cadence, steps/min": weeks["cadence_adjusted_spm"].round(1),
        "Worst pain, left": weeks["left_worst_score"],
        "Worst pain, right": weeks["right_worst_score"],
        "Days logged": weeks["logged_day_count"],
        "Strength done": weeks["strength_count"],
        "Strength planned": weeks["strength_planned_count"],
    }
    return pl.DataFrame(columns).reverse()


def _told_for(weeks: pl.DataFrame, share: str) -> list[str]:
    pairs = zip(weeks[share], weeks["moving_s"], strict=True)
    return [display.minutes_known(*pair) for pair in pairs]
