"""TCX: activities with laps and trackpoints. Courses and workouts are no activities."""

import math
from dataclasses import dataclass, field

import polars as pl

from etl.errors import BrokenFile, SkippedFile
from etl.recording import RunningForm
from etl.sources.common.devices import named_altitude_source
from etl.sources.common.laps import counts_kilometres, total_of_laps
from etl.sources.common.regular_points import CUT, CutPoints, Layout, read_points
from etl.sources.common.running_form import mean_of_records
from etl.sources.common.sports import to_sport
from etl.sources.common.to_recording import RawActivity
from etl.sources.common.xml_points import PointTexts, Row, to_points
from etl.sources.common.xml_stream import to_offset_s
from etl.sources.common.xml_values import to_numbers, to_unix_s

_COLUMN_OF = {
    "Time": "time_s",
    "LatitudeDegrees": "latitude_deg",
    "LongitudeDegrees": "longitude_deg",
    "AltitudeMeters": "altitude_m",
    "DistanceMeters": "distance_m",
    "Value": "heart_rate_bpm",
    "Speed": "speed_mps",
    "RunCadence": "cadence",
    "Cadence": "cadence",
    "Watts": "power_w",
}
_TEXTS = frozenset((*_COLUMN_OF, "TotalTimeSeconds", "Name", "Id"))
LAYOUT = Layout(
    point="Trackpoint",
    around=("<Activity>", "</Activity>"),
    parts=frozenset(("Trackpoint", "Track", "Lap", "Activity", "Course", "Workout")),
    texts_of=_TEXTS,
)
_PARTIAL = "The file breaks off in the middle; what could be read was kept."


@dataclass(slots=True)
class _Activity:
    """One <Activity> while it is read: points as text, totals of laps as far as they are given."""

    sport: str | None = None
    id: str | None = None
    device: str | None = None
    points: PointTexts = field(default_factory=PointTexts)
    lap_starts: list[str] = field(default_factory=list)
    lap_seconds: list[float] = field(default_factory=list)
    lap_metres: list[float] = field(default_factory=list)


class Reader:
    """Collects activities from a stream of elements."""

    def __init__(self) -> None:
        self.cut: CutPoints | None = None
        self.activities: list[_Activity] = []
        self.author: str | None = None
        self.has_plan = False
        self._row: Row | None = None
        self._open: list[str] = []
        self._segment = 0
        self._tracks_in_lap = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._open.append(name)
        if name == "Trackpoint":
            self._row = {}
        elif name == "Track":
            # A second track within a lap follows a stop; a lap of its own does not.
            self._segment += self._tracks_in_lap > 0
            self._tracks_in_lap += 1
        elif name == "Lap" and self.activities:
            self._tracks_in_lap = 0
            self.activities[-1].lap_starts.append(attributes.get("StartTime", ""))
        elif name == "Activity":
            self.activities.append(_Activity(sport=attributes.get("Sport")))
        elif name in ("Course", "Workout"):
            self.has_plan = True
        elif name == CUT and self.cut is not None:
            self._keep_run(self.cut, attributes)

    def end(self, name: str, text: str) -> None:
        """An element ends."""
        self._open.pop()
        row = self._row
        if row is not None:
            column = _COLUMN_OF.get(name)
            if column is not None:
                row[column] = text
                if name == "RunCadence" and self.activities:
                    self.activities[-1].points.counts_steps = True
            elif name == "Trackpoint":
                self._keep(row)
        elif self._open and name in _TEXTS:
            self._keep_about(name, text.strip(), parent=self._open[-1])

    def _keep(self, row: Row) -> None:
        self._row = None
        if self.activities and "Activity" in self._open and len(row) > 1:
            self.activities[-1].points.add(row, segment=self._segment)

    def _keep_run(self, cut: CutPoints, attributes: dict[str, str]) -> None:
        self._row = None
        cut.keep_run(
            self.latest(),
            attributes,
            self._open,
            segment=self._segment,
            is_in_track="Activity" in self._open,
        )

    def latest(self) -> PointTexts | None:
        """The points of the activity that was read last."""
        return self.activities[-1].points if self.activities else None

    def _keep_about(self, name: str, text: str, *, parent: str) -> None:
        if name == "Name" and parent == "Author":
            self.author = text or None
        if not self.activities or "Activity" not in self._open:
            return
        activity = self.activities[-1]
        if parent == "Lap" and name == "TotalTimeSeconds":
            seconds = _total(text)
            activity.lap_seconds += [] if seconds is None else [seconds]
        elif parent == "Lap" and name == "DistanceMeters":
            activity.lap_metres.append(_total(text) or 0.0)
        elif parent == "Creator" and name == "Name":
            activity.device = text or None
        elif parent == "Activity" and name == "Id":
            activity.id = text or None


def read_tcx(data: bytes) -> tuple[RawActivity, ...]:
    """The activities of a TCX file, with the sums of their laps.

    Raises SkippedFile for courses and workouts, BrokenFile where nothing could be read.
    """
    reader, is_partial = read_points(data, LAYOUT, Reader)
    found = [a for a in reader.activities if a.points or a.lap_seconds or any(a.lap_metres)]
    if not found:
        raise _nothing_in(reader, is_partial=is_partial)
    return tuple(
        _to_raw(activity, author=reader.author, index=index, is_partial=is_partial)
        for index, activity in enumerate(found)
    )


def _nothing_in(reader: Reader, *, is_partial: bool) -> BrokenFile | SkippedFile:
    if is_partial:
        return BrokenFile("The file breaks off before any point was recorded. Export it again.")
    if reader.has_plan:
        return SkippedFile("The file holds a planned course or workout, not an activity.")
    return SkippedFile("The file holds no activity.")


def _to_raw(
    activity: _Activity, *, author: str | None, index: int, is_partial: bool
) -> RawActivity:
    sport = to_sport(activity.sport)
    device = activity.device or author
    started = activity.lap_starts[0] if activity.lap_starts else activity.id
    started_at_s = to_unix_s([started])[0]
    points = _in_metres(to_points(activity.points), activity)
    (distance_m, moving_s), lap_note = total_of_laps(
        activity.lap_metres, activity.lap_seconds, counted_m=_counted(points)
    )
    notes = (_PARTIAL if is_partial else None, None if is_partial else lap_note)
    return RawActivity(
        source="tcx",
        part_index=index,
        sport=sport,
        is_sport_unknown_word=sport is None and activity.sport is not None,
        counts_steps=activity.points.counts_steps,
        started_at_s=started_at_s,
        offset_s=to_offset_s(started),
        device=device[:80] if device else None,
        altitude_source=named_altitude_source(device),
        distance_m=None if is_partial else distance_m,
        moving_s=None if is_partial else moving_s,
        form=RunningForm(power_w=_power_w(activity)),
        points=points,
        notes=tuple(note for note in notes if note),
    )


def _power_w(activity: _Activity) -> float | None:
    """The mean of what the trackpoints tell; None where too few do."""
    if "power_w" not in activity.points.names():
        return None
    told = to_numbers(pl.Series(activity.points.column("power_w"), dtype=pl.String))
    return mean_of_records("power_w", told.to_numpy())


def _counted(points: pl.DataFrame) -> float | None:
    """How far the counter of the records came; None where there is none."""
    known = points["distance_m"].drop_nulls()
    most = known.max()
    return float(most) if len(known) * 2 > points.height and isinstance(most, float) else None


def _in_metres(points: pl.DataFrame, activity: _Activity) -> pl.DataFrame:
    if not counts_kilometres(_counted(points), sum(activity.lap_metres)):
        return points
    return points.with_columns(pl.col("distance_m") * 1000)


def _total(text: str) -> float | None:
    """A lap's metres or seconds; None for what no lap has, such as less than none."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None
