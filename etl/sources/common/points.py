"""The recorded points of one activity, put in order: each step takes a frame and returns a frame.

A step that changed something adds a plain sentence, which ends up beside the run.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import numpy as np
import polars as pl

from etl.errors import BrokenFile
from etl.sources.common.parameters import READING
from etl.sources.common.resting import resting_steps
from etl.sources.common.start_zone import distance_between_m

POINT_SCHEMA = pl.Schema(
    {
        "time_s": pl.Float64,  # Unix time
        "segment_index": pl.Int32,
        "latitude_deg": pl.Float64,
        "longitude_deg": pl.Float64,
        "distance_m": pl.Float64,  # cumulative
        "speed_mps": pl.Float64,
        "altitude_m": pl.Float64,
        "cadence": pl.Float64,  # as stored: steps or strides a minute
        "heart_rate_bpm": pl.Float64,
    }
)
"""Points as a file gives them, positions included; null where it says nothing."""

Noted = tuple[pl.DataFrame, str | None]
Step = Callable[[pl.DataFrame], Noted]

_DAY_S = 86_400.0
_VALUES = [name for name in POINT_SCHEMA if name not in ("time_s", "segment_index")]


def empty_points() -> pl.DataFrame:
    """No points at all."""
    return pl.DataFrame(schema=POINT_SCHEMA)


def with_column(points: pl.DataFrame, name: str, values: np.ndarray) -> pl.DataFrame:
    """The points with other values in one of their columns, NaN as null; null throughout stays so.

    As `with_columns`, which takes ten times as long for a column that is there already.
    """
    fresh = pl.Series(name, values, nan_to_null=True)
    return pl.DataFrame([fresh if one.name == name else one for one in points.get_columns()])


def apply_steps(points: pl.DataFrame, *steps: Step) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Run the steps in turn and collect what they have to say."""
    notes: list[str] = []
    for step in steps:
        points, note = step(points)
        notes += [note] if note else []
    return points, tuple(notes)


def put_in_order(points: pl.DataFrame) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Points with plausible times, strictly in order, one an instant, with sane values.

    Raises BrokenFile where there are points but no usable times.
    """
    times = points["time_s"].to_numpy()
    rounded = times.round(3)
    return apply_steps(
        points if np.array_equal(times, rounded) else with_column(points, "time_s", rounded),
        with_plausible_times,
        without_stray_times,
        in_time_order,
        one_an_instant,
        with_sane_values,
    )


def with_plausible_times(points: pl.DataFrame) -> Noted:
    """Leave out points without a usable date; raises BrokenFile where those are the most."""
    times = points["time_s"]
    given = times.to_numpy()
    if bool(np.all((given >= _EARLIEST_S) & (given <= _LATEST_S))):
        return points, None
    kept = points.filter(pl.col("time_s").is_between(_EARLIEST_S, _LATEST_S))
    if points.height and times.null_count() * 2 >= points.height:
        raise BrokenFile(_NO_TIMES)
    if points.height and kept.height * 2 <= points.height:
        raise BrokenFile(_impossible_times(times))
    return kept, _left_out(points.height - kept.height, "had no usable time")


def without_stray_times(points: pl.DataFrame) -> Noted:
    """Leave out points that lie days away from the rest, and a few that lie hours away from it."""
    times = points["time_s"].to_numpy()
    if not len(times) or np.ptp(times) <= READING.stray_gap_s:
        return points, None
    middle = pl.col("time_s") - pl.col("time_s").median()
    kept = points.filter(middle.abs() <= READING.stray_time_days * _DAY_S)
    kept = kept.filter(_is_with_others(kept["time_s"]))
    return kept, _left_out(points.height - kept.height, "had a time far from all others")


def _is_with_others(times: pl.Series) -> pl.Series:
    """Whether each time lies in a stretch, unbroken by hours of silence, that holds many points."""
    order = times.arg_sort()
    gap_s = times.gather(order).diff().fill_null(0.0)
    stretch = (gap_s > READING.stray_gap_s).cast(pl.Int32).cum_sum()
    sizes = stretch.to_frame("stretch").select(pl.len().over("stretch")).to_series()
    is_kept = sizes > max(1, READING.stray_share * len(times)) if len(times) > 2 else sizes > 0
    return pl.DataFrame({"at": order, "is_kept": is_kept}).sort("at")["is_kept"]


def in_time_order(points: pl.DataFrame) -> Noted:
    """Where time goes backwards: leave a few points out, sort where it is more than a few.

    A point dated too late makes all that follow look early; left out are the fewest that leave the
    others in order.
    """
    if points["time_s"].is_sorted():
        return points, None
    kept = points[_longest_in_order(points["time_s"].to_list())]
    count = points.height - kept.height
    if count <= READING.most_points_back_in_time_share * points.height:
        return kept, _left_out(count, "went back in time")
    points = points.sort("time_s", maintain_order=True)
    return points, "The points were out of order in time and were sorted."


def _longest_in_order(times: Sequence[float]) -> list[int]:
    """Indices of the longest run of times, not of neighbours, that never falls."""
    ends: list[float] = []  # the least time that a run of each length can end with
    last: list[int] = []
    before: list[int] = []
    for index, time_s in enumerate(times):
        length = bisect_right(ends, time_s)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [time_s]
        last[length : length + 1] = [index]
    found = [last[-1]]
    while before[found[-1]] >= 0:
        found.append(before[found[-1]])
    return found[::-1]


def one_an_instant(points: pl.DataFrame) -> Noted:
    """Merge points of the same instant: the last known value of each column stands."""
    if bool(np.all(np.diff(points["time_s"].to_numpy()) > 0)):
        return points, None
    merged = points.group_by("time_s", maintain_order=True).agg(
        pl.col("segment_index").first(),
        *(pl.col(name).drop_nulls().last() for name in _VALUES),
    )
    return merged.select(POINT_SCHEMA.names()), None


def with_sane_values(points: pl.DataFrame) -> Noted:
    """Values no body and no place can have become null: they are unknown, not zero."""
    if _is_sane(points):
        return points, None
    latitude, longitude = pl.col("latitude_deg"), pl.col("longitude_deg")
    is_place = (
        latitude.is_between(-90, 90)
        & longitude.is_between(-180, 180)
        & ((latitude != 0) | (longitude != 0))
    )
    return points.with_columns(
        pl.when(is_place).then(latitude).alias("latitude_deg"),
        pl.when(is_place).then(longitude).alias("longitude_deg"),
        *(_between(name, low, high) for name, (low, high) in _SANE.items()),
    ), None


def _is_sane(points: pl.DataFrame) -> bool:
    """Whether every value may be true, or is unknown: then there is nothing to do."""
    return _lies_somewhere(points["latitude_deg"], points["longitude_deg"]) and all(
        _lies_between(points[name], low, high) for name, (low, high) in _SANE.items()
    )


def _lies_somewhere(latitude: pl.Series, longitude: pl.Series) -> bool:
    """Whether each point has a position that can be, or none at all."""
    placed_count = _count(latitude)
    if placed_count != _count(longitude):
        return False
    if not placed_count:
        return True
    latitude_deg, longitude_deg = latitude.to_numpy(), longitude.to_numpy()
    is_place = (np.abs(latitude_deg) <= 90) & (np.abs(longitude_deg) <= 180)
    is_place &= (latitude_deg != 0) | (longitude_deg != 0)
    return int(np.count_nonzero(is_place)) == placed_count


def _lies_between(told: pl.Series, low: float, high: float) -> bool:
    """Whether all that is told does; a word for no number (NaN) lies nowhere."""
    told_count = _count(told)
    if not told_count:
        return True
    values = told.to_numpy()
    return int(np.count_nonzero((values >= low) & (values <= high))) == told_count


def with_never_falling_distance(points: pl.DataFrame) -> Noted:
    """A counter that restarts goes on from where it was; one that slips back a little stands.

    A single value far below both its neighbours is no restart but a missing value.
    """
    told = points["distance_m"].to_numpy()
    if bool(np.all(np.diff(told[~np.isnan(told)]) >= 0)):
        return points, None
    distance = _without_dips(points["distance_m"])
    if distance.null_count() == points.height:
        return points, None
    known = distance.drop_nulls().to_numpy()
    steps = np.diff(known, prepend=known[0])
    restarts = steps < -_RESTART_M
    lifted = known + np.cumsum(np.where(restarts, -steps, 0.0))
    rising = np.maximum.accumulate(lifted)
    filled = np.full(points.height, np.nan)
    filled[distance.is_not_null().to_numpy()] = rising
    points = points.with_columns(pl.Series("distance_m", filled).fill_nan(None))
    note = "The device's distance started again from zero on the way; the parts were added."
    return points, note if restarts.any() else None


def _without_dips(distance: pl.Series) -> pl.Series:
    before = distance.forward_fill().shift(1)
    after = distance.shift(-1).backward_fill().fill_null(float("inf"))
    frame = pl.DataFrame({"distance": distance, "before": before, "after": after})
    low = pl.col("before") - _RESTART_M
    is_dip = (pl.col("distance") < low) & (pl.col("after") >= low)
    return frame.select(
        pl.when(is_dip.fill_null(value=False)).then(None).otherwise(pl.col("distance"))
    ).to_series()


def with_distance(points: pl.DataFrame) -> Noted:
    """Where the file lacks distance: from positions, else from speed."""
    if _is_mostly_known(points["distance_m"]) and _most(points["distance_m"]) > 0:
        return with_never_falling_distance(points)
    if _count(points["latitude_deg"]) >= 2:
        resting = resting_steps(points)
        covered = covered_m(points, resting=resting)
        points = with_column(points, "distance_m", covered)
        return points, _rest_note(points["time_s"].to_numpy(), resting)
    if _is_mostly_known(points["speed_mps"]) and _most(points["speed_mps"]) > 0:
        covered = _integrate_speed(points)
        return points.with_columns(pl.Series("distance_m", covered)), (
            "Most records have no distance; along the way it was added up from speed."
        )
    return points.with_columns(pl.lit(None, dtype=pl.Float64).alias("distance_m")), None


def _rest_note(times: np.ndarray, resting: np.ndarray) -> str | None:
    if not resting.any():
        return None
    minutes = float(np.diff(times, prepend=times[0])[resting].sum()) / 60
    return (
        f"For {minutes:.0f} minutes the positions only wandered around one place; that way does "
        "not count."
    )


def covered_m(points: pl.DataFrame, *, resting: np.ndarray) -> np.ndarray:
    """Cumulative metres between positions of one segment; NaN where a point has no position.

    Steps that are `resting` cover none.
    """
    latitude = points["latitude_deg"].to_numpy()
    known = ~np.isnan(latitude)
    latitude = latitude[known]
    longitude = points["longitude_deg"].to_numpy()[known]
    segment = points["segment_index"].to_numpy()[known]
    steps = distance_between_m(latitude[:-1], longitude[:-1], latitude[1:], longitude[1:])
    steps[(segment[1:] != segment[:-1]) | resting[known][1:]] = 0.0
    covered = np.full(points.height, np.nan)
    covered[known] = np.concatenate(([0.0], np.cumsum(steps)))
    return covered


def with_certain_pauses(points: pl.DataFrame) -> Noted:
    """A silence nobody runs through begins a new segment, whatever was covered meanwhile."""
    long = _gaps_s(points) > READING.pause_certain_s
    segment = points["segment_index"].to_numpy()
    is_within = long[1:] & (np.diff(segment) == 0)
    note = "The device was silent for more than half an hour; that time is taken as a pause."
    return _with_breaks(points, long), note if is_within.any() else None


def with_likely_pauses(points: pl.DataFrame) -> Noted:
    """A long silence with hardly any way covered begins a new segment."""
    gap_s = _gaps_s(points)
    is_long = gap_s > READING.pause_least_s
    if is_long.any():
        usual_s = float(np.median(gap_s[1:]))
        is_long = gap_s > max(READING.pause_least_s, READING.pause_least_intervals * usual_s)
    if not is_long.any():
        return _with_breaks(points, is_long), None
    covered_m = np.diff(_filled_forward(points["distance_m"].to_numpy()), prepend=np.nan)
    speed = np.divide(covered_m, gap_s, out=np.zeros_like(gap_s), where=is_long)
    return _with_breaks(points, is_long & (np.nan_to_num(speed) < READING.pause_speed_mps)), None


def _gaps_s(points: pl.DataFrame) -> np.ndarray:
    """Seconds from the point before; 0 of the first."""
    times = points["time_s"].to_numpy()
    return np.diff(times, prepend=times[:1])


def _filled_forward(values: np.ndarray) -> np.ndarray:
    """Each value, or the last known before it; NaN before the first."""
    last = np.maximum.accumulate(np.where(np.isnan(values), -1, np.arange(len(values))))
    return np.where(last < 0, np.nan, values[last])


def with_known_altitude(points: pl.DataFrame) -> Noted:
    """Altitude that is zero throughout was never measured."""
    altitude = points["altitude_m"].to_numpy()
    is_known = ~np.isnan(altitude)
    if not is_known.any() or altitude[is_known].any():
        return points, None
    points = with_column(points, "altitude_m", np.full(points.height, np.nan))
    return points, "The file gives zero for every altitude; climb and descent are unknown."


def _with_breaks(points: pl.DataFrame, is_break: np.ndarray) -> pl.DataFrame:
    segment = points["segment_index"].to_numpy()
    changes = is_break | (np.diff(segment, prepend=segment[:1]) != 0)
    counted = np.cumsum(changes, dtype=np.int32)
    if np.array_equal(counted, segment):
        return points
    return with_column(points, "segment_index", counted)


def _integrate_speed(points: pl.DataFrame) -> np.ndarray:
    seconds = np.diff(points["time_s"].to_numpy(), prepend=points["time_s"][0])
    usual_s = float(np.median(seconds[1:])) if len(seconds) > 1 else 0.0
    speed = points["speed_mps"].fill_null(0.0).to_numpy()
    limit_s = max(READING.pause_least_s, READING.pause_least_intervals * usual_s)
    return np.cumsum(speed * np.where(seconds > limit_s, 0.0, seconds))


def _between(name: str, low: float, high: float) -> pl.Expr:
    return pl.when(pl.col(name).is_between(low, high)).then(pl.col(name)).alias(name)


def _count(series: pl.Series) -> int:
    return len(series) - series.null_count()


def _is_mostly_known(series: pl.Series) -> bool:
    return _count(series) * 2 > len(series)


def _most(series: pl.Series) -> float:
    most = series.max()
    return float(most) if isinstance(most, int | float) else 0.0


def _year_start_s(year: float) -> float:
    return datetime(int(year), 1, 1, tzinfo=UTC).timestamp()


def _impossible_times(times: pl.Series) -> str:
    year = int(1970 + float(times.drop_nulls()[0]) // (365.2425 * _DAY_S))
    return (
        f"The times in this file are impossible (they begin in the year {year}), so the activity "
        "cannot be dated. Export it again from where it was recorded."
    )


def _left_out(count: int, why: str) -> str | None:
    if not count:
        return None
    return f"{count} {'point' if count == 1 else 'points'} {why}; left out."


_NO_TIMES = (
    "The points have no times, so the activity cannot be dated. "
    "Export it again from where it was recorded, with times."
)
_NO_ALTITUDE_M = -500.0  # what FIT's zero stands for: no altitude was written
_FULL_COUNTER_M = 2**32 / 100  # FIT's counter of centimetres; one bit wrong in it is a leap, no gap
_RESTART_M = 100.0  # a counter falls back this far only by starting again
_SANE = {
    "distance_m": (0.0, _FULL_COUNTER_M),
    "speed_mps": (0.0, 100.0),
    "altitude_m": (_NO_ALTITUDE_M + 0.1, 9000.0),
    "cadence": (0.0, 300.0),
    "heart_rate_bpm": (20.0, 250.0),
}
_EARLIEST_S = _year_start_s(READING.earliest_plausible_year)
_LATEST_S = _year_start_s(READING.latest_plausible_year)
