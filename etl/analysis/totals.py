"""Which totals of a run to believe: the watch's own, or those of its track."""

import math
from dataclasses import dataclass

import numpy as np

from etl.analysis.clean import Track, steps_of
from etl.analysis.parameters import CLEANING, Cleaning
from etl.recording import Recording


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """A run's own numbers; unknown where nothing tells."""

    distance_m: float | None
    moving_s: float | None
    elapsed_s: float | None
    notes: tuple[str, ...] = ()


def totals_of(
    recording: Recording, track: Track | None, *, cleaning: Cleaning = CLEANING
) -> Totals:
    """The watch's totals where they can be true, since they are what the runner knows."""
    if track is None:
        elapsed_s = _longer(recording.elapsed_s, recording.moving_s)
        return Totals(
            distance_m=_rounded(recording.distance_m),
            moving_s=_rounded(recording.moving_s),
            elapsed_s=_rounded(elapsed_s),
        )
    moving_s = recording.moving_s or 0.0
    distance_m = recording.distance_m or 0.0
    told_elapsed_s = recording.elapsed_s
    notes = repairs_of(track, cleaning=cleaning)
    if not is_plausible_time(moving_s, recording, track, cleaning=cleaning):
        if 0 < moving_s < float(track.moving_clock_s[-1]):
            notes.append("the watch's timer is too short for its records; time is from the track")
        if outlasts(moving_s, recording, track, cleaning=cleaning):
            notes.append("the watch's timer is too long for its records; time is from the track")
            told_elapsed_s = None if (told_elapsed_s or 0.0) <= moving_s else told_elapsed_s
        moving_s = float(track.moving_clock_s[-1])
    if not is_plausible_distance(distance_m, moving_s, track, cleaning=cleaning):
        if distance_m > 0:
            notes.append("the watch's total distance cannot be true; taken from the track")
        distance_m = track.length_m
    elif recording.is_run and is_apart(distance_m, track, cleaning=cleaning):
        notes.append(
            f"The total of {distance_m / 1000:.2f} km counts; the records come to "
            f"{track.length_m / 1000:.2f} km."
        )
    elapsed_s = _longer(_longer(told_elapsed_s, float(track.elapsed_s[-1])), moving_s)
    return Totals(
        distance_m=_rounded(distance_m),
        moving_s=_rounded(moving_s),
        elapsed_s=_rounded(elapsed_s),
        notes=tuple(notes),
    )


def is_plausible_time(
    moving_s: float, recording: Recording, track: Track, *, cleaning: Cleaning = CLEANING
) -> bool:
    """A timer may outrun the clock by rounding, but not the whole recording.

    Nor may it leave out much of the time in which the records moved, or count a ride.
    """
    longest_s = max(recording.elapsed_s or 0.0, float(track.elapsed_s[-1]))
    least_s = cleaning.shortest_timer_share * float(track.moving_clock_s[-1])
    is_possible = least_s <= moving_s <= longest_s * (1 + cleaning.most_repaired_share) + 5.0
    is_possible &= not outlasts(moving_s, recording, track, cleaning=cleaning)
    return moving_s > 0 and is_possible and not track.carried_s


def outlasts(
    moving_s: float, recording: Recording, track: Track, *, cleaning: Cleaning = CLEANING
) -> bool:
    """Whether a timer ran on beyond the records although they hold all of the distance."""
    if track.length_m <= 0 or not recording.is_run:  # a pool swim has a record a length
        return False
    missing_ratio = max(1.0, (recording.distance_m or 0.0) / track.length_m)
    longest_s = (first_record_s(recording) + float(track.elapsed_s[-1])) * missing_ratio
    return moving_s > longest_s / cleaning.shortest_timer_share + 5.0


def is_apart(distance_m: float, track: Track, *, cleaning: Cleaning = CLEANING) -> bool:
    """Whether the total is that of the run but not what its records come to."""
    return (
        fits_track(distance_m, track, cleaning=cleaning)
        and abs(distance_m - track.length_m) > cleaning.most_repaired_share * track.length_m
    )


def is_plausible_distance(
    distance_m: float, moving_s: float, track: Track, *, cleaning: Cleaning = CLEANING
) -> bool:
    """Not faster than anybody runs, and not what position errors made of it."""
    if distance_m <= 0 or distance_m > cleaning.fastest_plausible_mps * moving_s:
        return False
    if track.carried_s or contradicts(distance_m, moving_s, track, cleaning=cleaning):
        return False
    removed_m = track.recorded_m - track.length_m
    is_off = removed_m > cleaning.most_repaired_share * track.recorded_m
    is_off |= removed_m > cleaning.leap_share * track.length_m * _leap_count(track, cleaning)
    return not (is_off and distance_m > track.recorded_m - removed_m / 2)


def _leap_count(track: Track, cleaning: Cleaning) -> float:
    """Leaps that were taken out of a running count; infinite where one came after it had stood.

    A counter that stood still makes up for it, and its total may be right.
    """
    at = np.flatnonzero(track.is_repaired)
    before = at[at > 1] - 1
    metres = steps_of(track.distance_m)
    is_running = metres[before] > cleaning.standing_speed_mps * track.step_s[before]
    return float(len(at)) if is_running.all() else math.inf


def contradicts(
    distance_m: float, moving_s: float, track: Track, *, cleaning: Cleaning = CLEANING
) -> bool:
    """Whether a total is of another run than its records, which last as long as the timer."""
    is_whole = float(track.moving_clock_s[-1]) >= cleaning.least_known_share * moving_s
    return is_whole and not fits_track(distance_m, track, cleaning=cleaning)


def fits_track(distance_m: float | None, track: Track, *, cleaning: Cleaning = CLEANING) -> bool:
    """Whether the track can be stretched to the total: both are of the same run."""
    if not distance_m or track.length_m <= 0:
        return False
    ratio = distance_m / track.length_m
    return 1 / cleaning.widest_rescale_ratio <= ratio <= cleaning.widest_rescale_ratio


def repairs_of(track: Track, *, cleaning: Cleaning = CLEANING) -> list[str]:
    """What was taken out of a track, a sentence a kind; none where it was too little to matter."""
    notes: list[str] = []
    if track.carried_s:
        notes.append(
            f"For {track.carried_s / 60:.0f} minutes it moved faster than anyone runs, as in a "
            f"car; those {track.carried_m / 1000:.1f} km do not count."
        )
    leapt_m = track.recorded_m - track.carried_m - track.length_m
    if leapt_m > cleaning.most_repaired_share * track.length_m:
        notes.append(
            f"Leaps of position, {leapt_m / 1000:.1f} km together, are no way run and do not count."
        )
    return notes


def first_record_s(recording: Recording) -> float:
    """Seconds from the start to the first record: some watches wait for a signal."""
    first = None if recording.samples is None else recording.samples["elapsed_s"].min()
    return float(first) if isinstance(first, int | float) else 0.0


def _longer(first_s: float | None, second_s: float | None) -> float | None:
    known = [value for value in (first_s, second_s) if value is not None]
    return max(known, default=None)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
