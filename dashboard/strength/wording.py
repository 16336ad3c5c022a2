"""Strength work in words: today's session, its exercises and reasons, and what was logged."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dashboard.rows.strength import StrengthHistory, StrengthProgramme, StrengthToday, StrengthWeek
from dashboard.strength.entries import amounts
from dashboard.ui import display

EMPTY = "Strength is logged beside your runs: bring those in first."
NOTHING_YET = "No strength work is logged yet: sessions you log show here by week."
REFERRED = (
    "A warning sign is ticked: what to do next is not said here until a clinician has looked at it "
    "and lets you train. What you did can still be logged."
)

if TYPE_CHECKING:
    import polars as pl

# Today's session in one tap.
DONE_AS_PLANNED = "Done as planned"
REST_AS_PLANNED = "The rest as planned"
UNDO = "Undo"
NO_PAIN = "No knee pain during it"
NO_PAIN_HELP = "If it hurt, open the exercise and say how much."

# One exercise.
HOW = "How"
DONE_AS_ABOVE = "Done as above"
DONE_AS_LAST_TIME = "Done as last time"
AS_LAST_TIME = "As last time"
FEWER, MORE = "One set fewer", "One set more"

# How an entry is asked for.
COMMAND = "Log the sets of one exercise; several entries of a day add up."
EXERCISE_HELP = "Such as spanish_squat."
SETS_HELP = "On each side, where it has sides."
REPETITIONS = "Repetitions of a set"
HOLD_SECONDS = "Seconds held"
WEIGHT = "Weight, kg"
ONE_SIDE = "One side only"
SIDE_HELP = "left or right, where only that side was trained."
SIDES = {"left": "Left only", "right": "Right only"}
PAIN_DURING = "Knee pain during it, 0 none to 10 worst"

# The warm-up, and the programme.
WARM_UP_ANSWERS = {True: "Done today", False: "Left out"}
WARM_UP_PARTS = "What it is"
ABOUT = "About this programme"
ANOTHER_PROGRAMME = "Another programme"
TRAIN_BY_THIS = "Train by this one"
START_PROGRAMME = "Start this programme"

# The weeks, and what was logged.
LOGGED = "What you logged"
SHOW_MORE = "Show more"
DELETE = "Delete"
WEEK_HEADINGS = {
    "week_start_date": "Week from",
    "session_count": "Sessions",
    "planned_session_count": "Planned",
    "set_count": "Sets",
    "warm_up_count": "Warm-ups",
    "pain_worst_score": "Worst pain, 0-10",
}
"""Of the table of weeks: its columns but that of the distance, in their order."""

LAST_WEEKS = 4  # of the finding

STEPS = {
    "first_time": "Begin at the low end of the range, with a weight that the knee takes easily.",
    "pause": "It has been a while: begin again at the low end of the range.",
    "calm": "The knee stayed calm last time: one small step more.",
    "top": "Top of the range, and the knee stayed calm: a little more weight, from the low end.",
    "sets_left": "All sets of it first, then more.",
    "unknown": "How the knee took it last time is not known: the same again.",
    "knee_red": "The knee asks to back off: the same again, no more.",
    "refer": "",
}
"""Why today asks for what it does: `next_reason_name` to words, where pain is not the reason."""

TOP_WITHOUT_WEIGHT = "Top of the range, and the knee stayed calm: the same again."
HOLD, BACK = "the same again, no more", "a step back"


def amount(
    *,
    sets: int | None,
    repetitions: int | None,
    hold_s: float | None,
    load_kg: float | None,
    is_per_side: bool,
) -> str:
    """What was or is to be done, as `3 × 12 a side, 8 kg`; a dash stands for what nobody said."""
    of_a_set = f"{hold_s:g} s" if hold_s is not None else str(repetitions or display.UNKNOWN)
    side = " a side" if is_per_side else ""
    load = f", {load_kg:g} kg" if load_kg else ""
    return f"{display.UNKNOWN if sets is None else sets} × {of_a_set}{side}{load}"


def planned_amount(row: StrengthToday) -> str:
    """What the programme asks for, as a range: `3 × 12–15, slow`."""
    low, high, unit = (
        (row["from_count"], row["until_count"], "")
        if row["from_hold_s"] is None
        else (row["from_hold_s"], row["until_hold_s"], " s")
    )
    of_a_set = f"{low}{unit}" if low == high else f"{low}–{high}{unit}"
    side = " a side" if row["is_per_side"] else ""
    return f"{row['planned_set_count']} × {of_a_set}{side}"


def amount_of(row: StrengthToday, when: str) -> str:
    """The `last` or `next` amount of a row of `page.strength_today`."""
    told = amounts(row, when)
    return amount(
        sets=told["set_count"],
        repetitions=told["repetition_count"],
        hold_s=told["hold_s"],
        load_kg=told["load_kg"],
        is_per_side=row["is_per_side"],
    )


def title(rows: Sequence[StrengthToday], this_week: StrengthWeek | None) -> str:
    """Where today's session and this week's stand, as a finding.

    `this_week` is None before any strength work.
    """
    done = sum(row["is_done"] for row in rows)
    if rows and done == len(rows):
        return "Today's session is done"
    if done:
        return f"Today's session is under way: {done} of {len(rows)} exercises done"
    if this_week is None:
        return "Your first session"
    left = this_week["planned_session_count"] - this_week["session_count"]
    if left <= 0:
        return "This week's sessions are done"
    return f"This week asks for {left} more {'session' if left == 1 else 'sessions'}"


def week_words(week: StrengthWeek) -> str:
    """Sessions of this week beside those planned."""
    return f"{week['session_count']} of {week['planned_session_count']} this week"


def today_line(week: StrengthWeek) -> str:
    """The line on Today."""
    return f"Strength: {week_words(week)}"


def programme_line(programme: StrengthProgramme, this_week: StrengthWeek | None) -> str:
    """The programme's name beside the sessions of this week; plain text."""
    week = "" if this_week is None else f" · {week_words(this_week)}"
    return f"{programme['title']}{week}"


def logged_now(count: int) -> str:
    """What the one tap wrote down."""
    return f"{display.count(count, 'exercise')} logged as planned."


def exercise_amount(row: StrengthToday) -> str:
    """What was done of it today, what today asks for, or what the programme has; plain text."""
    if row["is_done"]:
        return done_amount(row)
    return planned_amount(row) if row["next_step_name"] == "refer" else amount_of(row, "next")


def exercise_done(title: str) -> str:
    """Its name once it is done, marked without colour."""
    return f"✓ {title}"


def done_amount(row: StrengthToday) -> str:
    """What was logged of it today."""
    return amount(
        sets=row["set_count"],
        repetitions=row["repetition_count"],
        hold_s=row["hold_s"],
        load_kg=row["load_kg"],
        is_per_side=row["is_per_side"],
    )


def done_today(amount_words: str) -> str:
    """`Done today: 3 × 12.`, in Markdown; `amount_words` are escaped."""
    return f"**Done today: {amount_words}.**"


def asked_today(amount_words: str) -> str:
    """`Today 3 × 12.`, in Markdown; `amount_words` are escaped."""
    return f"Today **{amount_words}**."


def deleted(name: str) -> str:
    """What was just deleted; `name` is escaped."""
    return f"Deleted: {name}."


def what_for(words: str) -> str:
    """What an exercise is for, after its cues."""
    return f"For: {words}"


def source_line(source: str, grade: str) -> str:
    """Who advises it, as Markdown, and how well it is known."""
    return f"Source: {source}. Grade {grade}: {display.EVIDENCE_GRADES[grade]}."


def grade_line(grade: str, source: str) -> str:
    """How well a programme or its number of sessions is known, and from where."""
    return f"Grade {grade}: {display.EVIDENCE_GRADES[grade]}. Source: {source}"


def sets_done(row: StrengthToday) -> str:
    """`1 of 3 sets`."""
    return f"{row['set_count'] or 0} of {row['planned_set_count']} sets"


def warm_up_question(programme: StrengthProgramme) -> str:
    """What is asked of a day, with how long it takes."""
    from_min, until_min = programme["warm_up_from_min"], programme["warm_up_until_min"]
    return f"Warm-up before a run, {from_min} to {until_min} minutes"


def sessions_a_week(count: int) -> str:
    """What the programme asks for, in Markdown."""
    return f"Sessions a week: **{count}**"


def checked(by: str) -> str:
    """Who qualified has looked at it; `by` is escaped."""
    return f"Checked by {by}."


def finding(weeks: "pl.DataFrame") -> str:
    """Sessions logged of those planned, over the last weeks of `page.strength_week`."""
    last = weeks.tail(LAST_WEEKS)
    done, planned = last["session_count"].sum(), last["planned_session_count"].sum()
    span = "this week" if last.height == 1 else f"the last {last.height} weeks"
    return f"{done} of {planned} sessions done in {span}"


PLANNED = "Planned"


def weeks_subtitle(distance_unit: str, sessions: str) -> str:
    """What the three strips of the chart are."""
    return (
        f"From the top: {distance_unit} a week; {sessions} logged, with the planned number as a "
        "line; pain of each knee"
    )


def sets_hover(unit: str) -> str:
    """Of a bar of sessions, as Plotly fills it in."""
    return f"%{{customdata[0]}}<br>%{{y}} {unit}, %{{customdata[1]}} sets logged"


def running_heading(unit: str) -> str:
    """Of the column of distance in the table of weeks."""
    return f"Running, {unit}"


def _of_the_morning(rise: float | None) -> str:
    """How the knee was the morning after; empty where that is not known."""
    if rise is None:
        return ""
    return "no rise next morning" if rise <= 0 else f"{rise:g} up next morning"


def last_words(row: StrengthToday) -> str:
    """When it was last done, how much of it, and how the knee took it."""
    if row["last_date"] is None:
        return "Not logged before."
    pain, rise = row["last_pain_during_score"], row["last_pain_rise_score"]
    parts = [
        f"Last time, {display.day(row['last_date'])}: {amount_of(row, 'last')}",
        "" if pain is None else f"pain {pain:g} of 10 during it",
        _of_the_morning(rise),
    ]
    return ", ".join(part for part in parts if part) + "."


def next_words(row: StrengthToday) -> str:
    """Why today asks for what it does."""
    reason, step = row["next_reason_name"], row["next_step_name"]
    turn = BACK if step == "back" else HOLD
    if reason == "pain":
        return f"It hurt {row['last_pain_during_score']:g} of 10 last time: {turn}."
    if reason == "morning":
        return f"The knee was sorer the morning after: {turn}."
    if reason == "top" and step == "again":
        return TOP_WITHOUT_WEIGHT
    return STEPS.get(reason, "")


def entry_words(row: StrengthHistory) -> str:
    """One row of `page.strength_history`, without its note."""
    side = f"{row['knee']} side" if row["knee"] else ""
    pain, rise = row["pain_during_score"], row["pain_morning_rise_score"]
    parts = [
        amount(
            sets=row["set_count"],
            repetitions=row["repetition_count"],
            hold_s=row["hold_s"],
            load_kg=row["load_kg"],
            is_per_side=False,
        ),
        side,
        "pain not logged" if pain is None else f"pain {pain:g} of 10",
        _of_the_morning(rise),
    ]
    return " · ".join(part for part in parts if part)
