"""From a recording to one run's numbers: clean, climb, cut, compare.

All of it is pure: a recording goes in, numbers and small frames come out. Exposure follows from
the splits in SQL (`sql/exposure`).
"""

import math
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from etl.analysis.altitude import Profile, has_altitude, profile_of
from etl.analysis.cadence import (
    BLOCK_SCHEMA,
    cadence_blocks,
    mean_cadence_spm,
    mean_heart_rate_bpm,
    run_cadence,
)
from etl.analysis.clean import Track, clean
from etl.analysis.descents import DESCENT_SCHEMA, descents
from etl.analysis.efforts import EFFORT_SCHEMA, best_efforts
from etl.analysis.parameters import CLEANING
from etl.analysis.ride import RunPart, longest_run_part
from etl.analysis.roughness import UNKNOWN_ROUGHNESS, Roughness, roughness_of
from etl.analysis.splits import SPLIT_SCHEMA, cut
from etl.analysis.totals import Totals, first_record_s, fits_track, totals_of
from etl.recording import Recording
from etl.sample_stream import SAMPLE_SCHEMA, to_frame

__all__ = ["Analysis", "analyse", "measured"]

ANY_SPEED = replace(
    CLEANING,
    fastest_plausible_mps=math.inf,
    hardest_plausible_acceleration_mps2=math.inf,
    fastest_held_mps=math.inf,
)
"""Limits for other sports: a ride is no run with position errors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """One recording's numbers, ready for `core`; unknown is None.

    The frames have the columns of their tables but the ids, and no rows for what is not a run.
    `motion_s` is the time in motion by the records, `last_moved_s` how long after the start the
    last of them moved. `roughness` is how the altitude of a profile behaves, `told_ascent_m` the
    least climb that the device or its platform tells of it. `ride_m` are metres by car that do not
    count, `run_part` is the longest part beside them. `samples` follows `SAMPLE_SCHEMA`, cleaned;
    None where none are worth it.
    """

    distance_m: float | None
    moving_s: float | None
    elapsed_s: float | None
    motion_s: float | None = None
    last_moved_s: float | None = None
    ascent_m: float | None
    descent_m: float | None
    altitude_source: str
    told_ascent_m: float | None = None
    roughness: Roughness = UNKNOWN_ROUGHNESS
    cadence_spm: float | None
    cadence_rule: str | None
    heart_rate_bpm: float | None
    samples: pl.DataFrame | None
    splits: pl.DataFrame
    descents: pl.DataFrame
    best_efforts: pl.DataFrame
    cadence_block: pl.DataFrame
    ride_m: float | None = None
    run_part: RunPart | None = None
    notes: tuple[str, ...] = ()


def measured(recording: Recording) -> tuple[Track | None, Totals]:
    """The cleaned track, None where no samples tell of a way, and the totals to believe."""
    limits = CLEANING if recording.is_run else ANY_SPEED
    track = None
    if recording.samples is not None:
        track = clean(recording.samples, cleaning=limits, keeps_ride=recording.keeps_ride)
    return track, totals_of(recording, track, cleaning=limits)


def analyse(recording: Recording) -> Analysis:
    """Compute everything that one recording tells of itself."""
    track, totals = measured(recording)
    if track is None or track.length_m <= 0 or not recording.is_run:
        return _summary(recording, totals)
    if fits_track(totals.distance_m, track):
        track = track.stretched_to(totals.distance_m or track.length_m)
        return _run(recording, track, totals)
    note = "the track covers only a part of the run or another one; its splits are its own"
    return _run(recording, track, totals, notes=(note,))


_NO_SPLITS = SPLIT_SCHEMA.to_frame()
_NO_DESCENTS = DESCENT_SCHEMA.to_frame()
_NO_EFFORTS = EFFORT_SCHEMA.to_frame()
_NO_BLOCKS = BLOCK_SCHEMA.to_frame()


def _summary(recording: Recording, totals: Totals) -> Analysis:
    """What the source itself says, where there is nothing to compute from."""
    cadence_spm, cadence_rule = _rounded(recording.cadence_spm, 6), recording.cadence_rule
    if recording.is_run:
        cadence_spm, cadence_rule = run_cadence(cadence_spm, cadence_rule)
    has_climb = recording.altitude_source != "none" or recording.samples is None
    return Analysis(
        distance_m=totals.distance_m,
        moving_s=totals.moving_s,
        elapsed_s=totals.elapsed_s,
        ascent_m=_rounded(recording.ascent_m) if has_climb else None,
        descent_m=_rounded(recording.descent_m) if has_climb else None,
        altitude_source=recording.altitude_source,
        cadence_spm=cadence_spm,
        cadence_rule=cadence_rule,
        heart_rate_bpm=_rounded(recording.heart_rate_bpm, 6),
        samples=None,
        splits=_NO_SPLITS,
        descents=_NO_DESCENTS,
        best_efforts=_NO_EFFORTS,
        cadence_block=_NO_BLOCKS,
        notes=recording.notes + totals.notes,
    )


def _run(
    recording: Recording, track: Track, totals: Totals, notes: tuple[str, ...] = ()
) -> Analysis:
    """All numbers of a run with a track."""
    source = "none" if recording.is_treadmill else recording.altitude_source
    told_m = max(recording.ascent_m or 0.0, recording.descent_m or 0.0)
    profile = profile_of(track, altitude_source=source, told_m=told_m)
    # Where records lie too far apart for a profile, the watch measured between them.
    is_told = source != "none" and told_m > 0 and has_altitude(track.altitude_m)
    climb = profile or (recording if is_told else None)
    cadence_spm, cadence_rule = run_cadence(
        mean_cadence_spm(track) or recording.cadence_spm, recording.cadence_rule
    )
    return Analysis(
        distance_m=totals.distance_m,
        moving_s=totals.moving_s,
        elapsed_s=totals.elapsed_s,
        motion_s=_rounded(float(track.moving_clock_s[-1])),
        last_moved_s=_rounded(first_record_s(recording) + track.last_moved_s),
        ascent_m=_rounded(climb.ascent_m) if climb else None,
        descent_m=_rounded(climb.descent_m) if climb else None,
        altitude_source=source if climb else "none",
        told_ascent_m=_rounded(_told_ascent_m(recording)) if profile else None,
        roughness=roughness_of(track) if profile else UNKNOWN_ROUGHNESS,
        cadence_spm=cadence_spm,
        cadence_rule=cadence_rule,
        heart_rate_bpm=_rounded(recording.heart_rate_bpm or mean_heart_rate_bpm(track), 6),
        samples=cleaned_samples(track, profile),
        splits=cut(track, profile),
        descents=descents(track, profile),
        best_efforts=best_efforts(track, profile),
        cadence_block=cadence_blocks(track, profile, is_treadmill=recording.is_treadmill),
        ride_m=_rounded(track.carried_m) if track.carried_s else None,
        run_part=longest_run_part(track),
        notes=recording.notes + totals.notes + notes,
    )


def _told_ascent_m(recording: Recording) -> float | None:
    """The least that anybody tells: a height model does not wander, nor does a mended total."""
    told = [recording.ascent_m, recording.table_ascent_m]
    return min((climb_m for climb_m in told if climb_m), default=None)


def cleaned_samples(track: Track, profile: Profile | None) -> pl.DataFrame:
    """The cleaned stream for the run's own page, following `SAMPLE_SCHEMA`."""
    columns = {name: getattr(track, name).round(3) for name in SAMPLE_SCHEMA.names()}
    if profile is None:
        columns["altitude_m"] = np.full_like(track.altitude_m, np.nan)
    return to_frame(columns, SAMPLE_SCHEMA)


def _rounded(value: float | None, digits: int = 3) -> float | None:
    return None if value is None else round(value, digits)
