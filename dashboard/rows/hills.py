"""Rows of `sql/views/3_page/hills`; written by `make rows`."""

# ruff: noqa: E501  a meaning stands on one line, as in its header

from datetime import date, datetime
from typing import TypedDict


class HillsDescent(TypedDict):
    """One row per run with descents: how fast it went down, how long the steps were against what the runner's own line expects on the flat at that speed, and how much energy each step took up."""

    runner_id: str
    """Our id of the runner."""
    session_id: str
    """Our id of the run."""
    started_at: datetime
    """Start, UTC."""
    local_date: date
    """The runner's calendar day."""
    descent_count: int
    """Descents of 60 m or more that lose 5 m or more."""
    descent_m: float
    """Metres lost on them."""
    downhill_m: float
    """Their length together, metres."""
    grade_ratio: float
    """Their mean grade, negative."""
    downhill_speed_mps: float | None
    """Speed on them, metres a second; null if all were walked."""
    flat_speed_mps: float | None
    """Speed on the flat of the same run, metres a second; null if there was little."""
    slower_than_usual_share: float | None
    """How much slower than your usual descents of that grade, a share; negative is faster; null: see the reason."""
    step_length_m: float | None
    """Mean length of a downhill step, metres; null without cadence or with altitude by GPS only."""
    step_length_ratio: float | None
    """That over what the own line expects on the flat at that speed; null likewise or without a line."""
    energy_per_m_j_per_kg: float | None
    """Energy to take up a metre of descent, joules per kilogram; null with altitude by GPS only."""
    energy_per_step_j_per_kg: float | None
    """Energy to take up a step, joules per kilogram; null likewise or without cadence."""
    quicker_energy_per_step_j_per_kg: float
    """The same at the same pace with steps one protocol step quicker."""
    altitude_source: str
    """barometric, gps (rough), corrected or none."""
    reason: str | None
    """Why it is not told whether it was slower than usual: gps_altitude, walked, no_flat_speed or few_descents; null if it is told."""


class HillsDoubt(TypedDict):
    """One row per device of a runner whose altitude is not believed on some runs: over which time, why, and what it told."""

    runner_id: str
    """Our id of the runner."""
    device: str
    """The watch or app; 'not told' where the file does not say."""
    run_count: int
    """Runs whose altitude is not believed."""
    from_date: date
    """Day of the first of them."""
    until_date: date
    """Day of the last of them."""
    reason: str
    """Why, as most of them have it: unlike_told, unlike_other_devices, rough or unreliable_device."""
    recorded_ascent_m: float
    """What it tells that they climb together, metres."""
    distance_m: float
    """Their distance together, metres."""


class HillsLever(TypedDict):
    """One row per runner with descents whose steps are known: the latest runs with descents together, and what quicker steps would make of the same descents at the same pace."""

    runner_id: str
    """Our id of the runner."""
    run_count: int
    """How many runs it is told of."""
    from_date: date
    """Day of the first of them."""
    until_date: date
    """Day of the last of them."""
    energy_per_step_j_per_kg: float
    """Middle one of the energy a step took up, joules per kilogram."""
    quicker_energy_per_step_j_per_kg: float
    """The same with steps one protocol step quicker."""
    cadence_step_share: float
    """How much quicker that is, a share."""
    step_length_ratio: float | None
    """Middle one of step length over what the own line expects on the flat; null without a line."""


class HillsWeek(TypedDict):
    """One row per runner and week: distance by steepness, descent against the own usual, and how well altitude is known."""

    runner_id: str
    """Our id of the runner."""
    week_start_date: date
    """First day of the week."""
    run_count: int | None
    """Runs; null if nothing is known of the week."""
    moving_s: float | None
    """Time moving, seconds; null if unknown."""
    ascent_m: float | None
    """Metres climbed; null, here and below, if unknown for more than a fifth of the time moving."""
    descent_m: float | None
    """Metres lost; null likewise."""
    up_2_5_m: float | None
    """Distance at +2 to +5 %, metres; null likewise."""
    up_5_10_m: float | None
    """Distance at +5 to +10 %, metres; null likewise."""
    up_10_m: float | None
    """Distance steeper than +10 %, metres; null likewise."""
    down_2_5_m: float | None
    """Distance at -2 to -5 %, metres; null likewise."""
    down_5_10_m: float | None
    """Distance at -5 to -10 %, metres; null likewise."""
    down_10_15_m: float | None
    """Distance at -10 to -15 %, metres; null likewise."""
    down_15_m: float | None
    """Distance steeper than -15 %, metres; null likewise."""
    downhill_m: float | None
    """All distance at -2 % or steeper, metres; null likewise."""
    ascent_known_share: float | None
    """Part of the time moving of which metres climbed are known, 0-1; null, here and below, if nothing moved."""
    descent_known_share: float | None
    """Part of it of which metres lost are known; null likewise."""
    hills_known_share: float | None
    """Part of it with altitude in detail, which the distances by steepness are over; null likewise."""
    usual_descent_m: float | None
    """Mean metres lost a week over the four weeks before; null if one is unknown."""
    descent_28d_ratio: float | None
    """Descent over that mean; null if unknown or the mean is too small to compare."""
    most_6w_descent_m: float | None
    """Most metres lost in one of the six weeks before; null if unknown."""
    descent_6w_ratio: float | None
    """Metres lost over that; above 1 it is more than the legs are used to; null likewise."""
    altitude_quality: str | None
    """barometric, mixed, gps (rough) or none; null without runs."""
