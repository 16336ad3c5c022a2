"""From a planned run to what a watch would have recorded of it, artefacts included."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import polars as pl

from etl.demo.fit_writer import Track, Watch
from etl.demo.runners import Body, PlannedRun
from etl.demo.terrain import GRID_M, altitude_profile

WALK_MPS = 1.45
WALK_SPM = 112.0
COUNTED_SHARE = 0.92  # of the climbs: a watch passes over the smallest and rounds the tops
RIDE_RATIO = 2.4  # a ride's speed over an easy run's
HILLY_DESCENT_M = 200
EFFORTS = {
    "easy": 3.0,
    "run_walk": 3.0,
    "strides": 4.0,
    "long": 5.0,
    "tempo": 7.0,
    "intervals": 8.0,
    "race": 9.0,
}
"""What runners answer when the watch asks how hard it was, 0-10; rides are not asked about."""
Pieces = list[tuple[float, float]]  # metres, speed over easy speed


def record(
    run: PlannedRun,
    *,
    body: Body,
    watch: Watch,
    rng: np.random.Generator,
    record_every_s: int = 1,
) -> Track:
    """The watch's file of this run: a record a second, or irregular where it saves power."""
    altitude = altitude_profile(run.distance_m, descent_m=run.descent_m, rng=rng)
    if run.surface == "treadmill":
        altitude = np.zeros_like(altitude)
    grade = np.gradient(altitude, GRID_M)
    speed = speed_over_distance(run, grade=grade, body=body, rng=rng)
    seconds, distance, true_speed = over_time(speed, distance_m=run.distance_m)
    here = np.clip((distance / GRID_M).astype(int), 0, len(grade) - 1)
    keep = kept_records(len(seconds), every_s=record_every_s, rng=rng)
    clock, pauses = with_pauses(seconds, run=run, rng=rng)
    has_altitude = run.surface != "treadmill"
    track = Track(
        started_at=run.starts_at,
        utc_offset=run.starts_at.utcoffset() or timedelta(0),
        clock_s=clock,
        distance_m=distance,
        speed_mps=measured_speed(true_speed, run=run, rng=rng),
        altitude_m=measured_altitude(altitude[here], rng=rng) if has_altitude else None,
        cadence_spm=cadence(true_speed, grade=grade[here], run=run, body=body, rng=rng),
        heart_rate_bpm=heart_rate(true_speed, grade=grade[here], body=body, rng=rng),
        pauses=pauses,
        ascent_m=round(run.descent_m * COUNTED_SHARE) if has_altitude else None,
        descent_m=round(run.descent_m * COUNTED_SHARE) if has_altitude else None,
        perceived_exertion_score=effort(run),
        sport="cycling" if run.kind == "ride" else "running",
        sub_sport=sub_sport(run),
        watch=watch,
    )
    return thinned(track, keep=keep)


def effort(run: PlannedRun) -> float | None:
    """How hard the runner calls it afterwards, 0-10: by its kind, one more on a hilly day."""
    usual = EFFORTS.get(run.kind)
    return None if usual is None else usual + (run.descent_m > HILLY_DESCENT_M)


def sub_sport(run: PlannedRun) -> str:
    """The watch's mode for this surface."""
    return run.surface if run.surface in ("treadmill", "trail") else "generic"


def session_pieces(run: PlannedRun, *, body: Body, rng: np.random.Generator) -> Pieces:
    """The session's shape: pieces of the way and their speed over easy speed."""
    total, walk = run.distance_m, WALK_MPS / body.easy_mps
    match run.kind:
        case "long":
            return [(total, 0.96)]
        case "race":
            return [(total, 1.22)]
        case "ride":
            return [(total, RIDE_RATIO)]
        case "tempo":
            return [(0.27 * total, 0.98), (0.53 * total, 1.2), (0.2 * total, 0.95)]
        case "intervals":
            work, rest = float(rng.choice([400, 600, 800, 1000])), 250.0
            count = max(3, int(0.55 * total / (work + rest)))
            edge = (total - count * (work + rest)) / 2
            return [(edge, 1.0), *[(work, 1.38), (rest, 0.78)] * count, (edge, 0.95)]
        case "strides":
            return [(total - 1500, 1.0), *[(90, 1.62), (160, 0.85)] * 6]
        case "run_walk":
            lap = 4 * 60 * body.easy_mps + 60 * WALK_MPS
            count = max(1, int(total / lap))
            running = (total - count * 60 * WALK_MPS) / count
            return [(running, 0.97), (60 * WALK_MPS, walk)] * count
        case _:
            return [(total, 1.0)]


def speed_over_distance(
    run: PlannedRun, *, grade: np.ndarray, body: Body, rng: np.random.Generator
) -> np.ndarray:
    """True speed in m/s every `GRID_M`: session, ground, the day's form, tiredness, whim."""
    pieces = session_pieces(run, body=body, rng=rng)
    ends = np.cumsum([length for length, _ in pieces])
    middle_m = (np.arange(len(grade)) + 0.5) * GRID_M
    which = np.searchsorted(ends, middle_m).clip(max=len(pieces) - 1)
    ratio = np.array([ratio for _, ratio in pieces])[which]
    ratio = np.convolve(np.pad(ratio, 2, mode="edge"), np.full(5, 0.2), mode="valid")
    if run.surface == "treadmill":
        whim = 1.0
    else:
        whim = 1 + 0.025 * wandering(len(grade), memory=40, rng=rng)
    tiredness = 1 - 0.04 * (middle_m / 21_097) ** 2
    form = 1 + rng.normal(0, 0.012)
    speed = body.easy_mps * ratio * effect_of_grade(grade) * whim * tiredness * form
    return np.maximum(speed, WALK_MPS * 0.9)


def effect_of_grade(grade: np.ndarray) -> np.ndarray:
    """Speed over flat speed: slow uphill, a little quicker down, braking where it is steep."""
    up = 1 / (1 + 3.3 * np.maximum(grade, 0))
    fall = np.maximum(-grade, 0)
    down = 1 + 1.5 * np.minimum(fall, 0.07) - 2.0 * np.maximum(fall - 0.09, 0)
    return up * np.maximum(down, 0.6)


def over_time(speed: np.ndarray, *, distance_m: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Whole seconds of moving time, with the distance and the true speed at each."""
    passed_s = np.concatenate(([0.0], np.cumsum(GRID_M / speed)))
    way_m = np.arange(len(passed_s)) * GRID_M
    seconds = np.arange(np.ceil(np.interp(distance_m, way_m, passed_s)) + 1)
    distance = np.minimum(np.interp(seconds, passed_s, way_m), distance_m)
    here = np.clip((distance / GRID_M).astype(int), 0, len(speed) - 1)
    return seconds, distance, speed[here]


def with_pauses(
    seconds: np.ndarray, *, run: PlannedRun, rng: np.random.Generator
) -> tuple[np.ndarray, tuple[tuple[int, int], ...]]:
    """The clock with the timer's stops in it: traffic lights, a gate, a word with a neighbour."""
    if run.surface == "treadmill" or run.kind == "race" or len(seconds) < 600:
        return seconds, ()
    count = int(rng.poisson(run.distance_m / 12_000))
    stops = np.sort(rng.choice(np.arange(120, len(seconds) - 120), count, replace=False))
    lengths = rng.integers(12, 95, count)
    clock = seconds.copy()
    pauses = []
    for stop, length in zip(stops, lengths, strict=True):
        pauses.append((int(clock[stop]), int(clock[stop] + length)))
        clock[stop + 1 :] += length
    return clock, tuple(pauses)


def measured_speed(
    true_speed: np.ndarray, *, run: PlannedRun, rng: np.random.Generator
) -> np.ndarray:
    """Speed as the watch shows it: noise of GPS, and now and then a wild second."""
    if run.surface == "treadmill":
        return true_speed + 0.03 * wandering(len(true_speed), memory=10, rng=rng)
    speed = true_speed + 0.09 * wandering(len(true_speed), memory=6, rng=rng)
    if rng.random() < 0.08:
        speed[rng.integers(len(speed))] = rng.uniform(10, 14)
    return np.maximum(speed, 0.3)


def measured_altitude(altitude: np.ndarray, *, rng: np.random.Generator) -> np.ndarray:
    """A barometer: the weather drifts slowly, the sensor flickers, the scale is half right."""
    weather = 0.9 * wandering(len(altitude), memory=1500, rng=rng)
    return altitude + weather + rng.normal(0, 0.12, len(altitude)) + rng.normal(0, 4)


def cadence(
    true_speed: np.ndarray,
    *,
    grade: np.ndarray,
    run: PlannedRun,
    body: Body,
    rng: np.random.Generator,
) -> np.ndarray:
    """Steps a minute of both feet along the runner's own line, longer steps downhill."""
    if run.kind == "ride":
        return 160 + 8 * wandering(len(true_speed), memory=20, rng=rng)
    line = body.cadence_spm + body.cadence_slope * (true_speed - body.easy_mps)
    noise = 1.2 * wandering(len(true_speed), memory=12, rng=rng)
    day = rng.normal(0, 0.6)
    running = line + run.cadence_shift_spm + 40 * np.clip(grade, -0.12, 0.08) + noise + day
    return np.where(true_speed < 1.8, WALK_SPM + 2 * noise, running)


def heart_rate(
    true_speed: np.ndarray, *, grade: np.ndarray, body: Body, rng: np.random.Generator
) -> np.ndarray:
    """Beats a minute, half a minute behind the effort and creeping up over the hour."""
    effort = true_speed * (1 + 3.5 * np.clip(grade, -0.08, 0.15)) / body.easy_mps
    drift = 1 + 0.05 * np.arange(len(effort)) / 3600
    reserve = body.maximum_bpm - body.resting_bpm
    target = body.resting_bpm + reserve * (0.68 * np.minimum(effort, 1.5) * drift)
    target[0] = body.resting_bpm + 25
    lagging = pl.Series(target).ewm_mean(alpha=1 / 32, adjust=False).to_numpy()
    noise = 1.5 * wandering(len(effort), memory=30, rng=rng)
    return np.clip(lagging + noise, body.resting_bpm, body.maximum_bpm)


def wandering(count: int, *, memory: float, rng: np.random.Generator) -> np.ndarray:
    """Noise with a memory of so many samples and a standard deviation of one."""
    alpha = 1 / memory
    spread = np.sqrt(alpha / (2 - alpha))  # of the smoothed noise, once it has settled
    white = rng.standard_normal(count)
    white[0] *= spread  # so that it has settled from the start
    return pl.Series(white).ewm_mean(alpha=alpha, adjust=False).to_numpy() / spread


def kept_records(count: int, *, every_s: int, rng: np.random.Generator) -> np.ndarray:
    """Which seconds are written: all, or irregular ones about `every_s` apart; both ends stay."""
    if every_s == 1:
        return np.ones(count, bool)
    keep = np.zeros(count, bool)
    steps = np.cumsum(rng.integers(1, 2 * every_s, count // every_s + 1))
    keep[steps[steps < count]] = True
    keep[[0, -1]] = True
    return keep


def thinned(track: Track, *, keep: np.ndarray) -> Track:
    """The same track with only the kept records."""
    if keep.all():
        return track
    columns = ("clock_s", "distance_m", "speed_mps", "altitude_m", "cadence_spm", "heart_rate_bpm")
    values = {name: getattr(track, name) for name in columns}
    return replace(track, **{n: None if v is None else v[keep] for n, v in values.items()})
