"""What a clinician reads of a runner, in words; the page and the report say the same."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

import polars as pl

from dashboard.plan import wording as plan_wording
from dashboard.rows.check_ins import CheckIn
from dashboard.rows.mechanics import MechanicsCourse
from dashboard.rows.patient import (
    PatientChange,
    PatientKnee,
    PatientNote,
    PatientShare,
    PatientVisit,
)
from dashboard.rows.plan import PlanToday
from dashboard.rows.today import TodayReason
from dashboard.session import Person
from dashboard.ui import display
from dashboard.ui.escape import escaped
from dashboard.ui.plain_names import plain_name

MEASURES = {
    "longest_run_m": "Longest run",
    "week_distance_m": "Distance a week",
    "week_descent_m": "Descent a week",
    "week_fast_s": "Fast running a week",
    "week_run_count": "Runs a week",
    "cadence_adjusted_spm": "Cadence at usual pace",
    "new_shoe": "New shoes",
}
NOTHING_YET = "Bring in a runner's runs, and this page lays twelve weeks side by side."
NOBODY_SHARES = "Runners who share with you stand here: what hurts, what changed, what was done."
INVITE = "Invite a runner"
QUESTION = "Question for the session"
HURTS_NOW = "What hurts"
HURT_BEFORE = "What hurt before, calm now"
WAS_DONE = "Strength and check-ins"
NOTHING_DONE = "Neither is here yet."
ALL_MECHANICS = "All that was looked at"
NOTHING_SEEN = "Nothing was seen of what was looked for."
NOT_TESTED = "Clinicians' advice; whether it changes what was seen, or a knee, was not tested."
NOT_SHOWN = "Not shown to have caused it."
NO_CAUSE = "What came before pain is not shown to have caused it."
SINCE_WHEN = "Before: the four weeks before those three."
STAYED_THE_SAME = "What stayed the same"
NOTHING_CHANGED = "Nothing that is known was different."
CHANGES_HEAD = ["What", "Before", "Up to it", "Change"]
SAME = "same"
MECHANICS_HEAD = ["Seen", "Left", "Right", "Checks", "Trains it"]
MECHANICS_LAST = "Last"
SIDE_LABELS = {"left": "left", "right": "right"}
"""Beside the drawing of both knees."""

SCOPES = {"training": "training", "pain": "pain", "clinical": "clinical notes"}


def name_words(person: Person) -> str:
    """`Mara K., 1991`; the name alone where the year is not told."""
    name = plain_name(person.display_name)
    return f"{name}, {person.birth_year}" if person.birth_year else name


def share_words(row: PatientShare) -> str:
    """A row of `page.patient_share`: what this reader sees, and until when."""
    words = ", ".join(SCOPES[scope] for scope in row["scopes"])
    until = f" until {display.day(row['until_date'])}" if row["until_date"] else ""
    return f"shared by the runner{until}: {words}"


def visit_words(row: PatientVisit, today: date) -> str:
    """A row of `page.patient_visit`."""
    return (
        f"seen on {display.count(row['visit_count'], 'day')}, last "
        f"{display.short_day(row['last_visit_date'], today)}"
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


def body_mark_words(rows: Iterable[PatientKnee]) -> str:
    """What the drawing of both knees shows, for who does not see it."""
    marks = ", ".join(f"{row['knee']} knee, {_place(row)}" for row in rows)
    return f"Both knees from the front, marked: {marks}"


def _place(row: PatientKnee) -> str:
    return display.PLACES.get(row["place"] or "", "place not said").lower()


def knee_words(row: PatientKnee, today: date | None = None) -> tuple[str, str]:
    """A row of `page.patient_knee`: which knee since when, and how bad and how well known.

    With `today`, days are as short as they may be beside it.
    """

    def day(value: date) -> str:
        return display.short_day(value, today) if today else display.day(value)

    since = day(row["start_date"])
    state = (
        f"from {since} to {day(row['end_date'])}, calm since"
        if row["is_over"]
        else f"since {since} ({display.count(row['duration_days'], 'day')})"
    )
    mornings = (
        f"mornings {row['first_morning_score']:g} → {row['last_morning_score']:g}"
        if row["last_morning_score"] is not None
        else "too few morning scores to compare"
    )
    felt = ", ".join(display.CHIPS.get(chip, chip).lower() for chip in row["chips"])
    parts = [
        f"Worst {row['worst_score']:g} of 10, {mornings}",
        f"{row['logged_day_count']} of {row['duration_days']} days logged",
        f"{display.count(row['spell_count'], 'spell')} in 180 days" if row["spell_count"] else "",
        felt,
    ]
    return f"{display.knee_heading(row['knee'])}, {_place(row)}, {state}", "; ".join(
        part for part in parts if part
    )


def changes_title(first: PatientChange) -> str:
    """Over which weeks `page.patient_change` looks, and for which knee: all rows say the same."""
    day = display.day(first["start_date"])
    return f"Changed in the three weeks up to {day} ({display.knee(first['knee'])})"


def short_changes_title(first: PatientChange, now: Sequence[PatientKnee], today: date) -> str:
    """The same beside what hurts: the knee is named where it is not the only one there."""
    is_plain = [row["knee"] for row in now] == [first["knee"]]
    knee = "" if is_plain else f" ({display.knee(first['knee'])})"
    day = display.short_day(first["start_date"], today)
    return f"Changed in the three weeks up to {day}{knee}"


def emphasised(row: PatientChange, cells: list[str]) -> list[str]:
    """The cells of a row with its difference in bold where it is worth telling, as Markdown."""
    *others, difference = cells
    return [*others, f"**{difference}**" if row["is_change"] else difference]


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
        return SAME
    if row["measure"] == "cadence_adjusted_spm":
        return display.cadence_change(row["difference"])
    return "new" if row["ratio"] is None else display.change(row["ratio"])


RULE_COLUMNS = {
    "session_spike": "longest_run_m",
    "build_up": "distance_m",
    "weekly_ramp": "distance_m",
    "descent_most": "descent_m",
    "fast_minutes": "fast_s",
}
"""Columns of the weeks that rules of load are of."""
COLUMN_WORDS = {
    "longest_run_m": "longest run",
    "distance_m": "distance",
    "descent_m": "descent",
    "fast_s": "fast running",
}


def flagged_columns(reasons: Iterable[TodayReason]) -> dict[str, date]:
    """Columns of the weeks that today's reasons name, each with its day."""
    return {
        RULE_COLUMNS[row["rule_id"]]: row["local_date"]
        for row in reasons
        if row["rule_id"] in RULE_COLUMNS
    }


def weeks_title(flagged: Mapping[str, date], today: date) -> str:
    """What went past a limit of late; else what stands there."""
    if not flagged:
        return "Twelve weeks of running, pain and strength"
    *others, last = (COLUMN_WORDS[column] for column in flagged)
    what = f"{', '.join(others)} and {last}" if others else last
    day = display.short_day(max(flagged.values()), today)
    return f"{what[:1].upper()}{what[1:]} went past the usual by {day}"


FAST_MINUTES = "Fast running, min"
CADENCE_STEPS = "Cadence, steps/min"
WEEK_FROM = "Week from"
FAST_RUNNING = "Fast running"
WEEK_COLUMNS = {
    "left_worst_score": "Worst pain, left",
    "right_worst_score": "Worst pain, right",
    "unknown_worst_score": "Worst pain, side not said",
    "logged_day_count": "Days logged",
    "strength_count": "Strength done",
    "strength_planned_count": "Strength planned",
}
"""Columns of the weeks that are told as they are stored."""


def longest_run_in(unit: str) -> str:
    """Head of a column."""
    return f"Longest run, {unit}"


def told_for(what: str) -> str:
    """Head of the column that says of how much of a week a sum is known."""
    return f"{what} told for"


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


def mechanics_title(seen: Iterable[MechanicsCourse], today: date) -> str:
    """Of which day the newest look is."""
    day = display.short_day(max(row["last_date"] for row in seen), today)
    return f"Seen on {day}"


def side_by_side(seen: Iterable[MechanicsCourse]) -> list[list[MechanicsCourse]]:
    """Rows of `page.mechanics_course` by item, in the order of its plainest side."""
    rows = list(seen)
    place: dict[str, int] = {}
    for row in rows:
        place.setdefault(row["item_id"], len(place))
    ordered = sorted(rows, key=lambda row: place[row["item_id"]])
    return [list(group) for _, group in groupby(ordered, key=lambda row: row["item_id"])]


def mechanics_row(
    rows: Sequence[MechanicsCourse], advice: Mapping[tuple[str, str | None], str]
) -> list[str]:
    """An item as a row of a table, as Markdown: findings in bold, and what clinicians say to them.

    `rows`: of `page.mechanics_course` about one item; `advice` by item and side.
    """
    follows = [
        words
        for row in rows
        if row["is_noted_last"] and (words := advice.get((row["item_id"], row["side"])))
    ]
    said = "; ".join(dict.fromkeys(follows)) or display.UNKNOWN
    return [*_seen_cells(rows), escaped(said)]


def all_mechanics_row(rows: Sequence[MechanicsCourse]) -> list[str]:
    """The same with the day of the last look in place of what follows."""
    return [*_seen_cells(rows), display.short_day(max(row["last_date"] for row in rows))]


def plain_mechanics_row(rows: Sequence[MechanicsCourse]) -> list[str]:
    """The same as plain text, for paper."""
    cells = ["" if row is None else row["last_words"] for row in _both_sides(rows)]
    last = display.short_day(max(row["last_date"] for row in rows))
    return [rows[0]["title"], *cells, _counted(rows), last]


def _seen_cells(rows: Sequence[MechanicsCourse]) -> list[str]:
    """What, left, right, and in how many checks; what has no side stands under both."""
    return [escaped(rows[0]["title"]), *map(_seen_cell, _both_sides(rows)), _counted(rows)]


def _both_sides(rows: Sequence[MechanicsCourse]) -> list[MechanicsCourse | None]:
    by_side = {row["side"]: row for row in rows}
    return [by_side.get(side) or by_side.get(None) for side in ("left", "right")]


def _counted(rows: Sequence[MechanicsCourse]) -> str:
    top = rows[0]
    return "" if top["noted_count"] is None else f"{top['noted_count']} of {top['check_count']}"


def _seen_cell(row: MechanicsCourse | None) -> str:
    if row is None:
        return display.UNKNOWN
    words = escaped(row["last_words"])
    return f"**{words}**" if row["is_noted_last"] else words


def newest_question(notes: Iterable[PatientNote]) -> PatientNote | None:
    """What the runner last wrote that they want to ask; `notes`: the newest first."""
    return next((row for row in notes if row["kind"] == "question"), None)


def plan_lines(plans: Iterable[PlanToday], units: str) -> list[str]:
    """The plan under way, of `page.plan_today`."""
    return [f"Plan: {plan_wording.line(row, units)}" for row in plans]
