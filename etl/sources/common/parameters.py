"""The numbers used while reading, from `sql/rules/parameters`, where each has its source."""

from dataclasses import dataclass

from sql.parameters import number_of, numbers_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is guessed or put right where a file does not say: `reading.toml`."""

    earliest_plausible_year: float
    latest_plausible_year: float
    clock_set_from_year: float
    stray_time_days: float
    stray_gap_s: float
    stray_share: float
    most_points_back_in_time_share: float
    pause_least_s: float
    pause_least_intervals: float
    pause_speed_mps: float
    pause_certain_s: float
    resume_silence_s: float
    rest_least_s: float
    rest_piece_s: float
    rest_extent_m: float
    rest_drift_m: float
    guess_ride_speed_mps: float
    guess_burst_speed_mps: float
    guess_burst_share: float
    guess_run_speed_mps: float
    guess_steps_speed_mps: float
    guess_hike_climb_ratio: float
    session_records_share: float
    crop_least_s: float
    crop_least_share: float
    crop_distance_share: float
    distance_corrected_share: float
    treadmill_corrected_share: float
    zone_nearest_days: float
    laps_agree_share: float
    laps_apart_share: float
    longest_activity_s: float
    longest_activity_m: float


READING = numbers_of(Reading, file="reading.toml")
ONE_LEG_BELOW_SPM = number_of("cadence_one_leg_below_spm", file="cadence.toml")
"""Steps a minute: a lower median over a run was counted on one leg."""
RUNNING_STEPS_SPM = number_of("running_cadence_spm", file="cleaning.toml")
"""Steps a minute of both feet: fewer is walking."""
RUN_LEAST_S = number_of("run_least_s", file="load.toml")
"""A briefer recording is not counted as a run."""
