"""Routes of every kind to a way, with the length and hills that a recording of it would have."""

from typing import Any

import numpy as np
import pytest

from etl.analysis import analyse
from etl.analysis.route import BANDS, Route, band_of, measure_route
from etl.errors import BrokenFile, SkippedFile
from etl.sources.detect import read_file
from etl.sources.route import MOST_BYTES, MOST_POINTS, read_route
from tests.builders import a_run
from tests.builders.altitudes import drift
from tests.etl.sources.builders import gpx, trkpts
from tests.etl.sources.fit_bytes import fit_file, records
from tests.etl.sources.routes import a_course, a_route, gpx_route

HILLY: dict[str, Any] = {"km": 10.0, "hill_m": 60.0, "hill_count": 4}


def measure(data: bytes):
    return measure_route(read_route(data))


@pytest.mark.parametrize(
    "data",
    [a_route(**HILLY), a_route(**HILLY, element="rtept"), a_course(**HILLY), a_run(**HILLY)],
    ids=["GPX track", "GPX route", "TCX course", "FIT"],
)
def test_every_kind_of_file_tells_the_same_way(data: bytes):
    """Four even hills of 60 m on 10 km: 240 m up and down, less what lies below the threshold."""
    found = measure(data)
    assert found.distance_m == pytest.approx(10_000, abs=15)
    assert found.hills is not None
    assert found.hills.ascent_m == pytest.approx(240, abs=12)
    assert found.hills.descent_m == pytest.approx(240, abs=12)
    assert found.hills.band_m["down_2_5"] > 4_000
    assert sum(found.hills.band_m.values()) == pytest.approx(found.distance_m, rel=0.01)


def test_a_route_has_the_hills_that_a_recording_of_it_has():
    """The same file as a run: climb, descent and grades of its splits."""
    data = a_run(**HILLY)
    (recording,) = read_file("run.fit", data)
    run, found = analyse(recording), measure(data)
    assert found.hills is not None
    assert (found.hills.ascent_m, found.hills.descent_m) == (run.ascent_m, run.descent_m)
    grades = run.splits["grade_ratio"].to_numpy()
    metres = run.splits["distance_m"].to_numpy()
    names = np.array(band_of(grades))
    assert found.hills.band_m == {
        name: pytest.approx(metres[names == name].sum(), abs=0.01) for name in BANDS
    }


def test_bands_have_the_edges_of_the_exposure_in_sql():
    """A grade on the edge belongs to the steeper band."""
    edges = np.array([-0.15, -0.10, -0.05, -0.02, 0.0, 0.02, 0.05, 0.10, np.nan])
    assert band_of(edges) == [
        *("down_15", "down_10_15", "down_5_10", "down_2_5", "flat"),
        *("up_2_5", "up_5_10", "up_10", None),
    ]


def test_a_flat_route_is_known_to_be_flat():
    """Nothing up or down, and that is known: not the same as a route without altitude."""
    found = measure(a_route(5))
    assert found.hills is not None
    assert (found.hills.ascent_m, found.hills.descent_m) == (0, 0)
    assert found.hills.band_m["flat"] == pytest.approx(5_000, abs=5)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (a_route(5, has_altitude=False), "no_altitude"),
        (gpx_route(np.arange(0, 5001, 10.0), np.zeros(501), element="trkpt"), "no_altitude"),
        (a_route(5, hill_m=100, step_m=1000), "sparse"),
    ],
    ids=["none", "zero all along", "a point a kilometre"],
)
def test_hills_that_the_file_does_not_tell_are_unknown_and_never_none(data: bytes, reason: str):
    """The length is known all the same."""
    found = measure(data)
    assert (found.hills, found.hills_reason) == (None, reason)
    assert found.distance_m == pytest.approx(5_000, abs=5)


def test_altitude_that_wanders_is_doubted_as_a_recording_of_it_is():
    """Up and down from piece to piece as hills are not; hills of the same height are believed."""
    distance_m = np.arange(0, 10_001, 10.0)
    rng = np.random.default_rng(3)
    noise = drift(rng, memory_s=3, spread_m=6.0, seconds=len(distance_m) - 1)
    wandering = Route(distance_m=distance_m, altitude_m=400 + noise, altitude_source="corrected")
    assert measure_route(wandering).hills_reason == "doubted"
    assert measure(a_route(10, hill_m=20, hill_count=12)).hills_reason is None


def test_a_leap_of_altitude_is_no_climb():
    """A hundred metres from one point to the next, which no path has."""
    distance_m = np.arange(0, 5001, 10.0)
    altitude_m = np.where(distance_m < 2500, 400.0, 500.0)
    found = measure(gpx_route(distance_m, altitude_m, element="trkpt"))
    assert found.hills is not None
    assert found.hills.ascent_m == 0


def test_nothing_of_where_a_route_lies_leaves_its_reader():
    """Metres and altitudes, and no more."""
    route = read_route(a_route(1))
    assert set(Route.__dataclass_fields__) == {"distance_m", "altitude_m", "altitude_source"}
    assert route.distance_m[0] == 0


def test_the_first_of_several_ways_is_taken_and_waypoints_are_none():
    """A file of a planner may hold variants."""
    first, second = a_route(5).decode(), a_route(8).decode()
    both = first.replace("</gpx>", second[second.index("<trk>") :])
    assert measure(both.encode()).distance_m == pytest.approx(5_000, abs=5)


def test_a_course_of_a_watch_is_a_route():
    """FIT says so in its first message: its heights are a map's."""
    data = fit_file(records(range(0, 500), [10.0 * n for n in range(500)]))
    assert measure(data).distance_m == pytest.approx(4_990, abs=1)


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b"", BrokenFile, "is empty"),
        (b"12 km along the river", SkippedFile, "no GPX, TCX or FIT"),
        (a_route(5)[:-40], BrokenFile, "breaks off"),
        (a_run(km=2)[:-500], BrokenFile, "breaks off"),
        (a_route(0.05), SkippedFile, "shorter than 100 m"),
        (a_route(301, step_m=1000), SkippedFile, "longer than 300 km"),
        (gpx("").replace(b"<trk>", b'<wpt lat="1" lon="1"/><trk>'), SkippedFile, "no route"),
        (gpx(trkpts(seconds=1)), SkippedFile, "no route"),
        (b'<!DOCTYPE gpx [<!ENTITY a "b">]><gpx>&a;</gpx>', BrokenFile, "declares"),
    ],
    ids=["empty", "text", "cut GPX", "cut FIT", "short", "long", "waypoint", "point", "entity"],
)
def test_what_is_no_route_gets_one_sentence(data: bytes, kind: type[Exception], words: str):
    """That says what is wrong with it."""
    with pytest.raises(kind, match=words) as refused:
        read_route(data)
    assert str(refused.value).endswith(".")


def test_more_points_than_any_route_has_are_refused_while_they_are_read():
    """In the middle of the file: what follows is not looked at."""
    point = b'<trkpt lat="47" lon="8"/>'
    head, tail = b"<gpx><trk><trkseg>", b"</trkseg></trk></gpx>"
    with pytest.raises(BrokenFile, match="more than 200,000 points"):
        read_route(head + point * (MOST_POINTS + 1) + tail)


def test_two_million_points_are_refused_by_their_size():
    """Before a byte of it is parsed."""
    data = b"<gpx><trk><trkseg>" + b'<trkpt lat="47" lon="8"/>' * 2_000_000
    assert len(data) > MOST_BYTES
    with pytest.raises(BrokenFile, match="larger than a route needs"):
        read_route(data)
