"""Rows of `sql/views/3_page/patient`; written by `make rows`."""

# ruff: noqa: E501  a meaning stands on one line, as in its header

from datetime import date, datetime
from typing import TypedDict


class PatientChange(TypedDict):
    """One row per runner and measure: what was different in the three weeks up to the latest spell of pain, beside the four weeks before those. What is unknown has its row too."""

    runner_id: str
    """Our id of the runner."""
    knee: str
    """Knee of the latest spell: left, right or unknown."""
    start_date: date
    """Day on which it began."""
    measure: str
    """week_distance_m, longest_run_m, week_descent_m, week_fast_s, week_run_count, cadence_adjusted_spm or new_shoe."""
    recent_value: float | None
    """In the three weeks up to that day; null if unknown."""
    before_value: float | None
    """In the four weeks before those; null if unknown."""
    ratio: float | None
    """Recent over before; null if unknown, nothing before, or not a measure of load."""
    difference: float | None
    """Recent less before; null if unknown."""
    changed_on: date | None
    """Day of the first run in a new shoe; null otherwise."""
    is_change: bool | None
    """The difference is worth telling; null if unknown."""


class PatientGap(TypedDict):
    """One row per runner and kind of thing that is not known of the last weeks; kinds without a gap are left out."""

    runner_id: str
    """Our id of the runner."""
    gap: str
    """morning_score, day_unknown, no_stream, no_altitude, doubted_altitude, rough_altitude, no_cadence or hidden_run."""
    gap_count: int
    """How many days or runs lack it."""
    of_count: int | None
    """Out of how many; null if that is not known."""
    gap_days: int | None
    """Over how many days it is counted; null: over all there is."""


class PatientKnee(TypedDict):
    """One row per runner and knee with a spell of pain: the latest one, and how well it is known."""

    runner_id: str
    """Our id of the runner."""
    knee: str
    """left, right or unknown."""
    place: str | None
    """Where it hurts, as last said: front, below, inner, outer, back or all_over; null if never said."""
    start_date: date
    """Day of the first score of 2 or more."""
    end_date: date
    """Day of the last score of 2 or more."""
    duration_days: int
    """From the first to the last day."""
    is_over: bool
    """Seven quiet days have passed since."""
    worst_score: float
    """Highest score of the spell, 0-10."""
    first_morning_score: float | None
    """First morning score of the spell, 0-10; null if none."""
    last_morning_score: float | None
    """Latest morning score of the spell, 0-10; null if fewer than two."""
    logged_day_count: int
    """Days of the spell with any score."""
    spell_count: int
    """Spells that began in the last 180 days, this one with them."""
    recurrence_count: int
    """Spells of the last 180 days that began two calm weeks or more after the one before."""
    chips: list[str]
    """What it felt like, each word once."""


class PatientNote(TypedDict):
    """One row per note or mark of a clinician, or question of the runner for them, the newest first."""

    entry_id: str
    """Our id of the entry."""
    runner_id: str
    """Our id of the runner."""
    local_date: date
    """Day of the session."""
    kind: str
    """assessment, review, or question: what the runner wants to ask."""
    note: str | None
    """In their own words; null for a review without words."""
    saved_by: str
    """Who wrote it."""
    saved_at: datetime
    """When, UTC."""


class PatientShare(TypedDict):
    """One row per runner this viewer may see: what is shared with them, and until when."""

    runner_id: str
    """Our id of the runner."""
    scopes: list[str]
    """training, pain, clinical, in this order; of one's own runs all."""
    until_date: date | None
    """Last day of what ends first; null: no end."""
    is_own: bool
    """The viewer is the runner, or the owner of the home."""


class PatientVisit(TypedDict):
    """One row per runner whom a clinician has looked at or written about: on how many days."""

    runner_id: str
    """Our id of the runner."""
    visit_count: int
    """Days with an assessment or a clinician's note."""
    last_visit_date: date
    """The latest of them."""


class PatientWeek(TypedDict):
    """One row per runner and week, empty weeks included: everything a clinician lays side by side."""

    runner_id: str
    """Our id of the runner."""
    week_start_date: date
    """First day of the week."""
    distance_m: float | None
    """Distance run, metres; null if unknown, 0 for a week off."""
    longest_run_m: float | None
    """Longest run, metres; null if unknown."""
    moving_s: float | None
    """Time moving, seconds; null if unknown."""
    descent_m: float | None
    """Metres lost; null if unknown for more than a fifth of the time moving."""
    descent_known_share: float | None
    """Part of the time moving of which metres lost are known, 0-1; null if nothing moved."""
    fast_s: float | None
    """Running near or above the reference speed, seconds; null if unknown for more than a fifth of the time moving."""
    speed_known_share: float | None
    """Part of the time moving recorded in detail with a reference speed, 0-1; null if nothing moved."""
    cadence_adjusted_spm: float | None
    """Cadence at the usual speed, steps a minute; null if unknown."""
    left_worst_score: float | None
    """Worst pain of the left knee, 0-10; null if none was logged."""
    right_worst_score: float | None
    """Worst pain of the right knee, 0-10; null if none was logged."""
    unknown_worst_score: float | None
    """Worst pain whose side is not said, 0-10; null if none was logged."""
    logged_day_count: int
    """Days with any score of either knee."""
    strength_count: int | None
    """Strength sessions logged; null before strength work began."""
    strength_planned_count: int | None
    """Strength sessions planned; null likewise."""
    is_running: bool
    """The week is not over."""
