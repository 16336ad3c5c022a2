"""FIT files: sessions, pauses, cadence, clocks, and what is left of damaged ones."""

from datetime import datetime, timezone

import numpy as np
import pytest

from etl.errors import BrokenFile, SourceError
from etl.sources.common.points import POINT_SCHEMA, empty_points
from etl.sources.common.to_recording import to_recording
from etl.sources.detect import read_file
from etl.sources.fit.mapping import to_raw_activities
from etl.sources.fit.reader import FitContent, _unpacked, read_fit
from tests.etl.sources.builders import START, fit


def points_of(times: list[float], distances: list[float]):
    """Points with a time and a distance, all else unknown."""
    frame = empty_points().clear(len(times))
    return (
        frame.with_columns(time_s=np.array(times), distance_m=np.array(distances))
        .with_columns(frame["segment_index"].fill_null(0))
        .select(POINT_SCHEMA.names())
    )


def test_a_run_keeps_its_own_totals_and_start():
    """Distance, time and start of a run are those the watch wrote."""
    (run,) = read_file("run.fit", fit(seconds=61))
    assert (run.sport, run.is_run, run.source) == ("run", True, "fit")
    assert run.started_at == START
    assert run.distance_m == pytest.approx(180.0)
    assert run.moving_s == pytest.approx(60.0, abs=1.0)
    assert run.samples is not None
    assert run.samples.height == 61


def test_cadence_of_one_leg_becomes_steps_of_both_feet():
    """85 strides a minute in the file are 170 steps a minute, and the row says by which rule."""
    (run,) = read_file("run.fit", fit(cadence_spm=170.0))
    assert run.cadence_rule == "fit_strides_x2"
    assert run.samples is not None
    assert run.samples["cadence_spm"].to_list() == [170.0] * 60


def test_cadence_already_of_both_feet_is_not_doubled():
    """A watch that stores steps a minute against the standard is believed."""
    (run,) = read_file("run.fit", fit(cadence_spm=340.0))
    assert run.cadence_rule == "fit_steps_as_stored"
    assert run.samples is not None
    assert run.samples["cadence_spm"].max() == 170.0


def test_a_timer_stop_begins_a_new_segment():
    """Records before a pause and after it stand in different segments."""
    (run,) = read_file("run.fit", fit(seconds=120, pauses=((40, 70),)))
    assert run.samples is not None
    segments = run.samples["segment_index"].to_list()
    assert (segments[0], segments[40], segments[41], segments[-1]) == (0, 0, 1, 1)


def test_a_treadmill_run_has_no_altitude():
    """On a treadmill a barometer follows the weather, so climb and altitude stay unknown."""
    (run,) = read_file("run.fit", fit(sub_sport="treadmill"))
    assert (run.sport, run.is_treadmill, run.altitude_source) == ("treadmill_run", True, "none")
    assert run.ascent_m is None
    assert run.samples is not None
    assert run.samples["altitude_m"].null_count() == run.samples.height


def test_a_barometer_in_the_list_of_sensors_is_believed():
    """Altitude is barometric where the watch lists a barometer, satellite altitude otherwise."""
    (with_one,) = read_file("run.fit", fit(has_barometer=True))
    (without,) = read_file("run.fit", fit(has_barometer=False))
    assert (with_one.altitude_source, without.altitude_source) == ("barometric", "gps")


def test_the_time_zone_is_the_place_s_and_without_a_place_the_clock_s():
    """A position gives an IANA zone; a treadmill has only the offset of the watch's clock."""
    (outside,) = read_file("run.fit", fit(with_positions=True))
    (inside,) = read_file("run.fit", fit(utc_offset_h=-3.5))
    assert (outside.time_zone, inside.time_zone) == ("Europe/Zurich", "UTC-03:30")


def test_samples_hold_no_coordinates():
    """Positions are gone once the file is read."""
    (run,) = read_file("run.fit", fit(with_positions=True))
    assert run.samples is not None
    assert not [name for name in run.samples.columns if "lat" in name or "lon" in name]


def test_another_sport_is_one_row_without_cadence():
    """Strokes and pedal turns are not steps."""
    (ride,) = read_file("ride.fit", fit(sport="cycling"))
    assert (ride.sport, ride.is_run, ride.cadence_spm, ride.cadence_rule) == (
        "ride", False, None, None,
    )  # fmt: skip


def test_a_file_cut_in_half_keeps_what_was_read():
    """A truncated run is imported as far as it goes, and says so."""
    data = fit(seconds=600)
    (run,) = read_file("run.fit", data[: len(data) // 2])
    assert run.samples is not None
    assert 200 < run.samples.height < 400
    assert run.distance_m is None
    assert "could be read was kept" in run.notes[0]


def test_a_wrong_checksum_does_not_lose_the_run():
    """Every record of a file with a bad checksum is kept."""
    data = bytearray(fit())
    data[-1] ^= 0xFF
    (run,) = read_file("run.fit", bytes(data))
    assert run.samples is not None
    assert run.samples.height == 60
    assert run.distance_m is not None


def test_a_panic_of_the_fast_reader_is_a_bad_file_not_a_crash():
    """Every file with one byte changed and a right checksum ends as a run or as a reason."""
    original = fit(seconds=20)
    reasons = []
    for place in range(14, len(original) - 2, 7):
        data = bytearray(original)
        data[place] ^= 0xFF
        data[-2:] = fit_crc(bytes(data[:-2])).to_bytes(2, "little")
        try:
            read_file("run.fit", bytes(data))
        except SourceError as reason:
            reasons.append(str(reason))
    assert reasons
    assert all(reason.endswith(".") for reason in reasons)


def test_a_multisport_file_gives_each_leg_its_own_records():
    """Records belong to the leg begun by then, and distance counts from its beginning."""
    start = START.timestamp()
    content = FitContent(
        {
            "file_id": [{"type": "activity"}],
            "session": [
                {"sport": "cycling", "start_time": start, "total_elapsed_time": 10.0},
                {"sport": "running", "start_time": start + 10, "total_elapsed_time": 10.0},
            ],
        },
        points_of([start + second for second in range(21)], [second * 5.0 for second in range(21)]),
        is_partial=False,
    )
    ride, run = map(to_recording, to_raw_activities(content))
    assert (ride.is_run, run.is_run) == (False, True)
    assert ride.samples is not None
    assert run.samples is not None
    assert (ride.samples.height, run.samples.height) == (10, 11)
    assert run.samples["distance_m"].to_list()[:2] == [5.0, 10.0]
    assert run.samples["elapsed_s"][0] == 0.0


def test_a_clock_that_was_never_set_is_put_right_by_the_local_clock():
    """The run of 1990 moves to the day the watch showed its wearer."""
    utc = datetime(1990, 7, 18, 6, 0, tzinfo=timezone.utc).timestamp()  # noqa: UP017
    local = datetime(2012, 2, 13, 11, 0, tzinfo=timezone.utc).timestamp()  # noqa: UP017
    content = FitContent(
        {
            "file_id": [{"type": "activity"}],
            "activity": [{"timestamp": utc, "local_timestamp": local}],
            "session": [{"sport": "running", "start_time": utc, "total_elapsed_time": 9.0}],
        },
        points_of([utc + second for second in range(10)], [second * 3.0 for second in range(10)]),
        is_partial=False,
    )
    (run,) = map(to_recording, to_raw_activities(content))
    assert run.started_at.year == 2012
    assert run.time_zone is None
    assert "clock" in run.notes[0]


def test_the_distance_of_old_foot_pods_is_unrolled():
    """Twelve bits of sixteenths of a metre wrap every 256 metres and are counted on."""
    counters = [0, 2000, 4000, 2000]  # the last one after a wrap: 6096 sixteenths
    packed = [bytes([100, (counter & 0xF) << 4, counter >> 4]) for counter in counters]
    columns = _unpacked([{"compressed_speed_distance": value} for value in packed])
    assert columns["distance"].tolist() == [0.0, 125.0, 250.0, 381.0]
    assert columns["speed"].tolist() == [1.0] * 4


def test_bytes_that_are_no_fit_at_all_are_refused_with_advice():
    """Damage from the first byte on leaves nothing to keep."""
    with pytest.raises(BrokenFile, match="nothing in it can be read"):
        read_fit(b"\x0e\x10\x00\x00\xff\xff\x00\x00.FIT" + b"\xff" * 40)


def fit_crc(data: bytes) -> int:
    """CRC-16/ARC, the checksum of FIT."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0xA001 if crc & 1 else 0)
    return crc
