"""The words of the report: rows of page views to sentences, every one of them plain text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from dashboard.limit import wording
from dashboard.method.clinician_limits import name_of, own_limit
from dashboard.method.governance import intended_use, rule_set_words
from dashboard.patient.body_mark import ON_PAPER, draw_body_mark
from dashboard.patient.gap_wording import gap_lines
from dashboard.patient.report import wording as words
from dashboard.patient.report.clinic import Clinic
from dashboard.patient.wording import (
    HURT_BEFORE,
    HURTS_NOW,
    NO_CAUSE,
    body_mark_words,
    change_words,
    changes_title,
    check_in_words,
    knee_words,
    knees_by_state,
    newest_question,
    no_pain_words,
    plain_mechanics_row,
    plan_lines,
    side_by_side,
    strength_words,
)
from dashboard.rows import load_rows, to_rows
from dashboard.rows.check_ins import CheckIn
from dashboard.rows.mechanics import MechanicsCourse
from dashboard.rows.others import NextRun, RuleOverride
from dashboard.rows.patient import PatientChange, PatientGap, PatientKnee, PatientNote
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

NO_CLINIC = Clinic()


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
    clinic: Clinic = NO_CLINIC,
) -> dict[str, Any]:
    """Everything the page prints, as JSON-able text; `weeks` says how far back it looks."""
    shown = weeks_shown(load, weeks=weeks)
    now, before = knees_by_state(load_rows(load, PatientKnee))
    sided = [row for row in now if row["knee"] in display.KNEES]
    reasons = load_rows(load, TodayReason)
    parts = (
        _own_limits(load, person, names or {}),
        Part(words.PLAN, tuple(plan_lines(load_rows(load, PlanToday), person.units))),
        _strength(shown),
        _check_ins(load, today=today, weeks=weeks),
    )
    return {
        "title": words.TITLE,
        "paper": paper,
        "clinic": {"name": clinic.name, "logo": clinic.logo_file},
        "name": person.display_name,
        "born": words.born(person.birth_year),
        "period": words.period(today - timedelta(weeks=weeks), today),
        "made": words.made(today),
        "status": _status(load),
        "limit": _limit(load, person),
        "reasons": [_reason(row, today, number) for number, row in enumerate(reasons, start=1)],
        "sources": {
            "title": words.SOURCES,
            "lines": [_source(row) for row in reasons],
            "review": _review(reasons),
        },
        "use": f"{words.EVIDENCE_PLACE} {rule_set_words()} {intended_use()}",
        "hurts": HURTS_NOW,
        "knees": [_knee(row) for row in now],
        "body_mark": {"svg": draw_body_mark(sided, ON_PAPER), "alt": body_mark_words(sided)}
        if sided
        else {"svg": "", "alt": ""},
        "no_knees": no_pain_words(has_hurt=bool(before)),
        "knees_before": {"title": HURT_BEFORE, "knees": [_knee(row) for row in before]},
        "question": _question(load),
        "changes": _changes(load_rows(load, PatientChange), person),
        "weeks": _weeks(shown, weeks=weeks),
        "parts": [part.as_data() for part in parts if part.lines],
        "mechanics": _mechanics(load),
        "gaps": _gaps(load, today, shown),
        "open": {
            "title": words.TO_FILL_IN,
            "note": words.NOT_SEEN_BY_A_WATCH,
            "fields": list(words.OPEN_FIELDS),
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
    return Part(words.OWN_LIMITS, lines)


def _knee(row: PatientKnee) -> dict[str, str]:
    return dict(zip(("headline", "detail"), knee_words(row), strict=True))


def _reason(row: TodayReason, today: date, number: int) -> dict[str, Any]:
    beside = "" if row["status"] else f"{WORTH_KNOWING}: "
    return {"text": beside + reason_line(row, today=today, to_runner=False), "number": number}


def _source(row: TodayReason) -> str:
    return words.source_line(
        grade=row["evidence_grade"],
        title=row["title"],
        source=told(row["source"]),
        checked_by=row["checked_by"],
    )


def _review(reasons: Sequence[TodayReason]) -> str:
    """Said once for all of them."""
    return words.UNREVIEWED if any(not row["checked_by"] for row in reasons) else ""


def _question(load: Load) -> dict[str, str]:
    """What the runner last wrote that they want to ask; empty where they wrote nothing."""
    asked = newest_question(load_rows(load, PatientNote))
    if asked is None:
        return {"title": "", "text": "", "note": ""}
    return {
        "title": words.QUESTION,
        "text": asked["note"] or "",
        "note": words.asked_on(asked["local_date"]),
    }


def _mechanics(load: Load) -> dict[str, Any]:
    rows = side_by_side(load_rows(load, MechanicsCourse))
    return {
        "title": words.MECHANICS,
        "head": words.MECHANICS_HEAD,
        "rows": [plain_mechanics_row(of_item) for of_item in rows],
        "note": words.NOT_BY_A_WATCH,
    }


def _changes(rows: Sequence[PatientChange], person: Person) -> dict[str, Any]:
    if not rows:
        return {"title": "", "head": [], "rows": [], "note": ""}
    return {
        "title": changes_title(rows[0]),
        "head": words.CHANGES_HEAD,
        "rows": [change_words(row, person.units) for row in rows],
        "note": NO_CAUSE,
    }


def _weeks(shown: pl.DataFrame, *, weeks: int) -> dict[str, Any]:
    has_chart = not shown.is_empty()
    return {
        "title": words.weeks_title(weeks, has_chart=has_chart),
        "has_chart": has_chart,
        "alt": words.CHART_ALT if has_chart else words.NO_RUNS,
    }


def _check_ins(load: Load, *, today: date, weeks: int) -> Part:
    rows = load("page.check_in").filter(pl.col("local_date") > today - timedelta(weeks=weeks))
    latest = rows.unique(["questionnaire_id", "knee"], keep="first", maintain_order=True)
    return Part(words.CHECK_INS, tuple(check_in_words(row) for row in to_rows(latest, CheckIn)))


def _strength(shown: pl.DataFrame) -> Part:
    told_words = strength_words(shown)
    return Part(words.STRENGTH, (told_words,) if told_words else (), words.NOT_LOGGED)


def _gaps(load: Load, today: date, shown: pl.DataFrame) -> dict[str, Any]:
    rows = load_rows(load, Today)
    last_run_date = rows[0]["last_run_date"] if rows else None
    gaps = load_rows(load, PatientGap)
    lines = gap_lines(gaps, last_run_date=last_run_date, today=today, weeks=shown)
    return {"title": words.NOT_KNOWN, "lines": lines}
