"""Rows of `sql/views/3_page/strength`; written by `make rows`."""

# ruff: noqa: E501  a meaning stands on one line, as in its header

from datetime import date
from typing import TypedDict


class StrengthHistory(TypedDict):
    """One row per strength entry as it stands, newest first: what was done, and how it went for the knee."""

    entry_id: str
    """Our id of the entry; an edit keeps it."""
    runner_id: str
    """Our id of the runner."""
    local_date: date
    """The runner's calendar day."""
    exercise: str
    """Which exercise, as it was logged."""
    title: str | None
    """Its name in the runner's programme; null if it is none of its exercises."""
    set_count: int | None
    """Sets, on each side where the exercise has sides; null if not said."""
    repetition_count: int | None
    """Repetitions of a set; null if not said, or a hold."""
    hold_s: float | None
    """Hold of a set, seconds; null if not said, or repetitions."""
    load_kg: float | None
    """Weight held; null if not said."""
    knee: str | None
    """left or right where only that side was trained; null for both."""
    pain_during_score: float | None
    """Worst knee pain during it, 0-10; null if not said."""
    pain_morning_rise_score: int | None
    """Rise of pain the morning after, of the day's exercise; null if not known."""
    note: str | None
    """Free words; null if none."""


class StrengthMissing(TypedDict):
    """One row per runner and knee whose score of this morning is not in, where yesterday had strength work: only then can the next step be told. Asked of knees logged in the last four weeks; of both where none was."""

    runner_id: str
    """Our id of the runner."""
    knee: str
    """left or right."""
    local_date: date
    """Yesterday: the day that this morning's score belongs to."""


class StrengthProgramme(TypedDict):
    """One row per runner: the strength programme that counts for them, and whether they began."""

    runner_id: str
    """Our id of the runner."""
    programme_id: str
    """The programme, by the name of its file."""
    title: str
    """Its name."""
    what_for: str
    """What it is for."""
    session_count: int
    """Sessions a week."""
    session_source: str
    """Who says so."""
    session_grade: str
    """Evidence grade of that number, A to D."""
    warm_up_from_min: int
    """Minutes of the warm-up, at least."""
    warm_up_until_min: int
    """Minutes of the warm-up, at most."""
    evidence: str
    """What was found of such programmes."""
    source: str
    """Sources."""
    grade: str
    """Evidence grade of the programme, A to D."""
    checked_by: str | None
    """Who qualified has checked it; empty while nobody did."""
    first_date: date | None
    """First day of the programme or of strength work; null if not begun."""
    is_warm_up_done: bool | None
    """Today's warm-up: done or said to be left out; null if not said."""


class StrengthToday(TypedDict):
    """One row per runner and exercise of their programme: what to do, what was done today and last time."""

    runner_id: str
    """Our id of the runner."""
    exercise_id: str
    """Which exercise."""
    title: str
    """Its name."""
    planned_set_count: int
    """Sets of the programme."""
    from_count: int | None
    """Low end of the repetitions of a set; null for a hold."""
    until_count: int | None
    """Top of them; null for a hold."""
    from_hold_s: int | None
    """Low end of a hold, seconds; null for repetitions."""
    until_hold_s: int | None
    """Top of it; null for repetitions."""
    is_per_side: bool
    """That much on each side."""
    tempo: str
    """How slow."""
    cues: str
    """How it is done."""
    what_for: str
    """What it is for."""
    source: str
    """Who advises it."""
    grade: str
    """Evidence grade, A to D."""
    drawing: str | None
    """Name of its figure; empty if there is none."""
    is_done: bool
    """Anything of it is logged today."""
    set_count: int | None
    """Sets logged today; null if none, or not said."""
    repetition_count: int | None
    """Repetitions of a set today; null if not said."""
    hold_s: float | None
    """Hold of a set today, seconds; null if not said."""
    load_kg: float | None
    """Weight held today; null if not said."""
    pain_during_score: int | None
    """Worst knee pain during it today, 0-10; null if not said."""
    last_date: date | None
    """Last day before today with it; null if never."""
    last_set_count: int | None
    """Sets of that day; null if not said."""
    last_repetition_count: int | None
    """Repetitions of a set then; null if not said."""
    last_hold_s: float | None
    """Hold of a set then, seconds; null if not said."""
    last_load_kg: float | None
    """Weight held then; null if not said."""
    last_pain_during_score: int | None
    """Worst knee pain during it then, 0-10; null if not said."""
    last_pain_rise_score: int | None
    """Rise of pain the morning after; null if not known."""
    next_step_name: str
    """start, again, more, weight, hold, back, restart or refer."""
    next_reason_name: str
    """Why."""
    next_set_count: int | None
    """Sets to do today; null if a clinician should be seen first."""
    next_repetition_count: int | None
    """Repetitions of a set to do; null likewise, or for a hold."""
    next_hold_s: float | None
    """Seconds to hold; null likewise, or for repetitions."""
    next_load_kg: float | None
    """Weight to hold; null if none, or not known."""


class StrengthWarmUp(TypedDict):
    """One row per runner and part of the warm-up of their programme."""

    runner_id: str
    """Our id of the runner."""
    step_id: str
    """Which part."""
    title: str
    """Its name."""
    cue: str
    """How it is done."""
    drawing: str | None
    """Name of its figure; empty if there is none."""


class StrengthWeek(TypedDict):
    """One row per runner and week since strength work began: sessions beside the week's running and pain."""

    runner_id: str
    """Our id of the runner."""
    week_start_date: date
    """First day of the week."""
    session_count: int
    """Days with strength work logged; 0 means none logged."""
    planned_session_count: int
    """Sessions a week that the programme asks for."""
    set_count: int
    """Sets logged."""
    warm_up_count: int
    """Days with a warm-up ticked."""
    distance_m: float | None
    """Distance run, metres; null if unknown, 0 for a week off."""
    pain_worst_score: float | None
    """Highest pain logged in the week, 0-10; null if none was logged."""
