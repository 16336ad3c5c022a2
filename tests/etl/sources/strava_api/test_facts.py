"""What is kept of an activity as Strava sends it: golden payloads, odd values, nothing private."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.errors import BrokenFile
from etl.sources.common.facts import Facts, from_json
from etl.sources.strava_api.facts import to_facts

START = datetime(2026, 5, 1, 6, 30, tzinfo=UTC)
PLAIN = {"id": 7, "start_date": "2026-05-01T06:30:00Z"}
ANSWER = PLAIN | {
    "name": "Larkspur loop",
    "description": "past the house in Larkspur Lane",
    "sport_type": "TrailRun",
    "type": "Run",
    "timezone": "(GMT+01:00) Europe/Berlin",
    "utc_offset": 7200.0,
    "start_latlng": [52.5201, 13.4049],
    "end_latlng": [52.5202, 13.4050],
    "location_city": "Larkspur",
    "map": {"id": "a7", "polyline": "Larkspur", "summary_polyline": "Larkspur"},
    "photos": {"primary": {"urls": {"100": "https://example.org/Larkspur.jpg"}}},
    "athlete": {"id": 1, "lastname": "Larkspur"},
    "gear": {"id": "g1", "name": "Larkspur 3"},
    "segment_efforts": [{"name": "Larkspur hill"}],
    "distance": 10012.5,
    "moving_time": 3300,
    "elapsed_time": 3420,
    "total_elevation_gain": 87.4,
    "average_cadence": 84.2,
    "average_heartrate": 151.3,
    "trainer": False,
    "manual": False,
    "private": False,
    "visibility": "followers_only",
    "gear_id": "g1",
    "perceived_exertion": 6.0,
    "device_name": "Garmin Forerunner 265",
}
FACTS = Facts(
    source_activity_id="7",
    started_at=START,
    sport="TrailRun",
    time_zone="Europe/Berlin",
    offset_s=7200.0,
    distance_m=10012.5,
    moving_s=3300.0,
    elapsed_s=3420.0,
    ascent_m=87.4,
    cadence=84.2,
    heart_rate_bpm=151.3,
    shoe_id="g1",
    perceived_exertion_score=6.0,
    device="Garmin Forerunner 265",
)
FIELDS = {
    "sport_type": "sport",
    "timezone": "time_zone",
    "utc_offset": "offset_s",
    "distance": "distance_m",
    "moving_time": "moving_s",
    "elapsed_time": "elapsed_s",
    "total_elevation_gain": "ascent_m",
    "average_cadence": "cadence",
    "average_heartrate": "heart_rate_bpm",
    "gear_id": "shoe_id",
    "perceived_exertion": "perceived_exertion_score",
    "device_name": "device",
}
RECORDED = {
    "rubyclient/models/summary_activity.json": Facts(
        source_activity_id="16181809559",
        started_at=datetime(2025, 10, 18, 12, 49, 52, tzinfo=UTC),
        sport="Run",
        time_zone="America/New_York",
        offset_s=-14400.0,
        distance_m=22601.3,
        moving_s=7772.0,
        elapsed_s=7792.0,
        ascent_m=202.0,
        cadence=78.7,
        heart_rate_bpm=159.6,
        shoe_id="g19999385",
    ),
    "rubyclient/models/detailed_activities__run.json": Facts(
        source_activity_id="1477353766",
        started_at=datetime(2018, 3, 28, 23, 51, 34, tzinfo=UTC),
        sport="Run",
        time_zone="America/New_York",
        offset_s=-14400.0,
        distance_m=22539.6,
        moving_s=7586.0,
        elapsed_s=7686.0,
        ascent_m=144.9,
        shoe_id="g3372291",
        device="Strava iPhone App",
    ),
    "rubyclient/models/detailed_activities__swim.json": Facts(
        source_activity_id="1493471377",
        started_at=datetime(2018, 4, 7, 0, 10, tzinfo=UTC),
        sport="Swim",
        time_zone="America/New_York",
        offset_s=-14400.0,
        distance_m=1874.5,
        moving_s=2220.0,
        elapsed_s=2220.0,
        ascent_m=0.0,
        is_manual=True,
    ),
    "stravalib/activity.3.json": Facts(
        source_activity_id="99895560",
        started_at=datetime(2013, 12, 12, 19, 36, 41, tzinfo=UTC),
        sport="Run",
        time_zone="America/Los_Angeles",
        distance_m=5781.1,
        moving_s=2892.0,
        elapsed_s=3140.0,
        ascent_m=13.5,
        shoe_id="g69911",
    ),
    "stravalib/activity-manual.3.json": Facts(
        source_activity_id="96089609",
        started_at=datetime(2013, 11, 17, 16, 0, tzinfo=UTC),
        sport="Hike",
        time_zone="America/Los_Angeles",
        distance_m=22530.8,
        moving_s=38700.0,
        elapsed_s=38700.0,
        ascent_m=0.0,
        is_manual=True,
        shoe_id="g69911",
    ),
    "runpandas/activity.json": Facts(
        source_activity_id="4437021783",
        started_at=datetime(2020, 12, 6, 9, 36, 27, tzinfo=UTC),
        sport="Run",
        time_zone="America/Recife",
        offset_s=-10800.0,
        distance_m=12019.7,
        moving_s=4783.0,
        elapsed_s=5145.0,
        ascent_m=5.8,
        cadence=84.4,
        heart_rate_bpm=148.5,
        perceived_exertion_score=6.0,
    ),
}


@pytest.mark.parametrize("path", RECORDED)
def test_a_recorded_answer_becomes_these_facts(shared_data: Path, path: str) -> None:
    """Whole answers as Strava gave them, of 2013 to 2025, summaries and details."""
    answer = json.loads((shared_data / "strava_api" / path).read_bytes())
    assert to_facts(answer) == RECORDED[path]


def test_a_recorded_page_keeps_every_activity_and_no_name(shared_data: Path) -> None:
    """Thirty activities of one page: none is lost, and no word of their names stays."""
    path = shared_data / "strava_api" / "connectstats" / "last_strava_search_0.json"
    page = json.loads(path.read_bytes())
    found = [facts for facts in map(to_facts, page) if facts is not None]
    assert [facts.source_activity_id for facts in found] == [str(one["id"]) for one in page]
    assert sum(facts.is_run for facts in found) == 7
    kept = "\n".join(facts.to_json() for facts in found)
    for one in page:
        assert one["name"].strip() not in kept
        assert one["map"]["summary_polyline"] not in kept


def test_an_answer_becomes_these_facts() -> None:
    """Every field that is kept, once."""
    assert to_facts(ANSWER) == FACTS


def test_an_answer_with_nothing_but_an_id_and_a_start_is_an_activity() -> None:
    """Everything else may be unknown."""
    assert to_facts(PLAIN) == Facts(source_activity_id="7", started_at=START)


def test_names_and_places_are_dropped() -> None:
    """Neither words nor coordinates stand in what is written down."""
    facts = to_facts(ANSWER)
    assert facts is not None
    assert "Larkspur" not in facts.to_json()
    assert not re.search(r"52\.52|13\.40", facts.to_json())


@pytest.mark.parametrize("key", FIELDS)
@pytest.mark.parametrize(
    "odd", [None, "", "fast", [], {}, [1], {"a": 1}, True, -1e999, "nan"], ids=repr
)
def test_an_odd_value_costs_that_value_alone(key: str, odd: object) -> None:
    """A word for a number, a number for a word, a list for either: the rest stays as it was."""
    facts = to_facts(ANSWER | {key: odd})
    if key == "sport_type" and not (isinstance(odd, str) and odd):
        assert facts == replace(FACTS, sport="Run")  # the older key says it less exactly
    elif isinstance(odd, str) and odd and key in {"sport_type", "gear_id", "device_name"}:
        assert facts == replace(FACTS, **{FIELDS[key]: odd})
    else:
        assert facts == replace(FACTS, **{FIELDS[key]: None})


@pytest.mark.parametrize("key", ["trainer", "manual", "private"])
@pytest.mark.parametrize("odd", [None, "true", 1, [True], {}], ids=repr)
def test_a_mark_is_only_set_where_strava_sets_it(key: str, odd: object) -> None:
    """Something odd is no yes."""
    assert to_facts(ANSWER | {key: odd}) == FACTS


@pytest.mark.parametrize(
    ("key", "value", "field", "expected"),
    [
        ("distance", "10012.5", "distance_m", 10012.5),
        ("distance", 0, "distance_m", 0.0),
        ("distance", -5, "distance_m", None),
        ("utc_offset", -14400, "offset_s", -14400.0),
        ("average_heartrate", "177.5", "heart_rate_bpm", 177.5),
        ("average_heartrate", 0, "heart_rate_bpm", None),
        ("average_cadence", 0, "cadence", None),
        ("total_elevation_gain", 0, "ascent_m", 0.0),
        ("perceived_exertion", 0, "perceived_exertion_score", None),
        ("perceived_exertion", 10, "perceived_exertion_score", 10.0),
        ("perceived_exertion", 11, "perceived_exertion_score", None),
        ("timezone", "Europe/Berlin", "time_zone", "Europe/Berlin"),
        ("trainer", True, "is_trainer", True),
        ("manual", True, "is_manual", True),
        ("private", True, "is_private", True),
        ("visibility", "only_me", "is_private", True),
    ],
)
def test_a_value_is_taken_for_what_it_is(
    key: str, value: object, field: str, expected: object
) -> None:
    """Numbers in words count; zero is none where a body has a pulse and a runner steps."""
    assert to_facts(ANSWER | {key: value}) == replace(FACTS, **{field: expected})


@pytest.mark.parametrize("key", ["id", "start_date"])
@pytest.mark.parametrize("odd", [None, "", "fast", [], {}, 1.5], ids=repr)
def test_what_cannot_be_named_or_dated_is_no_activity(key: str, odd: object) -> None:
    """It is counted as odd and left out."""
    assert to_facts(ANSWER | {key: odd}) is None
    assert to_facts({name: value for name, value in ANSWER.items() if name != key}) is None


@pytest.mark.parametrize(
    "text", ["2026-05-01T06:30:00Z", "2026-05-01T08:30:00+02:00", "2026-05-01T06:30:00"]
)
def test_a_start_is_an_instant_in_utc(text: str) -> None:
    """Whichever way it is written."""
    facts = to_facts(PLAIN | {"start_date": text})
    assert facts is not None and facts.started_at == START
    assert facts.to_json() == Facts(source_activity_id="7", started_at=START).to_json()


@pytest.mark.parametrize(
    ("changes", "is_run", "has_streams"),
    [
        ({"sport_type": "Run"}, True, True),
        ({"sport_type": "TrailRun"}, True, True),
        ({"sport_type": "VirtualRun"}, True, True),
        ({"sport_type": "Run", "trainer": True}, True, True),
        ({"sport_type": "Run", "manual": True}, True, False),
        ({"sport_type": "Ride"}, False, False),
        ({"sport_type": "Hike"}, False, False),
        ({"sport_type": "Kneewalking"}, False, False),
        ({"sport_type": None, "type": None}, False, False),
    ],
)
def test_only_a_recorded_run_is_worth_a_call_for_its_details(
    changes: dict[str, object], is_run: bool, has_streams: bool
) -> None:
    """What was typed in by hand has no recording; what is no run needs none."""
    facts = to_facts(ANSWER | changes)
    assert facts is not None
    assert (facts.is_run, facts.has_streams) == (is_run, has_streams)


@pytest.mark.parametrize(
    ("changes", "is_same"),
    [
        ({"name": "Another name"}, True),
        ({"gear_id": "g2", "perceived_exertion": 9, "private": True}, True),
        ({"distance": 9000.0}, False),
        ({"start_date": "2026-05-01T06:31:00Z"}, False),
        ({"moving_time": 3000}, False),
        ({"sport_type": "Ride"}, False),
        ({"trainer": True}, False),
        ({"manual": True}, False),
    ],
)
def test_a_recording_is_another_once_it_was_cropped_or_changed_kind(
    changes: dict[str, object], is_same: bool
) -> None:
    """Only then are its details fetched again."""
    edited = to_facts(ANSWER | changes)
    assert edited is not None and edited.has_same_shape(FACTS) is is_same


def test_a_summary_keeps_what_a_single_answer_told() -> None:
    """A renewal lists summaries; they lack effort and device, which does not mean none."""
    summary = replace(FACTS, perceived_exertion_score=None, device=None, shoe_id=None)
    assert summary.with_detail_of(FACTS) == replace(FACTS, shoe_id=None)
    harder = replace(FACTS, perceived_exertion_score=9.0)
    assert harder.with_detail_of(FACTS) == harder


@pytest.mark.parametrize(
    ("changes", "seconds"),
    [({}, 3420), ({"elapsed_time": None}, 3300), ({"elapsed_time": None, "moving_time": None}, 0)],
)
def test_an_activity_ends_when_its_clock_stopped(changes: dict[str, Any], seconds: int) -> None:
    """Or, where only the time in motion is known, at least that much later."""
    facts = to_facts(ANSWER | changes)
    assert facts is not None and facts.ended_at == START + timedelta(seconds=seconds)


def test_facts_are_the_same_bytes_for_the_same_activity() -> None:
    """Whatever the order of the answer, and whatever else it held."""
    shuffled = dict(reversed(ANSWER.items())) | {"kudos_count": 12}
    facts = to_facts(shuffled)
    assert facts is not None and facts.to_json() == FACTS.to_json()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"started_at": 5}', '{"x": 1}'])
def test_what_is_not_of_our_making_is_refused(text: str) -> None:
    """With a sentence, so that it can be fetched again."""
    with pytest.raises(BrokenFile, match="cannot be read"):
        from_json(text)


def test_facts_of_a_later_version_are_read_as_far_as_they_are_known() -> None:
    """A field that came later costs nothing when a home goes back to an older version."""
    text = FACTS.to_json().replace("{", '{"a_field_of_tomorrow": 1, ', 1)
    assert from_json(text) == FACTS


numbers = st.none() | st.floats(0, 1e6)
words = st.none() | st.text(min_size=1, max_size=12)
all_facts = st.builds(
    Facts,
    source_activity_id=st.integers(1, 10**12).map(str),
    started_at=st.integers(0, 10**9).map(lambda s: datetime.fromtimestamp(s, tz=UTC)),
    sport=words,
    time_zone=words,
    offset_s=st.none() | st.floats(-50_400, 50_400),
    distance_m=numbers,
    moving_s=numbers,
    elapsed_s=numbers,
    ascent_m=numbers,
    cadence=numbers,
    heart_rate_bpm=numbers,
    is_trainer=st.booleans(),
    is_manual=st.booleans(),
    is_private=st.booleans(),
    shoe_id=words,
    perceived_exertion_score=st.none() | st.floats(0.5, 10),
    device=words,
)


@settings(deadline=None, max_examples=50)
@given(facts=all_facts)
def test_facts_are_read_back_as_they_were_written(facts: Facts) -> None:
    """Whatever they hold; and written again they are the same bytes."""
    assert from_json(facts.to_json()) == facts
    assert from_json(facts.to_json()).to_json() == facts.to_json()


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2)
    ),
    max_leaves=4,
)


@settings(deadline=None, max_examples=100)
@given(changes=st.dictionaries(st.sampled_from(sorted(FIELDS)), anything))
def test_no_answer_with_an_id_and_a_start_is_ever_lost(changes: dict[str, object]) -> None:
    """Whatever stands in its other fields, it is an activity, and can be kept."""
    facts = to_facts(ANSWER | changes)
    assert facts is not None
    assert (facts.source_activity_id, facts.started_at) == ("7", START)
    assert from_json(facts.to_json()) == facts
