"""Rows of `sql/views/3_page/plan`; written by `make rows`."""

# ruff: noqa: E501  a meaning stands on one line, as in its header

from datetime import date, datetime
from typing import TypedDict


class Event(TypedDict):
    """One row per event ahead, the next one first."""

    entry_id: str
    """Our id of the entry."""
    runner_id: str
    """Our id of the runner."""
    name: str
    """What it is called, in the runner's words."""
    event_date: date
    """The day of it."""
    distance_m: float | None
    """How far, metres; null if not said."""
    priority: str | None
    """A (trained for), B or C; null if not said."""
    ahead_days: int
    """Days from today to it."""
    is_near: bool
    """Near enough that pain is worth having looked at."""


class Plan(TypedDict):
    """One row per runner with a plan of some weeks: the newest, and where it stands today."""

    runner_id: str
    """Our id of the runner."""
    plan_id: str
    """The plan."""
    template_title: str
    """What kind of plan."""
    status_name: str
    """waiting, active, paused, referred, overdue, done, finished or stopped."""
    knee: str | None
    """left or right: whose days its gates go by; null if both, or not shared."""
    start_date: date
    """First day of its first week."""
    week_index: int
    """Week that is running, else the last one; 1 while it waits."""
    week_count: int
    """Weeks that it takes as it stands."""
    planned_week_count: int
    """Weeks if every gate had passed."""
    most_week_count: int
    """Weeks after which the knee is to be assessed."""
    done_date: date | None
    """Last day of the week whose gate ended it; null if not done."""
    finish_date: date | None
    """Day on which a clinician called it finished; null if not so."""
    stop_date: date | None
    """Day on which it was stopped; null if not so."""
    reason_name: str | None
    """Why it was offered; null if pain is not shared."""
    easing_share: float
    """How much less than the baseline its calm weeks ask for, 0-1."""
    baseline_7d_m: float
    """Week that it starts from, metres."""
    baseline_longest_m: float | None
    """Longest run that it starts from, metres; null if unknown."""
    baseline_downhill_m: float | None
    """Metres downhill of a usual week before it; null if not measured."""
    baseline_fast_s: float | None
    """Fast time of a usual week before it, seconds; null if not measured."""
    growth_share: float
    """By how much distance grows at most from one week to the next, 0-1."""
    is_pain_shared: bool
    """No: how the knee took a week is not known here."""
    version_count: int
    """Changes so far: what a calendar counts by."""
    started_at: datetime
    """When it was written down, UTC."""


class PlanChange(TypedDict):
    """One row per week and target of a runner's newest plan that somebody gave another number."""

    runner_id: str
    """Our id of the runner."""
    entry_id: str
    """Our id of the change."""
    plan_id: str
    """The plan."""
    week_index: int
    """Week of the plan, from 1."""
    target_name: str
    """distance_m, longest_run_m, downhill_m, fast_s or strength_count."""
    value: float
    """The number, in the unit of its name."""
    decided_by: str
    """runner or clinician."""
    reason: str | None
    """Why, in free words; null if none, or pain is not shared."""
    saved_at: datetime
    """When it was written, UTC."""


class PlanOutcome(TypedDict):
    """One row per questionnaire and knee that was answered around the start of a runner's newest plan and again later: whether the change reaches what mattered to people."""

    runner_id: str
    """Our id of the runner."""
    plan_id: str
    """The plan."""
    questionnaire_id: str
    """Which questionnaire."""
    title: str
    """Its name."""
    knee: str | None
    """left or right; null if the questionnaire asks of no knee."""
    first_date: date
    """Day of the last answer up to the end of the plan's first week."""
    first_score: float
    """Its score."""
    last_date: date
    """Day of the newest answer after it."""
    last_score: float
    """Its score."""
    change_score: float
    """The newest less the first."""
    important_score: float | None
    """Smallest change that mattered to people; null if not known."""
    is_better: bool | None
    """The change is for the better; null if there is none."""
    is_important: bool | None
    """It reaches what mattered; null if that is not known."""


class PlanStart(TypedDict):
    """One row per runner: whether a plan of some weeks can start today, what it would freeze, and why it is offered; if it cannot start, why not. While the knee asks for less, the week it starts from is the one that this was fixed on."""

    runner_id: str
    """Our id of the runner."""
    refusal_code: str | None
    """underway, refer, unknown or break; empty: it can start."""
    reason_name: str
    """Why it is offered: red, amber, easing (the knee still asks for less), pain (it hurt of late), load (a jump in load) or none."""
    started_status: str
    """Status of today."""
    started_light: str | None
    """Worst light of the last seven days; null if none is known."""
    knee: str | None
    """left or right where one alone was amber, red or hurt within four weeks; null otherwise, or where its side is not said."""
    is_downhill_noted: bool
    """One of today's reasons is the descent of late."""
    is_fast_noted: bool
    """One of today's reasons is the fast running of late."""
    start_date: date
    """First day of its first week: of this week while it is young, else of the next."""
    easing_share: float
    """How much less than the baseline its calm weeks ask for, 0-1."""
    baseline_7d_m: float | None
    """The smaller of the last seven days and the mean week of 28 days, metres; null if unknown."""
    baseline_longest_m: float | None
    """Longest run of the last 30 days, before the knee complained where it does, a jump as what came before it, metres; null if none."""
    baseline_downhill_m: float | None
    """Mean week of metres downhill over 28 days; null if less than 80 % of their moving time was measured."""
    baseline_fast_s: float | None
    """Mean week of fast and sprint time over 28 days, seconds; null likewise."""
    strength_session_count: int
    """Strength sessions a week of the runner's programme."""
    first_target_m: float | None
    """Distance to stay within in a calm week, metres; null if unknown."""


class PlanToday(TypedDict):
    """One row per runner with a plan under way: its line on Today. How far it lets a run of tomorrow go is in risk.next_plan. Nothing while a warning sign is ticked."""

    runner_id: str
    """Our id of the runner."""
    status_name: str
    """waiting, active or paused."""
    start_date: date
    """First day of the plan's first week."""
    week_index: int
    """Week that is running; 1 while the plan waits."""
    week_count: int
    """Weeks that it takes as it stands."""
    phase_title: str | None
    """Title of the phase; null if not known here."""
    target_distance_m: float | None
    """Distance to stay within in this week, metres; null, here and below, if not known or not told now."""
    target_longest_run_m: float | None
    """Longest run, metres; null likewise."""
    target_strength_count: int | None
    """Strength sessions; null likewise."""
    distance_m: float | None
    """Distance run so far, metres; null if unknown."""
    strength_count: int
    """Days with strength work so far."""
    tomorrow_target_m: float | None
    """Distance of the week of tomorrow, metres; null if the plan is paused, or has no such week."""


class PlanWeek(TypedDict):
    """One row per week of a runner's newest plan: what it asks for, what was done, what its gate said."""

    runner_id: str
    """Our id of the runner."""
    plan_id: str
    """The plan."""
    week_index: int
    """Week of the plan, from 1."""
    week_start_date: date
    """First day of the week."""
    week_end_date: date
    """Last day of the week."""
    is_current: bool
    """The week that is running, or the first one while the plan waits."""
    phase_name: str | None
    """Its phase; null if not known here."""
    phase_title: str | None
    """Title of the phase; null likewise."""
    phase_words: str | None
    """What it asks for, in words; null likewise."""
    target_distance_m: float | None
    """Distance to stay within, metres; null, here and below, if not known or not told now."""
    target_longest_run_m: float | None
    """Longest run, metres; null likewise."""
    target_downhill_m: float | None
    """Metres downhill; null likewise."""
    target_fast_s: float | None
    """Fast and sprint time, seconds; null likewise."""
    target_strength_count: int | None
    """Strength sessions; null likewise."""
    own_distance_m: float | None
    """The plan's own number where somebody gave another; null, here and below, where nobody did."""
    own_longest_run_m: float | None
    """Likewise, or null."""
    own_downhill_m: float | None
    """Likewise, or null."""
    own_fast_s: float | None
    """Likewise, or null."""
    own_strength_count: int | None
    """Likewise, or null."""
    is_changed: bool
    """One of its numbers is somebody's own."""
    distance_m: float | None
    """Distance run, metres; null, here and below, if to come or unknown."""
    longest_run_m: float | None
    """Longest run, metres; null likewise."""
    downhill_m: float | None
    """Metres downhill; null likewise."""
    fast_s: float | None
    """Fast and sprint time, seconds; null likewise."""
    run_count: int | None
    """Runs; null likewise."""
    strength_count: int
    """Days with strength work logged."""
    green_day_count: int | None
    """Days that were green; null if pain is not shared."""
    amber_day_count: int | None
    """Days that were amber; null likewise."""
    red_day_count: int | None
    """Days that were red; null likewise."""
    known_day_count: int | None
    """All three; null likewise."""
    gate_green_share: float
    """Share of known days that have to be green, 0-1."""
    gate_least_day_count: int
    """Known days that it takes to judge."""
    gate_name: str
    """passed, held, stepped_back, not_known, running, to_come or paused."""
    gate_reason_name: str | None
    """Why it is so; of a running week what it comes to as it stands; null if to come."""
    is_projected: bool
    """To come: as if every gate passed."""
