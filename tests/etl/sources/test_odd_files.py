"""Files as other software writes them: read where they can be, refused in a sentence that helps."""

import os
import struct

import pytest

from etl.sources.detect import read_file
from tests.etl.sources.builders import fit, gpx, lap, tcx, trackpoints, trkpts
from tests.etl.sources.fit_bytes import developer_field, fit_file, records, session

SECONDS = list(range(61))
METRES = [3.0 * second for second in SECONDS]


@pytest.mark.parametrize(
    "name",
    ["Tom & Jerry 10k", "run <3 you", "a\x0bb", "&nbsp;", "&#11;&#x1F;", "R&D; Lauf", "5 < 6 & 7"],
)
@pytest.mark.parametrize("kind", ["gpx", "tcx"])
def test_signs_that_xml_does_not_allow_cost_no_point(name, kind):
    """Fitness apps write names as they were typed."""
    if kind == "gpx":
        content = gpx(trkpts()).replace(b"<trk>", f"<trk><name>{name}</name>".encode())
    else:
        content = tcx(f"<Notes>{name}</Notes>" + lap(trackpoints()))
    (run,) = read_file(f"run.{kind}", content)
    assert run.samples is not None
    assert run.samples.height == 60
    assert not any("breaks off" in note for note in run.notes)


def test_a_file_that_breaks_off_behind_a_bad_sign_keeps_what_came_before():
    """Both faults at once: the name is put right, the end is named."""
    content = gpx(trkpts()).replace(b"<trk>", b"<trk><name>a & b</name>")
    (run,) = read_file("run.gpx", content[:-2000])
    assert run.samples is not None
    assert 30 < run.samples.height < 60
    assert any("breaks off" in note for note in run.notes)


@pytest.mark.parametrize(
    "header", [{0: 0}, {0: 0, 4: 0, 5: 0, 6: 0, 7: 0}, {4: 0, 5: 0, 6: 0, 7: 0}]
)
@pytest.mark.parametrize("has_checksum", [True, False])
def test_a_fit_header_with_wrong_numbers_costs_nothing(header, has_checksum):
    """A size or a length of zero was never written back after the recording."""
    data = bytearray(fit())
    for at, value in header.items():
        data[at] = value
    (run,) = read_file("run.fit", bytes(data if has_checksum else data[:-2]))
    assert run.distance_m == pytest.approx(177.0)
    assert run.samples is not None
    assert run.samples.height == 60


def test_a_short_fit_header_is_one_of_twelve_bytes():
    """Old files have no checksum in their header."""
    data = fit()
    length = struct.unpack("<I", data[4:8])[0]
    old = b"\x00" + data[1:12] + data[14 : 14 + length] + data[-2:]
    (run,) = read_file("run.fit", old)
    assert run.distance_m == pytest.approx(177.0)


@pytest.mark.parametrize("name", ["cadence", "distance", "speed", "timestamp", "enhanced_speed"])
def test_a_developer_field_never_overrides_a_native_one(name):
    """The watch's own numbers stand, whatever an app calls its own."""
    content = fit_file(
        developer_field(name),
        records(SECONDS, METRES, developer=[(0, "float32")], told=168.0),
        session(elapsed_s=60, timer_s=60, distance_m=180),
    )
    (run,) = read_file("run.fit", content)
    assert run.cadence_rule == "fit_strides_x2"
    assert run.samples is not None
    assert run.samples["cadence_spm"].to_list() == [170.0] * 61
    assert run.samples["distance_m"][-1] == pytest.approx(180.0)
    assert run.started_at.year == 2026
    assert run.notes == ()


def test_a_session_that_was_never_told_its_start_is_dated_by_its_records():
    """Zero in a FIT time is the last day of 1989."""
    content = fit_file(
        records(SECONDS, METRES),
        session(elapsed_s=60, timer_s=60, distance_m=180, started=0),
    )
    (run,) = read_file("run.fit", content)
    assert run.started_at.isoformat() == "2026-05-03T07:00:00+00:00"
    assert run.notes == ()


def test_a_virtual_world_says_nothing_of_the_runner_s_clock():
    """Zwift's island lies in the Pacific; its runners do not."""
    (told,) = read_file("run.fit", fit(sub_sport="virtual_activity", with_positions=True))
    assert told.sport == "virtual_run"
    assert told.time_zone == "UTC+02:00"
    (untold,) = read_file("run.gpx", gpx(trkpts(latitude=-11.6), type_="VirtualRun"))
    assert untold.time_zone is None


@pytest.mark.parametrize("where", ["first", "last", "middle"])
def test_one_point_in_another_continent_does_not_set_the_zone(where):
    """The zone is that of the many points, not of one remembered from the last journey."""
    points = trkpts(seconds=59).split("</trkpt>")[:-1]
    stray = trkpts(seconds=60, latitude=-33.0).split("</trkpt>")
    at = {"first": 0, "middle": 30, "last": 58}[where]
    points[at] = stray[at].replace('lon="8.0"', 'lon="151.0"')
    (run,) = read_file("run.gpx", gpx("</trkpt>".join(points) + "</trkpt>"))
    assert run.time_zone == "Europe/Zurich"


@pytest.mark.parametrize(
    ("inside", "sport", "expected"),
    [
        ("<RunCadence>84</RunCadence>", "Other", ("run", "guessed_from_cadence")),
        ("<RunCadence>56</RunCadence>", "Other", ("other", "file")),
        ("<Cadence>84</Cadence>", "Other", ("other", "file")),
        ("<RunCadence>84</RunCadence>", "Hiking", ("hike", "file")),
    ],
)
def test_a_vague_kind_with_running_steps_is_a_run(inside, sport, expected):
    """TCX has no word for a trail or treadmill run; steps of both feet tell it from a walk."""
    inside = f"<Extensions><TPX>{inside}</TPX></Extensions>"
    if "<Cadence>" in inside:
        inside = "<Cadence>84</Cadence>"
    (run,) = read_file("run.tcx", tcx(lap(trackpoints(inside=inside)), sport=sport))
    assert (run.sport, run.sport_rule) == expected


@pytest.mark.parametrize(
    ("name", "cadence", "speed_mps", "expected"),
    [
        ("Running 3/10/26 7:30 am", None, 1.8, ("run", "guessed_from_name")),
        ("Lauf am Abend", None, 1.8, ("run", "guessed_from_name")),
        ("Morning Walk", 85, 2.2, ("walk", "guessed_from_name")),
        ("Run and swim", None, 1.8, ("walk", "guessed_from_speed")),
        ("2026-03-10", 79, 1.8, ("run", "guessed_from_cadence")),
        (None, 79, 1.8, ("run", "guessed_from_cadence")),
        (None, 55, 1.8, ("walk", "guessed_from_speed")),
        (None, 85, 6.5, ("ride", "guessed_from_speed")),
    ],
)
def test_without_a_type_words_and_steps_come_before_speed(name, cadence, speed_mps, expected):
    """A slow or returning runner is a runner; a rider's cranks are no steps."""
    inside = f"<extensions><cad>{cadence}</cad></extensions>" if cadence else ""
    content = gpx(trkpts(speed_mps=speed_mps, inside=inside), type_=None)
    if name:
        content = content.replace(b"<trk>", f"<trk><name>{name}</name>".encode())
    (found,) = read_file("a.gpx", content)
    assert (found.sport, found.sport_rule) == expected


@pytest.mark.parametrize(
    ("word", "sport"),
    [
        ("Nordic Walking", "walk"), ("roller ski", "ski"), ("Cross-Country Ski", "ski"),
        ("zorbing", "other"), ("trail running", "trail_run"),
    ],
)  # fmt: skip
def test_a_word_nobody_knows_is_no_run(word, sport):
    """At 3 m/s anything moves; what the file calls something else is not a run by its speed."""
    (found,) = read_file("a.gpx", gpx(trkpts(), type_=word))
    assert found.sport == sport


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipes_and_devices_are_named_and_never_waited_for(tmp_path):
    """A pipe in a folder is one line with its reason."""
    from etl.errors import SkippedFile
    from etl.sources.discover import walk

    os.mkfifo(tmp_path / "pipe.fit")
    (tmp_path / "run.fit").write_bytes(fit())
    found = {file.label: file for file in walk([tmp_path])}
    assert found[str(tmp_path / "run.fit")].read() == fit()
    with pytest.raises(SkippedFile, match="pipe"):
        found[str(tmp_path / "pipe.fit")].read()
