"""GPX 1.0 and 1.1: tracks to activities. Routes and waypoints are no activities."""

import re
from dataclasses import dataclass, field

from etl.errors import BrokenFile, SkippedFile
from etl.sources.common.devices import gpx_altitude_source
from etl.sources.common.parameters import READING
from etl.sources.common.regular_points import CUT, CutPoints, Layout, read_points
from etl.sources.common.sports import to_sport
from etl.sources.common.to_recording import RawActivity
from etl.sources.common.xml_points import COLUMN_OF, PointTexts, Row, to_points
from etl.sources.common.xml_stream import to_offset_s
from etl.sources.common.xml_values import to_unix_s

_TYPES = ("type", "activity")  # Locus writes <activity> among a track's extensions
_ABOUT = (*_TYPES, "name")
LAYOUT = Layout(
    point="trkpt",
    around=("<gpx><trk>", "</trk></gpx>"),
    parts=frozenset(("trkpt", "trkseg", "trk", "rtept", "gpx")),
    texts_of=frozenset((*COLUMN_OF, *_ABOUT)),
)
_PARTIAL = "The file breaks off in the middle; what could be read was kept."


@dataclass(slots=True)
class _Track:
    """One <trk> while it is read: the words it uses and its points as text."""

    type: str | None = None
    name: str | None = None
    points: PointTexts = field(default_factory=PointTexts)


class Reader:
    """Collects tracks from a stream of elements."""

    def __init__(self) -> None:
        self.cut: CutPoints | None = None
        self.creator: str | None = None
        self.tracks: list[_Track] = []
        self.has_route = False
        self._row: Row | None = None
        self._segment = 0
        self._open: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._open.append(name)
        if name == "trkpt":
            row = self._row = {}
            if "lat" in attributes and "lon" in attributes:
                row["latitude_deg"] = attributes["lat"]
                row["longitude_deg"] = attributes["lon"]
        elif name == "trkseg":
            self._segment += 1
        elif name == "trk":
            self.tracks.append(_Track())
        elif name == "rtept":
            self.has_route = True
        elif name == "gpx":
            self.creator = attributes.get("creator")
        elif name == CUT and self.cut is not None:
            self._keep_run(self.cut, attributes)

    def end(self, name: str, text: str) -> None:
        """An element ends."""
        self._open.pop()
        row = self._row
        if row is not None:
            column = COLUMN_OF.get(name)
            if column is not None:
                row.setdefault(column, text)
                if name == "RunCadence" and self.tracks:
                    self.tracks[-1].points.counts_steps = True
            elif name == "trkpt":
                self._keep(row)
        elif name in _ABOUT and self.tracks and not self.tracks[-1].points:
            self._keep_about(name, text.strip())

    def _keep(self, row: Row) -> None:
        self._row = None
        if self.tracks:
            self.tracks[-1].points.add(row, segment=self._segment)

    def _keep_run(self, cut: CutPoints, attributes: dict[str, str]) -> None:
        self._row = None
        cut.keep_run(self.latest(), attributes, self._open, segment=self._segment)

    def latest(self) -> PointTexts | None:
        """The points of the track that was read last."""
        return self.tracks[-1].points if self.tracks else None

    def _keep_about(self, name: str, text: str) -> None:
        if "trk" not in self._open or "link" in self._open:
            return
        track = self.tracks[-1]
        if name in _TYPES:
            track.type = track.type or text or None
        elif self._open[-1] == "trk":
            track.name = track.name or text or None


def read_gpx(data: bytes) -> tuple[RawActivity, ...]:
    """The tracks of a GPX file; tracks of one kind close in time are one activity.

    Raises SkippedFile for routes and empty tracks, BrokenFile where times are missing.
    """
    reader, is_partial = read_points(data, LAYOUT, Reader)
    tracks = [track for track in reader.tracks if track.points]
    if not tracks:
        raise _nothing_in(reader, is_partial=is_partial)
    groups = _together(tracks)
    return tuple(
        _to_raw(group, creator=reader.creator, index=index, is_partial=is_partial)
        for index, group in enumerate(groups)
    )


def _nothing_in(reader: Reader, *, is_partial: bool) -> BrokenFile | SkippedFile:
    if is_partial:
        return BrokenFile("The file breaks off before any point was recorded. Export it again.")
    if reader.has_route and not reader.tracks:
        return SkippedFile("The file holds a planned route, not an activity.")
    if reader.tracks:
        return SkippedFile(
            "The track is empty, as indoor recordings often are in GPX. "
            "Export it as FIT or TCX instead."
        )
    return SkippedFile("The file holds no track, so there is no activity in it.")


def _together(tracks: list[_Track]) -> list[list[_Track]]:
    """Tracks that follow one another within a pause, under one type, belong to one activity."""
    groups: list[list[_Track]] = []
    end_s: float | None = None
    for track in tracks:
        first_s, last_s = _ends_s(track)
        is_near = (
            end_s is None or first_s is None or abs(first_s - end_s) <= READING.pause_certain_s
        )
        if groups and is_near and _same_type(groups[-1][0], track):
            groups[-1].append(track)
        else:
            groups.append([track])
        end_s = last_s if last_s is not None else end_s
    return groups


def _same_type(one: _Track, other: _Track) -> bool:
    return one.type == other.type


def _ends_s(track: _Track) -> tuple[float | None, float | None]:
    times = track.points.column("time_s")
    seconds = to_unix_s([times[0], times[-1]]).drop_nulls().to_list()
    return (seconds[0], seconds[-1]) if seconds else (None, None)


def _to_raw(
    group: list[_Track], *, creator: str | None, index: int, is_partial: bool
) -> RawActivity:
    sport = to_sport(group[0].type)
    points = group[0].points
    first_time = next((time for time in points.column("time_s") if time is not None), None)
    for track in group[1:]:
        points.append(track.points)
    return RawActivity(
        source="gpx",
        part_index=index,
        sport=sport,
        is_sport_unknown_word=sport is None and group[0].type is not None,
        name=group[0].name,
        counts_steps=points.counts_steps,
        offset_s=to_offset_s(first_time),
        device=_device(creator),
        altitude_source=gpx_altitude_source(creator),
        points=to_points(points),
        notes=(_PARTIAL,) if is_partial else (),
    )


def _device(creator: str | None) -> str | None:
    """The creator without the address some programs add to their name."""
    return re.split(r"\s+-+\s+https?://", (creator or "").strip())[0][:80] or None
