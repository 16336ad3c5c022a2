"""Rows of `sql/views/3_page/today`; written by `make rows`."""

# ruff: noqa: E501  a meaning stands on one line, as in its header

from datetime import date
from typing import TypedDict


class StoryEvent(TypedDict):
    """One row per runner and thing of the last twelve weeks that stands in the story beside runs and pain, oldest first: a jump, a week of most descent, more fast running than usual, a step of cadence, a new phase of a plan. With it the first pain that came within the days for which its rule holds: what came before pain is not shown to have caused it. No rule says for how many days a step of cadence or of a plan holds."""

    runner_id: str
    """Our id of the runner."""
    event_kind: str
    """jump, hill, speed, cadence or plan."""
    local_date: date
    """The runner's calendar day."""
    value: float | None
    """How many times what was usual or most, or steps a minute to hold; null: a plan."""
    pain_date: date | None
    """Day of the pain that followed; null, here and below, if none was logged within the days."""
    pain_knee: str | None
    """Whose it was, left, right or unknown: of several the worst; null likewise."""
    pain_score: float | None
    """How bad it was, 0-10; null likewise."""


class StoryPain(TypedDict):
    """One row per day and knee with a logged score in the last twelve weeks, oldest first: the worst of the day, and what the morning after is compared with."""

    runner_id: str
    """Our id of the runner."""
    local_date: date
    """The runner's calendar day."""
    knee: str
    """left, right or unknown."""
    worst_score: float
    """Highest of the day's scores, 0-10, the next morning's among them."""
    during_score: float | None
    """Worst while running, 0-10; null if not logged."""
    after_score: float | None
    """An hour after, 0-10; null if not logged."""
    morning_score: float | None
    """The morning after, 0-10; null if not logged."""
    before_score: float | None
    """What the last two are compared with, 0-10; null if nothing."""
    run_m: float | None
    """Distance run that day, metres; null if none, or unknown."""


class StoryRun(TypedDict):
    """One row per run of the last twelve weeks, oldest first: how far it went beside what the 30 days before it allowed, and what it lost in height."""

    runner_id: str
    """Our id of the runner."""
    session_id: str
    """Our id of the run."""
    local_date: date
    """The runner's calendar day."""
    run_index: int
    """Its place among the runs of that day, from 1."""
    day_run_count: int
    """Runs of that day."""
    distance_m: float | None
    """Distance, metres; null if unknown."""
    longest_30d_m: float | None
    """Longest run of the 30 days before it, metres; null if none."""
    ceiling_m: float | None
    """That and a tenth, metres: beyond it a run is a jump; null likewise."""
    spike_ratio: float | None
    """Distance over that longest run; null if one of the two is unknown."""
    is_past: bool
    """It was a jump."""
    descent_m: float | None
    """Metres lost; null if unknown."""


class SwapRun(TypedDict):
    """One row per run of the last week that had downhill or fast running while that is left out."""

    runner_id: str
    """Our id of the runner."""
    session_id: str
    """The run."""
    local_date: date
    """The runner's calendar day."""
    descent_m: float | None
    """Metres lost; empty: it is not about downhill."""
    fast_s: float | None
    """Fast and sprint time, seconds; empty: it is not about that."""


class Today(TypedDict):
    """One row per runner: today's status and the numbers of what to do. While a clinician is to be seen, or has not let the runner train again, there is no load advice: its columns are null."""

    runner_id: str
    """Our id of the runner."""
    local_date: date
    """Today, where the runner is."""
    status: str
    """refer, red, amber, high_load, load_note, ok or not_enough_data."""
    hold_name: str | None
    """Why advice on training is held back: refer or under_care; null if it is not."""
    has_run_today: bool
    """A run of today is here."""
    last_run_date: date | None
    """Day of the latest run; null if there is none."""
    last_run_m: float | None
    """Distance of that day, metres; null if unknown."""
    distance_7d_m: float | None
    """Distance of the last seven days, metres; null if too many of them are unknown."""
    target_7d_m: float | None
    """Distance to stay within over seven days while the knee asks for less, or the week of a plan under way if that is less, metres; null if it does not, or unknown."""
    is_target_of_plan: bool
    """The plan's week is less than what the knee asks for."""
    baseline_7d_m: float | None
    """The week that this starts from, metres; null if the knee does not ask for less."""
    easing_share: float | None
    """How much less than that, 0-1; null if the knee does not ask for less."""
    easing_until_date: date | None
    """Last day of it if the knee stays calm; null likewise."""


class TodayMeasure(TypedDict):
    """One row per runner and thing that is under way for their running today: what it is, since when, until when and why. While advice is held back there are none; while running pauses, that is the only one; the first week after a break takes the place of the way back to the usual week."""

    runner_id: str
    """Our id of the runner."""
    measure_index: int
    """1 for the first to be told."""
    measure_code: str
    """pause, easing, rebuild, keep_running, swap, speed_later, run_walk, return or cadence_step."""
    start_date: date
    """The day it began."""
    until_date: date
    """Last day of it, as things stand."""
    because_name: str
    """What began it: red, amber, double_red, easing, hill_pain, onset_earlier, break or own_choice."""
    because_date: date
    """The day of that."""
    week_m: float | None
    """Distance to stay within over seven days, metres; empty: unknown, or not of this kind."""
    usual_week_m: float | None
    """The usual week, metres; empty likewise."""
    share: float | None
    """How much less than usual, or what part of it after a break, 0-1; empty likewise."""
    run_count: int | None
    """Runs a week that are offered, or runs that held the cadence step; empty likewise."""
    usual_run_count: int | None
    """Runs a week as they were, or runs that the step is held for; empty likewise."""
    run_m: float | None
    """Distance of each run offered, metres, or how much earlier pain came on; empty likewise."""
    usual_run_m: float | None
    """Distance of a run as it was, metres; empty likewise."""
    easy_from_mps: float | None
    """Running flat and easy: the slowest of it, 20 % below the usual speed, metres a second; empty: unknown, or not of this kind."""
    easy_until_mps: float | None
    """The fastest of it, 10 % below; empty likewise."""
    target_spm: float | None
    """Cadence to hold, steps a minute; empty likewise."""


class TodayMissing(TypedDict):
    """One row per runner and knee whose score of this morning is not in yet. Only knees that were logged in the last four weeks, before today, are asked about, and none whose side is not said."""

    runner_id: str
    """Our id of the runner."""
    knee: str
    """left or right."""
    local_date: date
    """Yesterday: the day that this morning's score belongs to."""


class TodayReason(TypedDict):
    """One row per runner and reason behind today's status, most important first."""

    runner_id: str
    """Our id of the runner."""
    reason_index: int
    """1 for the most important."""
    rule_id: str
    """The rule."""
    metric: str
    """The number that the rule looks at."""
    level: str
    """info, watch, high or refer."""
    status: str | None
    """What it leads to; null if it is context only."""
    local_date: date
    """Day that the number belongs to."""
    holds_days: int
    """For how many days it counts, that day with them."""
    knee: str | None
    """left, right or unknown; null if not of a knee."""
    session_id: str | None
    """The run it belongs to; null if of a day."""
    run_m: float | None
    """Distance of that run, metres; null if of a day, or unknown."""
    compared_m: float | None
    """Longest run of the 30 days before it, metres; null likewise."""
    spike_band: str | None
    """Band of that run against it: reference, small, moderate or large; null likewise."""
    study_runner_count: int | None
    """Runners of the study of such runs; null likewise."""
    ordinary_share: float | None
    """In the study, overuse injuries per run, 0-1; null likewise."""
    injury_share: float | None
    """In the study, overuse injuries per run of this band, 0-1; null likewise."""
    least_spike_share: float | None
    """The least of that among runs beyond reference, 0-1; null likewise."""
    most_spike_share: float | None
    """The most likewise, 0-1; null likewise."""
    advised_spm: float | None
    """The advised 170 steps a minute for the runner's height; null if it is not about cadence."""
    recent_week_m: float | None
    """Mean week of the last four weeks, metres; null if it is not about their growth."""
    earlier_week_m: float | None
    """Mean week of the four that they are compared with, metres; null likewise."""
    episode_day_count: int | None
    """Days of the spell of pain it is of, up to now; null if of no spell."""
    episode_logged_count: int | None
    """How many of them were logged; null likewise."""
    event_text: str | None
    """The event ahead that it is about, in the runner's words; null if about none."""
    event_date: date | None
    """Its day; null likewise."""
    value: float
    """The number."""
    threshold: float
    """The limit that it passed."""
    unit: str
    """Of both."""
    is_own_threshold: bool
    """The limit is a clinician's, for this runner."""
    title: str
    """What the rule looks at."""
    text: str
    """The finding in words."""
    what_to_do: str | None
    """What to do, in words; empty if nothing."""
    why: str
    """Why it is looked at."""
    source: str
    """Where it comes from."""
    evidence_grade: str
    """A to D."""
    evidence_text: str
    """What the evidence found, with its numbers."""
    authored_by: str
    """Who wrote the rule."""
    checked_by: str | None
    """Who with a qualification checked it; empty if nobody has."""
    next_review_on: date
    """When it is to be looked at again."""
    rule_set_version: str
    """Version of all rules, plans and programmes together, by which this was judged."""
    rule_set_effective_date: date
    """First day of that version."""
