"""`export.xml` of Apple Health: its workouts, each joined to its route in `workout-routes`.

The file has gigabytes, nearly all of it single measurements; workouts are a thousandth. It is read
in pieces: what lies between workouts is passed over unparsed, each workout is parsed by itself. So
memory does not grow with the file, and a fault in a measurement or in Apple's own document type
(some versions of iOS write one that no parser takes) costs nothing.

What this rests on, and what was seen there:
- <https://github.com/dogsheep/healthkit-to-sqlite>, tests/export.xml and tests/zip_contents:
  `Workout` with `totalDistance` and its unit, `duration` in minutes, times as
  "2016-11-14 07:25:41 -0700", `HKTimeZone`, routes inline or as `FileReference` with a path from
  the folder of the export.
- <https://github.com/NicolasReyrolle/apple-health-analyzer>, its tests of a run of iOS 26: totals
  in `WorkoutStatistics` (`sum` for distance and steps, `average` for heart rate), also inside
  `WorkoutActivity`, where they are of a part; means of ground contact in ms, vertical oscillation
  in cm and power in W, where the watch tells them; `HKElevationAscended` as "45443 cm",
  `HKIndoorWorkout`; a device as "<<HKDevice: …>, name:Apple Watch, …, hardware:Watch7,2, …>".

Times carry the offset that the phone had when the export was made; the zone of the workout itself
is `HKTimeZone`. Duration leaves pauses out. A step count is of both feet.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from xml.parsers import expat

from etl.errors import BrokenFile
from etl.recording import RunningForm
from etl.sources.apple_health.doubled import without_copies
from etl.sources.archive.layout import Layout, Member, Told, folder_of
from etl.sources.archive.row import ArchiveRow, of_part
from etl.sources.common.sports import to_sport
from etl.sources.common.start_zone import to_offset_name
from etl.time_zones import is_zone

_SOURCE = "apple_health"
_BEGIN = re.compile(rb"<Workout[\s/>]")
_OPENING = re.compile(rb"""<Workout(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*(/?)>""")
_END = b"</Workout>"
_LONGEST_WORKOUT = 64 * 2**20  # bytes; older exports hold routes inline, a day's has 20 MB
_LONGEST_TAG = 65_536
_METRES = {"km": 1000.0, "mi": 1609.344, "m": 1.0, "cm": 0.01, "ft": 0.3048, "yd": 0.9144}
_CONTACTS = {"ms": 0.001, "s": 1.0}
_SECONDS = {"s": 1.0, "sec": 1.0, "min": 60.0, "hr": 3600.0, "h": 3600.0}
_TIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)\s+(\D*?)\s*(\d{1,2}):(\d\d):(\d\d)\s*(\D*?)\s*([+-])(\d\d):?(\d\d)$"
)
_DAY = timedelta(days=1)
_AFTERNOON, _MORNING = (
    ("pm", "p.m.", "下午", "午後", "오후"),
    ("am", "a.m.", "上午", "午前", "오전"),
)
_HARDWARE = re.compile(r"manufacturer:\s*Apple[^,]*,.*?hardware:\s*([A-Za-z]+\d+,\d+)")
_DISTANCES = ("DistanceWalkingRunning", "DistanceCycling", "DistanceSwimming", "DistanceWheelchair",
              "DistanceDownhillSnowSports", "DistanceCrossCountrySkiing", "DistanceRowing",
              "DistancePaddleSports", "DistanceSkatingSports")  # fmt: skip
_COPIES = (
    "Workouts without a distance that lie within one that has it, {} in number: passed over, as "
    "another app wrote down the same."
)
_BROKEN = "Workouts that cannot be read, {} in number. Export them again; all others came in."


def is_health_export(member: Member) -> bool:
    """By its root element, whatever language its name is in."""
    return b"<HealthData" in member.head()


def read_workouts(table: Member, members: Mapping[str, Member], told: Told) -> None:
    """Tell every workout: on top of its route's file where it has one, else as a row.

    Raises BrokenFile where the ZIP is damaged; what came before has been told.
    """
    paths = {path.lower(): path for path in members}
    broken = 0
    for block in _workouts(table.pieces()):
        workout = _Workout.of(block)
        if workout is None:
            broken += 1
            continue
        wanted = [(folder_of(table.path) + route.lstrip("/")).lower() for route in workout.routes]
        files = [paths[path] for path in wanted if path in paths]
        row = workout.row()
        if len(files) == 1 and files[0] not in told.of_files:
            told.of_files[files[0]] = row
        else:  # of several routes, each is a part; the row is the same run as they are
            told.rows.append(row)
            told.of_files |= {path: of_part(row) for path in files if path not in told.of_files}
    told.pass_over(broken, _BROKEN)
    kept = without_copies(told.rows, told.of_files.values())
    told.pass_over(len(told.rows) - len(kept), _COPIES)
    told.rows = kept


def _workouts(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The bytes of each workout; of anything else no more than a piece is held."""
    held = b""
    for piece in pieces:
        held += piece
        while (found := _BEGIN.search(held)) is not None:
            held = held[found.start() :]
            length = _length(held)
            if length is None:
                break
            yield held[:length]
            held = held[length:]
        else:
            held = held[-len(_END) :]
    if _BEGIN.match(held):
        yield held


def _length(held: bytes) -> int | None:
    """How long the workout at the beginning is; None: its end is still to come."""
    opening = _OPENING.match(held)
    if opening is None:
        return len(b"<Workout") if len(held) > _LONGEST_TAG else None
    if opening[1]:
        return opening.end()
    end = held.find(_END, opening.end())
    if end >= 0:
        return end + len(_END)
    if len(held) > _LONGEST_WORKOUT:
        raise BrokenFile("A workout in the table never ends. Export it again from the phone.")
    return None


class _Workout:
    """One workout: its own attributes, what is told of it, and its routes."""

    def __init__(self) -> None:
        self.attributes: dict[str, str] = {}
        self.facts: dict[str, str] = {}
        self.statistics: dict[str, dict[str, str]] = {}
        self.routes: list[str] = []
        self._open: list[str] = []

    @staticmethod
    def of(block: bytes) -> "_Workout | None":
        """From its bytes; None where they are no sound XML."""
        workout = _Workout()
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = workout._start
        parser.EndElementHandler = workout._end
        try:
            parser.Parse(block, True)
        except expat.ExpatError:
            return None
        return workout

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._open.append(name)
        parent = self._open[-2] if len(self._open) > 1 else None
        if parent is None:
            self.attributes = attributes
        elif name == "FileReference" and (path := attributes.get("path")):
            self.routes.append(path)
        elif parent != "Workout":  # of a part, a route or a pause
            return
        elif name == "MetadataEntry" and "key" in attributes:
            self.facts.setdefault(attributes["key"], attributes.get("value", ""))
        elif name == "WorkoutStatistics" and "type" in attributes:
            kind = attributes["type"].removeprefix("HKQuantityTypeIdentifier")
            self.statistics.setdefault(kind, attributes)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def row(self) -> ArchiveRow:
        """The workout as a row; what it does not tell is None."""
        told = self.attributes
        began, ended = _to_time(told.get("startDate")), _to_time(told.get("endDate"))
        elapsed_s = (ended - began).total_seconds() if began and ended else None
        moving_s = _number(told.get("duration"), _SECONDS.get(told.get("durationUnit", "min")))
        steps = _number(self._statistic("StepCount", "sum"))
        sport = self._sport()
        known = to_sport(sport)
        zone = self.facts.get("HKTimeZone", "").strip()
        cadence_spm = (
            steps / moving_s * 60 if steps and moving_s and known and known.is_run else None
        )
        return ArchiveRow(
            source=_SOURCE,
            entry=f"{began.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if began else "undated",
            started_at=began.astimezone(UTC) if began else None,
            time_zone=zone if is_zone(zone) else _offset(began),
            sport=sport,
            distance_m=self._distance(),
            moving_s=moving_s,
            elapsed_s=max(elapsed_s or 0.0, moving_s or 0.0) or None,
            ascent_m=_with_unit(self.facts.get("HKElevationAscended")),
            descent_m=_with_unit(self.facts.get("HKElevationDescended")),
            cadence_spm=round(cadence_spm, 3) if cadence_spm else None,
            heart_rate_bpm=_number(self._statistic("HeartRate", "average")),
            form=self._form(),
            device=_device(told.get("device")),
        )

    def _statistic(self, kind: str, what: str) -> str | None:
        return self.statistics.get(kind, {}).get(what)

    def _form(self) -> RunningForm:
        return RunningForm(
            ground_contact_s=self._mean("RunningGroundContactTime", _CONTACTS),
            vertical_oscillation_m=self._mean("RunningVerticalOscillation", _METRES),
            power_w=self._mean("RunningPower", {"W": 1.0}),
        )

    def _mean(self, kind: str, units: Mapping[str, float]) -> float | None:
        about = self.statistics.get(kind, {})
        return _number(about.get("average"), units.get(about.get("unit", "")), digits=6)

    def _distance(self) -> float | None:
        """The statistic, which later versions write, before the attribute of earlier ones."""
        for kind in _DISTANCES:
            about = self.statistics.get(kind, {})
            found = _number(about.get("sum"), _METRES.get(about.get("unit", "")))
            if found:
                return found
        unit = self.attributes.get("totalDistanceUnit", "")
        return _number(self.attributes.get("totalDistance"), _METRES.get(unit))

    def _sport(self) -> str | None:
        kind = self.attributes.get("workoutActivityType", "").removeprefix("HKWorkoutActivityType")
        sport = to_sport(kind)
        if sport is not None and sport.name == "run" and self.facts.get("HKIndoorWorkout") == "1":
            return "treadmill_run"
        return kind or None


def _to_time(text: str | None) -> datetime | None:
    """ "2016-11-14 07:25:41 -0700"; phones with a clock of twelve hours write its half as well."""
    found = _TIME.match((text or "").strip().replace("\u202f", " "))
    if found is None:
        return None
    half = (found[4] or found[8]).strip().lower()
    hour = int(found[5])
    if half in _AFTERNOON:
        hour = hour % 12 + 12
    elif half in _MORNING:
        hour %= 12
    offset = timedelta(hours=int(found[10]), minutes=int(found[11]))
    try:
        clock = datetime(
            int(found[1]), int(found[2]), int(found[3]), hour, int(found[6]), int(found[7]),
            tzinfo=UTC,
        )  # fmt: skip
    except ValueError:
        return None
    shift = -offset if found[9] == "-" else offset
    return (clock - shift).astimezone(timezone(shift)) if abs(shift) < _DAY else None


def _offset(began: datetime | None) -> str | None:
    shift = began.utcoffset() if began else None
    return to_offset_name(shift.total_seconds()) if shift is not None else None


def _number(text: str | None, factor: float | None = 1.0, *, digits: int = 3) -> float | None:
    """A positive number in our unit; None where it, or its unit, is not known."""
    try:
        value = float((text or "").replace(",", "."))
    except ValueError:
        return None
    if factor is None or not 0 < value < float("inf"):
        return None
    return round(value * factor, digits)


def _with_unit(text: str | None) -> float | None:
    """ "418 cm" in metres."""
    number, _, unit = (text or "").strip().partition(" ")
    return _number(number, _METRES.get(unit.strip()))


def _device(text: str | None) -> str | None:
    """The model alone: a device's own name is often its owner's."""
    found = _HARDWARE.search(text or "")
    return f"Apple {found[1]}" if found else None


LAYOUT = Layout(
    source=_SOURCE,
    suffix=".xml",
    is_table=is_health_export,
    read=read_workouts,
    root=folder_of,
    beside="clinical records, electrocardiograms and the like",
)
