"""The watch file that invented runners and tests are made of."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import fitdecode
import fitfast
import numpy as np
import pytest

from etl.demo.fit_writer import Track, Watch, crc16, encode_fit
from etl.sources.detect import read_file
from tests.builders import a_run
from tests.call_count import calls_of

START = datetime(2026, 5, 2, 7, 0, tzinfo=UTC)


def an_hour(hours: int = 1, **changes) -> Track:
    """An hour at 1 Hz, or as many, with a minute's pause in the middle of the first."""
    seconds = np.arange(3600.0 * hours)
    track = Track(
        started_at=START,
        utc_offset=timedelta(hours=2),
        clock_s=np.where(seconds < 1800, seconds, seconds + 60),
        distance_m=np.round(seconds * 2.9, 2),
        speed_mps=np.round(2.9 + 0.2 * np.sin(seconds / 60), 3),
        altitude_m=np.round(50 + 20 * np.sin(seconds / 100)),
        cadence_spm=165 + (seconds % 5),
        heart_rate_bpm=140 + np.floor(seconds / 200),
        pauses=((1799, 1860),),
        ascent_m=120,
        descent_m=118,
    )
    return replace(track, **changes)


def test_what_was_written_is_read_back_exactly():
    """Every column comes back from fitfast as it went in, cadence as strides."""
    track = an_hour()
    columns = fitfast.records(encode_fit(track))
    assert np.array_equal(columns["timestamp"], START.timestamp() + track.clock_s)
    assert np.array_equal(columns["distance"], track.distance_m)
    assert np.allclose(columns["enhanced_speed"], track.speed_mps, rtol=0, atol=1e-9)
    assert np.array_equal(columns["enhanced_altitude"], np.asarray(track.altitude_m))
    assert np.array_equal(columns["heart_rate"], np.asarray(track.heart_rate_bpm))
    steps = 2 * (columns["cadence"] + columns["fractional_cadence"])
    assert np.array_equal(steps, np.asarray(track.cadence_spm))
    assert "position_lat" not in columns


def test_a_second_reader_accepts_both_checksums():
    """fitdecode, told to raise on any fault, reads header and body checksums without one."""
    with fitdecode.FitReader(
        encode_fit(an_hour()),
        check_crc=fitdecode.CrcCheck.RAISE,
        error_handling=fitdecode.ErrorHandling.RAISE,
    ) as reader:
        names = [frame.name for frame in reader if isinstance(frame, fitdecode.FitDataMessage)]
    assert names.count("record") == 3600
    assert names.count("lap") == 11


def test_the_checksum_is_the_catalogued_one():
    """CRC-16/ARC of the check string, and of more bits than one period of x."""
    assert crc16(b"123456789") == 0xBB3D
    assert crc16(bytes(range(256)) * 40) == slow_crc16(bytes(range(256)) * 40)


def slow_crc16(data: bytes) -> int:
    """The checksum bit by bit, as the catalogue describes it."""
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xA001 if value & 1 else 0)
    return value


def test_a_pause_stops_the_timer_and_not_the_clock():
    """Timer events frame the gap, and the totals tell moving from elapsed time."""
    messages = fitfast.parse(encode_fit(an_hour()))
    kinds = [event["event_type"] for event in messages["event"]]
    assert kinds == ["start", "stop_all", "start", "stop_all"]
    session = messages["session"][0]
    assert session["total_elapsed_time"] == 3659
    assert session["total_timer_time"] == 3598
    assert session["total_distance"] == pytest.approx(10437.1)
    assert sum(lap["total_distance"] for lap in messages["lap"]) == pytest.approx(10437.1)


def test_the_local_time_tells_the_offset():
    """Two hours east of Greenwich in summer."""
    activity = fitfast.parse(encode_fit(an_hour()))["activity"][0]
    assert activity["local_timestamp"] - activity["timestamp"] == 7200


def test_what_a_watch_lacks_is_left_out():
    """A treadmill file has neither altitude nor position; a missing value is no value."""
    holes = np.where(np.arange(3600) < 10, np.nan, 150.0)
    track = an_hour(altitude_m=None, heart_rate_bpm=holes, sub_sport="treadmill")
    content = encode_fit(track)
    columns = fitfast.records(content)
    assert "enhanced_altitude" not in columns
    assert np.isnan(columns["heart_rate"][:10]).all()
    assert fitfast.parse(content)["session"][0]["sub_sport"] == "treadmill"


def test_positions_are_written_when_asked_for():
    """So that a test can prove that they are dropped again."""
    track = an_hour(latitude_deg=np.full(3600, 52.5), longitude_deg=np.full(3600, -13.4))
    columns = fitfast.records(encode_fit(replace(track, watch=Watch(has_barometer=False))))
    assert np.allclose(columns["position_lat"], 52.5, atol=1e-6)
    assert np.allclose(columns["position_long"], -13.4, atol=1e-6)


def test_more_records_take_less_than_a_call_each_to_write():
    """Sixteen hundred runs of the demonstration: nothing is done record by record."""
    short, long = an_hour(), an_hour(10)
    assert calls_of(lambda: encode_fit(long)) - calls_of(lambda: encode_fit(short)) < 9 * 3600


@pytest.mark.parametrize("effort", [None, 0.0, 7.0, 10.0])
def test_how_hard_it_felt_comes_back_as_it_was_told(effort: float | None) -> None:
    """The watch asks after the run; no answer is unknown, not nought."""
    (recording,) = read_file("run.fit", a_run(perceived_exertion_score=effort))
    assert recording.perceived_exertion_score == effort
