"""A run cut every 50 m: small enough for SQL over years, fine enough for hills and speed."""

import numpy as np
import polars as pl

from etl.analysis.altitude import Profile
from etl.analysis.clean import Flags, Floats, Track
from etl.analysis.grade import grade_at
from etl.analysis.parameters import CLEANING, HILLS, Cleaning, Hills
from etl.sample_stream import to_frame

SPLIT_M = 50.0
"""Length of a split; the last of a run is shorter."""

SPLIT_SCHEMA = pl.Schema(
    {
        "split_index": pl.Int32,
        "distance_m": pl.Float64,
        "moving_s": pl.Float64,
        "elapsed_s": pl.Float64,
        "altitude_change_m": pl.Float64,
        "grade_ratio": pl.Float64,
        "speed_mps": pl.Float64,
        "cadence_spm": pl.Float64,
        "heart_rate_bpm": pl.Float64,
        "is_walking": pl.Boolean,
    }
)
"""Columns of `core.split` but the ids."""


def cut(
    track: Track,
    profile: Profile | None,
    *,
    cleaning: Cleaning = CLEANING,
    hills: Hills = HILLS,
) -> pl.DataFrame:
    """The splits of a track, following `SPLIT_SCHEMA`; their metres add up to the track's."""
    edge_m = split_edges(track.length_m)
    metres = np.diff(edge_m)
    moving_s = np.diff(_at_places(track, track.moving_clock_s, edge_m))
    speed_mps = np.divide(metres, moving_s, out=np.full(len(metres), np.nan), where=moving_s > 0)
    cadence_spm, heart_rate_bpm = (
        _mean_by_split(track, values, edge_m, moving_s=moving_s, is_counted=is_counted)
        for values, is_counted in (
            (track.cadence_spm, track.is_moving & (track.cadence_spm > 0)),
            (track.heart_rate_bpm, track.heart_rate_bpm > 0),
        )
    )
    change_m, grade = _climb(profile, edge_m, hills=hills)
    columns = {
        "split_index": np.arange(len(metres), dtype=np.int32),
        "distance_m": metres.round(3),
        "moving_s": moving_s.round(3),
        "elapsed_s": np.diff(_at_places(track, track.elapsed_s, edge_m)).round(3),
        "altitude_change_m": change_m.round(3) + 0.0,  # no minus zero
        "grade_ratio": grade.round(6) + 0.0,
        "speed_mps": speed_mps.round(6),
        "cadence_spm": cadence_spm.round(6),
        "heart_rate_bpm": heart_rate_bpm.round(6),
        "is_walking": ~is_running(speed_mps, cadence_spm, cleaning=cleaning),
    }
    return to_frame(columns, SPLIT_SCHEMA)


def split_edges(length_m: float) -> Floats:
    """Where splits begin and end, from 0 to the end of the run."""
    whole_count = int(np.ceil(length_m / SPLIT_M - 1e-9))
    return np.append(np.arange(whole_count) * SPLIT_M, length_m)


def is_running(speed_mps: Floats, cadence_spm: Floats, *, cleaning: Cleaning = CLEANING) -> Flags:
    """Running by speed and cadence; by speed alone where cadence is unknown.

    Source: docs/evidence/metrics.md#recording
    """
    is_quick = np.isnan(cadence_spm) | (cadence_spm >= cleaning.running_cadence_spm)
    return (speed_mps >= cleaning.surely_running_speed_mps) | (
        (speed_mps >= cleaning.running_speed_mps) & is_quick
    )


def _mean_by_split(
    track: Track, values: Floats, edge_m: Floats, *, moving_s: Floats, is_counted: Flags
) -> Floats:
    """Mean of a stream in each split, weighted by time; NaN if most of the split is unmeasured."""
    weight_s = track.step_s * is_counted
    total = _at_places(track, np.cumsum(np.where(is_counted, values, 0.0) * weight_s), edge_m)
    known_s = np.diff(_at_places(track, np.cumsum(weight_s), edge_m))
    is_known = (known_s > 0) & (known_s >= moving_s / 2)
    return np.divide(np.diff(total), known_s, out=np.full(len(known_s), np.nan), where=is_known)


def _at_places(track: Track, running_total: Floats, edge_m: Floats) -> Floats:
    """A growing total at places along the run; time stood at a place falls before it.

    The ends are exact, so that what happens while standing at the start is not lost.
    """
    values = np.interp(edge_m, track.distance_m, running_total)
    values[0], values[-1] = running_total[0], running_total[-1]
    return values


def _climb(profile: Profile | None, edge_m: Floats, *, hills: Hills) -> tuple[Floats, Floats]:
    """Change of altitude and grade of each split; NaN without a profile."""
    if profile is None:
        unknown = np.full(len(edge_m) - 1, np.nan)
        return unknown, unknown
    middle_m = (edge_m[1:] + edge_m[:-1]) / 2
    return np.diff(profile.altitude_at(edge_m)), grade_at(profile, middle_m, hills=hills)
