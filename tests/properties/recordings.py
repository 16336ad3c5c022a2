"""One run as a device saw it, and its file as GPX, TCX or FIT: what troubles are planted into."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt

from etl.demo.fit_profile import BAROMETER, LOCAL_SOURCE
from tests.etl.sources.builders import DEGREES_A_METRE
from tests.etl.sources.fit_bytes import Field, developer_field, fit_file, fit_time, message

Floats = npt.NDArray[np.float64]
Laps = tuple[tuple[float, float], ...]

_HALF_TURN = 2**31 / 180
_NO_START = 0  # what a session holds that was never told when it began


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A device's own totals. `laps` are (metres, seconds); empty: one lap with the totals."""

    distance_m: float
    timer_s: float
    elapsed_s: float
    descent_m: float
    laps: Laps = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One recording; all arrays have a value a record.

    `clock_s` counts from `started_at` (UTC), `counter_m` is the device's own distance, `north_m`
    and `east_m` lead away from `place` (degrees). Altitude may be NaN.
    """

    started_at: datetime
    utc_offset: timedelta
    place: tuple[float, float]
    clock_s: Floats
    counter_m: Floats
    north_m: Floats
    east_m: Floats
    altitude_m: Floats
    strides: int | None  # a minute, of one leg
    told: Told
    kind: str | None = "run"
    has_start: bool = True
    rest_from: int | None = None  # the record from which no step is counted; in GPX only
    developer: str | None = None  # a field of that name in each record, with nonsense in it

    @property
    def count(self) -> int:
        """How many records there are."""
        return len(self.clock_s)

    def places(self) -> tuple[Floats, Floats]:
        """Latitude and longitude of each record, in degrees."""
        latitude = self.place[0] + self.north_m * DEGREES_A_METRE
        longitude = self.place[1] + self.east_m * DEGREES_A_METRE / math.cos(
            math.radians(self.place[0])
        )
        return latitude, (longitude + 180) % 360 - 180

    def followed_by(self, later: "Trace", *, after_s: float) -> "Trace":
        """This recording, then the other one so long after its end; totals are those of both."""
        both = {
            name: np.concatenate((getattr(self, name), getattr(later, name)))
            for name in ("altitude_m",)
        }
        return replace(
            self,
            clock_s=np.concatenate((self.clock_s, self.clock_s[-1] + after_s + later.clock_s)),
            counter_m=np.concatenate((self.counter_m, self.counter_m[-1] + later.counter_m)),
            north_m=np.concatenate((self.north_m, self.north_m[-1] + later.north_m)),
            east_m=np.concatenate((self.east_m, self.east_m[-1] + later.east_m)),
            told=replace(
                self.told,
                distance_m=self.told.distance_m + later.told.distance_m,
                timer_s=self.told.timer_s + later.told.timer_s,
                elapsed_s=float(self.clock_s[-1] + after_s + later.clock_s[-1]),
                descent_m=self.told.descent_m + later.told.descent_m,
            ),
            **both,
        )


def encode(trace: Trace, format_: str) -> bytes:
    """The recording as a file of that format."""
    return {"gpx": as_gpx, "tcx": as_tcx, "fit": as_fit}[format_](trace)


def as_gpx(trace: Trace) -> bytes:
    """As a program with a barometer exports it: positions and no distance."""
    kind = {"run": "<type>running</type>", None: ""}.get(trace.kind, f"<type>{trace.kind}</type>")
    cadence = (
        "" if trace.strides is None else f"<extensions><cad>{trace.strides}</cad></extensions>"
    )
    steps = [cadence] * trace.count
    if trace.rest_from is not None:
        steps[trace.rest_from :] = [""] * (trace.count - trace.rest_from)
    points = "".join(
        f'<trkpt lat="{latitude:.7f}" lon="{longitude:.7f}">{_height("ele", altitude)}'
        f"<time>{when}</time>{step}</trkpt>"
        for latitude, longitude, altitude, when, step in zip(
            *trace.places(), trace.altitude_m, _times(trace), steps, strict=True
        )
    )
    return (
        '<?xml version="1.0"?><gpx creator="A watch with barometer"'
        ' xmlns="http://www.topografix.com/GPX/1/1">'
        f"<trk>{kind}<trkseg>{points}</trkseg></trk></gpx>"
    ).encode()


def as_tcx(trace: Trace) -> bytes:
    """As a watch with a barometer exports it: a counter, positions, laps."""
    steps = f"<TPX><RunCadence>{trace.strides}</RunCadence></TPX>" if trace.strides else ""
    points = "".join(
        f"<Trackpoint><Time>{when}</Time><Position><LatitudeDegrees>{latitude:.7f}</LatitudeDegrees>"
        f"<LongitudeDegrees>{longitude:.7f}</LongitudeDegrees></Position>"
        f"{_height('AltitudeMeters', altitude)}<DistanceMeters>{metres:.2f}</DistanceMeters>"
        f"<Extensions>{steps}</Extensions></Trackpoint>"
        for latitude, longitude, altitude, metres, when in zip(
            *trace.places(), trace.altitude_m, trace.counter_m, _times(trace), strict=True
        )
    )
    told = trace.told
    laps = told.laps or ((told.distance_m, told.timer_s),)
    begun = _times(trace)[0]
    written = "".join(
        f'<Lap StartTime="{begun}"><TotalTimeSeconds>{seconds:.1f}</TotalTimeSeconds>'
        f"<DistanceMeters>{metres:.2f}</DistanceMeters>"
        f"{f'<Track>{points}</Track>' if index == 0 else ''}</Lap>"
        for index, (metres, seconds) in enumerate(laps)
    )
    sport = {"run": "Running"}.get(trace.kind or "", trace.kind or "")
    return (
        '<?xml version="1.0"?><TrainingCenterDatabase><Activities>'
        f'<Activity Sport="{sport}"><Id>{begun}</Id>{written}'
        "<Creator><Name>Forerunner 945</Name></Creator></Activity></Activities>"
        "</TrainingCenterDatabase>"
    ).encode()


def as_fit(trace: Trace) -> bytes:
    """As a watch with a barometer writes it: positions, counter, one session, the local clock."""
    began = fit_time(trace.started_at)
    fields: list[Field] = [
        (253, "uint32"), (0, "sint32"), (1, "sint32"), (5, "uint32"), (4, "uint8"), (2, "uint16"),
    ]  # fmt: skip
    latitude, longitude = trace.places()
    heights = np.where(np.isnan(trace.altitude_m), -500.0, trace.altitude_m)
    columns = (
        began + np.round(trace.clock_s).astype(np.int64),
        np.round(latitude * _HALF_TURN).astype(np.int64),
        np.round(longitude * _HALF_TURN).astype(np.int64),
        np.round(trace.counter_m * 100).astype(np.int64) % 2**32,
        np.full(trace.count, 255 if trace.strides is None else trace.strides),
        np.round((heights + 500) * 5).astype(np.int64),
    )
    extra: Sequence[Field] = [(0, "float32")] if trace.developer else ()
    rows = [
        (*(int(value) for value in row), *([7.0] if trace.developer else []))
        for row in zip(*columns, strict=True)
    ]
    announced = developer_field(trace.developer) if trace.developer else b""
    records = message(20, fields, rows, developer=extra)
    return fit_file(_barometer(trace), announced, records, _session(trace), _activity(trace))


def _barometer(trace: Trace) -> bytes:
    fields: list[Field] = [(253, "uint32"), (1, "uint8"), (25, "enum")]
    return message(23, fields, [(fit_time(trace.started_at), BAROMETER, LOCAL_SOURCE)])


def _session(trace: Trace) -> bytes:
    began, told = fit_time(trace.started_at), trace.told
    fields: list[Field] = [
        (253, "uint32"), (2, "uint32"), (7, "uint32"), (8, "uint32"), (9, "uint32"), (5, "enum"),
        (6, "enum"), (22, "uint16"), (23, "uint16"),
    ]  # fmt: skip
    start = began if trace.has_start else _NO_START
    climb = min(round(told.descent_m), 65_534)
    row = (
        began + int(told.elapsed_s), start, round(told.elapsed_s * 1000),
        round(told.timer_s * 1000), round(told.distance_m * 100) % 2**32, 1, 0, climb, climb,
    )  # fmt: skip
    return message(18, fields, [row])


def _activity(trace: Trace) -> bytes:
    ended = fit_time(trace.started_at) + int(trace.clock_s[-1])
    local = ended + int(trace.utc_offset.total_seconds())
    return message(34, [(253, "uint32"), (5, "uint32")], [(ended, local)])


def _times(trace: Trace) -> list[str]:
    return [
        f"{trace.started_at + timedelta(seconds=float(second)):%Y-%m-%dT%H:%M:%SZ}"
        for second in trace.clock_s
    ]


def _height(tag: str, metres: float) -> str:
    return "" if math.isnan(metres) else f"<{tag}>{metres:.1f}</{tag}>"
