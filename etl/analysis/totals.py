"""Which totals of a run to believe: the watch's own, or those of its track."""

from dataclasses import dataclass

from etl.analysis.clean import Track
from etl.analysis.parameters import CLEANING, Cleaning
from etl.model import Recording


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
    notes: list[str] = []
    if not is_plausible_time(moving_s, recording, track, cleaning=cleaning):
        moving_s = float(track.moving_clock_s[-1])
    if not is_plausible_distance(distance_m, moving_s, track, cleaning=cleaning):
        if distance_m > 0:
            notes.append("the watch's total distance cannot be true; taken from the track")
        distance_m = track.length_m
    elapsed_s = _longer(recording.elapsed_s or float(track.elapsed_s[-1]), moving_s)
    return Totals(
        distance_m=_rounded(distance_m),
        moving_s=_rounded(moving_s),
        elapsed_s=_rounded(elapsed_s),
        notes=tuple(notes),
    )


def is_plausible_time(
    moving_s: float, recording: Recording, track: Track, *, cleaning: Cleaning = CLEANING
) -> bool:
    """A timer may outrun the clock by rounding, but not the whole recording."""
    longest_s = max(recording.elapsed_s or 0.0, float(track.elapsed_s[-1]))
    return 0 < moving_s <= longest_s * (1 + cleaning.most_repaired_share) + 5.0


def is_plausible_distance(
    distance_m: float, moving_s: float, track: Track, *, cleaning: Cleaning = CLEANING
) -> bool:
    """Not faster than anybody runs, and not what position errors made of it."""
    if distance_m <= 0 or distance_m > cleaning.fastest_plausible_mps * moving_s:
        return False
    removed_m = track.recorded_m - track.length_m
    is_off = removed_m > cleaning.most_repaired_share * track.recorded_m
    return not (is_off and distance_m > track.recorded_m - removed_m / 2)


def fits_track(distance_m: float | None, track: Track, *, cleaning: Cleaning = CLEANING) -> bool:
    """Whether the track can be stretched to the total: both are of the same run."""
    if not distance_m or track.length_m <= 0:
        return False
    ratio = distance_m / track.length_m
    return 1 / cleaning.widest_rescale_ratio <= ratio <= cleaning.widest_rescale_ratio


def _longer(first_s: float | None, second_s: float | None) -> float | None:
    known = [value for value in (first_s, second_s) if value is not None]
    return max(known, default=None)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
