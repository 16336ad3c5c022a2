"""Rows of `sql/views/3_page/load`; written by `make rows`."""

# ruff: noqa: E501  a meaning stands on one line, as in its header

from datetime import date
from typing import TypedDict


class LoadCeiling(TypedDict):
    """One row per runner and day, days off included, up to tomorrow: the longest single run of the 30 days before."""

    runner_id: str
    """Our id of the runner."""
    local_date: date
    """The runner's calendar day."""
    longest_30d_m: float | None
    """Longest run of the 30 days before this one, metres; null if there was none."""


class LoadConsistency(TypedDict):
    """One row per runner: in how many of the last eight full weeks there were two or more runs."""

    runner_id: str
    """Our id of the runner."""
    steady_week_8_count: int | None
    """Weeks of the eight with two or more runs; null if too few of them are known."""
    known_week_8_count: int
    """Weeks of the eight that are known."""


class LoadEffort(TypedDict):
    """One row per run that was rated: how hard it felt times its minutes, against the runner's own runs."""

    runner_id: str
    """Our id of the runner."""
    session_id: str
    """Our id of the run."""
    local_date: date
    """The runner's calendar day."""
    moving_s: float | None
    """Time moving, seconds; null if unknown."""
    perceived_exertion_score: float
    """How hard it felt, 0 rest to 10 as hard as can be."""
    exertion_source: str
    """typed or file."""
    effort_load_au: float | None
    """Exertion times minutes; null if the time is unknown."""
    effort_rank_share: float | None
    """Share of the runs of six weeks before that asked no more, 0-1; null if fewer than five were rated."""
    effort_median_au: float | None
    """Their median; null likewise."""


class LoadExpert(TypedDict):
    """One row per runner and day: the measures of recent against longer load that experts may ask for. Context only: none of them is a sign of danger or of its absence."""

    runner_id: str
    """Our id of the runner."""
    local_date: date
    """The runner's calendar day."""
    mean_7d_m: float | None
    """Metres a day, mean of the last seven; null, here and below, if too few days are known."""
    mean_28d_m: float | None
    """Metres a day, mean of the last 28; null if one is unknown."""
    coupled_ratio: float | None
    """The first over the second; its seven days are in both, so it cannot pass 4; null likewise."""
    uncoupled_ratio: float | None
    """The first over the mean of the 21 days before those seven; null likewise."""
    smooth_ratio: float | None
    """Smoothed mean of about a week over that of about four; null until six weeks are known."""
    effort_load_7d_au: float | None
    """Exertion times minutes of seven days; null if a run of them was not rated."""
    monotony_ratio: float | None
    """Mean over sample standard deviation of the seven daily loads; null likewise, or if all days were alike."""
    strain_au: float | None
    """Exertion times minutes of seven days, times monotony; null likewise."""


class LoadGrowth(TypedDict):
    """One row per runner and note of how the weeks have grown that holds today. Context: none has a colour."""

    runner_id: str
    """Our id of the runner."""
    rule_id: str
    """The rule."""
    metric: str
    """The number that it looks at."""
    local_date: date
    """Day that the number belongs to."""
    value: float
    """Its value: so many times the distance of before."""
    text: str
    """The finding in words."""
    recent_m: float
    """Distance that has grown: of seven days, or the mean week of four, metres."""
    earlier_m: float
    """Distance it is compared with, metres."""


class LoadHardDay(TypedDict):
    """One row per hard day: what made it hard, and how long after the one before."""

    runner_id: str
    """Our id of the runner."""
    local_date: date
    """The runner's calendar day."""
    is_spike: bool
    """A run more than a tenth longer than the longest of the 30 days before."""
    is_fast: bool
    """Ten minutes or more of fast running."""
    is_effort: bool
    """As much effort as the upper quarter of the runner's own runs."""
    is_descent: bool
    """As many metres lost as the upper quarter of the runner's own runs."""
    hard_gap_days: int | None
    """Days since the hard day before; null for the first."""
    is_close: bool
    """Fewer than two days since it."""


class LoadPastInjury(TypedDict):
    """One row per injury that the runner told of and that lies at most a year back. Context: it lowers no limit."""

    runner_id: str
    """Our id of the runner."""
    entry_id: str
    """Our id of the entry."""
    local_date: date
    """When it last kept the runner from running as usual."""
    site: str
    """knee, hip, thigh, shin, calf, ankle, foot, back or other."""
    side: str | None
    """left or right; null if both, or not told."""


class LoadReturn(TypedDict):
    """One row per runner who comes back from a break: a run tomorrow would end it, or its first week is not over. None while advice on training is held back for a clinician."""

    runner_id: str
    """Our id of the runner."""
    is_return: bool
    """A run tomorrow would end the break; else the break is over and its first week is on."""
    break_days: int
    """Days without a run, tomorrow's run being the first."""
    usual_week_m: float | None
    """Mean weekly distance of the four weeks before the break, metres; null if unknown."""
    reentry_share: float
    """Part of it that is meant for the first week, 0-1."""
    cap_m: float | None
    """What that is, metres; null if unknown."""
    since_return_m: float | None
    """Run since the break, metres; null if unknown."""
    left_m: float | None
    """Left of the first week, metres; null if unknown."""
    until_date: date
    """Last day of the first week."""
    is_walk_run: bool
    """The break was so long that walking and running should alternate."""


class LoadSleep(TypedDict):
    """One row per runner whose sleep was logged: the seven nights up to this morning."""

    runner_id: str
    """Our id of the runner."""
    sleep_h: float | None
    """Hours slept last night; null if not logged."""
    night_7d_count: int
    """Nights of the last seven that were logged."""
    sleep_mean_7d_h: float | None
    """Their mean, hours; null if fewer than six were logged."""
    short_night_7d_count: int | None
    """Nights below short_below_h; null likewise."""
    short_below_h: float
    """What counts as short: 7 hours, 8 up to 18 years."""


class LoadTomorrow(TypedDict):
    """One row per runner: what a run tomorrow would be compared with, and where jumps begin. A jump that stands counts as what came before it. None while advice on training is held back for a clinician."""

    runner_id: str
    """Our id of the runner."""
    used_to_m: float | None
    """Longest run of the 30 days before tomorrow; while a jump stands, the longest from before it, metres; null if there is none."""
    reference_until_m: float | None
    """Up to here a run tomorrow is no jump, metres; null likewise."""
    small_until_m: float | None
    """Up to here it is a small jump; null likewise."""
    moderate_until_m: float | None
    """Up to here it is a moderate jump, beyond it a large one; null likewise."""


class LoadWeek(TypedDict):
    """One row per runner and week, empty weeks included: how much, and how it compares with before."""

    runner_id: str
    """Our id of the runner."""
    week_start_date: date
    """First day of the week."""
    distance_m: float | None
    """Distance run, metres; null if nothing is known of the week, 0 for a week off."""
    moving_s: float | None
    """Time running or walking in runs, seconds; null likewise."""
    run_count: int | None
    """Runs; null likewise."""
    longest_run_m: float | None
    """Longest run, metres; null likewise."""
    ramp_ratio: float | None
    """Distance over that of the week before; null if that was too small or unknown."""
    ramp_4w_ratio: float | None
    """Distance over the mean of the four weeks before; null if that is unknown."""


class SpikeStudy(TypedDict):
    """One row per band of spike: how often, in the study, a run like it was followed by an overuse injury. Worked out from the study's totals; its ordinary runs have the spikes in them, so the share of an ordinary run is a little too high. It describes that group, not one person."""

    spike_band: str
    """reference, small, moderate or large."""
    runner_count: int
    """Runners of the study."""
    hazard_ratio: float
    """Hazard against a run within reference."""
    ordinary_share: float
    """Overuse injuries per run, of all runs of the study, 0-1."""
    injury_share: float
    """Overuse injuries per run of this band, 0-1."""
    least_spike_share: float
    """The least of it among bands beyond reference, 0-1: those of small and moderate overlap."""
    most_spike_share: float
    """The most likewise, 0-1."""
    extra_1000_count: float
    """How many more overuse injuries that is in 1,000 such runs."""
    extra_knee_1000_count: float
    """How many of these would be of the knee, at its usual part."""
