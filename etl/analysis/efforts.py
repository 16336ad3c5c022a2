"""The best of a run: least time over set distances, most metres in set times.

Source: docs/evidence/metrics.md#reference_speed
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from etl.analysis.altitude import Profile
from etl.analysis.clean import Flags, Floats, Track, stretch_s
from etl.analysis.grade import grade_adjusted_m
from etl.analysis.parameters import EFFORTS, Efforts
from etl.sample_stream import to_frame

EFFORT_DISTANCES_M = (400, 800, 1000, 1500, 3000, 5000)
"""Distances at which a best time is kept (docs/evidence/metrics.md#reference_speed)."""
LONG_EFFORT_S = 1200
"""Twenty minutes: the fallback where no critical speed can be had."""
SHORT_EFFORT_S = 30
SHORT_EFFORT_PERCENTILE = 95

EFFORT_SCHEMA = pl.Schema({"effort": pl.String, "distance_m": pl.Float64, "duration_s": pl.Float64})
"""Columns of `core.best_effort` but the ids."""

Effort = tuple[str, float, float]
_SLACK_S = 1e-9  # what touches a break holds nothing of it


@dataclass(frozen=True, slots=True)
class _Breaks:
    """Stretches that no effort may hold: when each begins and ends."""

    begin_s: Floats
    end_s: Floats

    def lie_in(self, from_s: float, to_s: float) -> bool:
        """Whether one of them lies, in part, between two times."""
        return bool(np.any((self.end_s - _SLACK_S > from_s) & (self.begin_s + _SLACK_S < to_s)))

    def held_by(self, from_s: Floats, to_s: Floats) -> Flags:
        """Likewise of many windows, of which neither end ever falls.

        Breaks are looked up among the windows: there are fewer of them.
        """
        since = to_s.searchsorted(self.begin_s + _SLACK_S, side="right")
        until = from_s.searchsorted(self.end_s - _SLACK_S)
        is_held, count = since < until, len(from_s) + 1
        begun = np.bincount(since[is_held], minlength=count)
        ended = np.bincount(until[is_held], minlength=count)
        return np.cumsum(begun - ended)[:-1] > 0


def _breaks(elapsed_s: Floats, is_break: Flags) -> _Breaks:
    """Breaking steps as stretches; the first step leads nowhere."""
    steps = np.flatnonzero(is_break[1:])
    is_first = np.diff(steps, prepend=-2) > 1
    is_last = np.append(is_first[1:], True)[: len(steps)]
    return _Breaks(elapsed_s[steps[is_first]], elapsed_s[steps[is_last] + 1])


def best_efforts(
    track: Track, profile: Profile | None, *, efforts: Efforts = EFFORTS
) -> pl.DataFrame:
    """All efforts the run is long enough for, following `EFFORT_SCHEMA`.

    Grade-adjusted ones count level metres and need altitude. Efforts that hold a pause or a
    position error are left out.
    """
    breaks = _breaks(track.elapsed_s, breaking_steps(track, efforts=efforts))
    rows = [*_fastest_distances("raw", track, track.distance_m, breaks)]
    if profile is not None:
        level_m = grade_adjusted_m(profile, track.distance_m)
        rows += _fastest_distances("grade_adjusted", track, level_m, breaks)
        rows += _farthest_time("grade_adjusted", track, level_m, breaks)
    rows += _usual_short_speed("raw", track, breaks)
    return to_frame(
        {
            "effort": [name for name, _, _ in rows],
            "distance_m": np.array([metres for _, metres, _ in rows], dtype=np.float64).round(3),
            "duration_s": np.array([seconds for *_, seconds in rows], dtype=np.float64).round(3),
        },
        EFFORT_SCHEMA,
    )


def breaking_steps(track: Track, *, efforts: Efforts = EFFORTS) -> Flags:
    """Steps that no effort may hold: long pauses and replaced position errors."""
    is_paused = ~track.is_moving
    if not is_paused.any():
        return track.is_repaired
    is_long = stretch_s(is_paused, track.step_s) > efforts.effort_pause_s
    return (is_paused & is_long) | track.is_repaired


def _fastest_distances(
    kind: str, track: Track, distance_m: Floats, breaks: _Breaks
) -> Iterator[Effort]:
    for length_m in EFFORT_DISTANCES_M:
        duration_s = _fastest_s(track.elapsed_s, distance_m, breaks, length_m=length_m)
        if np.isfinite(duration_s):
            yield f"{kind}_{length_m}_m", float(length_m), duration_s


def _farthest_time(
    kind: str, track: Track, distance_m: Floats, breaks: _Breaks
) -> Iterator[Effort]:
    metres = _covered_m(
        track.elapsed_s, distance_m, breaks, from_s=track.elapsed_s, duration_s=LONG_EFFORT_S
    )
    if len(metres):
        yield f"{kind}_{LONG_EFFORT_S}_s", float(metres.max()), float(LONG_EFFORT_S)


def _usual_short_speed(kind: str, track: Track, breaks: _Breaks) -> Iterator[Effort]:
    metres = _covered_m(
        track.elapsed_s,
        track.distance_m,
        breaks,
        from_s=np.arange(0.0, track.elapsed_s[-1]),
        duration_s=SHORT_EFFORT_S,
    )
    if len(metres):
        name = f"{kind}_{SHORT_EFFORT_S}_s_p{SHORT_EFFORT_PERCENTILE}"
        most_m = float(np.percentile(metres, SHORT_EFFORT_PERCENTILE))
        yield name, most_m, float(SHORT_EFFORT_S)


def fastest_s(elapsed_s: Floats, distance_m: Floats, is_break: Flags, *, length_m: float) -> float:
    """Shortest time for `length_m` over windows that begin or end at a record; inf if none."""
    return _fastest_s(elapsed_s, distance_m, _breaks(elapsed_s, is_break), length_m=length_m)


def _fastest_s(elapsed_s: Floats, distance_m: Floats, breaks: _Breaks, *, length_m: float) -> float:
    ends_m, starts_m = distance_m + length_m, distance_m - length_m
    # Distances never fall, so windows that begin at a record are the first, others the last ones.
    until = int(ends_m.searchsorted(distance_m[-1], side="right"))
    since = int(starts_m.searchsorted(distance_m[0]))
    begun_s, ended_s = elapsed_s[:until], elapsed_s[since:]
    forward_s = np.interp(ends_m[:until], distance_m, elapsed_s)
    backward_s = np.interp(starts_m[since:], distance_m, elapsed_s)
    return min(
        _shortest_s(breaks, from_s=begun_s, to_s=forward_s),
        _shortest_s(breaks, from_s=backward_s, to_s=ended_s),
    )


def _shortest_s(breaks: _Breaks, *, from_s: Floats, to_s: Floats) -> float:
    if not len(from_s):
        return math.inf
    duration_s = to_s - from_s
    at = int(duration_s.argmin())
    # Mostly the shortest of all is whole, and nobody need ask of the others.
    if not breaks.lie_in(float(from_s[at]), float(to_s[at])):
        return float(duration_s[at])
    is_whole = ~breaks.held_by(from_s, to_s)
    return float(np.min(duration_s, initial=np.inf, where=is_whole))


def _covered_m(
    elapsed_s: Floats, distance_m: Floats, breaks: _Breaks, *, from_s: Floats, duration_s: float
) -> Floats:
    """Metres covered in the windows that begin at `from_s`, end within the run and are whole."""
    from_s = from_s[from_s + duration_s <= elapsed_s[-1]]
    to_s = from_s + duration_s
    metres = np.interp(to_s, elapsed_s, distance_m) - np.interp(from_s, elapsed_s, distance_m)
    return metres[~breaks.held_by(from_s, to_s)]
