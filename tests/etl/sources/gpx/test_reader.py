"""GPX files: types in many tongues, guesses that say so, pauses, and what is no activity."""

from datetime import timedelta

import pytest

from etl.errors import BrokenFile, SkippedFile
from etl.sources.detect import read_file
from tests.etl.sources.builders import START, gpx, trkpts


@pytest.mark.parametrize("word", ["9", "Running", "Course à pied", "Carrera", "lauf", "ランニング"])
def test_a_run_is_a_run_in_every_language(word):
    """Type names are compared without case and accents, Strava's numbers included."""
    (run,) = read_file("run.gpx", gpx(trkpts(), type_=word))
    assert (run.sport, run.sport_rule, run.is_run) == ("run", "file", True)


@pytest.mark.parametrize(("speed_mps", "sport"), [(9.0, "ride"), (3.0, "run"), (1.2, "walk")])
def test_without_a_type_speed_decides_and_the_row_says_so(speed_mps, sport):
    """A track without a type is guessed, never taken for granted."""
    (found,) = read_file("x.gpx", gpx(trkpts(speed_mps=speed_mps), type_=None))
    assert (found.sport, found.sport_rule) == (sport, "guessed_from_speed")
    assert "gives no type" in " ".join(found.notes)


def test_a_slow_steep_track_is_a_hike():
    """Walking pace with much height over little way is a hike."""
    points = "".join(
        trkpts(seconds=1, start=START + timedelta(seconds=10 * i), latitude=47 + i * 1e-4,
               inside=f"<ele>{500 + i}</ele>")
        for i in range(60)
    )  # fmt: skip
    (hike,) = read_file("x.gpx", gpx(points, type_=None))
    assert (hike.sport, hike.is_run) == ("hike", False)


def test_distance_comes_from_positions_and_positions_are_dropped():
    """Sixty points three metres apart are 177 metres, and no coordinate is left."""
    (run,) = read_file("run.gpx", gpx(trkpts(speed_mps=3.0, seconds=60)))
    assert run.samples is not None
    assert run.samples["distance_m"][-1] == pytest.approx(177.0, rel=1e-3)
    assert run.distance_m is None
    assert run.time_zone == "Europe/Zurich"
    assert not {"latitude_deg", "longitude_deg"} & set(run.samples.columns)


def test_a_watch_left_paused_begins_a_new_segment():
    """Fifteen hours between two points are a pause, not a very slow step."""
    later = START + timedelta(hours=15)
    (run,) = read_file("run.gpx", gpx(trkpts() + trkpts(start=later, latitude=47.01)))
    assert run.samples is not None
    assert run.samples["segment_index"].max() == 1
    assert run.samples["distance_m"][-1] == pytest.approx(354.0, rel=1e-3)


def test_time_that_goes_backwards_is_left_out_with_a_note():
    """One point dated earlier than the one before it does not break the order."""
    stray = trkpts(seconds=1, start=START + timedelta(seconds=5))
    (run,) = read_file("run.gpx", gpx(trkpts(seconds=80) + stray + trkpts(
        seconds=20, start=START + timedelta(seconds=80), latitude=47.002)))  # fmt: skip
    assert run.samples is not None
    assert (run.samples["elapsed_s"].diff().drop_nulls() > 0).all()
    assert run.notes[0] == "1 point went back in time; left out."


def test_two_points_of_one_instant_become_one():
    """Elapsed time grows strictly."""
    (run,) = read_file("run.gpx", gpx(trkpts(seconds=30) + trkpts(seconds=1, start=START + timedelta(seconds=29))))  # fmt: skip # noqa: E501
    assert run.samples is not None
    assert run.samples.height == 30


def test_cadence_is_guarded_because_gpx_does_not_say_which_feet():
    """A median that no runner has on both feet is doubled; a plausible one stands."""
    one = "<extensions><a:hr xmlns:a='x'>150</a:hr><a:cad xmlns:a='x'>84</a:cad></extensions>"
    both = one.replace("84", "168")
    (doubled,) = read_file("a.gpx", gpx(trkpts(inside=one)))
    (as_is,) = read_file("b.gpx", gpx(trkpts(inside=both)))
    assert (doubled.cadence_rule, as_is.cadence_rule) == ("guard_x2", "gpx_steps_as_stored")
    for run in (doubled, as_is):
        assert run.samples is not None
        assert run.samples["cadence_spm"][0] == 168.0
        assert run.samples["heart_rate_bpm"][0] == 150.0


def test_altitude_that_is_zero_throughout_is_unknown():
    """Zeros are a program's way of writing nothing."""
    (run,) = read_file("run.gpx", gpx(trkpts(inside="<ele>0.0</ele>")))
    assert run.altitude_source == "none"
    assert "zero for every altitude" in " ".join(run.notes)


@pytest.mark.parametrize(
    ("creator", "source"),
    [("Garmin Connect", "corrected"), ("StravaGPX", "corrected"), ("My phone", "gps"),
     ("Some watch with barometer", "barometric")],
)  # fmt: skip
def test_the_creator_tells_where_altitude_is_from(creator, source):
    """A platform corrects altitude, a phone does not."""
    (run,) = read_file("run.gpx", gpx(trkpts(inside="<ele>300.5</ele>"), creator=creator))
    assert run.altitude_source == source


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<gpx><rte><rtept lat='1' lon='2'/></rte></gpx>", "planned route"),
        (b"<gpx><trk><trkseg/></trk></gpx>", "track is empty"),
        (b"<gpx><wpt lat='1' lon='2'/></gpx>", "no track"),
        (gpx(trkpts(seconds=1)), "single point"),
    ],
)
def test_what_is_no_activity_is_skipped_with_its_reason(content, words):
    """Routes, waypoints, empty tracks and single points are not imported."""
    with pytest.raises(SkippedFile, match=words):
        read_file("x.gpx", content)


def test_points_without_times_cannot_be_dated():
    """A track drawn by hand has a place in no week."""
    points = "".join(f"<trkpt lat='47.{i}' lon='8'/>" for i in range(10))
    with pytest.raises(BrokenFile, match="cannot be dated"):
        read_file("x.gpx", gpx(points))


def test_the_year_7525_is_refused_by_name():
    """An impossible date is named, so that its owner sees what is wrong."""
    points = "<trkpt lat='47' lon='8'><time>7525-01-23T02:32:58.299Z</time></trkpt>" * 5
    with pytest.raises(BrokenFile, match="year 7525"):
        read_file("x.gpx", gpx(points))


def test_a_byte_order_mark_and_noise_before_the_document_do_no_harm():
    """Whatever precedes the first tag is passed over."""
    (run,) = read_file("run.gpx", b"\xef\xbb\xbf\r\n  " + gpx(trkpts()))
    assert run.is_run
    (run,) = read_file("run.gpx", gpx(trkpts()).decode().encode("utf-16"))
    assert run.is_run


def test_tracks_far_apart_in_time_are_activities_of_their_own():
    """Two tracks in one file, a day apart, are two runs; ten minutes apart they are one."""

    def two_tracks(gap: timedelta) -> bytes:
        joint = "</trkseg></trk><trk><type>running</type><trkseg>"
        return gpx(trkpts() + joint + trkpts(start=START + gap))

    apart = read_file("x.gpx", two_tracks(timedelta(days=1)))
    together = read_file("x.gpx", two_tracks(timedelta(minutes=10)))
    assert [run.part_index for run in apart] == [0, 1]
    assert len(together) == 1


def test_a_file_that_breaks_off_keeps_its_points():
    """Half a track is half a run, and says so."""
    data = gpx(trkpts(seconds=100))
    (run,) = read_file("run.gpx", data[: len(data) // 2])
    assert run.samples is not None
    assert run.samples.height > 30
    assert "breaks off" in run.notes[0]
