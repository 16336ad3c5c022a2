"""Descents as stretches: how far, how steep, how fast, how long the steps.

Source: docs/evidence/metrics.md#descents

A descent is the longest stretch of at least 60 m at -2 % or steeper, flat gaps of up to 20 m
bridged, that loses at least 5 m. The body must take up its energy whatever the style: height lost
times gravity, less what went into speed. Quicker steps share it among more of them.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from etl.analysis.altitude import Profile
from etl.analysis.clean import Floats, Track
from etl.analysis.grade import dissipated_j_per_kg, grade_at
from etl.analysis.parameters import CLEANING, DESCENTS, HILLS, Cleaning, Descents, Hills
from etl.analysis.splits import is_running
from etl.sample_stream import to_frame

DESCENT_SCHEMA = pl.Schema(
    {
        "descent_index": pl.Int32,
        "start_m": pl.Float64,
        "length_m": pl.Float64,
        "loss_m": pl.Float64,
        "grade_ratio": pl.Float64,
        "grade_band": pl.String,
        "moving_s": pl.Float64,
        "speed_mps": pl.Float64,
        "cadence_spm": pl.Float64,
        "step_count": pl.Float64,
        "steady_speed_mps": pl.Float64,
        "step_length_m": pl.Float64,
        "energy_j_per_kg": pl.Float64,
        "is_walking": pl.Boolean,
    }
)
"""Columns of `core.descent` but the ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A run at places along its way; totals grow from its start, grades lie between the places."""

    distance_m: Floats
    altitude_m: Floats
    speed_mps: Floats
    grade_ratio: Floats  # one fewer than the places
    moving_s: Floats
    counted_s: Floats  # moving time in which steps were counted
    step_count: Floats


def descents(
    track: Track,
    profile: Profile | None,
    *,
    cleaning: Cleaning = CLEANING,
    hills: Hills = HILLS,
    limits: Descents = DESCENTS,
) -> pl.DataFrame:
    """The descents of a run in their order, following `DESCENT_SCHEMA`; none without altitude."""
    if profile is None:
        return DESCENT_SCHEMA.to_frame()
    course = course_of(track, profile, hills=hills)
    return descents_of(course, cleaning=cleaning, hills=hills, limits=limits)


def course_of(track: Track, profile: Profile, *, hills: Hills = HILLS) -> Course:
    """The track at the places of its altitude profile; speed over the window of the grade."""
    place_m = profile.distance_m
    clock_s = track.moving_clock_s
    is_counted = track.is_moving & (track.cadence_spm > 0)
    counted_s = np.cumsum(track.step_s * is_counted)
    steps = np.cumsum(np.where(is_counted, track.cadence_spm, 0.0) * track.step_s / 60)
    from_m = np.maximum(place_m - hills.grade_window_m / 2, 0.0)
    to_m = np.minimum(place_m + hills.grade_window_m / 2, place_m[-1])
    window_s = np.interp(to_m, track.distance_m, clock_s) - np.interp(
        from_m, track.distance_m, clock_s
    )
    return Course(
        distance_m=place_m,
        altitude_m=profile.altitude_m,
        speed_mps=np.divide(
            to_m - from_m, window_s, out=np.full(len(place_m), np.nan), where=window_s > 0
        ),
        grade_ratio=grade_at(profile, (place_m[1:] + place_m[:-1]) / 2, hills=hills),
        moving_s=np.interp(place_m, track.distance_m, clock_s),
        counted_s=np.interp(place_m, track.distance_m, counted_s),
        step_count=np.interp(place_m, track.distance_m, steps),
    )


def descents_of(
    course: Course,
    *,
    cleaning: Cleaning = CLEANING,
    hills: Hills = HILLS,
    limits: Descents = DESCENTS,
) -> pl.DataFrame:
    """The descents of a course, following `DESCENT_SCHEMA`."""
    first, last = stretches(course, hills=hills, limits=limits)
    length_m = course.distance_m[last] - course.distance_m[first]
    loss_m = course.altitude_m[first] - course.altitude_m[last]
    moving_s = course.moving_s[last] - course.moving_s[first]
    speed_mps = _over(length_m, moving_s)
    cadence_spm = _cadence(course, course.moving_s[first], course.moving_s[last], cleaning=cleaning)
    steady_mps, steady_spm = _steady(course, first, last, cleaning=cleaning, limits=limits)
    energy = energy_j_per_kg(course)
    grade_ratio = -_over(loss_m, length_m)
    columns = {
        "descent_index": np.arange(len(first), dtype=np.int32),
        "start_m": course.distance_m[first].round(3),
        "length_m": length_m.round(3),
        "loss_m": loss_m.round(3),
        "grade_ratio": grade_ratio.round(6),
        "grade_band": band_names(grade_ratio, hills=hills),
        "moving_s": moving_s.round(3),
        "speed_mps": speed_mps.round(6),
        "cadence_spm": cadence_spm.round(6),
        "step_count": (cadence_spm * moving_s / 60).round(6),
        "steady_speed_mps": steady_mps.round(6),
        "step_length_m": _over(60 * steady_mps, steady_spm).round(6),
        "energy_j_per_kg": (energy[last] - energy[first]).round(6),
        "is_walking": ~is_running(speed_mps, cadence_spm, cleaning=cleaning),
    }
    return to_frame(columns, DESCENT_SCHEMA)


def energy_j_per_kg(course: Course) -> Floats:
    """Energy taken up downhill from the start to each place, in J/kg: a lower bound of braking."""
    taken_up = dissipated_j_per_kg(course.altitude_m, course.speed_mps, course.distance_m)
    # Where speed is unknown for a moment, nothing is added: it stays a lower bound.
    return np.concatenate(([0.0], np.cumsum(np.nan_to_num(taken_up))))


def stretches(
    course: Course, *, hills: Hills = HILLS, limits: Descents = DESCENTS
) -> tuple[np.ndarray, np.ndarray]:
    """First and last place of each descent: indices into the places of the course."""
    is_down = course.grade_ratio <= -hills.flat_grade_ratio
    edge = np.flatnonzero(np.diff(np.concatenate(([False], is_down, [False])).astype(np.int8)))
    first, last = edge[::2], edge[1::2]
    if not len(first):
        return first, last
    gap_m = course.distance_m[first[1:]] - course.distance_m[last[:-1]]
    is_apart = gap_m > limits.descent_gap_m + 1e-6
    first, last = first[np.append(True, is_apart)], last[np.append(is_apart, True)]
    length_m = course.distance_m[last] - course.distance_m[first]
    loss_m = course.altitude_m[first] - course.altitude_m[last]
    is_long = length_m >= limits.descent_least_m - 1e-6
    is_deep = loss_m >= limits.descent_least_loss_m - 1e-6
    return first[is_long & is_deep], last[is_long & is_deep]


def band_names(grade_ratio: Floats, *, hills: Hills = HILLS) -> list[str]:
    """The band of each mean grade downhill, as the columns of `core.exposure` call it."""
    edges = [hills.band_grade_5_ratio, hills.band_grade_10_ratio, hills.band_grade_15_ratio]
    names = ("down_2_5", "down_5_10", "down_10_15", "down_15")
    return [names[index] for index in np.searchsorted(edges, -grade_ratio, side="right")]


def _steady(
    course: Course,
    first: np.ndarray,
    last: np.ndarray,
    *,
    cleaning: Cleaning,
    limits: Descents,
) -> tuple[Floats, Floats]:
    """Speed and cadence of each descent without its first seconds, in which steps still change."""
    end_s = course.moving_s[last]
    start_s = np.minimum(course.moving_s[first] + limits.descent_skip_s, end_s)
    start_m = np.interp(start_s, course.moving_s, course.distance_m)
    speed_mps = _over(course.distance_m[last] - start_m, end_s - start_s)
    return speed_mps, _cadence(course, start_s, end_s, cleaning=cleaning)


def _cadence(course: Course, from_s: Floats, to_s: Floats, *, cleaning: Cleaning) -> Floats:
    """Steps a minute between two moving times; NaN where too few of them were counted."""
    steps, counted_s = (
        np.interp(to_s, course.moving_s, total) - np.interp(from_s, course.moving_s, total)
        for total in (course.step_count, course.counted_s)
    )
    is_known = counted_s >= cleaning.least_known_share * (to_s - from_s)
    return np.where(is_known, _over(60 * steps, counted_s), np.nan)


def _over(value: Floats, by: Floats) -> Floats:
    return np.divide(value, by, out=np.full(len(by), np.nan), where=by > 0)
