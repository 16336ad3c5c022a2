"""What a clinician reads of a runner, in words; the page and the report say the same."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from dashboard.plan import wording as plan_wording
from dashboard.rows.check_ins import CheckIn
from dashboard.rows.mechanics import MechanicsCourse
from dashboard.rows.patient import (
    PatientChange,
    PatientGap,
    PatientKnee,
    PatientShare,
    PatientVisit,
)
from dashboard.rows.plan import PlanToday
from dashboard.ui import display
from etl.reference.rules import parameter_value

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
MEASURES = {
    "longest_run_m": "Longest run",
    "week_distance_m": "Distance a week",
    "week_descent_m": "Descent a week",
    "week_fast_s": "Fast running a week",
    "week_run_count": "Runs a week",
    "cadence_adjusted_spm": "Cadence at usual pace",
    "new_shoe": "New shoes",
}
SUMS_IN_PART = (
    ("Descent", "descent_m", "descent_known_share"),
    ("Fast running", "fast_s", "speed_known_share"),
)
"""Sums of a week that not every run adds to: words, column, and the column of the known share."""
HURTS_NOW = "What hurts"
HURT_BEFORE = "What hurt before, calm now"
NO_CAUSE = "What came before pain is not shown to have caused it."


SCOPES = {"training": "training", "pain": "pain", "clinical": "clinical notes"}


def share_words(row: PatientShare) -> str:
    """A row of `page.patient_share`: what this reader sees, and until when."""
    words = ", ".join(SCOPES[scope] for scope in row["scopes"])
    until = f" until {display.day(row['until_date'])}" if row["until_date"] else ""
    return f"shared by the runner{until}: {words}"


def visit_words(row: PatientVisit) -> str:
    """A row of `page.patient_visit`."""
    return (
        f"seen on {display.count(row['visit_count'], 'day')}, last "
        f"{display.day(row['last_visit_date'])}"
    )


def knees_by_state(rows: Iterable[PatientKnee]) -> tuple[list[PatientKnee], list[PatientKnee]]:
    """Rows of `page.patient_knee`: spells that go on, and those that are over."""
    going_on, over = list[PatientKnee](), list[PatientKnee]()
    for row in rows:
        (over if row["is_over"] else going_on).append(row)
    return going_on, over


def no_pain_words(*, has_hurt: bool) -> str:
    """Where no spell goes on; what nobody logged is not known to be calm."""
    if has_hurt:
        return "No spell of knee pain goes on, as far as it was logged."
    return "No knee pain of 2 or more was logged."


def knee_words(row: PatientKnee) -> tuple[str, str]:
    """A row of `page.patient_knee`: which knee since when, and how bad and how well known."""
    side = display.KNEES[row["knee"]].word
    place = display.PLACES.get(row["place"] or "", "place not said").lower()
    since = display.day(row["start_date"])
    state = (
        f"from {since} to {display.day(row['end_date'])}, calm since"
        if row["is_over"]
        else f"since {since} ({display.count(row['duration_days'], 'day')} so far)"
    )
    mornings = (
        f"mornings {row['first_morning_score']} → {row['last_morning_score']}"
        if row["last_morning_score"] is not None
        else "too few morning scores to compare"
    )
    felt = ", ".join(display.CHIPS.get(chip, chip).lower() for chip in row["chips"])
    parts = [
        f"Worst {row['worst_score']} of 10",
        mornings,
        f"{row['logged_day_count']} of {row['duration_days']} days logged",
        f"{display.count(row['spell_count'], 'spell')} in 180 days" if row["spell_count"] else "",
        felt,
    ]
    return f"{side} knee, {place}, {state}", " · ".join(part for part in parts if part)


def changes_title(first: PatientChange) -> str:
    """Over which weeks `page.patient_change` looks, and for which knee: all rows say the same."""
    day = display.day(first["start_date"])
    return f"Changed in the three weeks up to {day} ({first['knee']} knee)"


def change_words(row: PatientChange, units: str) -> list[str]:
    """A row of `page.patient_change`: what, before, lately, and the difference."""
    what = MEASURES[row["measure"]]
    if row["measure"] == "new_shoe":
        on = row["changed_on"]
        return [what, "", "", f"first worn {display.day(on)}" if on else "none told"]
    shown = {
        "longest_run_m": lambda value: display.distance(value, units),
        "week_distance_m": lambda value: display.distance(value, units),
        "week_descent_m": lambda value: display.height(value, units),
        "week_fast_s": display.duration,
        "week_run_count": lambda value: display.UNKNOWN if value is None else f"{value:.1f}",
        "cadence_adjusted_spm": display.cadence,
    }[row["measure"]]
    return [what, shown(row["before_value"]), shown(row["recent_value"]), _difference(row)]


def _difference(row: PatientChange) -> str:
    if row["is_change"] is None or row["difference"] is None:
        return "not known"
    if not row["is_change"]:
        return "unchanged"
    if row["measure"] == "cadence_adjusted_spm":
        return display.cadence_change(row["difference"])
    return "new" if row["ratio"] is None else display.change(row["ratio"])


def check_in_words(row: CheckIn) -> str:
    """A row of `page.check_in`, with its change against its noise."""
    knee = f", {row['knee']} knee" if row["knee"] else ""
    score = "no score: too little answered" if row["score"] is None else f"{row['score']:g}"
    change = f"; since the first: {row['change_first_words']}" if row["change_first_words"] else ""
    return f"{row['title']}{knee}, {display.short_day(row['local_date'])}: {score}{change}"


def strength_words(weeks: pl.DataFrame) -> str:
    """Sessions logged of those planned, over the whole weeks of `page.patient_week`; else empty."""
    known = weeks.filter(pl.col("strength_count").is_not_null() & ~pl.col("is_running"))
    if known.is_empty():
        return ""
    done, planned = known["strength_count"].sum(), known["strength_planned_count"].sum()
    return f"{done} of {planned} planned sessions logged in {display.count(known.height, 'week')}."


def mechanics_words(row: MechanicsCourse) -> str:
    """A row of `page.mechanics_course`: what was last seen, and in how many checks."""
    side = f", {row['side']}" if row["side"] else ""
    counted = (
        f" (in {row['noted_count']} of {display.count(row['check_count'], 'check')})"
        if row["noted_count"] is not None
        else ""
    )
    seen = f"{row['last_words']}, {display.short_day(row['last_date'])}{counted}"
    return f"{row['title']}{side}: {seen}"


def plan_lines(plans: Iterable[PlanToday], units: str) -> list[str]:
    """The plan under way, of `page.plan_today`."""
    return [f"Plan: {plan_wording.line(row, units)}" for row in plans]


def gap_lines(
    gaps: Iterable[PatientGap],
    *,
    last_run_date: date | None,
    today: date,
    weeks: pl.DataFrame | None = None,
) -> list[str]:
    """Rows of `page.patient_gap` in words; without any, whether there was something to miss.

    `weeks`: the rows of `page.patient_week` that are shown, whose sums may be known in part.
    """
    lines = [gap_words(row) for row in gaps]
    lines += [] if weeks is None else part_lines(weeks)
    days = round(parameter_value("patient_gap_days"))
    if lines:
        return lines
    if last_run_date is None or (today - last_run_date).days > days:
        return [f"No run of the last {display.count(days // 7, 'week')} is here."]
    return [f"Nothing is missing of the last {display.count(days // 7, 'week')}."]


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
