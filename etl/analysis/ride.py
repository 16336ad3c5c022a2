"""Of a recording that went on by car: the part that was run, which can be offered to keep."""

from dataclasses import dataclass

import numpy as np

from etl.analysis.clean import Track, steps_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPart:
    """One stretch between rides: seconds after the first record, metres, and where it lies.

    `place` is first (all rides come after it), last (all come before) or middle.
    """

    place: str
    from_s: float
    until_s: float
    distance_m: float


def longest_run_part(track: Track) -> RunPart | None:
    """The longest stretch without a ride; None without a ride, or where nothing else moved.

    It begins and ends where it moves: waiting for the car belongs to nobody's run.
    """
    if not track.is_carried.any():
        return None
    is_moved = track.is_moving & ~track.is_carried & (track.step_s > 0)
    stretch = np.cumsum(np.diff(track.is_carried.astype(np.int8), prepend=np.int8(0)) != 0)
    metres = steps_of(track.distance_m)
    longest = int(np.argmax(np.bincount(stretch, weights=metres * is_moved)))
    moved = np.flatnonzero(is_moved & (stretch == longest))
    if not len(moved):
        return None
    first, last = moved[0] - 1, moved[-1]
    rides = np.flatnonzero(track.is_carried)
    return RunPart(
        place="first" if rides[0] > last else "last" if rides[-1] <= first else "middle",
        from_s=round(float(track.elapsed_s[first]), 3),
        until_s=round(float(track.elapsed_s[last]), 3),
        distance_m=round(float(track.distance_m[last] - track.distance_m[first]), 3),
    )
