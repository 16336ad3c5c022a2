"""The athlete's own corrections: an export's file is as it was sent, its table as it was put right.

A run cropped on Strava is whole in its file, a treadmill run has the watch's kilometres there.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
import polars as pl

from etl.recording import Recording
from etl.sources.common.parameters import READING
from etl.sources.strava_export.reader import ExportRow

_CROPPED = "Cropped as on Strava."
_CROPPED_NOWHERE = (
    "Shortened on Strava to a part that is not to be found in the file; "
    "the totals are those of Strava."
)
_DISTANCE = "The distance is the one that was set on Strava."


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of samples: the first and the last that belong to it."""

    first: int
    last: int


def with_corrections(recording: Recording, row: ExportRow) -> Recording:
    """The recording with what its athlete put right on Strava; unchanged where nothing was."""
    if not recording.is_run or recording.samples is None or not row.elapsed_s:
        return recording
    span_s = float(recording.samples["elapsed_s"][-1])
    slack_s = max(READING.crop_least_s, READING.crop_least_share * span_s)
    if row.elapsed_s < span_s - slack_s:
        return _cropped(recording, row)
    return _with_distance(recording, row)


def _cropped(recording: Recording, row: ExportRow) -> Recording:
    """Only the stretch that the table's time and distance tell of."""
    samples, told_s = recording.samples, row.elapsed_s
    if samples is None or told_s is None:
        return recording
    part = _stretch(samples, told_s=told_s, told_m=row.distance_m or None)
    of_all = {"ascent_m": None, "descent_m": None, "cadence_spm": None, "heart_rate_bpm": None}
    told = {
        "distance_m": row.distance_m or None,
        "moving_s": row.moving_s or None,
        "elapsed_s": told_s,
    }
    if part is None:
        return replace(
            recording, **told, **of_all, samples=None, notes=(*recording.notes, _CROPPED_NOWHERE)
        )
    begins_s = float(samples["elapsed_s"][part.first])
    kept = samples.slice(part.first, part.last - part.first + 1)
    return replace(
        recording,
        **told,
        **of_all,
        started_at=recording.started_at + timedelta(seconds=begins_s),
        samples=kept.with_columns(pl.col("elapsed_s") - begins_s),
        notes=(*recording.notes, _CROPPED),
    )


def _stretch(samples: pl.DataFrame, *, told_s: float, told_m: float | None) -> _Part | None:
    """Where a stretch of that time and distance lies: at the start if it fits, else at the end.

    Where only a stretch in between fits, it is the one whose distance is nearest.
    """
    clock_s = samples["elapsed_s"].to_numpy()
    last = np.searchsorted(clock_s, clock_s + told_s, side="right") - 1
    usual_s = float(np.median(np.diff(clock_s)))
    is_whole = clock_s[last] > clock_s + told_s - usual_s
    first = np.flatnonzero(is_whole)
    if not len(first):
        return None
    distance_m = samples["distance_m"].forward_fill().fill_null(0.0).to_numpy()
    if told_m is None or distance_m[-1] <= 0:
        return _Part(int(first[0]), int(last[first[0]]))
    off_m = np.abs(distance_m[last[first]] - distance_m[first] - told_m)
    is_near = off_m <= READING.crop_distance_share * told_m
    for index in (0, len(first) - 1, int(off_m.argmin())):
        if is_near[index]:
            return _Part(int(first[index]), int(last[first[index]]))
    return None


def _with_distance(recording: Recording, row: ExportRow) -> Recording:
    """The table's distance where it differs by more than a platform's own reckoning would."""
    if not row.distance_m or recording.samples is None:
        return recording
    covered_m = recording.distance_m or _covered_m(recording.samples)
    share = READING.treadmill_corrected_share
    if not recording.is_treadmill:
        share = READING.distance_corrected_share
    if covered_m and abs(row.distance_m - covered_m) <= share * covered_m:
        return recording
    return replace(recording, distance_m=row.distance_m, notes=(*recording.notes, _DISTANCE))


def _covered_m(samples: pl.DataFrame) -> float:
    most = samples["distance_m"].max()
    return float(most) if isinstance(most, int | float) else 0.0
