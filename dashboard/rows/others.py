"""Rows of subjects with one view or two; written by `make rows`."""

# ruff: noqa: E501  a meaning stands on one line, as in its header

from datetime import date, datetime
from typing import TypedDict


class MetricSessionSpike(TypedDict):
    """One row per run: its distance over the longest run of the 30 days before it. The one training change that was linked to overuse injuries in a large cohort of runners (any site, not the knee alone)."""

    runner_id: str
    """who ran."""
    session_id: str
    """the run."""
    local_date: date
    """the runner's local calendar day."""
    distance_m: float | None
    """distance of this run; null: unknown."""
    longest_30d_m: float | None
    """longest run that started in the 30 days before this one; null: no run in them."""
    spike_ratio: float | None
    """this run over that one; null: one of the two is unknown."""
    spike_band: str | None
    """no_reference (no run in 30 days), reference (up to 1.10), small (up to 1.30), moderate (up to 2.00), large; null: distance unknown."""
    is_other_device: bool
    """the longest run came from another device, so a small spike may be the devices' own."""


class MetricRun(TypedDict):
    """One row per run for the body, with everything that is known of it."""

    runner_id: str
    """who ran."""
    session_id: str
    """the run."""
    started_at: datetime
    """start, UTC."""
    local_date: date
    """the runner's local calendar day of the start."""
    week_start_date: date
    """local first day of the runner's week."""
    distance_m: float | None
    """distance; null: unknown."""
    moving_s: float
    """time moving by the watch's timer."""
    elapsed_s: float
    """from start to end, pauses included."""
    ascent_m: float | None
    """metres climbed; null: no altitude for 80 % of the moving time."""
    descent_m: float | None
    """metres lost; null likewise."""
    speed_mps: float
    """distance over time in motion: a stop that the timer counted slows nobody."""
    cadence_spm: float | None
    """mean, steps a minute of both feet; null: see cadence_reason."""
    cadence_reason: str | None
    """why it is null: not_recorded, or not_running where the mean is outside 120 to 220; null: it is known."""
    cadence_adjusted_spm: float | None
    """cadence on the flat brought to the runner's usual speed; null: no flat cadence."""
    flat_cadence_spm: float | None
    """mean cadence on the flat as measured; null: no flat cadence."""
    flat_speed_mps: float | None
    """mean speed there; null: no flat cadence."""
    step_length_m: float | None
    """mean distance of a running step; null: no cadence."""
    easy_s: float | None
    """running below 0.80 of the reference speed, descents left out; null, here and below: no stream for 80 % of the moving time."""
    moderate_s: float | None
    """running at 0.80 to 0.95 of the reference speed, descents left out; null likewise."""
    fast_s: float | None
    """running at 0.95 to 1.15 of the reference speed, descents left out; null likewise."""
    sprint_s: float | None
    """running at 1.15 of the reference speed and above, descents left out; null likewise."""
    sprint_m: float | None
    """distance of that; null likewise."""
    up_2_5_m: float | None
    """distance at +2 to +5 %; null, here and below: no altitude in detail for 80 % of the moving time."""
    up_5_10_m: float | None
    """distance at +5 to +10 %; null likewise."""
    up_10_m: float | None
    """distance steeper than +10 %; null likewise."""
    flat_m: float | None
    """distance between -2 and +2 %; null likewise."""
    down_2_5_m: float | None
    """distance at -2 to -5 %; null likewise."""
    down_5_10_m: float | None
    """distance at -5 to -10 %; null likewise."""
    down_10_15_m: float | None
    """distance at -10 to -15 %; null likewise."""
    down_15_m: float | None
    """distance steeper than -15 %; null likewise."""
    downhill_m: float | None
    """all distance at -2 % or steeper; null likewise."""
    downhill_weighted_m: float | None
    """the same, weighted by braking force: 1.23 at -5 %, 1.73 at -16 %; an upper bound for the knee; null likewise."""
    downhill_s: float | None
    """time at -2 % or steeper; null likewise."""
    knee_load: float | None
    """thousands of flat steps of own usual length; own history only, not tested against injury; null, here and below: no cadence in detail for 80 % of the moving time."""
    knee_load_flat: float | None
    """the same if descents weighed nothing extra; null likewise."""
    knee_load_steep: float | None
    """the same if descents weighed as much as braking force peaks grow; null likewise."""
    knee_load_low: float | None
    """the least over the ranges of both weights, of descents and of step length; null likewise."""
    knee_load_high: float | None
    """the most over both; null likewise."""
    ascent_known_s: float
    """moving time of the parts whose climb is known; 0, here and below: none."""
    descent_known_s: float
    """moving time of the parts whose descent is known."""
    hills_known_s: float
    """moving time of the parts with altitude in detail."""
    speed_known_s: float
    """moving time of the parts with a stream and a reference speed."""
    knee_load_known_s: float
    """moving time of the parts with cadence in detail."""
    heart_rate_bpm: float | None
    """mean heart rate; null: not recorded."""
    perceived_exertion_score: float | None
    """how hard it felt, 0-10; null: not told."""
    altitude_source: str
    """barometric, gps, corrected or none."""
    hill_reason: str | None
    """why nothing finer than metres lost is told of its hills: treadmill, no_stream, no_altitude or gps_altitude; null: it is told."""
    sport: str
    """as the source or the runner says."""
    device: str | None
    """what recorded it; null: unknown."""
    activity_count: int
    """how many recorded activities it is made of."""
    has_stream: bool
    """recorded in detail, not only as a summary."""
    is_treadmill: bool
    """on a treadmill: distance and cadence count, hills are unknown."""


class MetricSpeedExposure(TypedDict):
    """One row per runner and week: running time by zone of the runner's own reference speed, descents left out, of runs with a stream."""

    runner_id: str
    """the runner."""
    week_start_date: date
    """local first day of the week."""
    easy_s: float | None
    """running below 0.80 of the reference speed; 0: a week off, null, here and below: unknown for more than a fifth of the moving time."""
    moderate_s: float | None
    """running at 0.80 to 0.95 of the reference speed; null likewise."""
    fast_s: float | None
    """running at 0.95 to 1.15 of the reference speed; null likewise."""
    sprint_s: float | None
    """running at 1.15 of the reference speed and above; null likewise."""
    sprint_m: float | None
    """distance of that; null likewise."""
    fast_share: float | None
    """part of the running time, descents left out, that was fast or sprint, 0-1; null: none, or unknown."""
    fast_run_count: int | None
    """runs with a minute or more of fast and sprint time, of runs with a stream; 0: a week off; null as for the seconds by speed."""
    moving_s: float | None
    """time moving; null: unknown."""
    speed_known_share: float | None
    """part of it recorded in detail with a reference speed, which the seconds are over, 0-1; null: nothing moved."""
    reference_speed_mps: float | None
    """the speed that the zones are measured by; null: see the reason."""
    reference_speed_method: str | None
    """critical_speed, best_20_min, best_5_km or fast_30_s; null as above."""
    reference_speed_reason: str | None
    """why it is null: no_efforts in 90 days, or no_fast_efforts: none clearly above the easy speed; null: it is known."""


class CheckRun(TypedDict):
    """One row per runner and kind of dose: what the runs of the last six weeks held, to compare a run to come with. No row of a runner without a run in them."""

    runner_id: str
    """Our id of the runner."""
    measure: str
    """distance, ascent, descent, down_2_5, down_5_10, down_10_15, down_15 (metres downhill by steepness), fast or steps."""
    most_value: float | None
    """The most of a run, in metres, seconds or steps; null if known of no run."""
    usual_value: float | None
    """Median of the runs; null if fewer than three are known."""
    known_count: int
    """Runs of which it is known."""
    run_count: int
    """Runs."""


class CheckRunStep(TypedDict):
    """One row per runner: how long a step is in easy running, by the runs of the last six weeks that are not known to have had a minute or more of fast running. No row where fewer than three tell it."""

    runner_id: str
    """Our id of the runner."""
    easy_step_length_m: float
    """Median over those runs of the mean distance of a running step."""
    run_count: int
    """How many runs that is."""


class NextRun(TypedDict):
    """One row per runner: how far a run tomorrow may go, and what that rests on."""

    runner_id: str
    """Our id of the runner."""
    local_date: date
    """Tomorrow, where the runner is."""
    limit_m: float | None
    """How far at most, metres; null if a clinician has the word, if it is unknown, or if not all of it may be seen here."""
    limit_reason: str
    """What binds: care, knee, return, spike, plan, usual or unknown."""
    hidden_name: str | None
    """What may not be seen here: pain or runs; null if all may be. Then the next two are no limit."""
    training_m: float | None
    """How far by what may be seen here, metres; null if care or unknown."""
    training_reason: str
    """What binds that."""
    former_longest_m: float | None
    """Longest run from before the jump that stands, metres; null if none stands."""
    jump_level: str | None
    """watch or high; null likewise."""
    jump_m: float | None
    """Distance of that jump, metres; null likewise."""
    jump_date: date | None
    """Its day; null likewise."""
    jump_until_date: date | None
    """Last day after which it still stands; null likewise."""
    own_ratio: float | None
    """How many times the longest a clinician lets this runner go; null if the usual counts."""
    longest_m: float | None
    """Longest run of the last 30 days that is a measure of what the knee is used to, metres; null if none."""
    calm_longest_m: float | None
    """While the knee complains: longest run of the 30 days before it began to, metres; null otherwise, or if there is none."""
    is_complaining: bool
    """The knee complains."""
    easing_share: float
    """How much less the knee asks for, 0-1."""
    break_days: int | None
    """Days of the break that the first week back follows; null if there is no such week."""


class RuleOverride(TypedDict):
    """One row per limit that a clinician set for one runner, with what became of it, the newest first. What may be changed is in the rule's file; a change of anything else has no row and no effect."""

    override_id: str
    """Our id of the change."""
    runner_id: str
    """Our id of the runner."""
    rule_id: str
    """The rule."""
    level: str
    """info, watch, high or refer."""
    title: str
    """What the rule looks at."""
    comparison: str
    """above, at_least, below or at_most."""
    unit: str
    """Of both limits."""
    usual_threshold: float
    """The limit of the rule's file."""
    threshold: float | None
    """The limit for this runner; null: the level is off."""
    reason: str | None
    """Why, in the clinician's words; null: not shared with this viewer."""
    from_date: date
    """First day that it counts."""
    until_date: date | None
    """Last day that it counts; null: no end."""
    saved_by: str
    """Who set it."""
    saved_at: datetime
    """When, UTC."""
    ended_by: str | None
    """Who ended it before its time; null: nobody."""
    is_current: bool
    """It counts today."""


class KneeLoadSpeed(TypedDict):
    """One row per installation: what speed does to the knee's impulse over a kilometre, in one study. The knee load has no term for speed, since its steps carry that: quicker running takes fewer steps."""

    slow_mps: float
    """The slower speed of the study, metres a second."""
    fast_mps: float
    """The faster speed."""
    impulse_ratio: float
    """Impulse over a kilometre at the slower over that at the faster."""
    exponent: float
    """Power of speed that it falls by."""
    slower_share: float
    """How much slower an example is."""
    slower_impulse_share: float
    """How much more impulse over a kilometre that brings, by the power."""
