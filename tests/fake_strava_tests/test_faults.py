"""Each fault as a client meets it."""

import time
from datetime import timedelta

import pytest
import requests

from tests.fake_strava import FakeStrava
from tests.fake_strava_tests.conftest import Get


@pytest.mark.parametrize("status", [400, 401, 403, 404, 500, 503])
def test_a_status_comes_with_stravas_kind_of_body(
    strava: FakeStrava, get: Get, status: int
) -> None:
    """Once; the next request is answered."""
    strava.faults.add(status, kind="athlete")
    answer = get("/athlete")

    assert answer.status_code == status
    assert {"message", "errors"} == set(answer.json())
    assert get("/athlete").status_code == 200
    assert [call.status for call in strava.calls] == [status, 200]


def test_a_gateways_html_page(strava: FakeStrava, get: Get) -> None:
    """What stands before Strava answers in HTML."""
    strava.faults.add("html")
    answer = get("/athlete")

    assert answer.status_code == 502
    assert answer.headers["content-type"].startswith("text/html")


def test_an_answer_cut_off_half_way(strava: FakeStrava, get: Get) -> None:
    """The connection closes before the promised length."""
    strava.faults.add("cut", kind="list")

    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        get("/athlete/activities")
    assert get("/athlete/activities").status_code == 200


def test_a_slow_answer(strava: FakeStrava, get: Get) -> None:
    """The answer itself is as ever."""
    strava.faults.add("slow", kind="athlete", seconds=0.15)
    began = time.monotonic()

    assert get("/athlete").status_code == 200
    assert time.monotonic() - began >= 0.15


def test_a_client_that_stops_waiting(strava: FakeStrava, get: Get) -> None:
    """Its request was counted and the next one is answered at once."""
    token = strava.grant(1)["access_token"]
    strava.faults.add("slow", kind="athlete", seconds=30)
    with pytest.raises(requests.exceptions.ReadTimeout):
        url = f"{strava.base_url}/api/v3/athlete"
        requests.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=0.1)

    assert get("/athlete").headers["X-ReadRateLimit-Usage"] == "2,2"


def test_an_inactive_application(strava: FakeStrava, get: Get) -> None:
    """The app owner's subscription has lapsed: every request, until the fault is cleared."""
    strava.faults.add("inactive", times=None)
    answers = [get("/athlete"), get("/athlete/activities")]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].json() == {
        "message": "Forbidden",
        "errors": [{"resource": "Application", "field": "Status", "code": "Inactive"}],
    }
    strava.faults.clear()
    assert get("/athlete").status_code == 200


@pytest.mark.parametrize(("what", "day"), [("429", 999), (429, 999), ("429-day", 1000)])
def test_too_many_requests_with_headers_at_the_limit(
    strava: FakeStrava, get: Get, what: str | int, day: int
) -> None:
    """Of the quarter, or of the day."""
    strava.limits.use(0, 999)
    strava.faults.add(what)
    answer = get("/athlete")

    assert answer.status_code == 429
    assert answer.headers["X-ReadRateLimit-Usage"] == f"100,{day}"


def test_json_that_does_not_parse(strava: FakeStrava, get: Get) -> None:
    """Status 200, the right type, half a body of the right length."""
    strava.faults.add("bad_json", kind="athlete")

    with pytest.raises(requests.exceptions.JSONDecodeError):
        get("/athlete").json()


@pytest.mark.parametrize(
    ("key", "value"), [("average_heartrate", "177.5"), ("start_date", None), ("distance", [])]
)
def test_an_odd_value_in_one_activity_of_a_page(
    strava: FakeStrava, get: Get, key: str, value: object
) -> None:
    """The others are as ever."""
    strava.faults.add("odd_value", kind="list", key=key, value=value)
    page = get("/athlete/activities", per_page=9).json()

    assert page[4][key] == value
    assert sum(one.get(key) == value for one in page) == 1


def test_an_odd_value_in_a_stream(strava: FakeStrava, get: Get) -> None:
    """In the middle of the stream of that name."""
    activity = get("/athlete/activities", per_page=1).json()[0]["id"]
    strava.faults.add("odd_value", kind="streams", key="distance", value=None)
    stream = get(f"/activities/{activity}/streams", key_by_type="true").json()["distance"]

    assert stream["data"].index(None) == len(stream["data"]) // 2


def test_a_fault_waits_for_its_request(strava: FakeStrava, get: Get) -> None:
    """By kind or path, after some have passed, for some times."""
    strava.faults.add(500, kind="list", skip=1, times=2)
    strava.faults.add(503, path="/api/v3/gear")

    assert [get("/athlete/activities").status_code for _ in range(4)] == [200, 500, 500, 200]
    assert get("/athlete").status_code == 200
    assert get("/gear/g11").status_code == 503


def test_a_fault_must_be_known(strava: FakeStrava) -> None:
    """A misspelt fault would never happen, and its test would pass."""
    with pytest.raises(ValueError, match="no fault"):
        strava.faults.add("htlm")


def test_a_refresh_whose_answer_is_lost_has_rotated_all_the_same(strava: FakeStrava) -> None:
    """The case in which a product must ask the athlete again."""
    token = strava.grant(1)
    strava.advance(timedelta(hours=5))
    strava.faults.add("cut", kind="token")
    form = {
        "client_id": strava.client_id,
        "client_secret": strava.client_secret,
        "grant_type": "refresh_token",
        "refresh_token": token["refresh_token"],
    }
    url = f"{strava.base_url}/oauth/token"
    with pytest.raises(requests.exceptions.RequestException):
        requests.post(url, data=form, timeout=5)

    assert requests.post(url, data=form, timeout=5).status_code == 400


def test_a_stopped_strava_refuses_connections() -> None:
    """As when the network or Strava is down."""
    with FakeStrava() as strava:
        url = strava.base_url
    with pytest.raises(requests.exceptions.ConnectionError):
        requests.get(url, timeout=2)
