"""Lists, details, gear and streams, as an athlete's token may see them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.fake_strava import PRIVATE_WORD, START_LATLNG, FakeStrava, a_fake_run, a_history
from tests.fake_strava_tests.conftest import NOON, Get

STREAMS = "time,distance,altitude,heartrate,cadence,velocity_smooth,grade_smooth,temp,moving"


def _run_of(strava: FakeStrava, **changes: Any) -> int:
    """An activity of the day before, changed."""
    strava.add_activity(1, a_fake_run(7, NOON - timedelta(hours=1), km=10, samples=50, **changes))
    return 7


def _ids(get: Get, **query: object) -> list[int]:
    return [one["id"] for one in get("/athlete/activities", **query).json()]


def test_pages_follow_one_another_newest_first(get: Get) -> None:
    """Forty-five activities are two pages of twenty, five more, and an empty one."""
    pages = [_ids(get, per_page=20, page=page) for page in (1, 2, 3, 4)]

    assert [len(page) for page in pages] == [20, 20, 5, 0]
    ids = [one for page in pages for one in page]
    assert ids == sorted(ids, reverse=True)
    assert len(set(ids)) == 45


def test_thirty_a_page_unless_told(get: Get) -> None:
    """Strava's default."""
    assert len(_ids(get)) == 30


@pytest.mark.parametrize("query", [{"per_page": 201}, {"page": "x"}, {"after": "yesterday"}])
def test_a_wrong_number_is_a_bad_request(get: Get, query: dict[str, object]) -> None:
    """At most 200 a page; times are seconds since 1970."""
    answer = get("/athlete/activities", **query)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == next(iter(query))


def test_after_alone_lists_the_oldest_first(strava: FakeStrava, get: Get) -> None:
    """A surprise of Strava's that breaks who takes the first for the newest."""
    _run_of(strava)
    middle = int((NOON - timedelta(days=20)).timestamp())
    later = _ids(get, after=middle)
    earlier = _ids(get, before=middle, per_page=200)

    assert later[-1] == 7
    assert earlier == sorted(earlier, reverse=True)
    assert len(later) + len(earlier) == 46


def test_only_me_needs_the_wider_scope(strava: FakeStrava, get: Get) -> None:
    """Private activities are neither listed nor found with activity:read."""
    private = _run_of(strava, visibility="only_me")
    narrow = strava.grant(1, ("read", "activity:read"))["access_token"]

    assert private in _ids(get)
    assert private not in _ids(get, token=narrow)
    assert get(f"/activities/{private}", token=narrow).status_code == 404
    assert get(f"/activities/{private}").json()["private"] is True


@pytest.mark.parametrize("path", ["/athlete/activities", "/activities/7", "/activities/7/streams"])
def test_without_the_scope_activities_are_refused(strava: FakeStrava, get: Get, path: str) -> None:
    """The athlete unticked the box: 401, with the scope's name."""
    token = strava.grant(1, ("read",))["access_token"]
    answer = get(path, token=token)

    assert answer.status_code == 401
    assert answer.json() == {
        "message": "Authorization Error",
        "errors": [
            {"resource": "AccessToken", "field": "activity:read_permission", "code": "missing"}
        ],
    }
    assert get("/athlete", token=token).status_code == 200


def test_another_athletes_activity_is_not_found(strava: FakeStrava, get: Get) -> None:
    """Tokens never reach across athletes."""
    strava.add_athlete(2, runs=[a_fake_run(8, NOON)])

    assert get("/activities/8").status_code == 404
    assert get("/activities/8/streams", keys="time").status_code == 404


def test_an_activity_belongs_to_one_athlete(strava: FakeStrava) -> None:
    """A test that gives two athletes the same history is told so."""
    with pytest.raises(ValueError, match="belongs to athlete 1"):
        strava.add_athlete(2, runs=a_history(3, until=NOON))


def test_not_found_has_an_empty_body(get: Get) -> None:
    """As recorded: it says JSON and holds none."""
    answer = get("/activities/404404")

    assert (answer.status_code, answer.content) == (404, b"")
    assert answer.headers["content-type"].startswith("application/json")


def test_what_the_product_must_drop_is_there(strava: FakeStrava, get: Get) -> None:
    """Names, places and tracks that tests look for afterwards."""
    activity = _run_of(strava)
    found = get(f"/activities/{activity}").json()

    assert PRIVATE_WORD in found["name"] and PRIVATE_WORD in found["description"]
    assert found["start_latlng"] == list(START_LATLNG)
    assert len(found["map"]["polyline"]) > len(found["map"]["summary_polyline"]) > 50


def test_an_edit_shows_in_every_answer(strava: FakeStrava, get: Get) -> None:
    """Summary, detail and streams are derived from the same numbers."""
    activity = _run_of(strava)
    strava.edit_activity(1, activity, distance=5000.0, moving_time=1500, name="New name")
    summary = get("/athlete/activities", per_page=1).json()[0]
    detail = get(f"/activities/{activity}").json()
    streams = get(f"/activities/{activity}/streams", keys="distance", key_by_type="true").json()

    for answer in (summary, detail):
        assert (answer["name"], answer["distance"]) == ("New name", 5000.0)
        assert answer["average_speed"] == 3.333
    assert streams["distance"]["data"][-1] == 5000.0


def test_a_deleted_activity_is_gone(strava: FakeStrava, get: Get) -> None:
    """From the list and by its id."""
    activity = _run_of(strava)
    strava.delete_activity(1, activity)

    assert activity not in _ids(get, per_page=200)
    assert get(f"/activities/{activity}").status_code == 404


def test_a_change_of_the_detail_does_not_show_in_the_list(strava: FakeStrava, get: Get) -> None:
    """perceived_exertion costs a request a run, as on Strava."""
    activity = _run_of(strava, perceived_exertion=7)

    assert "perceived_exertion" not in get("/athlete/activities", per_page=1).json()[0]
    assert get(f"/activities/{activity}").json()["perceived_exertion"] == 7


def test_what_was_not_measured_is_absent(strava: FakeStrava, get: Get) -> None:
    """Strava leaves the keys out, rather than giving null, and has no stream of it."""
    activity = _run_of(strava, has_heartrate=False, average_cadence=None)
    found = get(f"/activities/{activity}").json()
    keys = "time,heartrate,cadence"
    streams = get(f"/activities/{activity}/streams", keys=keys, key_by_type="true").json()

    assert not {"average_heartrate", "max_heartrate", "average_cadence"} & set(found)
    assert found["has_heartrate"] is False
    assert set(streams) == {"time"}


def test_local_time_follows_the_zone_and_its_summer(strava: FakeStrava, get: Get) -> None:
    """The label has the winter offset, the offset the day's; local time calls itself UTC."""
    start = datetime(2026, 5, 1, 10, tzinfo=UTC)
    strava.add_activity(1, a_fake_run(9, start, zone="America/New_York"))
    found = get("/activities/9").json()

    assert found["start_date"] == "2026-05-01T10:00:00Z"
    assert found["start_date_local"] == "2026-05-01T06:00:00Z"
    assert (found["timezone"], found["utc_offset"]) == ("(GMT-05:00) America/New_York", -14400.0)


def test_gear_adds_up_what_was_run_in_it(strava: FakeStrava, get: Get) -> None:
    """The id in an activity leads to its gear; unknown gear is not found."""
    gear_id = get(f"/activities/{_run_of(strava)}").json()["gear_id"]
    gear = get(f"/gear/{gear_id}").json()

    assert gear["distance"] >= 10_000
    assert get("/gear/g0").status_code == 404


def test_only_the_streams_asked_for_are_answered(strava: FakeStrava, get: Get) -> None:
    """All of one length, from start to finish; whether places were asked for is remembered."""
    path = f"/activities/{_run_of(strava)}/streams"
    found = get(path, keys=STREAMS, key_by_type="true").json()

    assert set(found) == set(STREAMS.split(","))
    assert {len(stream["data"]) for stream in found.values()} == {50}
    assert found["distance"]["data"][0] == 0.0 and found["distance"]["data"][-1] == 10_000.0
    assert found["distance"]["data"] == sorted(found["distance"]["data"])
    assert not strava.latlng_asked
    assert get(path, keys="latlng").json()[0]["data"][0] == list(START_LATLNG)
    assert strava.latlng_asked


def test_cadence_is_of_one_leg(strava: FakeStrava, get: Get) -> None:
    """Strava gives running cadence in rotations; both feet are twice that."""
    activity = _run_of(strava, elapsed_time=3300, moving_time=3300)
    streams = get(f"/activities/{activity}/streams", keys="cadence", key_by_type="true").json()

    assert 70 < get(f"/activities/{activity}").json()["average_cadence"] < 95
    assert all(70 < value < 95 for value in streams["cadence"]["data"])


def test_a_pause_shows_in_the_streams(strava: FakeStrava, get: Get) -> None:
    """Elapsed beyond moving time: neither distance nor steps while it stands."""
    activity = _run_of(strava, moving_time=3000, elapsed_time=3060)
    strava.edit_activity(1, activity, samples=None)
    keys = "moving,distance,velocity_smooth,cadence"
    found = get(f"/activities/{activity}/streams", keys=keys, key_by_type="true").json()
    moving, distance = found["moving"]["data"], found["distance"]["data"]
    stands = [second for second, moves in enumerate(moving) if not moves]

    assert stands == list(range(1501, 1560))
    assert len({distance[second] for second in stands}) == 1
    assert {found["velocity_smooth"]["data"][second] for second in stands} == {0.0}
    assert {found["cadence"]["data"][second] for second in stands} == {0}


def test_a_run_typed_in_has_no_streams(strava: FakeStrava, get: Get) -> None:
    """404, which is no failure of the product's sync."""
    activity = _run_of(strava, manual=True)

    assert get(f"/activities/{activity}/streams", keys=STREAMS).status_code == 404


def test_a_treadmill_run_has_neither_height_nor_place(strava: FakeStrava, get: Get) -> None:
    """Distance and pace are there, from the watch's own reckoning."""
    path = f"/activities/{_run_of(strava, trainer=True)}"
    found = get(f"{path}/streams", keys=f"{STREAMS},latlng", key_by_type="true").json()

    assert not {"altitude", "grade_smooth", "latlng"} & set(found)
    assert {"time", "distance", "heartrate"} <= set(found)
    assert get(path).json()["start_latlng"] == []


def test_given_streams_are_answered_as_they_are(strava: FakeStrava, get: Get) -> None:
    """For tests that need exact numbers, gaps or nulls."""
    activity = _run_of(strava, streams={"time": [0, 1, 9], "heartrate": [100, None, 102]})
    found = get(
        f"/activities/{activity}/streams", keys="time,heartrate,distance", key_by_type="true"
    )

    assert {name: stream["data"] for name, stream in found.json().items()} == {
        "time": [0, 1, 9],
        "heartrate": [100, None, 102],
    }


def test_one_point_a_second_when_no_number_is_given(strava: FakeStrava, get: Get) -> None:
    """As a watch records."""
    strava.edit_activity(1, _run_of(strava), samples=None)
    elapsed_s = get("/activities/7").json()["elapsed_time"]
    streams = get("/activities/7/streams", keys="time", key_by_type="true").json()

    assert streams["time"]["data"] == list(range(elapsed_s + 1))


def test_a_history_is_the_same_each_time_and_mixed() -> None:
    """Newest last, before the end; rides, treadmill runs and typed-in runs among it."""
    history = a_history(100, until=NOON, seed=3)

    assert history == a_history(100, until=NOON, seed=3)
    assert history != a_history(100, until=NOON, seed=4)
    assert [one.start for one in history] == sorted(one.start for one in history)
    assert history[-1].start < NOON
    assert sum(one.sport_type == "Ride" for one in history) == 10
    assert sum(one.is_indoors for one in history) == 5
    assert sum(one.is_manual for one in history) == 4
