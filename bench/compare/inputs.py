"""One hour of running at a record a second, as FIT, GPX and TCX of the same points.

Always the same bytes. The run is one of the demonstration's (hills, pauses, noise of every sensor),
with a way that wanders and the scatter of a receiver on it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from etl.demo.fit_writer import Track, Watch, encode_fit, lap_rows
from etl.demo.runners import Body, PlannedRun
from etl.demo.streams import record, thinned, wandering

RECORDS = 3_600
FORMATS = ("fit", "gpx", "tcx")
_FIRST_START = datetime(2025, 1, 6, 7, 0, tzinfo=ZoneInfo("Europe/Berlin"))
_BODY = Body(easy_mps=2.9, cadence_spm=168)
_LONG_ENOUGH_M = 13_000
_SCATTER_M = 2.0  # of a receiver's fix, which forgets slowly
_METRES_A_DEGREE = 111_195.0  # along a meridian
_SOUTH_WEST = (47.0, 8.0)  # degrees; no place in particular


def hour(number: int = 0) -> Track:
    """The run of day `number`: 3,600 records, with positions."""
    rng = np.random.default_rng([2026, number])
    kind = ("easy", "tempo", "long")[number % 3]
    run = PlannedRun(
        starts_at=_FIRST_START + timedelta(days=number),
        distance_m=_LONG_ENOUGH_M,
        kind=kind,
        descent_m=120,
    )
    whole = record(run, body=_BODY, watch=Watch(name="Bench watch"), rng=rng)
    track = thinned(whole, keep=np.arange(len(whole.clock_s)) < RECORDS)
    last_s = track.clock_s[-1]
    latitude, longitude = _positions(track.distance_m, rng)
    return replace(
        track,
        latitude_deg=latitude,
        longitude_deg=longitude,
        pauses=tuple(pause for pause in track.pauses if pause[1] <= last_s),
    )


def _positions(distance_m: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Degrees along a way that turns slowly, each fix some metres off."""
    count = len(distance_m)
    heading = np.cumsum(0.02 * wandering(count, memory=60, rng=rng))
    step_m = np.diff(distance_m, prepend=distance_m[0])
    north_m = np.cumsum(step_m * np.cos(heading)) + _SCATTER_M * _drift(count, rng)
    east_m = np.cumsum(step_m * np.sin(heading)) + _SCATTER_M * _drift(count, rng)
    latitude = _SOUTH_WEST[0] + north_m / _METRES_A_DEGREE
    parallel = _METRES_A_DEGREE * np.cos(np.radians(_SOUTH_WEST[0]))
    return latitude, _SOUTH_WEST[1] + east_m / parallel


def _drift(count: int, rng: np.random.Generator) -> np.ndarray:
    return wandering(count, memory=20, rng=rng)


def write_hour(folder: Path) -> dict[str, Path]:
    """The three files of one run, by format."""
    track = hour()
    made = {"fit": encode_fit(track), "gpx": as_gpx(track), "tcx": as_tcx(track)}
    paths = {kind: folder / f"hour.{kind}" for kind in FORMATS}
    for kind, path in paths.items():
        path.write_bytes(made[kind])
    return paths


def write_hours(folder: Path, count: int) -> list[Path]:
    """FIT files of so many days, an hour each, in the order of their names."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{1_000_000_000 + number}_ACTIVITY.fit" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(encode_fit(hour(number)))
    return paths


@dataclass(frozen=True, slots=True)
class _Point:
    time: str
    latitude: float
    longitude: float
    altitude_m: float
    distance_m: float
    speed_mps: float
    heart_rate_bpm: float
    strides_per_min: float

    @property
    def trackpoint(self) -> str:
        """One of TCX."""
        return (
            f"          <Trackpoint>\n            <Time>{self.time}</Time>\n"
            "            <Position>\n"
            f"              <LatitudeDegrees>{self.latitude:.10f}</LatitudeDegrees>\n"
            f"              <LongitudeDegrees>{self.longitude:.10f}</LongitudeDegrees>\n"
            "            </Position>\n"
            f"            <AltitudeMeters>{self.altitude_m:.1f}</AltitudeMeters>\n"
            f"            <DistanceMeters>{self.distance_m:.2f}</DistanceMeters>\n"
            "            <HeartRateBpm>\n"
            f"              <Value>{self.heart_rate_bpm:.0f}</Value>\n"
            "            </HeartRateBpm>\n"
            "            <Extensions>\n              <ns3:TPX>\n"
            f"                <ns3:Speed>{self.speed_mps:.3f}</ns3:Speed>\n"
            f"                <ns3:RunCadence>{self.strides_per_min:.0f}</ns3:RunCadence>\n"
            "              </ns3:TPX>\n            </Extensions>\n          </Trackpoint>\n"
        )


def _points(track: Track) -> Iterator[_Point]:
    columns = (
        *(track.latitude_deg, track.longitude_deg, track.altitude_m, track.distance_m),
        *(track.speed_mps, track.heart_rate_bpm, np.asarray(track.cadence_spm) / 2),
    )
    rows = zip(*map(np.ndarray.tolist, map(np.asarray, columns)), strict=True)
    for clock_s, row in zip(track.clock_s.tolist(), rows, strict=True):
        yield _Point(_utc(track, clock_s), *row)


def _utc(track: Track, clock_s: float) -> str:
    return f"{track.started_at.astimezone(UTC) + timedelta(seconds=clock_s):%Y-%m-%dT%H:%M:%SZ}"


def as_gpx(track: Track) -> bytes:
    """GPX 1.1 with heart rate and cadence in the extension that watches' portals write."""
    points = "".join(
        f'      <trkpt lat="{point.latitude:.10f}" lon="{point.longitude:.10f}">\n'
        f"        <ele>{point.altitude_m:.1f}</ele>\n"
        f"        <time>{point.time}</time>\n"
        "        <extensions>\n"
        "          <ns3:TrackPointExtension>\n"
        f"            <ns3:hr>{point.heart_rate_bpm:.0f}</ns3:hr>\n"
        f"            <ns3:cad>{point.strides_per_min:.0f}</ns3:cad>\n"
        "          </ns3:TrackPointExtension>\n"
        "        </extensions>\n"
        "      </trkpt>\n"
        for point in _points(track)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gpx creator="Bench watch" version="1.1" xmlns="http://www.topografix.com/GPX/1/1"\n'
        '  xmlns:ns3="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">\n'
        f"  <metadata><time>{_utc(track, 0)}</time></metadata>\n"
        f"  <trk>\n    <name>Run</name>\n    <type>running</type>\n    <trkseg>\n{points}"
        "    </trkseg>\n  </trk>\n</gpx>\n"
    ).encode()


def as_tcx(track: Track) -> bytes:
    """TCX version 2 with a lap a kilometre, speed and cadence in the extension for runs."""
    points, laps, first = list(_points(track)), [], 0
    for row in lap_rows(track):
        last = int(row["record_index"])
        inside = "".join(point.trackpoint for point in points[first:last])
        way_m = points[last - 1].distance_m - points[first].distance_m
        laps.append(
            f'      <Lap StartTime="{points[first].time}">\n'
            f"        <TotalTimeSeconds>{last - first}</TotalTimeSeconds>\n"
            f"        <DistanceMeters>{way_m:.2f}</DistanceMeters>\n"
            "        <Calories>70</Calories>\n        <Intensity>Active</Intensity>\n"
            "        <TriggerMethod>Distance</TriggerMethod>\n"
            f"        <Track>\n{inside}        </Track>\n      </Lap>\n"
        )
        first = last
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TrainingCenterDatabase\n'
        '  xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"\n'
        '  xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2">\n'
        f'  <Activities>\n    <Activity Sport="Running">\n      <Id>{points[0].time}</Id>\n'
        f"{''.join(laps)}    </Activity>\n  </Activities>\n</TrainingCenterDatabase>\n"
    ).encode()
