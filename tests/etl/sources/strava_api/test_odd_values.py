"""What no answer should hold, and one day will: it costs itself alone."""

import pytest

from etl.errors import BrokenFile
from etl.sources.common.facts import from_json
from etl.sources.strava_api.facts import to_facts
from etl.sources.strava_api.mapping import Document, to_document, to_recordings, to_streams

PLAIN = {"id": 7, "start_date": "2026-05-01T06:30:00Z", "sport_type": "Run"}


@pytest.mark.parametrize("key", ["distance", "moving_time", "utc_offset", "perceived_exertion"])
def test_a_number_beyond_all_floats_costs_that_number_alone(key: str) -> None:
    """Larger than any float: unknown."""
    assert to_facts(PLAIN | {key: 10**400}) == to_facts(PLAIN)


def test_a_start_before_all_time_is_no_start() -> None:
    """A start before the first year cannot be placed."""
    assert to_facts(PLAIN | {"start_date": "0001-01-01T00:00:00+14:00"}) is None


def test_yes_is_no_id() -> None:
    """In Python, true is a number too."""
    assert to_facts(PLAIN | {"id": True}) is None


@pytest.mark.parametrize("key", ["device_name", "gear_id"])
def test_half_a_character_costs_that_value_alone(key: str) -> None:
    r"""Half a pair of characters (valid JSON: "\ud800") cannot be written down."""
    facts = to_facts(PLAIN | {key: "\ud800"})
    assert facts is not None
    (found,) = to_recordings(Document(facts).to_bytes(), context=None)
    repr(found).encode()
    for value in (found.device, found.shoe_id):
        assert value is None or value.encode()


@pytest.mark.parametrize("zone", ["(GMT) UTC+xx", "(GMT) UTC+25:00"])
def test_a_zone_that_looks_like_an_offset_costs_the_zone_alone(zone: str) -> None:
    """A zone that no calendar knows is unknown, and the run stays."""
    from etl.time_zones import to_zone

    facts = to_facts(PLAIN | {"timezone": zone})
    assert facts is not None
    to_zone(facts.time_zone or "UTC")


@pytest.mark.parametrize("text", ["null", "1", '"x"'])
def test_facts_that_are_no_object_are_refused(text: str) -> None:
    """A sentence says so."""
    with pytest.raises(BrokenFile):
        from_json(text)


def test_a_document_without_facts_is_refused() -> None:
    """Likewise."""
    with pytest.raises(BrokenFile):
        to_document(b'{"kind": "strava_api_activity", "facts": null, "streams": null}')


def test_streams_whose_clock_is_words_leave_the_summary() -> None:
    """A recording without times tells nothing; the totals are still there."""
    data = [0.0, 1.0]
    answer = {"time": {"data": ["a", "b"]}, "distance": {"data": data}}
    assert to_streams(answer) is None
    facts = to_facts(PLAIN)
    assert facts is not None
    [recording] = to_recordings(Document(facts).to_bytes(), context=None)
    assert recording.samples is None
