"""Mean cadence of a run, and the flat even blocks in which cadence is compared with speed."""

import numpy as np
import polars as pl

from etl.analysis.altitude import Profile
from etl.analysis.clean import Floats, Track, medians
from etl.analysis.grade import grade_at
from etl.analysis.parameters import CADENCE_BLOCKS, CLEANING, HILLS, CadenceBlocks, Cleaning, Hills
from etl.sample_stream import to_frame

BLOCK_SCHEMA = pl.Schema(
    {
        "block_count": pl.Int32,
        "sum_speed_mps": pl.Float64,
        "sum_cadence_spm": pl.Float64,
        "sum_speed_squared": pl.Float64,
        "sum_speed_cadence": pl.Float64,
        "sum_cadence_squared": pl.Float64,
        "min_speed_mps": pl.Float64,
        "max_speed_mps": pl.Float64,
        "median_speed_mps": pl.Float64,
        "median_cadence_spm": pl.Float64,
    }
)
"""Columns of `core.cadence_block` but the ids: one row a run, none without blocks."""

BLOCK_VALUES = pl.Schema({"speed_mps": pl.Float64, "cadence_spm": pl.Float64})
"""Columns of the even blocks themselves."""

NOT_RECORDED = "not_recorded"
OUTSIDE_RANGE = "outside_range"
"""Why a run has no mean cadence, where otherwise stands how it was counted."""


def mean_cadence_spm(track: Track, *, cleaning: Cleaning = CLEANING) -> float | None:
    """Mean over the seconds in which steps were taken; None where too few of them were counted.

    A watch's own mean counts standing at lights with it: 130 for 161 has been seen.
    """
    is_moving = track.is_moving & (track.step_s > 0)
    is_counted = is_moving & (track.cadence_spm > 0)
    moving_s, counted_s = (float(track.step_s[flag].sum()) for flag in (is_moving, is_counted))
    if not counted_s or counted_s < cleaning.least_known_share * moving_s:
        return None
    return float((track.cadence_spm * track.step_s)[is_counted].sum()) / counted_s


def run_cadence(
    cadence_spm: float | None,
    rule: str | None,
    *,
    blocks: CadenceBlocks = CADENCE_BLOCKS,
) -> tuple[float | None, str]:
    """A run's mean cadence and how it came to be; where it is None, why.

    Both feet of a runner take 120 to 220 steps a minute. A mean outside of it is one of walking, or
    of a sensor that missed steps.
    """
    if not cadence_spm:
        return None, NOT_RECORDED
    if not blocks.cadence_one_leg_below_spm <= cadence_spm <= blocks.cadence_most_spm:
        return None, OUTSIDE_RANGE
    return round(cadence_spm, 6), rule or "as_stored"


def mean_heart_rate_bpm(track: Track) -> float | None:
    """Mean of the records that have a heart rate."""
    beats = track.heart_rate_bpm[track.heart_rate_bpm > 0]
    return float(beats.mean()) if len(beats) else None


def cadence_blocks(
    track: Track,
    profile: Profile | None,
    *,
    is_treadmill: bool,
    blocks: CadenceBlocks = CADENCE_BLOCKS,
    cleaning: Cleaning = CLEANING,
    hills: Hills = HILLS,
) -> pl.DataFrame:
    """Sums over a run's 30-second blocks that are flat, even and run.

    Source: docs/evidence/metrics.md#cadence_line

    The blocks of a run without altitude are not known to be flat and do not count, unless it was
    run on a treadmill.
    """
    if profile is None and not is_treadmill:
        return BLOCK_SCHEMA.to_frame()
    grade = np.zeros_like(track.distance_m)
    if profile is not None:
        grade = grade_at(profile, track.distance_m, hills=hills)
    even = even_blocks(track, grade, blocks=blocks, cleaning=cleaning, hills=hills)
    return block_sums(even)


def even_blocks(
    track: Track,
    grade: Floats,
    *,
    blocks: CadenceBlocks = CADENCE_BLOCKS,
    cleaning: Cleaning = CLEANING,
    hills: Hills = HILLS,
) -> pl.DataFrame:
    """Speed (mean) and cadence (median) of each block that qualifies, in order of time."""
    block = np.floor((track.elapsed_s - blocks.cadence_block_skip_s) / blocks.cadence_block_s)
    counted = block >= 0
    if not counted.any():
        return BLOCK_VALUES.to_frame()
    first = np.flatnonzero(np.diff(block[counted], prepend=-1.0))
    speed = record_speed(track, smoothing_s=blocks.cadence_block_speed_smoothing_s)[counted]
    cadence = track.cadence_spm[counted]
    is_fit = track.is_moving & ~track.is_repaired & (np.abs(grade) < hills.flat_grade_ratio)
    is_known = is_fit[counted] & np.isfinite(speed)
    is_known &= (cadence >= blocks.cadence_least_spm) & (cadence <= blocks.cadence_most_spm)
    count = np.diff(first, append=len(speed))
    mean_mps = np.add.reduceat(speed, first) / count
    squares = np.add.reduceat((speed - np.repeat(mean_mps, count)) ** 2, first)
    sd_mps = np.sqrt(squares / np.maximum(count - 1, 1))
    covered_s = np.add.reduceat(track.step_s[counted], first)
    is_even = (
        np.logical_and.reduceat(is_known, first)
        & (count > 1)
        & (sd_mps < blocks.cadence_block_speed_sd_mps)
        & (mean_mps >= cleaning.running_speed_mps)
        & (count >= blocks.cadence_block_least_count)
        & (covered_s >= cleaning.least_known_share * blocks.cadence_block_s)
    )
    columns = {"speed_mps": mean_mps[is_even], "cadence_spm": medians(cadence, first)[is_even]}
    return to_frame(columns, BLOCK_VALUES)


def record_speed(track: Track, *, smoothing_s: float) -> Floats:
    """The device's own speed; where it mostly gives none, distance over time, smoothed."""
    if np.isfinite(track.speed_mps).mean() > 0.5:
        return track.speed_mps
    from_s, to_s = track.elapsed_s - smoothing_s / 2, track.elapsed_s + smoothing_s / 2
    metres = np.interp(to_s, track.elapsed_s, track.distance_m) - np.interp(
        from_s, track.elapsed_s, track.distance_m
    )
    end_s = track.elapsed_s[-1]
    return metres / (np.minimum(to_s, end_s) - np.maximum(from_s, 0.0))


def block_sums(even: pl.DataFrame) -> pl.DataFrame:
    """What an exact straight line of cadence over speed needs, following `BLOCK_SCHEMA`."""
    if even.is_empty():
        return BLOCK_SCHEMA.to_frame()
    speed, cadence = even["speed_mps"].to_numpy(), even["cadence_spm"].to_numpy()
    sums = {
        "sum_speed_mps": speed.sum(),
        "sum_cadence_spm": cadence.sum(),
        "sum_speed_squared": (speed * speed).sum(),
        "sum_speed_cadence": (speed * cadence).sum(),
        "sum_cadence_squared": (cadence * cadence).sum(),
        "min_speed_mps": speed.min(),
        "max_speed_mps": speed.max(),
        "median_speed_mps": np.median(speed),
        "median_cadence_spm": np.median(cadence),
    }
    values = np.array([*sums.values()]).round(6)
    rounded = {name: values[at : at + 1] for at, name in enumerate(sums)}
    count = np.array([len(speed)], dtype=np.int32)
    return to_frame({"block_count": count, **rounded}, BLOCK_SCHEMA)
