"""A route file to a way: GPX, TCX or FIT, planned or recorded; times are not asked for.

Positions are needed for distances and go no further than this module: what leaves it are metres
from the start and altitudes. Nothing is written down.
"""

import re

import numpy as np
import polars as pl

from etl.analysis.parameters import CLEANING
from etl.analysis.route import Route
from etl.errors import BrokenFile, SkippedFile
from etl.sources.common.devices import (
    fit_altitude_source,
    gpx_altitude_source,
    named_altitude_source,
)
from etl.sources.common.points import (
    covered_m,
    with_known_altitude,
    with_never_falling_distance,
    with_sane_values,
)
from etl.sources.common.xml_points import PointTexts, Row, to_points
from etl.sources.common.xml_stream import read_elements, to_utf8
from etl.sources.fit.reader import is_fit, read_fit

MOST_BYTES = 20_000_000
"""Of a file. A day's recording, a point a second with all that a watch writes, has half of that."""
MOST_FIT_BYTES = 4_000_000
"""Of a FIT file, which says as much in a fifth; a damaged one is read message by message."""
MOST_POINTS = 200_000
"""Two days, a point a second."""
SHORTEST_M = 100.0
"""Less is no route, and too little for a grade."""

_WAYS = frozenset({"trk", "rte", "Course", "Activity"})
_POINTS = frozenset({"trkpt", "rtept", "Trackpoint"})
_COLUMN_OF = {
    "time": "time_s",
    "Time": "time_s",
    "ele": "altitude_m",
    "AltitudeMeters": "altitude_m",
    "LatitudeDegrees": "latitude_deg",
    "LongitudeDegrees": "longitude_deg",
    "DistanceMeters": "distance_m",
}
_TEXTS = frozenset((*_COLUMN_OF, "Name"))
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(gpx|TrainingCenterDatabase)[\s>/]")
_LOOK_FOR_ROOT = 65_536  # bytes; comments and declarations may precede the root

_PLANNED = "corrected"  # heights of a planned way come from a map
_TOO_BIG = "The file is larger than a route needs. Export it with fewer points."
_TOO_MANY = f"The route has more than {MOST_POINTS:,} points. Export it with fewer."
_UNKNOWN = "This is no GPX, TCX or FIT file, so there is no route to read in it."
_NO_WAY = "There is no route in the file: no track, route or course with at least two places."
_BROKEN_OFF = "The file is damaged or breaks off, so its length is not known. Export it again."
_TOO_SHORT = f"The route is shorter than {SHORTEST_M:.0f} m."


class _Reader:
    """Collects ways from a stream of elements: GPX and TCX name their parts differently."""

    def __init__(self) -> None:
        self.ways: list[tuple[str, list[Row]]] = []
        self.maker: str | None = None
        self.count = 0
        self._row: Row | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name in _POINTS:
            row = self._row = {}
            if "lat" in attributes and "lon" in attributes:
                row["latitude_deg"] = attributes["lat"]
                row["longitude_deg"] = attributes["lon"]
        elif name in _WAYS:
            self.ways.append((name, []))
        elif name == "gpx":
            self.maker = attributes.get("creator")

    def end(self, name: str, text: str) -> None:
        """An element ends."""
        row = self._row
        if row is None:
            if name == "Name" and self.ways and self.ways[-1][0] == "Activity":
                self.maker = text.strip() or self.maker
        elif name in _COLUMN_OF:
            row.setdefault(_COLUMN_OF[name], text)
        elif name in _POINTS:
            self._row = None
            self._keep(row)

    def _keep(self, row: Row) -> None:
        self.count += 1
        if self.count > MOST_POINTS:
            raise BrokenFile(_TOO_MANY)
        if self.ways:
            self.ways[-1][1].append(row)


def read_route(data: bytes) -> Route:
    """The first way of a file, from its bytes.

    Raises BrokenFile or SkippedFile, with a sentence, for what cannot be read, is too large or
    holds no way.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise BrokenFile("The file is empty. Export it again.")
    if len(data) > (MOST_FIT_BYTES if is_fit(data) else MOST_BYTES):
        raise BrokenFile(_TOO_BIG)
    points, altitude_source = _of_fit(data) if is_fit(data) else _of_xml(data)
    return _to_route(points, altitude_source=altitude_source)


def _of_fit(data: bytes) -> tuple[pl.DataFrame, str]:
    content = read_fit(data)
    if content.is_partial:
        raise BrokenFile(_BROKEN_OFF)
    if content.points.height > MOST_POINTS:
        raise BrokenFile(_TOO_MANY)
    file_id = content.first("file_id")
    if str(file_id.get("type")) == "course":
        return content.points, _PLANNED
    return content.points, fit_altitude_source(file_id, content.messages.get("device_info", []))


def _of_xml(data: bytes) -> tuple[pl.DataFrame, str]:
    head = data[:_LOOK_FOR_ROOT]
    if not _ROOT.search(to_utf8(head) if b"<" in head else head):
        raise SkippedFile(_UNKNOWN)
    reader, is_partial = read_elements(data, texts_of=_TEXTS, reader=_Reader)
    if is_partial:
        raise BrokenFile(_BROKEN_OFF)
    ways = [way for way in reader.ways if len(way[1]) > 1]
    if not ways:
        raise SkippedFile(_NO_WAY)
    kind, rows = ways[0]
    texts = PointTexts()
    for row in rows:
        texts.add(row, segment=0)
    return to_points(texts), _altitude_source(kind, reader.maker, rows)


def _altitude_source(kind: str, maker: str | None, rows: list[Row]) -> str:
    """Who recorded it says how it measured; what nobody recorded is from a map."""
    if kind == "Activity":
        return named_altitude_source(maker)
    if kind == "trk" and "time_s" in rows[0]:
        return gpx_altitude_source(maker)
    return _PLANNED


def _to_route(points: pl.DataFrame, *, altitude_source: str) -> Route:
    """Metres and altitudes alone. A step between two parts of a way is run, too."""
    points, _ = with_known_altitude(with_sane_values(points)[0])
    points = points.with_columns(pl.lit(0, dtype=pl.Int32).alias("segment_index"))
    distance_m = _counted_m(points)
    is_known = np.isfinite(distance_m)
    if is_known.sum() < 2:
        raise SkippedFile(_NO_WAY)
    way_m = distance_m[is_known] - distance_m[is_known][0]
    if way_m[-1] < SHORTEST_M:
        raise SkippedFile(_TOO_SHORT)
    if way_m[-1] > CLEANING.longest_run_m:
        longest_km = CLEANING.longest_run_m / 1000
        raise SkippedFile(f"The route is longer than {longest_km:.0f} km: no run goes so far.")
    altitude_m = points["altitude_m"].to_numpy()[is_known]
    return Route(distance_m=way_m, altitude_m=altitude_m, altitude_source=altitude_source)


def _counted_m(points: pl.DataFrame) -> np.ndarray:
    """The file's own count where it has one, else between positions; NaN where neither is known."""
    own = points["distance_m"]
    if own.count() * 2 > points.height and own.drop_nulls().max() != own.drop_nulls().min():
        return with_never_falling_distance(points)[0]["distance_m"].cast(float).to_numpy()
    return covered_m(points, resting=np.zeros(points.height, dtype=np.bool_))
