"""Watch files of plain runs: even pace, known hills, nothing by chance."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from etl.demo.fit_writer import Track, Watch, encode_fit
from etl.recording import RunningForm


def a_run(on: date | str = "2026-05-02", km: float = 10.0, pace: float = 330, **details) -> bytes:
    """A FIT file of one run: day, kilometres, seconds a kilometre; more as in `a_track`."""
    return encode_fit(a_track(on, km, pace, **details))


def a_ride(on: date | str = "2026-05-02", km: float = 25.0, **details) -> bytes:
    """A FIT file of one bicycle ride."""
    return encode_fit(a_track(on, km, 150, sport="cycling", **details))


def a_drive_home(on: date | str = "2026-05-02", km: float = 8.7, ride_km: float = 26.1) -> bytes:
    """A FIT file of a run of 5:30 a kilometre whose watch went on by car for half an hour."""
    run = a_track(on, km)
    ride_m = np.linspace(0, ride_km * 1000, 1801)[1:] + run.distance_m[-1]
    distance_m = np.concatenate((run.distance_m, ride_m))
    return encode_fit(
        replace(
            run,
            clock_s=np.arange(len(distance_m), dtype=np.float64),
            distance_m=distance_m,
            speed_mps=np.diff(distance_m, prepend=0.0),
            altitude_m=np.full(len(distance_m), 50.0),
            cadence_spm=np.full(len(distance_m), 168.0),
            heart_rate_bpm=np.full(len(distance_m), 145.0),
        )
    )


def a_track(
    on: date | str = "2026-05-02",
    km: float = 10.0,
    pace: float = 330,
    *,
    at: str = "09:00",
    time_zone: str = "Europe/Berlin",
    hill_m: float = 0.0,
    hill_count: int = 1,
    cadence_spm: float | None = 168,
    heart_rate_bpm: float | None = 145,
    is_treadmill: bool = False,
    pauses: tuple[tuple[int, int], ...] = (),
    start_position: tuple[float, float] | None = None,
    perceived_exertion_score: float | None = None,
    form: RunningForm | None = None,
    form_records: Mapping[str, float] | None = None,
    sport: str = "running",
    watch: Watch | None = None,
) -> Track:
    """An even run of `pace` seconds a kilometre, a record a second.

    `hill_count` even hills of `hill_m` each lie on the way, so it climbs and falls
    `hill_count * hill_m`. Pauses are (second the timer stops, seconds it stands). A start
    position (degrees) makes the file carry positions, going due north. `form` is what the session
    tells of the steps, `form_records` what every record does.
    """
    starts_at = datetime.fromisoformat(f"{on}T{at}").replace(tzinfo=ZoneInfo(time_zone))
    seconds = np.arange(round(km * pace) + 1.0)
    distance_m = np.minimum(seconds * 1000 / pace, km * 1000)
    clock_s, stops = stopped(seconds, pauses)
    degrees_north = distance_m / 111_195  # metres in a degree of latitude on a sphere
    return Track(
        started_at=starts_at,
        utc_offset=starts_at.utcoffset() or timedelta(0),
        clock_s=clock_s,
        distance_m=distance_m,
        speed_mps=np.full(len(seconds), 1000 / pace),
        altitude_m=None if is_treadmill else 50 + hills(distance_m, hill_m, hill_count),
        cadence_spm=None if cadence_spm is None else np.full(len(seconds), cadence_spm),
        heart_rate_bpm=None if heart_rate_bpm is None else np.full(len(seconds), heart_rate_bpm),
        latitude_deg=None if start_position is None else start_position[0] + degrees_north,
        longitude_deg=None if start_position is None else np.full(len(seconds), start_position[1]),
        pauses=stops,
        ascent_m=None if is_treadmill else hill_count * hill_m,
        descent_m=None if is_treadmill else hill_count * hill_m,
        perceived_exertion_score=perceived_exertion_score,
        form=form,
        form_records={
            name: np.full(len(seconds), told) for name, told in (form_records or {}).items()
        },
        sport=sport,
        sub_sport="treadmill" if is_treadmill else "generic",
        watch=watch or Watch(),
    )


def hills(distance_m: np.ndarray, hill_m: float, hill_count: int) -> np.ndarray:
    """Altitude of even triangular hills that share the whole way."""
    phase = distance_m / distance_m[-1] * hill_count % 1
    return hill_m * (1 - np.abs(2 * phase - 1))


def stopped(
    seconds: np.ndarray, pauses: tuple[tuple[int, int], ...]
) -> tuple[np.ndarray, tuple[tuple[int, int], ...]]:
    """The clock with the timer's stops in it, and each stop as (stop, restart)."""
    clock, stops = seconds.copy(), []
    for at_s, length_s in sorted(pauses):
        stop = int(clock[at_s])
        stops.append((stop, stop + length_s))
        clock[at_s + 1 :] += length_s
    return clock, tuple(stops)
