"""TCX files: totals of laps, breaks of tracks, cadence in extensions, several activities."""

import pytest

from etl.errors import SkippedFile
from etl.sources.detect import read_file
from tests.etl.sources.builders import lap, tcx, trackpoints


def test_totals_are_the_sums_of_the_laps():
    """Distance and moving time add up; calories are nobody's business."""
    laps = lap(trackpoints(), seconds=60, metres=180) + lap(
        trackpoints(first=60), seconds=61.5, metres=182.5
    )
    (run,) = read_file("run.tcx", tcx(laps))
    assert (run.distance_m, run.moving_s, run.ascent_m) == (362.5, 121.5, None)
    assert run.samples is not None
    assert run.samples.height == 120


def test_a_second_track_within_a_lap_is_a_new_segment():
    """Garmin begins a new track after a stop; a new lap alone is no stop."""
    (run,) = read_file(
        "run.tcx", tcx(lap(trackpoints(), trackpoints(first=100)) + lap(trackpoints(first=160)))
    )
    assert run.samples is not None
    assert run.samples["segment_index"].unique().sort().to_list() == [0, 1]


def test_cadence_in_extensions_is_of_one_leg():
    """RunCadence counts strides; the row says that it was doubled."""
    inside = "<Extensions><TPX><Speed>3.0</Speed><RunCadence>85</RunCadence></TPX></Extensions>"
    (run,) = read_file("run.tcx", tcx(lap(trackpoints(inside=inside))))
    assert run.cadence_rule == "tcx_strides_x2"
    assert run.samples is not None
    assert run.samples["cadence_spm"][0] == 170.0
    assert run.samples["speed_mps"][0] == 3.0


def test_cadence_of_other_sports_never_becomes_steps():
    """Skiing with cadence has no steps a minute."""
    inside = "<Cadence>50</Cadence>"
    (other,) = read_file("ski.tcx", tcx(lap(trackpoints(inside=inside)), sport="Other"))
    assert (other.is_run, other.cadence_rule) == (False, None)
    assert other.samples is not None
    assert other.samples["cadence_spm"].null_count() == other.samples.height


def test_activities_of_one_file_stay_apart():
    """Run, walk, run: three rows, of which two are runs."""
    joint = '</Activity><Activity Sport="Walking">'
    content = tcx(lap(trackpoints()) + joint + lap(trackpoints(first=100)))
    run, walk = read_file("day.tcx", content)
    assert (run.is_run, walk.is_run, walk.part_index) == (True, False, 1)


def test_a_prefix_nobody_declared_does_no_harm():
    """A file without the declaration of its xsi prefix is read to its end."""
    content = tcx(lap(trackpoints()) + '<Creator xsi:type="Device_t"><Name>Watch</Name></Creator>')
    (run,) = read_file("run.tcx", content)
    assert (run.device, run.distance_m) == ("Watch", 180.0)


def test_a_run_of_zero_metres_has_an_unknown_distance():
    """A phone that counted no metre did not see the run stand still."""
    heart = "<HeartRateBpm><Value>120</Value></HeartRateBpm>"
    points = trackpoints(inside=heart).replace("DistanceMeters", "Other")
    (run,) = read_file("run.tcx", tcx(lap(points, metres=0)))
    assert run.distance_m is None
    assert run.samples is not None
    assert run.samples["distance_m"].null_count() == run.samples.height
    assert "distance" in " ".join(run.notes)


def test_the_clock_of_a_phone_is_in_the_name_of_google_s_file():
    """Without a position, the offset written into the name places the run in its day."""
    name = "2015-12-28T03_19_20-05_00_PT1H13M31S_Course à pied.tcx"
    (run,) = read_file(name, tcx(lap(trackpoints())))
    assert run.time_zone == "UTC-05:00"


def test_a_planned_course_is_no_activity():
    """Courses and workouts are skipped with a reason."""
    course = b"<TrainingCenterDatabase><Courses><Course/></Courses></TrainingCenterDatabase>"
    with pytest.raises(SkippedFile, match="planned"):
        read_file("course.tcx", course)


def test_totals_of_a_file_that_breaks_off_are_not_believed():
    """The lap of a cut file says more than its points; what the points say counts."""
    data = tcx(lap(trackpoints(seconds=100), seconds=3600, metres=10_000))
    (run,) = read_file("run.tcx", data[: len(data) // 2])
    assert (run.distance_m, run.moving_s) == (None, None)
    assert "breaks off" in run.notes[0]
