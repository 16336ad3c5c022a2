"""The words of the report: rows of page views to sentences, every one of them plain text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from dashboard import display
from dashboard.session import Person

Load = Callable[[str], pl.DataFrame]
"""Rows of one page view about the runner, as far as whoever makes the report may see them."""

PAPERS = {"a4": "A4", "us-letter": "US Letter"}
GAPS = {
    "morning_score": "No score of the next morning on {of} days with pain logged",
    "hidden_run": "Runs not shown: they came through the Strava API, which shows them to the "
    "runner alone; the runner's own export makes them visible",
    "day_unknown": "Days of which nothing is known: neither a run nor a sign of rest",
    "no_stream": "Runs with totals only: hills, speed and cadence unknown",
    "no_altitude": "Runs without altitude, such as on a treadmill: climbs and descents unknown",
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
OPEN_FIELDS = (
    "Hip: range and strength, left / right",
    "Knee: palpation, effusion, range",
    "Ankle and foot: range, calf strength",
    "Single-leg squat and step-down",
    "Patellar tendon loading test",
    "Gait on video: landing, trunk, pelvis",
    "Footwear worn today",
    "Agreed until the next session",
)


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its lines and a quiet sentence below them."""

    title: str
    lines: tuple[str, ...]
    note: str = ""

    def as_data(self) -> dict[str, Any]:
        """For the page."""
        return {"title": self.title, "lines": list(self.lines), "note": self.note}


def to_contents(
    load: Load, person: Person, *, today: date, weeks: int, paper: str
) -> dict[str, Any]:
    """Everything the page prints, as JSON-able text; `weeks` says how far back it looks."""
    shown = weeks_shown(load, weeks=weeks)
    parts = (_check_ins(load, today=today, weeks=weeks), _strength(shown))
    return {
        "title": "Knee report",
        "paper": paper,
        "name": person.display_name,
        "born": f"born {person.birth_year}" if person.birth_year else "",
        "period": f"{display.day(today - timedelta(weeks=weeks))} to {display.day(today)}",
        "made": f"Kneewise, {display.day(today)}. What a watch recorded and the runner logged; "
        "no diagnosis.",
        "status": _status(load),
        "reasons": [_reason(row) for row in load("page.today_reason").to_dicts()],
        "knees": [_knee(row) for row in load("page.patient_knee").to_dicts()],
        "no_knees": "No knee pain of 2 or more was logged.",
        "changes": _changes(load("page.patient_change"), person),
        "weeks": _weeks(shown, weeks=weeks),
        "parts": [part.as_data() for part in parts if part.lines],
        "gaps": _gaps(load("page.patient_gap")),
        "open": {
            "title": "For the clinic to fill in",
            "note": "A watch sees none of this.",
            "fields": list(OPEN_FIELDS),
        },
    }


def weeks_shown(load: Load, *, weeks: int) -> pl.DataFrame:
    """The last rows of `page.patient_week`, the running one with them."""
    return load("page.patient_week").tail(weeks + 1)


def _status(load: Load) -> dict[str, str]:
    today = load("page.today")
    code = today["status"][0] if today.height else "not_enough_data"
    mark = display.STATUSES[code]
    reasons = load("page.today_reason").filter(pl.col("status").is_not_null())
    finding = ""
    if reasons.height:
        first = reasons.row(0, named=True)
        knee = f", {first['knee']} knee" if first["knee"] else ""
        finding = f"{first['text']}{knee}, {display.day(first['local_date'])}"
    return {"shape": mark.shape, "word": mark.word, "finding": finding}


def _reason(row: dict[str, Any]) -> dict[str, str]:
    knee = f", {row['knee']} knee" if row["knee"] else ""
    checked = row["checked_by"] or "not yet reviewed by a clinician"
    return {
        "text": f"{row['text']}{knee}, {display.short_day(row['local_date'])}",
        "grade": row["evidence_grade"],
        "detail": f"{row['title']}; source: {row['source']}; {checked}.",
    }


def _knee(row: dict[str, Any]) -> dict[str, str]:
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
    return {
        "headline": f"{side} knee, {place}, {state}",
        "detail": " · ".join(part for part in parts if part),
    }


def _changes(rows: pl.DataFrame, person: Person) -> dict[str, Any]:
    if rows.is_empty():
        return {"title": "", "head": [], "rows": [], "note": ""}
    first = rows.row(0, named=True)
    return {
        "title": f"Changed in the three weeks up to {display.day(first['start_date'])} "
        f"({first['knee']} knee)",
        "head": ["", "Four weeks before", "Three weeks up to it", "Difference"],
        "rows": [_change(row, person) for row in rows.to_dicts()],
        "note": "What came before pain is not shown to have caused it.",
    }


def _change(row: dict[str, Any], person: Person) -> list[str]:
    what = MEASURES[row["measure"]]
    if row["measure"] == "new_shoe":
        on = row["changed_on"]
        return [what, "", "", f"first worn {display.day(on)}" if on else "none told"]
    shown = {
        "longest_run_m": lambda value: display.distance(value, person.units),
        "week_distance_m": lambda value: display.distance(value, person.units),
        "week_descent_m": lambda value: display.height(value, person.units),
        "week_fast_s": display.duration,
        "week_run_count": lambda value: display.UNKNOWN if value is None else f"{value:.1f}",
        "cadence_adjusted_spm": display.cadence,
    }[row["measure"]]
    return [what, shown(row["before_value"]), shown(row["recent_value"]), _difference(row)]


def _difference(row: dict[str, Any]) -> str:
    if row["is_change"] is None:
        return "not known"
    if not row["is_change"]:
        return "unchanged"
    if row["measure"] == "cadence_adjusted_spm":
        return display.cadence_change(row["difference"])
    return "new" if row["ratio"] is None else display.change(row["ratio"])


def _weeks(shown: pl.DataFrame, *, weeks: int) -> dict[str, Any]:
    if shown.is_empty():
        return {"title": f"The last {weeks} weeks", "has_chart": False, "alt": "No runs are here."}
    return {
        "title": f"The last {weeks} weeks, by week",
        "has_chart": True,
        "alt": "Small charts over one axis of weeks: distance, longest run, descent, fast running, "
        "cadence, worst pain of each knee, strength sessions. A gap is a number that is not known.",
    }


def _check_ins(load: Load, *, today: date, weeks: int) -> Part:
    rows = load("page.check_in").filter(pl.col("local_date") > today - timedelta(weeks=weeks))
    latest = rows.unique(["questionnaire_id", "knee"], keep="first", maintain_order=True)
    return Part("Check-ins", tuple(_check_in(row) for row in latest.to_dicts()))


def _check_in(row: dict[str, Any]) -> str:
    knee = f", {row['knee']} knee" if row["knee"] else ""
    score = "no score: too little answered" if row["score"] is None else f"{row['score']:g}"
    change = f"; since the first: {row['change_first_words']}" if row["change_first_words"] else ""
    return f"{row['title']}{knee}, {display.short_day(row['local_date'])}: {score}{change}"


def _strength(shown: pl.DataFrame) -> Part:
    known = shown.filter(pl.col("strength_count").is_not_null() & ~pl.col("is_running"))
    if known.is_empty():
        return Part("Strength", ())
    done, planned = known["strength_count"].sum(), known["strength_planned_count"].sum()
    return Part(
        "Strength",
        (f"{done} of {planned} planned sessions logged in {display.count(known.height, 'week')}.",),
        "Not logged is not the same as not done.",
    )


def _gaps(rows: pl.DataFrame) -> dict[str, Any]:
    lines = [
        f"{GAPS[row['gap']].format(of=row['of_count'])}: {row['gap_count']}"
        + (f" of {row['of_count']} in {row['gap_days']} days" if row["gap_days"] else "")
        for row in rows.to_dicts()
    ]
    return {"title": "Not known", "lines": lines or ["Nothing is missing of the last four weeks."]}
