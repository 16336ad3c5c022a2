"""What nobody knows of a patient's last weeks, in words; the page and the report say the same."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from dashboard.rows.patient import PatientGap
from dashboard.ui import display
from etl.reference.rules import parameter_value

NOT_KNOWN = "Not known"
GAPS = {
    "morning_score": "Days with pain logged, but no score of the next morning",
    "hidden_run": "Runs not shown: they came through the Strava API, which shows them to the "
    "runner alone; the runner's own export makes them visible",
    "day_unknown": "Days of which nothing is known: neither a run nor a sign of rest",
    "no_stream": "Runs with totals only: hills, speed and cadence unknown",
    "no_altitude": "Runs without altitude, such as on a treadmill: climbs and descents unknown",
    "doubted_altitude": "Runs whose altitude is not believed: climbs and descents unknown",
    "rough_altitude": "Runs with altitude by GPS only: descents rough",
    "no_cadence": "Runs without cadence",
}
SUMS_IN_PART = (
    ("Descent", "descent_m", "descent_known_share"),
    ("Fast running", "fast_s", "speed_known_share"),
)
"""Sums of a week that not every run adds to: words, column, and the column of the known share."""


def gap_lines(
    gaps: Iterable[PatientGap],
    *,
    last_run_date: date | None,
    today: date,
    weeks: pl.DataFrame | None = None,
) -> list[str]:
    """What is missing, or that nothing is: as `missing_lines`, never empty."""
    lines = missing_lines(gaps, last_run_date=last_run_date, today=today, weeks=weeks)
    return lines or [nothing_missing()]


def nothing_missing() -> str:
    """Where there was something to miss."""
    return f"Nothing is missing of the last {display.count(_gap_weeks(), 'week')}."


def _gap_weeks() -> int:
    return round(parameter_value("patient_gap_days")) // 7


def missing_lines(
    gaps: Iterable[PatientGap],
    *,
    last_run_date: date | None,
    today: date,
    weeks: pl.DataFrame | None = None,
) -> list[str]:
    """Rows of `page.patient_gap` in words, or that there was nothing to miss; else empty.

    `weeks`: the rows of `page.patient_week` that are shown, whose sums may be known in part.
    """
    lines = [gap_words(row) for row in gaps]
    lines += [] if weeks is None else part_lines(weeks)
    days = round(parameter_value("patient_gap_days"))
    if not lines and (last_run_date is None or (today - last_run_date).days > days):
        return [f"No run of the last {display.count(_gap_weeks(), 'week')} is here."]
    return lines


def part_lines(weeks: pl.DataFrame) -> list[str]:
    """Sums of `page.patient_week` that too little is known of, each with its latest such week.

    Of what nothing is known tell the rows of `page.patient_gap`.
    """
    lines = []
    for what, column, share in SUMS_IN_PART:
        unknown = weeks.filter(pl.col(column).is_null() & (pl.col(share) > 0))
        if not unknown.is_empty():
            known = unknown.sort("week_start_date").select("week_start_date", share, "moving_s")
            week_start_date, known_share, moving_s = known.row(-1)
            lines.append(
                f"{what} of {display.count(unknown.height, 'week')}: in the week from "
                f"{display.short_day(week_start_date)} it can be told for "
                f"{display.minutes_known(known_share, moving_s)}"
            )
    return lines


def gap_words(row: PatientGap) -> str:
    """A row of `page.patient_gap`."""
    what = GAPS[row["gap"]]
    over = f" of {row['of_count']} in {row['gap_days']} days" if row["gap_days"] else ""
    return f"{what}: {row['gap_count']}{over}"
