"""The numbers of the analysis, read once from `sql/rules/parameters`, where each has its source."""

from dataclasses import dataclass

from sql.parameters import numbers_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaning:
    """What is dropped or set aside: `cleaning.toml`."""

    fastest_plausible_mps: float
    hardest_plausible_acceleration_mps2: float
    altitude_jump_m: float
    catch_up_s: float
    stall_slack_share: float
    fastest_held_mps: float
    longest_run_m: float
    doubted_from_m: float
    held_window_s: float
    shortest_ride_s: float
    longest_halt_s: float
    shortest_timer_share: float
    fastest_walked_climb_mps: float
    standing_speed_mps: float
    shortest_stand_s: float
    running_speed_mps: float
    running_cadence_spm: float
    surely_running_speed_mps: float
    least_known_share: float
    widest_rescale_ratio: float
    most_repaired_share: float
    leap_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hills:
    """Altitude, grade and the cost of a slope: `hills.toml`."""

    altitude_median_count: float
    altitude_step_m: float
    altitude_threshold_m: float
    altitude_threshold_flat_m: float
    altitude_threshold_gps_m: float
    flat_run_most_m_per_km: float
    altitude_gap_m: float
    grade_window_m: float
    grade_window_least_m: float
    grade_limit_ratio: float
    flat_grade_ratio: float
    band_grade_5_ratio: float
    band_grade_10_ratio: float
    band_grade_15_ratio: float
    steep_descent_grade_ratio: float
    steep_descent_cost_floor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RoughnessLimits:
    """How the behaviour of altitude is measured: `doubted_altitude.toml`."""

    rough_piece_m: float
    rough_least_pieces: float
    rough_slowest_mps: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AltitudeDoubts:
    """From where altitude is doubted that nobody ran along: `doubted_altitude.toml`."""

    doubt_climb_least_m_per_km: float
    doubt_rough_least_m_per_km: float
    doubt_jaggedness_ratio: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Descents:
    """What counts as one descent: `hills.toml`."""

    descent_least_m: float
    descent_least_loss_m: float
    descent_gap_m: float
    descent_skip_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Efforts:
    """Best efforts: `speed.toml`."""

    effort_pause_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CadenceBlocks:
    """Flat blocks of even speed: `cadence.toml`."""

    cadence_one_leg_below_spm: float
    cadence_block_s: float
    cadence_block_skip_s: float
    cadence_block_speed_sd_mps: float
    cadence_block_speed_smoothing_s: float
    cadence_block_least_count: float
    cadence_least_spm: float
    cadence_most_spm: float


CLEANING = numbers_of(Cleaning, file="cleaning.toml")
HILLS = numbers_of(Hills, file="hills.toml")
ROUGHNESS = numbers_of(RoughnessLimits, file="doubted_altitude.toml")
DOUBTS = numbers_of(AltitudeDoubts, file="doubted_altitude.toml")
DESCENTS = numbers_of(Descents, file="hills.toml")
EFFORTS = numbers_of(Efforts, file="speed.toml")
CADENCE_BLOCKS = numbers_of(CadenceBlocks, file="cadence.toml")
