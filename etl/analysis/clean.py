"""From a recording's samples to a track that can be trusted: what moved, when, and how far.

A track is a set of NumPy arrays of one length. Step `i` leads from record `i - 1` to record `i`;
step 0 is empty. Unknown is NaN.
"""

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from etl.analysis.parameters import CLEANING, HILLS, Cleaning, Hills
from etl.sample_stream import SAMPLE_SCHEMA

_MOST_PADDED = 4  # times as many values as there are
_SLACK_SHARE = 1e-6  # far above what adding up loses of a sum
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One run's records, cleaned."""

    elapsed_s: Floats
    segment_index: npt.NDArray[np.int32]
    distance_m: Floats  # from 0, never falling, never unknown
    speed_mps: Floats  # the device's own
    altitude_m: Floats
    cadence_spm: Floats
    heart_rate_bpm: Floats
    is_moving: Flags  # the step, not the record
    is_repaired: Flags  # the step's distance was a position error and has been replaced
    is_carried: Flags  # the step was covered on wheels and counts nothing
    carried_m: float  # metres of those steps
    recorded_m: float  # metres from first to last record before anything was replaced
    step_s: Floats = field(init=False)  # seconds of each step
    moving_clock_s: Floats = field(init=False)  # seconds moved up to each record

    def __post_init__(self) -> None:
        """Work out what most of the analysis asks for, once."""
        object.__setattr__(self, "step_s", steps_of(self.elapsed_s))
        object.__setattr__(self, "moving_clock_s", np.cumsum(self.step_s * self.is_moving))

    @property
    def last_moved_s(self) -> float:
        """Seconds from the first record to the last that moved."""
        moved = np.flatnonzero(self.is_moving & (self.step_s > 0))
        return float(self.elapsed_s[moved[-1]]) if len(moved) else 0.0

    @property
    def carried_s(self) -> float:
        """Seconds on wheels."""
        return float(self.step_s[self.is_carried].sum())

    @property
    def length_m(self) -> float:
        """Metres from the first record to the last."""
        return float(self.distance_m[-1])

    def stretched_to(self, length_m: float) -> "Track":
        """The same run, its distances scaled so that they end at `length_m`."""
        return replace(self, distance_m=self.distance_m * (length_m / self.length_m))


def steps_of(values: np.ndarray) -> np.ndarray:
    """What each value is beyond the one before it; the first step leads nowhere.

    As `np.diff` with the first value before it, in a fifth of the time.
    """
    steps = np.empty_like(values)
    steps[:1] = values[:1] - values[:1]
    np.subtract(values[1:], values[:-1], out=steps[1:])
    return steps


def clean(
    samples: pl.DataFrame, *, cleaning: Cleaning = CLEANING, keeps_ride: bool = False
) -> Track | None:
    """Turn samples (`SAMPLE_SCHEMA`) into a track, or None if they tell of no distance.

    With `keeps_ride` what looks like a ride counts as it was recorded: its runner says so.
    """
    frame = without_time_reversals(samples)
    if frame.height < 2:
        return None
    arrays = {name: frame[name].to_numpy() for name in SAMPLE_SCHEMA.names()}
    elapsed_s = arrays["elapsed_s"] - arrays["elapsed_s"][0]
    speed_mps = plausible(arrays["speed_mps"], most=cleaning.fastest_plausible_mps)
    told_m = known_distance(elapsed_s, arrays["segment_index"], arrays["distance_m"], speed_mps)
    if told_m is None:
        return None
    is_carried = carried_steps(elapsed_s, told_m, cleaning=cleaning)
    metres = steps_of(told_m)
    own_m = np.cumsum(np.where(is_carried, 0.0, metres))
    distance_m, is_repaired = without_position_errors(elapsed_s, own_m, cleaning=cleaning)
    if keeps_ride:
        distance_m = distance_m + np.cumsum(np.where(is_carried, metres, 0.0))
        is_carried = np.zeros_like(is_carried)
    track = Track(
        elapsed_s=elapsed_s,
        segment_index=arrays["segment_index"],
        distance_m=distance_m,
        speed_mps=speed_mps,
        altitude_m=np.where(is_carried, np.nan, arrays["altitude_m"]),
        cadence_spm=arrays["cadence_spm"],
        heart_rate_bpm=arrays["heart_rate_bpm"],
        is_moving=moving_steps(
            elapsed_s, arrays["segment_index"], distance_m, speed_mps, cleaning=cleaning
        )
        & ~is_carried,
        is_repaired=is_repaired,
        is_carried=is_carried,
        carried_m=float(metres[is_carried].sum()),
        recorded_m=float(told_m[-1]),
    )
    return without_altitude_jumps(track, cleaning=cleaning)


def without_time_reversals(samples: pl.DataFrame) -> pl.DataFrame:
    """Keep a record only if it is later than every record before it."""
    if bool(np.all(np.diff(samples["elapsed_s"].to_numpy()) > 0)) and samples.height > 1:
        return samples
    latest_before = pl.col("elapsed_s").cum_max().shift(1)
    return samples.filter(
        pl.col("elapsed_s").is_not_null(),
        latest_before.is_null() | (pl.col("elapsed_s") > latest_before),
    )


def known_distance(
    elapsed_s: Floats, segment_index: npt.NDArray[np.int32], distance_m: Floats, speed_mps: Floats
) -> Floats | None:
    """Cumulative metres at every record: as told, else between neighbours, else from speed."""
    told = np.isfinite(distance_m)
    if told.sum() >= 2 and np.ptp(distance_m[told]) > 0:
        filled = distance_m
        if not told.all():
            filled = np.interp(elapsed_s, elapsed_s[told], distance_m[told])
        return np.maximum.accumulate(filled) - filled[0]
    if np.nansum(speed_mps) > 0:
        return _distance_from_speed(elapsed_s, segment_index, speed_mps)
    return None


def _distance_from_speed(
    elapsed_s: Floats, segment_index: npt.NDArray[np.int32], speed_mps: Floats
) -> Floats:
    known = np.isfinite(speed_mps)
    speed = np.interp(elapsed_s, elapsed_s[known], speed_mps[known])
    is_running_clock = steps_of(segment_index) == 0
    return np.cumsum(steps_of(elapsed_s) * speed * is_running_clock)


def without_position_errors(
    elapsed_s: Floats, distance_m: Floats, *, cleaning: Cleaning = CLEANING
) -> tuple[Floats, Flags]:
    """Replace the metres of impossible steps by those of their neighbours; say which they were.

    A step that only makes up for way missing just before it is no error: the receiver lagged
    behind and caught up.
    """
    metres = steps_of(distance_m)
    step_s = np.diff(elapsed_s, prepend=elapsed_s[0] - 1.0)
    speed = metres / step_s
    is_impossible = (speed > cleaning.fastest_plausible_mps) | is_lone_burst(
        speed, step_s, most=cleaning.hardest_plausible_acceleration_mps2
    )
    if not is_impossible.any():
        return distance_m, is_impossible
    is_error = is_impossible & ~is_catching_up(
        elapsed_s,
        distance_m,
        usual_mps=_usual_speed(metres, step_s, cleaning=cleaning),
        within_s=cleaning.catch_up_s,
    )
    if not is_error.any():
        return distance_m, is_error
    around = np.interp(elapsed_s[is_error], elapsed_s[~is_error], speed[~is_error])
    mended = metres.copy()
    mended[is_error] = np.minimum(around, cleaning.fastest_plausible_mps) * step_s[is_error]
    return np.cumsum(mended), is_error


def is_catching_up(
    elapsed_s: Floats,
    distance_m: Floats,
    *,
    usual_mps: float,
    within_s: float,
    stall_slack_share: float = CLEANING.stall_slack_share,
    standing_mps: float = CLEANING.standing_speed_mps,
    fastest_mps: float = CLEANING.fastest_plausible_mps,
) -> Flags:
    """Steps that only make up for way missing before them.

    The way since `within_s` seconds ago, or since the counter began to stand still where that is
    longer ago, is then no more than usual: what a stall held back is given back. While it stood,
    somebody may have run faster than usual by `stall_slack_share`. A leap does not end a stall: one
    that gives back a part and stands again gives back the rest later.
    """
    metres = steps_of(distance_m)
    step_s = steps_of(elapsed_s)
    is_moving = (metres > standing_mps * step_s) & (metres <= fastest_mps * step_s)
    last_moved = np.maximum.accumulate(np.where(is_moving, np.arange(len(metres)), 0))
    stalled_since_s = elapsed_s[np.concatenate(([0], last_moved[:-1]))]
    since_s = np.minimum(elapsed_s - within_s, stalled_since_s)
    since_s = np.maximum(since_s, elapsed_s[0])
    covered_m = distance_m - np.interp(since_s, elapsed_s, distance_m)
    faster_m = stall_slack_share * usual_mps * (elapsed_s - stalled_since_s)
    return covered_m <= usual_mps * (elapsed_s - since_s) + faster_m + 1e-6


def _usual_speed(metres: Floats, step_s: Floats, *, cleaning: Cleaning) -> float:
    """The speed of half of the time in motion: a leap takes no time, so it never excuses itself."""
    speed = metres / step_s
    is_own = (speed > cleaning.standing_speed_mps) & (speed <= cleaning.fastest_plausible_mps)
    if not is_own.any():
        return 0.0
    order = np.argsort(speed[is_own], kind="stable")
    lasted = np.cumsum(step_s[is_own][order])
    return float(speed[is_own][order][np.searchsorted(lasted, lasted[-1] / 2)])


def carried_steps(elapsed_s: Floats, distance_m: Floats, *, cleaning: Cleaning = CLEANING) -> Flags:
    """Steps on wheels: faster than any runner holds, for longer than a lost signal explains.

    A watch that nobody stopped goes home by car. Halts on the way, at lights and crossings, belong
    to the ride.
    """
    none = np.zeros(len(elapsed_s), dtype=np.bool_)
    if not np.isfinite(cleaning.fastest_held_mps) or len(elapsed_s) < 3:
        return none
    step_s, metres = steps_of(elapsed_s), steps_of(distance_m)
    if bool(np.all(metres <= cleaning.fastest_held_mps * step_s * (1 - _SLACK_SHARE))):
        return none  # no window is faster than its fastest step
    half_s = cleaning.held_window_s / 2
    from_s = np.maximum(elapsed_s - half_s, elapsed_s[0])
    to_s = np.minimum(elapsed_s + half_s, elapsed_s[-1])
    covered_m = np.interp(to_s, elapsed_s, distance_m) - np.interp(from_s, elapsed_s, distance_m)
    is_fast = covered_m > cleaning.fastest_held_mps * np.maximum(to_s - from_s, 1e-9)
    if not is_fast.any():
        return none
    is_halt = ~is_fast & (stretch_s(~is_fast, step_s) <= cleaning.longest_halt_s)
    is_halt &= _lies_between(is_fast)
    is_ride = is_fast | is_halt
    own_speed = metres > cleaning.fastest_held_mps * step_s
    stretch = np.cumsum(np.diff(is_ride.astype(np.int8), prepend=np.int8(0)) != 0)
    lasts_s = np.bincount(stretch, weights=step_s * own_speed)[stretch]
    is_ride &= lasts_s >= cleaning.shortest_ride_s
    # The window blurs both ends: a ride begins and ends with steps that are fast themselves.
    is_ride &= _lies_between(is_ride & own_speed, with_ends=True)
    return is_ride | _touches(own_speed, is_ride)


def _touches(flag: Flags, other: Flags) -> Flags:
    """Flagged steps whose unbroken stretch holds a step of the other kind."""
    stretch = np.cumsum(steps_of(flag.astype(np.int8)) != 0)
    return flag & (np.bincount(stretch, weights=other)[stretch] > 0)


def _lies_between(flag: Flags, *, with_ends: bool = False) -> Flags:
    """What has a flagged step before it and one after it; with_ends: those steps too."""
    before = np.maximum.accumulate(flag)
    after = np.maximum.accumulate(flag[::-1])[::-1]
    return before & after if with_ends else before & after & ~flag


def is_lone_burst(speed_mps: Floats, step_s: Floats, *, most: float) -> Flags:
    """Steps faster than both neighbours by more than `most` metres a second for each second."""
    is_burst = np.zeros(len(speed_mps), dtype=np.bool_)
    gained = np.diff(speed_mps) / step_s[1:]
    lost = -np.diff(speed_mps) / step_s[:-1]
    is_burst[1:-1] = (gained[:-1] > most) & (lost[1:] > most)
    return is_burst


def without_altitude_jumps(
    track: Track, *, cleaning: Cleaning = CLEANING, hills: Hills = HILLS
) -> Track:
    """Close leaps of altitude that no path explains; most of the run keeps its own height.

    A watch that calibrates its barometer on the way leaps by tens of metres: the leap is no climb.
    While the timer stood, someone may have walked on, and altitude may have changed as fast. From
    one end of a ride to the other it may have changed by anything, and nothing of it was run.
    """
    known = np.flatnonzero(np.isfinite(track.altitude_m))
    if len(known) < 2:
        return track
    rise = steps_of(track.altitude_m[known])
    metres = steps_of(track.distance_m[known])
    paused_s = np.diff((track.elapsed_s - track.moving_clock_s)[known], prepend=0.0)
    steepest = np.maximum(cleaning.altitude_jump_m, hills.grade_limit_ratio * metres)
    steepest = np.maximum(steepest, cleaning.fastest_walked_climb_mps * paused_s)
    is_leap = np.abs(rise) > steepest
    if track.is_carried.any():
        is_leap |= np.diff(np.cumsum(track.is_carried)[known], prepend=0) > 0
    if not is_leap.any():
        return track
    leap = np.cumsum(np.where(is_leap, rise, 0.0))
    levelled = track.altitude_m.copy()
    levelled[known] -= leap - np.median(leap)
    return replace(track, altitude_m=levelled)


def moving_steps(
    elapsed_s: Floats,
    segment_index: npt.NDArray[np.int32],
    distance_m: Floats,
    speed_mps: Floats,
    *,
    cleaning: Cleaning = CLEANING,
) -> Flags:
    """Which steps count as moving: neither across a stopped timer nor standing for long.

    A long silence of the device with little way covered is standing too. A distance that freezes
    while the device says it runs is not: the receiver lags.
    """
    step_s = steps_of(elapsed_s)
    metres = steps_of(distance_m)
    is_stopped = steps_of(segment_index) != 0
    is_still = (metres <= cleaning.standing_speed_mps * step_s) & ~(
        speed_mps >= cleaning.running_speed_mps
    )
    if is_still.any():
        is_stopped |= is_still & (stretch_s(is_still, step_s) > cleaning.shortest_stand_s)
    return ~is_stopped


def medians(values: Floats, first: npt.NDArray[np.int64]) -> Floats:
    """The middle value of each group of neighbours; `first` are the indices at which they begin."""
    count = np.diff(first, append=len(values))
    most = int(count.max(initial=0))
    if len(first) * most > _MOST_PADDED * len(values):
        ordered = values[np.lexsort((values, np.repeat(np.arange(len(first)), count)))]
        return (ordered[first + (count - 1) // 2] + ordered[first + count // 2]) / 2
    # Groups of about one length: each a row, sorted by itself, with what is unknown at its end.
    rows = np.full((len(first), most), np.nan)
    rows[np.arange(most) < count[:, np.newaxis]] = values
    rows.sort(axis=1)
    at = np.arange(len(first))
    return (rows[at, (count - 1) // 2] + rows[at, count // 2]) / 2


def stretch_s(flag: Flags, step_s: Floats) -> Floats:
    """For every step, how long the unbroken stretch of its kind lasts that it belongs to."""
    stretch = np.cumsum(steps_of(flag.astype(np.int8)) != 0)
    return np.bincount(stretch, weights=step_s)[stretch]


def plausible(values: Floats, *, most: float) -> Floats:
    """Finite values from 0 to `most`; all others unknown."""
    is_plausible = np.isfinite(values) & (values >= 0) & (values <= most)
    return np.where(is_plausible, values, np.nan)
