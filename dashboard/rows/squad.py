"""Rows of `sql/views/3_page/squad`; written by `make rows`."""

# ruff: noqa: E501  a meaning stands on one line, as in its header

from datetime import date, datetime
from typing import TypedDict


class Digest(TypedDict):
    """One row per runner this viewer may see and day that a digest can be made of: today, and the last day of each of the last weeks, Monday to Sunday. Where nothing recent was known on that day the need is 'unknown', never OK."""

    runner_id: str
    """Our id of the runner."""
    local_date: date
    """Today, or a Sunday."""
    display_name: str
    """Name."""
    units: str
    """km or miles."""
    need_rank: int
    """Order among the runners of that day: 1 needs a look first."""
    need: str
    """refer, red, amber, high_load, load_note, unknown or ok."""
    unknown_reason: str | None
    """Why nothing was known: no_data, stale or hidden; null if it was."""
    is_pain_shared: bool
    """Pain is shared with this viewer."""
    reason_text: str | None
    """First reason in words; null if none."""
    reason_metric: str | None
    """What its rule looks at; null if none."""
    reason_rule_id: str | None
    """Its rule; null if none."""
    reason_knee: str | None
    """Its knee: left, right or unknown; null if none."""
    reason_date: date | None
    """Its day; null if none."""
    reason_count: int
    """How many reasons there were."""
    data_age_days: int | None
    """Days since the latest run or pain log up to then; null if there was none."""
    distance_7d_m: float | None
    """Distance of the seven days up to then, metres; null if unknown."""
    known_7d_m: float | None
    """What is known of it: distance of the runs that are here, metres; null if none is."""
    former_week_m: float | None
    """Mean week of the four weeks before those, metres; null if unknown."""
    spike_ratio: float | None
    """Largest run of the seven days over the longest of the 30 days before it; null if unknown."""
    worst_7d_score: float | None
    """Worst pain of the seven days, 0-10; null if none was logged, or not shared."""
    worst_before_score: float | None
    """Worst pain of the seven days before those, 0-10; null likewise."""
    limit_m: float | None
    """How far a run of the day after may go, metres; null if care, unknown, or not all of it may be seen here."""
    limit_reason: str
    """What binds: care, knee, return, spike, plan, usual or unknown."""
    limit_hidden_name: str | None
    """What may not be seen here: pain or runs; null if all may be. Then the next two are no limit."""
    training_m: float | None
    """How far by what may be seen here, metres; null if care or unknown."""
    training_reason: str
    """What binds that."""
    hidden_run_count: int
    """Runs that came through a platform's API and are not shown."""


class ShownNote(TypedDict):
    """One row per note that a coach shows to the runner, the newest first; the runner alone reads it."""

    entry_id: str
    """Our id of the entry."""
    runner_id: str
    """Our id of the runner."""
    local_date: date
    """Day it was written."""
    note: str
    """The words."""
    saved_by: str
    """Who wrote it."""
    written_at: datetime
    """When this version of it was written, UTC."""
    age_days: int
    """Days since it was written."""
    is_put_away: bool
    """The runner has read this version and put it away."""


class Squad(TypedDict):
    """One row per runner this viewer may see: who needs a look first, and why. Where nothing recent is known the need is 'unknown', never OK."""

    runner_id: str
    """Our id of the runner."""
    display_name: str
    """Name."""
    birth_year: int | None
    """Year of birth; null if not told."""
    units: str
    """km or miles."""
    need_rank: int
    """Order of the board: 1 needs a look first."""
    need: str
    """refer, red, amber, high_load, load_note, unknown or ok."""
    unknown_reason: str | None
    """Why nothing is known: no_data, stale or hidden; null if it is known."""
    is_pain_shared: bool
    """Pain is shared with this viewer."""
    reason_rule_id: str | None
    """Rule of the first reason; null if none."""
    reason_level: str | None
    """Its level: info, watch, high or refer; null if none."""
    reason_session_id: str | None
    """Its run; null if of no run."""
    reason_text: str | None
    """First reason in words; null if none."""
    reason_knee: str | None
    """Its knee: left, right or unknown; null if none."""
    reason_date: date | None
    """Its day; null if none."""
    reason_count: int
    """How many reasons there are."""
    last_run_date: date | None
    """Day of the latest run; null if there is none."""
    run_age_days: int | None
    """Days since then; null likewise."""
    last_log_date: date | None
    """Day of the latest pain log; null if none, or not shared."""
    distance_7d_m: float | None
    """Distance of the last seven days, metres; null if unknown."""
    known_7d_m: float | None
    """What is known of it: distance of the runs that are here, metres; null if none is."""
    usual_7d_m: float | None
    """Mean week of the 28 days up to today, metres; null if unknown."""
    spike_ratio: float | None
    """Largest run of the last seven days over the longest of the 30 days before it; null if unknown."""
    descent_7d_m: float | None
    """Metres lost in the last seven days; null if unknown."""
    fast_7d_s: float | None
    """Fast running of the last seven days, seconds; null if unknown."""
    trend_spm_per_week: float | None
    """Change of cadence at the usual pace a week, over eight weeks; null if unknown."""
    worst_7d_score: float | None
    """Worst pain of the last seven days, 0-10; null if none was logged, or not shared."""
    worst_before_score: float | None
    """Worst pain of the seven days before those, 0-10; null likewise."""
    spark_m: list[float] | None
    """Distance of the last weeks, metres, oldest first; null where unknown."""
    limit_m: float | None
    """How far a run tomorrow may go, metres; null if care, unknown, or not all of it may be seen here."""
    limit_reason: str
    """What binds: care, knee, return, spike, plan, usual or unknown."""
    limit_hidden_name: str | None
    """What may not be seen here: pain or runs; null if all may be. Then the next two are no limit."""
    training_m: float | None
    """How far by what may be seen here, metres; null if care or unknown."""
    training_reason: str
    """What binds that."""
    hidden_run_count: int
    """Runs that came through a platform's API and are not shown."""


class SquadMark(TypedDict):
    """One row per runner whom this viewer marked as seen: what was seen, and how long that stays the same thing."""

    runner_id: str
    """Our id of the runner."""
    seen_date: date
    """Day of the mark."""
    seen_need: str
    """Their place on the board at that moment."""
    seen_reason: str | None
    """The first reason then: a rule, or why nothing was known; null if none."""
    seen_level: str | None
    """Its level; null if none."""
    seen_knee: str | None
    """Its knee: left or right; null if of none."""
    seen_session_id: str | None
    """Its run; null if of none."""
    same_until_date: date
    """The same reason on a later day than this is a new one."""


class SquadNote(TypedDict):
    """One row per note that this viewer wrote about a runner, the newest first."""

    entry_id: str
    """Our id of the entry."""
    runner_id: str
    """Our id of the runner."""
    note_index: int
    """1 for the newest of this runner."""
    local_date: date
    """Day it was written."""
    note: str
    """The words."""
    is_shown_to_runner: bool
    """The runner reads it too."""
    saved_at: datetime
    """When, UTC."""


class SquadRunner(TypedDict):
    """One row per runner this viewer may see: what a coach looks at first, and why. Each row rests on its runner alone: page.squad puts them in order. Where nothing recent is known the need is 'unknown', never OK."""

    runner_id: str
    """Our id of the runner."""
    display_name: str
    """Name."""
    birth_year: int | None
    """Year of birth; null if not told."""
    units: str
    """km or miles."""
    need: str
    """refer, red, amber, high_load, load_note, unknown or ok."""
    unknown_reason: str | None
    """Why nothing is known: no_data, stale or hidden; null if it is known."""
    is_pain_shared: bool
    """Pain is shared with this viewer."""
    reason_rule_id: str | None
    """Rule of the first reason; null if none."""
    reason_level: str | None
    """Its level: info, watch, high or refer; null if none."""
    reason_session_id: str | None
    """Its run; null if of no run."""
    reason_text: str | None
    """First reason in words; null if none."""
    reason_knee: str | None
    """Its knee: left, right or unknown; null if none."""
    reason_date: date | None
    """Its day; null if none."""
    reason_count: int
    """How many reasons there are."""
    last_run_date: date | None
    """Day of the latest run; null if there is none."""
    run_age_days: int | None
    """Days since then; null likewise."""
    last_log_date: date | None
    """Day of the latest pain log; null if none, or not shared."""
    distance_7d_m: float | None
    """Distance of the last seven days, metres; null if unknown."""
    known_7d_m: float | None
    """What is known of it: distance of the runs that are here, metres; null if none is."""
    usual_7d_m: float | None
    """Mean week of the 28 days up to today, metres; null if unknown."""
    spike_ratio: float | None
    """Largest run of the last seven days over the longest of the 30 days before it; null if unknown."""
    descent_7d_m: float | None
    """Metres lost in the last seven days; null if unknown."""
    fast_7d_s: float | None
    """Fast running of the last seven days, seconds; null if unknown."""
    trend_spm_per_week: float | None
    """Change of cadence at the usual pace a week, over eight weeks; null if unknown."""
    worst_7d_score: float | None
    """Worst pain of the last seven days, 0-10; null if none was logged, or not shared."""
    worst_before_score: float | None
    """Worst pain of the seven days before those, 0-10; null likewise."""
    spark_m: list[float] | None
    """Distance of the last weeks, metres, oldest first; null where unknown."""
    limit_m: float | None
    """How far a run tomorrow may go, metres; null if care, unknown, or not all of it may be seen here."""
    limit_reason: str
    """What binds: care, knee, return, spike, plan, usual or unknown."""
    limit_hidden_name: str | None
    """What may not be seen here: pain or runs; null if all may be. Then the next two are no limit."""
    training_m: float | None
    """How far by what may be seen here, metres; null if care or unknown."""
    training_reason: str
    """What binds that."""
    hidden_run_count: int
    """Runs that came through a platform's API and are not shown."""


class SquadWeek(TypedDict):
    """One row per runner and week of the last twelve, weeks of which nothing is known included: what is laid side by side of a few runners, never ranked."""

    runner_id: str
    """Our id of the runner."""
    week_start_date: date
    """First day of the week, as the runner has it."""
    distance_m: float | None
    """Distance run, metres; 0 for a week off, null if unknown."""
    longest_run_m: float | None
    """Longest run, metres; null if unknown."""
    moving_s: float | None
    """Time moving, seconds; null if unknown."""
    descent_m: float | None
    """Metres lost, of runs with altitude; null if unknown for more than a fifth of the time moving."""
    descent_known_share: float | None
    """Part of the time moving of which metres lost are known, 0-1; null if nothing moved."""
    fast_s: float | None
    """Running near or above the reference speed, of runs with a stream, seconds; null if unknown for more than a fifth of the time moving."""
    speed_known_share: float | None
    """Part of the time moving recorded in detail with a reference speed, 0-1; null if nothing moved."""
    worst_pain_score: float | None
    """Worst pain of either knee, 0-10; null if none was logged, or not shared."""
    logged_day_count: int
    """Days with any score; 0 if none was logged, or not shared."""
    unknown_reason: str | None
    """Why the distance is unknown: hidden, before_first or day_unknown; null if it is known."""
    is_running: bool
    """The week is not over."""
    is_training_shared: bool
    """Training is shared with this viewer."""
    is_pain_shared: bool
    """Pain is shared with this viewer."""
