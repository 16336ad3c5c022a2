"""Routes of a planner: straight north from 47 degrees, a point every few metres, no times."""

from collections.abc import Sequence

import numpy as np

from tests.builders.runs import hills

DEGREES_A_METRE = 1 / 111_195.0  # along a meridian, on a sphere
LATITUDE = 47.123456
"""Where a route begins: digits to look for in what is kept."""


def a_route(
    km: float = 10.0,
    *,
    hill_m: float = 0.0,
    hill_count: int = 1,
    step_m: float = 10.0,
    has_altitude: bool = True,
    element: str = "trkpt",
) -> bytes:
    """A GPX file of even hills, as a track or, of `rtept`, as a route."""
    distance_m = np.append(np.arange(0, km * 1000, step_m), km * 1000)
    altitude_m = 400 + hills(distance_m, hill_m, hill_count) if has_altitude else None
    return gpx_route(distance_m, altitude_m, element=element)


def gpx_route(
    distance_m: np.ndarray, altitude_m: Sequence[float] | np.ndarray | None, *, element: str
) -> bytes:
    """A GPX file with these places."""
    points = "".join(
        f'<{element} lat="{LATITUDE + metres * DEGREES_A_METRE:.9f}" lon="8.5">{inside}</{element}>'
        for metres, inside in zip(distance_m, _inside("ele", distance_m, altitude_m), strict=True)
    )
    way = f"<rte>{points}</rte>" if element == "rtept" else f"<trk><trkseg>{points}</trkseg></trk>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?><gpx creator="planner" '
        'xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="1" lon="1"/>'
        f"{way}</gpx>"
    ).encode()


def a_course(km: float = 10.0, *, hill_m: float = 0.0, hill_count: int = 1) -> bytes:
    """The same as a TCX course, with the made-up times that such files must have."""
    distance_m = np.arange(0, km * 1000 + 1, 10.0)
    altitude_m = 400 + hills(distance_m, hill_m, hill_count)
    points = "".join(
        f"<Trackpoint><Time>2026-05-03T07:00:00Z</Time><Position><LatitudeDegrees>"
        f"{LATITUDE + metres * DEGREES_A_METRE:.9f}</LatitudeDegrees><LongitudeDegrees>8.5"
        f"</LongitudeDegrees></Position>{inside}<DistanceMeters>{metres}</DistanceMeters>"
        "</Trackpoint>"
        for metres, inside in zip(
            distance_m, _inside("AltitudeMeters", distance_m, altitude_m), strict=True
        )
    )
    return (
        '<?xml version="1.0"?><TrainingCenterDatabase><Courses><Course><Name>Round</Name>'
        f"<Lap><DistanceMeters>{km * 1000}</DistanceMeters></Lap><Track>{points}</Track></Course>"
        "</Courses></TrainingCenterDatabase>"
    ).encode()


def _inside(
    name: str, distance_m: np.ndarray, altitude_m: Sequence[float] | np.ndarray | None
) -> list[str]:
    if altitude_m is None:
        return [""] * len(distance_m)
    return [f"<{name}>{metres:.2f}</{name}>" for metres in altitude_m]
