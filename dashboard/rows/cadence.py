"""Rows of `sql/views/3_page/cadence`; written by `make rows`."""

# ruff: noqa: E501  a meaning stands on one line, as in its header

from datetime import date, datetime
from typing import TypedDict


class CadenceContext(TypedDict):
    """One row per runner: what 170 steps a minute would be for this height, where the runner stands, and how many recreational runners lie below 170. Context, no target."""

    runner_id: str
    """Our id of the runner."""
    advised_spm: float
    """The cadence that is often advised to everybody, steps a minute."""
    height_cm: float
    """The runner's height."""
    equivalent_170_spm: float | None
    """What it is for this height; empty: height unknown."""
    recent_spm: float | None
    """Median of the last six judged runs at the usual speed; empty: too few."""
    dimensionless_cadence_ratio: float
    """That in steps a pendulum swing of the leg: comparable between heights."""
    is_below: bool | None
    """The runner lies below the equivalent; empty: one is unknown."""
    has_goal: bool
    """The runner said that quicker steps are a goal."""
    least_step_length_ratio: float
    """Least step length over one's own line of the last three judged runs."""
    overstride_ratio: float
    """Above this it is worth a word."""
    overstride_run_count: int
    """How many runs in a row that needs."""
    share_below_advised: float
    """Of experienced recreational runners, how many lie below the advised cadence."""
    study_speed_mps: float
    """The speed at which that was found."""


class CadenceEffect(TypedDict):
    """One row per runner, the same for all: what steps one protocol step quicker mean for the knee at the same speed, as an estimate with its range, and what one trial measured. Not a promise for one runner."""

    runner_id: str
    """Our id of the runner."""
    step_share: float
    """How much quicker the steps are, a share."""
    per_step_share: float
    """Change of the load of one step, a share; negative is less."""
    per_step_least_share: float
    """The same at the cautious end of the range."""
    per_step_most_share: float
    """The same at the other end."""
    per_km_share: float
    """Change of the load of a kilometre, the extra steps counted."""
    per_km_least_share: float
    """The same at the cautious end of the range."""
    per_km_most_share: float
    """The same at the other end."""
    seed_small_share: float
    """How much less energy the knee took up a step with 5 % quicker steps, in one study."""
    seed_large_share: float
    """The same with twice that."""
    twice_step_share: float
    """How much quicker twice that is."""
    seed_runner_count: int
    """Runners of that study."""
    trial_step_share: float
    """How much quicker the runners of a trial stepped."""
    trial_per_km_share: float
    """How much less braking work their knees did a kilometre, a share."""


class CadenceLine(TypedDict):
    """One row per runner and week with a line of cadence over speed: the line, where it holds, and what it gives at the runner's usual speed."""

    runner_id: str
    """Our id of the runner."""
    week_start_date: date
    """First day of the last of the line's weeks."""
    from_date: date
    """First day of the line's first week."""
    until_date: date
    """Last day of the line's last week."""
    slope: float
    """Steps a minute more per metre a second faster."""
    intercept: float
    """Cadence of the line at standstill, a number of the line, not of running."""
    min_speed_mps: float
    """Slowest flat speed of the runs behind the line, metres a second."""
    max_speed_mps: float
    """Fastest flat speed of the runs behind the line, metres a second."""
    reference_speed_mps: float
    """The runner's usual speed on the flat, metres a second."""
    reference_cadence_spm: float
    """What the line gives at that speed, steps a minute of both feet."""
    block_count: int
    """Flat half-minutes of running behind the line."""
    line_method: str
    """own, drawn_to_usual (few of one's own, so leaning on other runners) or usual."""


class CadencePlan(TypedDict):
    """One row per runner with a plan of quicker steps: the newest, and where it stands today."""

    runner_id: str
    """Our id of the runner."""
    plan_id: str
    """The plan."""
    started_at: datetime
    """When it was started, UTC."""
    status_name: str
    """active, paused, stopped, lapsed, done or acclimated_stop."""
    state_name: str
    """What the last event led to."""
    baseline_spm: float
    """Cadence it began from, steps a minute at its reference speed."""
    reference_speed_mps: float
    """Speed that every run's cadence is brought to."""
    aim_spm: float
    """170 steps a minute for the runner's height."""
    is_height_known: bool
    """No: the aim is 170 as it stands."""
    step_index: float
    """Steps of 5 % above the baseline."""
    target_spm: float
    """Cadence to hold, at the reference speed."""
    held_from_spm: float
    """Cadence from which a run counts."""
    counted_run_count: int
    """Runs that held this step."""
    wanted_run_count: int
    """Runs that a step is held for."""
    missed_run_count: int
    """Misses in a row."""
    miss_limit_count: int
    """Misses in a row after which the count begins anew."""
    most_share: float
    """How far above the baseline any plan goes, a share."""
    judged_flat_s: float
    """Flat, steady running that a run needs to be judged."""
    advised_spm: float
    """The cadence that the aim is fitted from."""
    last_event_date: date
    """Day of the last run or pain of it."""
    finished_date: date
    """Day of the run that ended it."""


class CadenceRun(TypedDict):
    """One row per run with flat, steady running and cadence: a dot of cadence over speed."""

    runner_id: str
    """Our id of the runner."""
    session_id: str
    """Our id of the run."""
    local_date: date
    """The runner's calendar day."""
    flat_speed_mps: float
    """Mean speed of the run's flat half-minutes, metres a second."""
    flat_cadence_spm: float
    """Mean cadence there, steps a minute of both feet."""
    cadence_adjusted_spm: float
    """What it would have been at the runner's usual speed."""
    step_length_m: float
    """Length of one step there, metres."""


class CadenceStart(TypedDict):
    """One row per runner: whether a plan of quicker steps can start today, what it would freeze, and if it cannot, why not and from when. Not in the week of a spike or of the return from a break: one change at a time."""

    runner_id: str
    """Our id of the runner."""
    refusal_code: str | None
    """underway, refer, no_line, few_runs, at_aim, spike, reentry or break; empty: it can start."""
    refused_date: date | None
    """Day of the run behind the refusal; null without one."""
    open_from_date: date | None
    """First day on which that no longer stands in the way; null if nothing does, or unknown."""
    judged_run_count: int
    """Runs of the last eight weeks with enough flat running."""
    wanted_judged_count: int
    """How many of them are needed."""
    baseline_spm: float | None
    """Median cadence of the last of them at the usual speed, steps a minute; null if unknown."""
    target_spm: float | None
    """The first step above it; null likewise."""
    aim_spm: float
    """170 steps a minute for the runner's height, 170 where that is unknown."""
    is_height_known: bool
    """No: the aim is 170 as it stands."""
    reference_speed_mps: float | None
    """The runner's usual speed on the flat; null if unknown."""
    line_slope: float | None
    """Of the runner's line, steps a minute per m/s; null without one."""
    line_week_start_date: date | None
    """The week that this line is of; null likewise."""
    line_method: str | None
    """own, drawn_to_usual or usual; null likewise."""
    wanted_run_count: int
    """Runs that a step is held for."""
    most_share: float
    """How far above the baseline any plan goes, a share."""
    judged_flat_s: float
    """Flat, steady running that a run needs to be judged."""
    advised_spm: float
    """The cadence that the aim is fitted from."""


class CadenceStep(TypedDict):
    """One row per plan of quicker steps and event: its diary, oldest first."""

    runner_id: str
    """Our id of the runner."""
    plan_id: str
    """The plan."""
    event_index: int
    """Place in the plan; 0 is the start."""
    local_date: date
    """The runner's calendar day."""
    event_kind: str
    """start, run, knee_pain or calf_pain."""
    session_id: str | None
    """The run; empty: no run."""
    cadence_adjusted_spm: float | None
    """The run's cadence at the plan's reference speed, steps a minute; null without a run."""
    is_held: bool | None
    """The run held the target; null without a run."""
    state_name: str
    """holding, reset, revert_half_step, next_step, done or acclimated_stop."""
    target_spm: float
    """Cadence to hold after it."""
    held_from_spm: float
    """Cadence from which a run counts after it."""
    judged_by_spm: float | None
    """Cadence that this run was held against: the target before it; null at the start."""
    counted_run_count: int
    """Runs that held this step so far."""


class CadenceStudy(TypedDict):
    """One row per runner, the same for all, and laboratory study of step length and the knee: what was changed, what was measured, and the exponent that this implies for the load of a step. Their spread is the range of our estimate."""

    runner_id: str
    """Our id of the runner."""
    study_name: str
    """Who measured, and when."""
    measured_text: str
    """What was measured."""
    cadence_ratio: float
    """Cadence after over before, at the same speed."""
    step_length_ratio: float
    """Step length after over before."""
    load_ratio: float
    """What was measured after over before, per step."""
    per_km_ratio: float
    """The same per kilometre, the extra steps counted."""
    implied_exponent_ratio: float
    """Logarithm of load over that of step length."""


class CadenceToday(TypedDict):
    """One row per runner with a plan of quicker steps under way: the line on Today."""

    runner_id: str
    """Our id of the runner."""
    status_name: str
    """active or paused."""
    state_name: str
    """What the last event led to."""
    target_spm: float
    """Cadence to hold, at the reference speed."""
    reference_speed_mps: float
    """The speed at which it holds."""
    counted_run_count: int
    """Runs that held this step."""
    wanted_run_count: int
    """Runs that a step is held for."""
    until_date: date
    """Last day of the plan if it is left alone."""


class CadenceWeek(TypedDict):
    """One row per runner and week: cadence at the runner's usual pace, its trend, and the band in which eight in ten of the trend's weeks lie."""

    runner_id: str
    """Our id of the runner."""
    week_start_date: date
    """First day of the week."""
    run_count: int
    """Runs with cadence."""
    cadence_spm: float | None
    """Median over runs as measured, steps a minute of both feet; null if unknown."""
    cadence_adjusted_spm: float | None
    """Median over runs, brought to the runner's usual speed; null if unknown."""
    step_length_m: float | None
    """Median length of one step, metres; null if unknown."""
    trend_spm_per_week: float | None
    """Change of the adjusted cadence a week; null with too few weeks."""
    trend_value_spm: float | None
    """The trend at this week, steps a minute; null with too few weeks."""
    trend_low_spm: float | None
    """Lower edge of the band; null likewise."""
    trend_high_spm: float | None
    """Upper edge of the band; null likewise."""
