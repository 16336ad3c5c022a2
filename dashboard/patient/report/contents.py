"""The words of the report: rows of page views to sentences, every one of them plain text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from dashboard.limit import wording
from dashboard.method.clinician_limits import name_of, own_limit
from dashboard.method.governance import intended_use, rule_set_words
from dashboard.patient.wording import (
    HURT_BEFORE,
    NO_CAUSE,
    change_words,
    changes_title,
    check_in_words,
    gap_lines,
    knee_words,
    knees_by_state,
    mechanics_words,
    no_pain_words,
    plan_lines,
    strength_words,
)
from dashboard.rows import load_rows, to_rows
from dashboard.rows.check_ins import CheckIn
from dashboard.rows.mechanics import MechanicsCourse
from dashboard.rows.others import NextRun, RuleOverride
from dashboard.rows.patient import PatientChange, PatientGap, PatientKnee
from dashboard.rows.plan import PlanToday
from dashboard.rows.today import Today, TodayReason
from dashboard.session import Person
from dashboard.today.status_wording import WORTH_KNOWING, reason_line, statement, status_of
from dashboard.ui import display
from etl.reference.citations import told

Load = Callable[[str], pl.DataFrame]
"""Rows of one page view about the runner, as far as whoever makes the report may see them."""

Names = Mapping[str, str]
"""Of people by their ids."""

PAPERS = {"a4": "A4", "us-letter": "US Letter"}
EVIDENCE_PLACE = "Evidence stands on the pages of that name under Method, in Kneewise."
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
    load: Load,
    person: Person,
    *,
    today: date,
    weeks: int,
    paper: str,
    names: Names | None = None,
) -> dict[str, Any]:
    """Everything the page prints, as JSON-able text; `weeks` says how far back it looks."""
    shown = weeks_shown(load, weeks=weeks)
    now, before = knees_by_state(load_rows(load, PatientKnee))
    mechanics = tuple(map(mechanics_words, load_rows(load, MechanicsCourse)))
    reasons = load_rows(load, TodayReason)
    parts = (
        _own_limits(load, person, names or {}),
        Part("Plan", tuple(plan_lines(load_rows(load, PlanToday), person.units))),
        _strength(shown),
        _check_ins(load, today=today, weeks=weeks),
        Part("Mechanics", mechanics, "Seen by the runner or a clinician, not by a watch."),
    )
    return {
        "title": "Knee report",
        "paper": paper,
        "name": person.display_name,
        "born": f"born {person.birth_year}" if person.birth_year else "",
        "period": f"{display.day(today - timedelta(weeks=weeks))} to {display.day(today)}",
        "made": f"Kneewise, {display.day(today)}. What a watch recorded and the runner logged; "
        "no diagnosis.",
        "status": _status(load),
        "limit": _limit(load, person),
        "reasons": [_reason(row, today) for row in reasons],
        "review": _review(reasons),
        "use": f"{EVIDENCE_PLACE} {rule_set_words()} {intended_use()}",
        "knees": [_knee(row) for row in now],
        "no_knees": no_pain_words(has_hurt=bool(before)),
        "knees_before": {"title": HURT_BEFORE, "knees": [_knee(row) for row in before]},
        "changes": _changes(load_rows(load, PatientChange), person),
        "weeks": _weeks(shown, weeks=weeks),
        "parts": [part.as_data() for part in parts if part.lines],
        "gaps": _gaps(load, today, shown),
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
    today = next(iter(load_rows(load, Today)), None)
    mark = display.STATUSES[status_of(today)]
    said = statement(today, load_rows(load, TodayReason), to_runner=False)
    return {"shape": mark.shape, "word": mark.word, "finding": said.finding}


def _limit(load: Load, person: Person) -> str:
    rows = load_rows(load, NextRun)
    return wording.plain(rows[0], person.units, whose="their") if rows else ""


def _own_limits(load: Load, person: Person, names: Names) -> Part:
    rows = [row for row in load_rows(load, RuleOverride) if row["is_current"]]
    lines = tuple(own_limit(row, person.units, who=name_of(row["saved_by"], names)) for row in rows)
    return Part("Limits set for this runner", lines)


def _knee(row: PatientKnee) -> dict[str, str]:
    return dict(zip(("headline", "detail"), knee_words(row), strict=True))


def _reason(row: TodayReason, today: date) -> dict[str, str]:
    beside = "" if row["status"] else f"{WORTH_KNOWING}: "
    checked = f"; checked by {row['checked_by']}" if row["checked_by"] else ""
    return {
        "text": beside + reason_line(row, today=today, to_runner=False),
        "grade": row["evidence_grade"],
        "detail": f"{row['title']}; source: {told(row['source'])}{checked}.",
    }


def _review(reasons: Sequence[TodayReason]) -> str:
    """Said once for all of them."""
    unchecked = [row for row in reasons if not row["checked_by"]]
    return "Rules that name nobody are not yet reviewed by a clinician." if unchecked else ""


def _changes(rows: Sequence[PatientChange], person: Person) -> dict[str, Any]:
    if not rows:
        return {"title": "", "head": [], "rows": [], "note": ""}
    return {
        "title": changes_title(rows[0]),
        "head": ["", "Four weeks before", "Three weeks up to it", "Difference"],
        "rows": [change_words(row, person.units) for row in rows],
        "note": NO_CAUSE,
    }


def _weeks(shown: pl.DataFrame, *, weeks: int) -> dict[str, Any]:
    if shown.is_empty():
        return {"title": f"The last {weeks} weeks", "has_chart": False, "alt": "No runs are here."}
    return {
        "title": f"The last {weeks} weeks, by week",
        "has_chart": True,
        "alt": "Small charts over one axis of weeks: distance, longest run, descent, fast running, "
        "cadence, worst pain of each knee, strength sessions. A gap is a number that is not known, "
        "a cross one that too little is known of.",
    }


def _check_ins(load: Load, *, today: date, weeks: int) -> Part:
    rows = load("page.check_in").filter(pl.col("local_date") > today - timedelta(weeks=weeks))
    latest = rows.unique(["questionnaire_id", "knee"], keep="first", maintain_order=True)
    return Part("Check-ins", tuple(check_in_words(row) for row in to_rows(latest, CheckIn)))


def _strength(shown: pl.DataFrame) -> Part:
    words = strength_words(shown)
    return Part("Strength", (words,) if words else (), "Not logged is not the same as not done.")


def _gaps(load: Load, today: date, shown: pl.DataFrame) -> dict[str, Any]:
    rows = load_rows(load, Today)
    last_run_date = rows[0]["last_run_date"] if rows else None
    gaps = load_rows(load, PatientGap)
    lines = gap_lines(gaps, last_run_date=last_run_date, today=today, weeks=shown)
    return {"title": "Not known", "lines": lines}
