"""Random archives of runners: what was run, and the files and rows that tell of it, some badly.

The truth is what was planted; nothing here reads a file.
"""

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import numpy as np

from tests.properties.recordings import Told, Trace
from tests.properties.troubles import TROUBLES, Written, written

HOMES = (
    ((52.5, 13.4), "Europe/Berlin"),
    ((40.7, -74.0), "America/New_York"),
    ((-36.85, 174.76), "Pacific/Auckland"),
    ((27.7, 85.3), "Asia/Kathmandu"),
)
"""Where runners live: on both sides of UTC, one off it by three quarters of an hour."""

SOUND = "sound"
_FIRST_MONDAYS = (date(2024, 2, 5), date(2024, 3, 18), date(2024, 10, 14), date(2025, 12, 1))
_TROUBLED_SHARE = 0.45
_HILL_M_PER_KM = 50.0
_HILL = ((0.05, 0.45, 0.55, 0.95), (0.0, 1.0, 1.0, 0.0))
"""Shares of the way and of the height: level at the foot and on the top, as summits are."""
_PACE_ON_HILL = ((0.05, 0.06, 0.44, 0.45, 0.55, 0.56), (1.0, 0.7, 0.7, 1.0, 1.0, 1.1))
"""Shares of the way and of the pace on the level: slower up, a little faster down."""
_EVERY_S = (5, 10)
_FORMATS = ("fit", "fit", "tcx", "gpx")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What was run on one day."""

    local_date: date
    distance_m: float
    descent_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueRun:
    """One run as it was, and what there is of it."""

    name: str
    trouble: str
    format: str
    parts: tuple[Part, ...]
    left: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """One runner's weeks."""

    number: int
    time_zone: str
    first_monday: date
    week_count: int
    runs: tuple[TrueRun, ...]


def an_archive(number: int, *, kinds: tuple[str, ...]) -> Archive:
    """The archive of that number, the same each time, with troubles of these kinds."""
    chance = Random(f"archive {number}")
    place, zone = chance.choice(HOMES)
    monday = chance.choice(_FIRST_MONDAYS)
    weeks = chance.randint(3, 6)
    starts = [
        _start(chance, monday + timedelta(weeks=week, days=day), zone)
        for week in range(weeks)
        for day in sorted(chance.sample(range(7), chance.randint(2, 5)))
    ]
    days = {start.date() for start in starts}
    runs = tuple(
        _a_run(chance, start, f"{index:03}", place=place, kinds=kinds, days=days)
        for index, start in enumerate(starts)
    )
    return Archive(number=number, time_zone=zone, first_monday=monday, week_count=weeks, runs=runs)


def _start(chance: Random, day: date, zone: str) -> datetime:
    at = time(chance.randint(5, 20), chance.randrange(60), chance.randrange(60))
    return datetime.combine(day, at, tzinfo=ZoneInfo(zone))


def _a_run(
    chance: Random,
    start: datetime,
    name: str,
    *,
    place: tuple[float, float],
    kinds: tuple[str, ...],
    days: set[date],
) -> TrueRun:
    trouble = chance.choice(kinds) if chance.random() < _TROUBLED_SHARE else SOUND
    day_after = start.date() + timedelta(days=1)
    if trouble == "resumed next day" and (start.weekday() == 6 or day_after in days):
        # Its second half would belong to the week after, or lie in or beside another run.
        trouble = SOUND
    about = TROUBLES.get(trouble)
    format_ = chance.choice(about.formats if about else _FORMATS)
    trace = a_trace(chance, start, place=place)
    if trouble == "barometer wanders" and trace.told.descent_m:
        # On a real hill nothing in one recording tells: pace answers (0.7), and altitude turns back
        # from piece to piece as on real hills (0.5 to 0.8 here, 0.5 to 0.7 there).
        about, trouble = None, SOUND
    left = about.plant(chance, trace, format_) if about else written(trace, format_)
    return TrueRun(
        name=name,
        trouble=trouble,
        format=format_,
        parts=_truth(trace, start.date(), is_in_two=trouble == "resumed next day"),
        left=left,
    )


def _truth(trace: Trace, day: date, *, is_in_two: bool) -> tuple[Part, ...]:
    if not is_in_two:
        return (_part(day, trace, 0, trace.count - 1),)
    half = trace.count // 2
    return (
        _part(day, trace, 0, half - 1),
        _part(day + timedelta(days=1), trace, half, trace.count - 1),
    )


def _part(day: date, trace: Trace, first: int, last: int) -> Part:
    falls = np.diff(trace.altitude_m[first : last + 1])
    return Part(
        local_date=day,
        distance_m=float(trace.counter_m[last] - trace.counter_m[first]),
        descent_m=float(-falls[falls < 0].sum()),
    )


def a_trace(chance: Random, start: datetime, *, place: tuple[float, float]) -> Trace:
    """A steady run of 5 to 18 km, flat or over one hill, recorded soundly."""
    every_s = chance.choice(_EVERY_S)
    length_m, speed_mps = chance.uniform(5000, 18_000), chance.uniform(2.4, 3.6)
    count = math.ceil(length_m / speed_mps / every_s) + 1
    paces = np.array([chance.uniform(0.9, 1.1) for _ in range(count)]) * speed_mps * every_s
    paces[0] = 0.0
    hill_m = chance.choice((0.0, _HILL_M_PER_KM)) * length_m / 1000
    if hill_m:
        paces *= np.interp(np.cumsum(paces) / paces.sum(), *_PACE_ON_HILL)
    way_m = np.round(np.cumsum(paces), 2)
    altitude = 300 + hill_m * np.interp(way_m / way_m[-1], *_HILL)
    heading = chance.uniform(0, 2 * math.pi)
    clock_s = np.arange(count, dtype=np.float64) * every_s
    return Trace(
        started_at=start.astimezone(UTC),
        utc_offset=start.utcoffset() or timedelta(0),
        place=place,
        clock_s=clock_s,
        counter_m=way_m,
        north_m=way_m * math.cos(heading),
        east_m=way_m * math.sin(heading),
        altitude_m=np.round(altitude * 5) / 5,
        strides=chance.randint(80, 90),
        told=Told(
            distance_m=float(way_m[-1]),
            timer_s=float(clock_s[-1]),
            elapsed_s=float(clock_s[-1]),
            descent_m=hill_m,
        ),
    )


def put_files(archive: Archive, folder: Path) -> None:
    """Write what there is of every run: a file by the run's name, rows into one export's table."""
    lines = [
        "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,"
        "Distance,Activity Gear,Filename"
    ]
    folder.mkdir(parents=True)
    for run in archive.runs:
        for name, content in run.left.files.items():
            (folder / f"{run.name}-{name}").write_bytes(content)
    rows = [(trace, metres) for run in archive.runs for trace, metres in run.left.rows]
    lines += [
        f'{row_id},"{trace.started_at:%b %-d, %Y, %-I:%M:%S %p}",A,Run,,'
        f"{trace.told.elapsed_s:.0f},{metres / 1000:.2f},,"
        for row_id, (trace, metres) in zip(_row_ids(archive), rows, strict=True)
    ]
    if len(lines) > 1:
        (folder / "activities.csv").write_text("\n".join(lines) + "\n", "utf-8")


def _row_ids(archive: Archive) -> list[int]:
    count = sum(len(run.left.rows) for run in archive.runs)
    return [1000 * archive.number + index for index in range(count)]
