"""From what was kept of Strava's answers to whole recordings, and to what they are analysed to."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from etl.analysis import analyse
from etl.errors import BrokenFile
from etl.recording import Recording
from etl.sample_stream import SAMPLE_SCHEMA
from etl.sources.strava_api.facts import Facts, to_facts
from etl.sources.strava_api.mapping import (
    STREAMS,
    Document,
    is_document,
    to_document,
    to_recordings,
    to_streams,
)
from etl.sources.strava_api.terms import TERMS

START = datetime(2026, 5, 1, 6, 30, tzinfo=UTC)
ONLY_SUMMARY = "Only a summary: its details were not fetched from Strava."
UNKNOWN_KIND = "The kind of activity is not one we know; it is kept as another sport."
FACTS = Facts(
    source_activity_id="7",
    started_at=START,
    sport="Run",
    time_zone="Europe/Berlin",
    offset_s=7200.0,
    distance_m=12.0,
    moving_s=4.0,
    elapsed_s=5.0,
    ascent_m=1.5,
    cadence=84.2,
    heart_rate_bpm=151.3,
    shoe_id="g1",
    perceived_exertion_score=6.0,
    device="Garmin Forerunner 265",
)
STREAMS_OF_FACTS: dict[str, list[Any]] = {
    "time": [0, 1, 2, 3, 4],
    "distance": [0.0, 3.0, 6.0, 9.0, 12.0],
    "velocity_smooth": [0.0, 3.0, 3.0, 3.0, 3.0],
    "altitude": [50.0, 50.5, 51.0, 51.5, 51.5],
    "cadence": [84, 84, 85, 84, 84],
    "heartrate": [149, 150, 151, 152, 153],
}
SAMPLES = pl.DataFrame(
    {
        "elapsed_s": [0.0, 1.0, 2.0, 3.0, 4.0],
        "segment_index": [0, 0, 0, 0, 0],
        "distance_m": [0.0, 3.0, 6.0, 9.0, 12.0],
        "speed_mps": [0.0, 3.0, 3.0, 3.0, 3.0],
        "altitude_m": [50.0, 50.5, 51.0, 51.5, 51.5],
        "cadence_spm": [168.0, 168.0, 170.0, 168.0, 168.0],
        "heart_rate_bpm": [149.0, 150.0, 151.0, 152.0, 153.0],
    },
    schema=SAMPLE_SCHEMA,
)
DETAILED = Recording(
    source="strava_api",
    source_activity_id="7",
    sport="run",
    is_run=True,
    started_at=START,
    time_zone="Europe/Berlin",
    device="Garmin Forerunner 265",
    distance_m=12.0,
    moving_s=4.0,
    elapsed_s=5.0,
    ascent_m=1.5,
    altitude_source="corrected",
    cadence_spm=168.4,
    cadence_rule="strava_api_strides_x2",
    heart_rate_bpm=151.3,
    perceived_exertion_score=6.0,
    shoe_id="g1",
    share_class="strava_api",
)
SUMMARY = replace(DETAILED, notes=(ONLY_SUMMARY,))


def recording_of(
    facts: Facts, streams: dict[str, list[Any]] | None = None, *, context: str | None = None
) -> Recording:
    """The one recording of a document, written and read as in a home."""
    (found,) = to_recordings(Document(facts, streams).to_bytes(), context=context)
    return found


def samples_of(facts: Facts, **changes: list[Any]) -> pl.DataFrame:
    """The samples with some streams otherwise."""
    samples = recording_of(facts, STREAMS_OF_FACTS | changes).samples
    assert samples is not None
    return samples


def assert_same(found: Recording, expected: Recording, samples: pl.DataFrame | None) -> None:
    """Whole recordings: frames do not compare by themselves."""
    assert replace(found, samples=None) == expected
    if samples is None:
        assert found.samples is None
    else:
        assert found.samples is not None
        assert_frame_equal(found.samples, samples)


def test_a_document_with_streams_becomes_this_recording() -> None:
    """Cadence of both feet, Strava's own totals, samples on the runner's clock."""
    assert_same(recording_of(FACTS, STREAMS_OF_FACTS), DETAILED, SAMPLES)


def test_a_document_without_streams_becomes_this_recording() -> None:
    """The same totals, said to be no more than that."""
    assert_same(recording_of(FACTS), SUMMARY, None)


def test_a_recorded_summary_becomes_this_recording(shared_data: Path) -> None:
    """A run as Strava lists it, of October 2025."""
    path = shared_data / "strava_api" / "rubyclient" / "models" / "summary_activity.json"
    facts = to_facts(json.loads(path.read_bytes()))
    assert facts is not None
    expected = Recording(
        source="strava_api",
        source_activity_id="16181809559",
        sport="run",
        is_run=True,
        started_at=datetime(2025, 10, 18, 12, 49, 52, tzinfo=UTC),
        time_zone="America/New_York",
        distance_m=22601.3,
        moving_s=7772.0,
        elapsed_s=7792.0,
        ascent_m=202.0,
        altitude_source="corrected",
        cadence_spm=157.4,
        cadence_rule="strava_api_strides_x2",
        heart_rate_bpm=159.6,
        shoe_id="g19999385",
        share_class="strava_api",
        notes=(ONLY_SUMMARY,),
    )
    assert_same(recording_of(facts), expected, None)


def test_a_recorded_hike_that_was_typed_in_becomes_this_recording(shared_data: Path) -> None:
    """No run has no cadence, and 0 m of climb on Mount Tallac is not known to be none."""
    path = shared_data / "strava_api" / "stravalib" / "activity-manual.3.json"
    facts = to_facts(json.loads(path.read_bytes()))
    assert facts is not None
    expected = Recording(
        source="strava_api",
        source_activity_id="96089609",
        sport="hike",
        is_run=False,
        started_at=datetime(2013, 11, 17, 16, 0, tzinfo=UTC),
        time_zone="America/Los_Angeles",
        distance_m=22530.8,
        moving_s=38700.0,
        elapsed_s=38700.0,
        shoe_id="g69911",
        share_class="strava_api",
        notes=(ONLY_SUMMARY,),
    )
    assert_same(recording_of(facts), expected, None)


@pytest.fixture
def recorded_run(shared_data: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """A run of 12 km along a beach: Strava's totals and its streams, positions among them."""
    folder = shared_data / "strava_api" / "runpandas"
    activity = json.loads((folder / "activity.json").read_bytes())
    return activity, json.loads((folder / "streams.json").read_bytes())


def test_a_recorded_run_becomes_this_recording(
    recorded_run: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    """Its totals are Strava's; its samples are as many as Strava's points, without positions."""
    activity, answer = recorded_run
    facts = to_facts(activity)
    assert facts is not None
    found = recording_of(facts, to_streams(answer))
    expected = Recording(
        source="strava_api",
        source_activity_id="4437021783",
        sport="run",
        is_run=True,
        started_at=datetime(2020, 12, 6, 9, 36, 27, tzinfo=UTC),
        time_zone="America/Recife",
        distance_m=12019.7,
        moving_s=4783.0,
        elapsed_s=5145.0,
        ascent_m=5.8,
        altitude_source="corrected",
        cadence_spm=168.8,
        cadence_rule="strava_api_strides_x2",
        heart_rate_bpm=148.5,
        perceived_exertion_score=6.0,
        share_class="strava_api",
        notes=found.notes,
    )
    assert replace(found, samples=None) == expected
    assert found.samples is not None and found.samples.schema == SAMPLE_SCHEMA
    first = found.samples.row(1, named=True)
    assert found.samples.height == len(answer["time"]["data"]) == 1747
    assert (first["elapsed_s"], first["distance_m"], first["cadence_spm"]) == (4.0, 5.6, 158.0)


def test_the_analysis_of_a_recorded_run_agrees_with_strava(
    recorded_run: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    """Distance to 1 %, moving time to 3 %: our rule for a pause is not Strava's.

    The streams alone decide here: Strava's totals are left out of the document.
    """
    activity, answer = recorded_run
    facts = to_facts(activity)
    assert facts is not None
    alone = replace(facts, distance_m=None, moving_s=None, elapsed_s=None)
    for found in (recording_of(facts, to_streams(answer)), recording_of(alone, to_streams(answer))):
        analysis = analyse(found)
        assert analysis.distance_m == pytest.approx(activity["distance"], rel=0.01)
        assert analysis.moving_s == pytest.approx(activity["moving_time"], rel=0.03)
        assert analysis.cadence_spm == pytest.approx(2 * activity["average_cadence"], rel=0.02)


def test_positions_of_a_recorded_run_never_survive(
    recorded_run: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    """They are not asked for; where they come all the same they are not kept."""
    activity, answer = recorded_run
    facts, streams = to_facts(activity), to_streams(answer)
    assert facts is not None and streams is not None
    assert set(streams) <= set(STREAMS) and "latlng" not in STREAMS
    kept = Document(facts, streams).to_bytes()
    for word in (b"latlng", b"-34.84", b"-8.01", b"Olinda", b"polyline", b"Brazil", b"cloudfront"):
        assert word not in kept


@pytest.mark.parametrize(
    ("facts", "streams"), [(FACTS, None), (FACTS, STREAMS_OF_FACTS)], ids=["summary", "detailed"]
)
def test_a_run_on_a_treadmill_climbs_nothing(
    facts: Facts, streams: dict[str, list[Any]] | None
) -> None:
    """Strava marks the trainer; a watch's height there follows the weather."""
    found = recording_of(replace(facts, is_trainer=True), streams)
    assert (found.sport, found.is_run, found.is_treadmill) == ("treadmill_run", True, True)
    assert (found.ascent_m, found.descent_m, found.altitude_source) == (None, None, "none")
    if found.samples is not None:
        assert found.samples["altitude_m"].null_count() == found.samples.height


@pytest.mark.parametrize("sport", ["Ride", "TrailRun", "VirtualRun"])
def test_a_trainer_makes_a_treadmill_of_a_plain_run_only(sport: str) -> None:
    """A ride on a trainer stays a ride."""
    found = recording_of(replace(FACTS, sport=sport, is_trainer=True))
    assert found.sport != "treadmill_run"
    assert found.is_run == (sport != "Ride")


def test_what_was_typed_in_has_totals_and_no_climb() -> None:
    """Nothing was measured, so a hand's 0 m or 200 m is no height."""
    found = recording_of(replace(FACTS, is_manual=True, ascent_m=200.0))
    assert (found.distance_m, found.moving_s) == (12.0, 4.0)
    assert (found.ascent_m, found.altitude_source, found.samples) == (None, "none", None)


@pytest.mark.parametrize(
    ("told_m", "known_m", "source"),
    [(None, None, "none"), (0.0, None, "none"), (0.5, 0.5, "corrected"), (87.4, 87.4, "corrected")],
)
def test_no_climb_in_a_summary_is_unknown_climb(
    told_m: float | None, known_m: float | None, source: str
) -> None:
    """Strava sends 0 m where it knows none."""
    found = recording_of(replace(FACTS, ascent_m=told_m))
    assert (found.ascent_m, found.altitude_source) == (known_m, source)


def test_no_climb_with_heights_is_a_flat_run() -> None:
    """Where there are heights, Strava's 0 m is a number."""
    found = recording_of(replace(FACTS, ascent_m=0.0), STREAMS_OF_FACTS)
    assert (found.ascent_m, found.altitude_source) == (0.0, "corrected")


def test_a_recording_without_heights_has_no_climb() -> None:
    """Strava's total cannot be checked against anything."""
    flat = {name: data for name, data in STREAMS_OF_FACTS.items() if name != "altitude"}
    found = recording_of(FACTS, flat)
    assert (found.ascent_m, found.altitude_source) == (None, "none")


@pytest.mark.parametrize(
    ("sport", "stored", "spm", "rule"),
    [
        ("Run", 84.2, 168.4, "strava_api_strides_x2"),
        ("Run", 168.4, 168.4, "strava_api_steps_as_stored"),
        ("Run", None, None, None),
        ("Ride", 84.2, None, None),
    ],
)
def test_cadence_of_one_leg_becomes_that_of_both(
    sport: str, stored: float | None, spm: float | None, rule: str | None
) -> None:
    """Runs only; what cannot be one leg is taken as it is, and a crank is no foot."""
    found = recording_of(replace(FACTS, sport=sport, cadence=stored))
    assert (found.cadence_spm, found.cadence_rule) == (spm, rule)


@pytest.mark.parametrize("sport", [None, "Kneewalking"])
def test_a_kind_nobody_knows_is_no_run(sport: str | None) -> None:
    """It is kept and says so."""
    found = recording_of(replace(FACTS, sport=sport))
    assert (found.sport, found.is_run) == ("other", False)
    assert UNKNOWN_KIND in found.notes


@pytest.mark.parametrize(
    ("zone", "offset_s", "expected"),
    [
        ("Europe/Berlin", 3600.0, "Europe/Berlin"),
        (None, 7200.0, "UTC+02:00"),
        (None, -12600.0, "UTC-03:30"),
        (None, None, None),
        (None, 90_000.0, None),
    ],
)
def test_a_zone_is_a_name_or_else_an_offset(
    zone: str | None, offset_s: float | None, expected: str | None
) -> None:
    """In a summary as in a recording."""
    facts = replace(FACTS, time_zone=zone, offset_s=offset_s)
    assert recording_of(facts).time_zone == expected
    assert recording_of(facts, STREAMS_OF_FACTS).time_zone == expected


@pytest.mark.parametrize("streams", [None, STREAMS_OF_FACTS], ids=["summary", "detailed"])
def test_what_was_lent_says_so_and_until_when(streams: dict[str, list[Any]] | None) -> None:
    """For its runner alone, and not for good."""
    context = json.dumps({"expires_at": "2026-05-08T06:30:00+00:00"})
    found = recording_of(FACTS, streams, context=context)
    assert found.share_class == TERMS.share_class == "strava_api"
    assert found.expires_at == datetime(2026, 5, 8, 6, 30, tzinfo=UTC)
    assert recording_of(FACTS, streams).expires_at is None


def test_streams_are_lists_of_one_length() -> None:
    """A stream that is shorter or longer than the clock belongs to no second of it."""
    answer = {
        "time": {"data": [0, 1, 2], "original_size": 3},
        "distance": {"data": [0.0, 3.0, 6.0]},
        "heartrate": {"data": [150, 151]},
        "cadence": {"data": [84, 84, 84, 84]},
        "altitude": {"data": []},
        "velocity_smooth": {"data": "fast"},
        "latlng": {"data": [[52.52, 13.4]] * 3},
        "watts": {"data": [200, 201, 202]},
    }
    assert to_streams(answer) == {"time": [0, 1, 2], "distance": [0.0, 3.0, 6.0]}


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"distance": {"data": [0.0, 3.0]}},
        {"time": {"data": []}, "distance": {"data": []}},
        {"time": {"data": None}},
        {"time": [0, 1, 2]},
        {"time": None},
        {"time": {"values": [0, 1]}},
    ],
)
def test_streams_without_a_clock_are_none(answer: dict[str, Any]) -> None:
    """As those of an activity that was typed in."""
    assert to_streams(answer) is None


@pytest.mark.parametrize("odd", [None, "fast", [1], {"bpm": 1}, "nan", -5, 0], ids=repr)
@pytest.mark.parametrize(
    ("stream", "column"),
    [("heartrate", "heart_rate_bpm"), ("altitude", "altitude_m"), ("cadence", "cadence_spm")],
)
def test_an_odd_point_costs_nothing_but_itself(stream: str, column: str, odd: object) -> None:
    """Every other value of every stream stays what it was."""
    data = list(STREAMS_OF_FACTS[stream])
    data[2] = odd
    found = samples_of(FACTS, **{stream: data})
    others = [name for name in SAMPLE_SCHEMA if name != column]
    assert_frame_equal(found.select(others), SAMPLES.select(others))
    kept, before = found[column].to_list(), SAMPLES[column].to_list()
    assert [kept[place] for place in (0, 1, 3, 4)] == [before[place] for place in (0, 1, 3, 4)]


def test_points_that_are_only_words_leave_a_run_without_that_stream() -> None:
    """A stream of nothing but nonsense is an unknown stream."""
    found = samples_of(FACTS, heartrate=["a", "b", "c", "d", "e"])
    assert found["heart_rate_bpm"].null_count() == 5
    assert_frame_equal(found.drop("heart_rate_bpm"), SAMPLES.drop("heart_rate_bpm"))


def test_a_document_is_the_same_bytes_for_the_same_activity() -> None:
    """So that fetching it again keeps one original, not two."""
    shuffled = dict(reversed(STREAMS_OF_FACTS.items()))
    assert Document(FACTS, shuffled).to_bytes() == Document(FACTS, STREAMS_OF_FACTS).to_bytes()
    assert Document(FACTS).to_bytes() != Document(FACTS, STREAMS_OF_FACTS).to_bytes()


def test_only_our_own_documents_are_taken_for_one() -> None:
    """A file that a runner uploads is not one because it is JSON."""
    assert is_document(Document(FACTS).to_bytes())
    assert not is_document(b'{"facts": {}, "streams": null}')
    assert not is_document(b"")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b"null",
        b"{}",
        b'{"kind": "strava_api_activity", "facts": {}}',
        b'{"kind": "strava_api_activity", "facts": {}, "streams": null}',
        Document(FACTS).to_bytes()[:-20],
    ],
    ids=repr,
)
def test_a_damaged_document_is_refused(data: bytes) -> None:
    """With a sentence, and then fetched again."""
    with pytest.raises(BrokenFile, match="cannot be read"):
        to_document(data)


numbers = st.none() | st.floats(0, 1e6)
all_facts = st.builds(
    Facts,
    source_activity_id=st.integers(1, 10**12).map(str),
    started_at=st.integers(10**9, 2 * 10**9).map(lambda s: datetime.fromtimestamp(s, tz=UTC)),
    sport=st.sampled_from(
        [None, "Run", "TrailRun", "Ride", "Swim", "Kneewalking", "Läufe \U0001f3c3"]
    ),
    time_zone=st.sampled_from([None, "Europe/Berlin", "nowhere"]),
    offset_s=st.none() | st.floats(-100_000, 100_000),
    distance_m=numbers,
    moving_s=numbers,
    elapsed_s=numbers,
    ascent_m=numbers,
    cadence=numbers,
    heart_rate_bpm=numbers,
    is_trainer=st.booleans(),
    is_manual=st.booleans(),
    shoe_id=st.none() | st.text(min_size=1, max_size=5),
    perceived_exertion_score=st.none() | st.floats(0.5, 10),
)
all_streams = st.none() | st.fixed_dictionaries(
    {"time": st.just([0, 1, 2])},
    optional={
        name: st.lists(numbers, min_size=3, max_size=3) for name in STREAMS if name != "time"
    },
)


@settings(deadline=None, max_examples=60)
@given(facts=all_facts, streams=all_streams)
def test_a_document_is_read_back_as_it_was_written(
    facts: Facts, streams: dict[str, list[Any]] | None
) -> None:
    """Whatever it holds; and it always becomes one recording of that activity."""
    data = Document(facts, streams).to_bytes()
    assert is_document(data)
    assert to_document(data) == Document(facts, streams)
    (found,) = to_recordings(data, context=None)
    assert found.source_activity_id == facts.source_activity_id
    assert found.started_at == facts.started_at
    assert found.share_class == "strava_api"
