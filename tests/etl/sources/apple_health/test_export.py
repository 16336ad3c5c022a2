"""An export of Apple Health dropped whole: workouts of any age, joined to their routes."""

import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from etl.operations.held import brought, troubles
from etl.sources.archive.row import row_to_json
from etl.sources.archives import look_through
from tests.etl.sources.apple_health.builders import (
    FOLDER,
    a_large_table,
    fact,
    measurements,
    new_totals,
    route,
    route_file,
    statistic,
    table,
    workout,
)
from tests.etl.sources.archives import imported, put, read_archive, read_files, zipped
from tests.etl.sources.builders import START

DAY = timedelta(days=1)
TABLE = f"{FOLDER}export.xml"
ROUTES = f"{FOLDER}workout-routes/"


def one(folder: Path, *workouts: str, files: dict[str, bytes] | None = None):
    """The only recording of an export with these workouts."""
    (recording,) = read_files(folder, {TABLE: table(*workouts)} | (files or {})).recordings
    return recording


def whole() -> dict[str, bytes]:
    """A run and a slow ride with routes, a treadmill run, an old run, a swim, and the rest."""
    indoors = fact("HKIndoorWorkout", "1") + new_totals(6.0, steps=5100, bpm=151.5)
    old = 'totalDistance="5.0" totalDistanceUnit="mi"'
    return {
        TABLE: table(
            workout(inside=new_totals(5.6, steps=5040, bpm=148) + route("route_1.gpx")),
            workout("Cycling", began=START + DAY, inside=route("route_2.gpx")),
            workout(began=START + 2 * DAY, inside=indoors),
            workout(began=START + 3 * DAY, minutes=45, attributes=old),
            workout("Swimming", began=START + 4 * DAY,
                    inside=statistic("DistanceSwimming", sum=1500, unit="yd")),
        ),
        f"{ROUTES}route_1.gpx": route_file(),
        f"{ROUTES}route_2.gpx": route_file(began=START + DAY),
        f"{FOLDER}export_cda.xml": b"<ClinicalDocument/>",
        f"{FOLDER}electrocardiograms/ecg_2026-05-01.csv": b"Name,Anna\nDate,2026\n",
    }  # fmt: skip


def test_an_export_counts_each_workout_once(tmp_path: Path):
    """Two by their routes, with kind and totals of the table, and three by their rows."""
    path = tmp_path / "Export.zip"
    path.write_bytes(zipped(whole()))
    home = imported(tmp_path, path)
    assert home.counted == [
        ("gpx", "run", "2026-05-03", 5600.0),
        ("gpx", "ride", "2026-05-04", 5397.0),
        ("apple_health", "treadmill_run", "2026-05-05", 6000.0),
        ("apple_health", "run", "2026-05-06", 8047.0),
        ("apple_health", "swim", "2026-05-07", 1372.0),
    ]
    assert [(kind.format, kind.counts) for kind in brought(home.result.items)] == [
        ("apple_health", {"imported": 3}),
        ("gpx", {"imported": 2}),
    ]
    (beside,) = troubles(home.result.items)
    assert (beside.count, beside.status) == (2, "skipped")  # one .xml, one .csv
    assert "clinical records" in beside.reason


def test_a_route_gets_what_its_workout_tells(tmp_path: Path):
    """Kind, distance, time without pauses, steps a minute, heart rate, climb, device."""
    inside = (
        fact("HKTimeZone", "America/New_York")
        + fact("HKElevationAscended", "5340 cm")
        + new_totals(5.6, steps=5040, bpm=148)
        + route("route_1.gpx")
    )
    files = {f"{ROUTES}route_1.gpx": route_file()}
    run = one(tmp_path, workout(inside=inside), files=files)
    assert (run.source, run.sport, run.sport_rule) == ("gpx", "run", "file")
    assert (run.distance_m, run.moving_s, run.elapsed_s) == (5600.0, 1800.0, 1860.0)
    assert (run.cadence_spm, run.cadence_rule) == (168.0, "apple_health_steps_as_stored")
    assert (run.heart_rate_bpm, run.table_ascent_m, run.device) == (148.0, 53.4, "Apple Watch7,2")
    assert run.samples is not None
    assert run.time_zone == "Europe/Zurich"  # where its positions lie


def test_a_workout_without_a_route_keeps_its_own_zone(tmp_path: Path):
    """Times carry the offset of the phone at its export; the workout's zone is told beside."""
    run = one(tmp_path, workout(inside=fact("HKTimeZone", "America/New_York") + new_totals(5.0)))
    assert (run.started_at, run.time_zone) == (START, "America/New_York")
    run = one(tmp_path, workout(inside=fact("HKTimeZone", "Nowhere/At all"), offset_h=-7))
    assert (run.started_at, run.time_zone) == (START, "UTC-07:00")


def test_totals_of_a_part_are_not_those_of_the_whole(tmp_path: Path):
    """What stands inside an activity of a workout, a pause or a route is of that alone."""
    part = (
        f"  <WorkoutActivity>{statistic('StepCount', sum=100, unit='count')}"
        f"{fact('HKElevationAscended', '100 cm')}</WorkoutActivity>\n"
    )
    run = one(tmp_path, workout(inside=part + new_totals(5.0, steps=5100)))
    assert (run.cadence_spm, run.ascent_m) == (170.0, None)


@pytest.mark.parametrize(
    ("attributes", "metres", "seconds"),
    [
        ('totalDistance="3.1" totalDistanceUnit="mi"', 4988.966, 1800.0),
        ('totalDistance="5,2" totalDistanceUnit="km"', 5200.0, 1800.0),
        ('totalDistance="0" totalDistanceUnit="km"', None, 1800.0),
        ('totalDistance="5" totalDistanceUnit="parsec"', None, 1800.0),
        ("", None, 1800.0),
    ],
)
def test_totals_of_old_exports(tmp_path: Path, attributes: str, metres: float, seconds: float):
    """Attributes with a unit beside them; what cannot be told is unknown and said."""
    run = one(tmp_path, workout(attributes=attributes))
    assert (run.distance_m, run.moving_s) == (metres, seconds)
    assert ("The archive gives no distance; it is unknown." in run.notes) == (metres is None)


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-03 09:00:00 +0200",
        "2026-05-03 9:00:00 AM +0200",
        "2026-05-03 9:00:00\u202fam +0200",
        "2026-05-03 上午9:00:00 +0200",
        "2026-05-02 9:00:00 PM -1000",
        "2026-05-03 下午4:00:00 +0900",
    ],
)
def test_times_of_phones_with_either_clock(tmp_path: Path, text: str):
    """All are the same instant."""
    told = workout(inside=new_totals(5.0)).replace("2026-05-03 09:00:00 +0200", text)
    assert text in told
    assert one(tmp_path, told).started_at == START


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("Running", "run"),
        ("Walking", "walk"),
        ("Hiking", "hike"),
        ("Cycling", "ride"),
        ("TraditionalStrengthTraining", "strength"),
        ("CrossCountrySkiing", "ski"),
        ("HighIntensityIntervalTraining", "other"),
        ("Pickleball", "other"),
        ("Other", "other"),
    ],
)
def test_the_kind_of_a_workout(tmp_path: Path, kind: str, expected: str):
    """By its word; steps make a cadence of runs alone."""
    activity = one(tmp_path, workout(kind, inside=new_totals(3.0, steps=4000)))
    assert activity.sport == expected
    assert (activity.cadence_spm is not None) == (expected == "run")


def test_a_route_of_no_use_leaves_the_workout(tmp_path: Path):
    """An empty route, a missing one, two of one workout: the run is not lost, and counts once."""
    empty = b'<gpx version="1.1" creator="Apple Health Export"><trk><trkseg/></trk></gpx>'
    named = workout(inside=new_totals(5.0) + route("route_1.gpx"))
    run = one(tmp_path, named, files={f"{ROUTES}route_1.gpx": empty})
    assert (run.source, run.distance_m) == ("apple_health", 5000.0)
    assert "Its file was no use" in run.notes[-1]
    assert one(tmp_path, named).distance_m == 5000.0


def test_a_workout_of_two_routes_counts_once(tmp_path: Path):
    """Each route is a part; the row says the same run and is kept beside."""
    files = {
        TABLE: table(
            workout(
                minutes=60, paused_min=2,
                inside=new_totals(10.8) + route("route_1.gpx") + route("route_2.gpx"),
            )
        ),
        f"{ROUTES}route_1.gpx": route_file(),
        f"{ROUTES}route_2.gpx": route_file(began=START + timedelta(minutes=31)),
    }  # fmt: skip
    home = imported(tmp_path, put(tmp_path / "apple", files))
    assert [(source, metres) for source, _, _, metres in home.counted] == [
        ("gpx", 5397.0),
        ("gpx", 5397.0),
    ]


def test_a_copy_without_a_distance_is_no_second_run(tmp_path: Path):
    """Another app's word of the same run is counted in a line; a run it alone knows comes in."""
    run = workout(inside=new_totals(5.6))
    copy = workout(began=START + timedelta(seconds=40), minutes=32)
    walk = workout("Walking", began=START)
    alone = workout(began=START + DAY)
    told = read_files(tmp_path, {TABLE: table(copy, run, walk, alone)})
    assert [(one.sport, one.started_at, one.distance_m) for one in told.recordings] == [
        ("run", START, 5600.0),
        ("walk", START, None),
        ("run", START + DAY, None),
    ]
    assert "has it, 1 in number" in told.reasons[f"{TABLE}#1"]


def test_a_fault_in_a_measurement_costs_no_workout(tmp_path: Path):
    """Neither Apple's own broken document type nor a broken record is looked at."""
    records = measurements(2) + ' <Record type="x" value="1" value="2" & <broken/>\n'
    told = read_files(tmp_path, {TABLE: table(workout(inside=new_totals(5.0)), records=records)})
    assert [recording.distance_m for recording in told.recordings] == [5000.0]


def test_a_broken_workout_is_counted_and_the_others_come(tmp_path: Path):
    """One line says how many could not be read."""
    broken = workout(inside='<MetadataEntry key="HKIndoorWorkout" value="0">\n')
    told = read_files(tmp_path, {TABLE: table(broken, workout(inside=new_totals(5.0)), broken)})
    assert len(told.recordings) == 1
    assert "cannot be read, 2 in number" in told.reasons[f"{TABLE}#1"]


def test_the_table_is_known_by_what_it_holds(tmp_path: Path):
    """Names are in the phone's language; in a folder, unpacked, as in a ZIP."""
    files = {
        "apple_health_export/Exportación.xml": table(workout(inside=route("route_1.gpx"))),
        f"{ROUTES}route_1.gpx": route_file(),
        "notes/other.xml": b"<notes/>",
    }
    told = read_archive(put(tmp_path / "unpacked", files), tmp_path / "scratch")
    assert [(run.source, run.sport) for run in told.recordings] == [("gpx", "run")]
    assert list(told.reasons) == ["notes/other.xml"]


class _Pieces:
    """A table that was never whole anywhere."""

    path = label = name = "export.xml"
    is_packed = True

    def __init__(self, megabytes: int) -> None:
        self.megabytes = megabytes

    def head(self) -> bytes:
        return next(self.pieces())

    def pieces(self):
        return a_large_table(self.megabytes)


def test_memory_does_not_grow_with_the_table():
    """Four times the table takes the same: a piece and a workout."""
    most = {}
    for megabytes in (8, 32):
        tracemalloc.start()
        (archive,) = look_through([_Pieces(megabytes)])
        most[megabytes] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert len(archive.rows["export.xml"]) == megabytes
    assert most[32] < most[8] + 2**20


def test_no_name_and_no_birthday_is_kept(tmp_path: Path):
    """Whose watch it was stays out, as all else that is not of a workout."""
    (archive,) = look_through([_Pieces(1)])
    text = row_to_json(archive.rows["export.xml"][0])
    assert "Anna" not in text
    assert "1990" not in text


def test_a_real_export(shared_data: Path, tmp_path: Path):
    """One workout with its route as a file, one with the route inside."""
    told = read_archive(shared_data / "other_platforms" / "apple_health", tmp_path / "scratch")
    assert not told.reasons
    assert [(run.source, run.sport, run.distance_m) for run in told.recordings] == [
        ("apple_health", "run", 800.126),
        ("gpx", "run", 800.126),
    ]
    assert told.recordings[0].started_at == datetime(2016, 11, 14, 14, 25, 41, tzinfo=UTC)
