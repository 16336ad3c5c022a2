"""Limits of the whole app, in natural quarters of an hour and UTC days."""

from datetime import UTC, datetime, timedelta

import pytest
import requests

from tests.fake_strava import FakeStrava, Limits
from tests.fake_strava_tests.conftest import NOON, Get


def _usage(answer: requests.Response) -> tuple[str, str]:
    return answer.headers["X-ReadRateLimit-Usage"], answer.headers["X-RateLimit-Usage"]


def test_every_api_answer_tells_limits_and_usage(get: Get) -> None:
    """Strava's four headers, also with a 404 and for every athlete together."""
    get("/athlete")
    answer = get("/activities/404404")

    assert answer.headers["X-ReadRateLimit-Limit"] == "100,1000"
    assert answer.headers["X-RateLimit-Limit"] == "200,2000"
    assert _usage(answer) == ("2,2", "2,2")


def test_oauth_is_not_counted(strava: FakeStrava, get: Get) -> None:
    """Refreshing a token costs nothing."""
    answer = requests.post(f"{strava.base_url}/oauth/token", timeout=5)

    assert "X-RateLimit-Usage" not in answer.headers
    assert _usage(get("/athlete")) == ("1,1", "1,1")


def test_over_the_quarters_limit_until_the_next_quarter(strava: FakeStrava, get: Get) -> None:
    """A refused request counts for the day; at a quarter past, reading goes on."""
    strava.set_time(NOON + timedelta(minutes=14, seconds=58))
    strava.limits.use(99)
    assert get("/athlete").status_code == 200
    refused = get("/athlete")

    assert refused.status_code == 429
    assert refused.json()["message"] == "Too Many Requests"
    assert _usage(refused) == ("100,101", "100,101")
    strava.advance(timedelta(seconds=1))
    assert get("/athlete").status_code == 429
    strava.advance(timedelta(seconds=1))
    assert _usage(get("/athlete")) == ("1,103", "1,103")


def test_over_the_days_limit_until_midnight_utc(strava: FakeStrava, get: Get) -> None:
    """The next quarter does not help; the next day does."""
    strava.limits.use(0, 1000)
    assert get("/athlete").status_code == 429
    strava.advance(timedelta(minutes=15))
    assert get("/athlete").status_code == 429
    strava.set_time(datetime(2026, 5, 2, 0, 0, tzinfo=UTC))

    assert _usage(get("/athlete")) == ("1,1", "1,1")


def test_limits_can_be_made_small(strava: FakeStrava, get: Get) -> None:
    """So that a test of the product reaches them with a handful of runs."""
    strava.limits.read = (3, 5)

    assert [get("/athlete").status_code for _ in range(4)] == [200, 200, 200, 429]


@pytest.mark.parametrize(
    ("minute", "same_window"), [(0, True), (14, True), (15, False), (30, False), (59, False)]
)
def test_windows_are_natural_quarters(minute: int, same_window: bool) -> None:
    """Not fifteen minutes since the first request."""
    limits = Limits()
    limits.admit(NOON, is_read=True)
    limits.admit(NOON.replace(minute=minute), is_read=True)

    assert limits.read_used == ((2 if same_window else 1), 2)


def test_writing_counts_towards_the_overall_limit_only() -> None:
    """As Strava documents; a subscription is such a request."""
    limits = Limits()
    limits.admit(NOON, is_read=False)

    assert (limits.read_used, limits.overall_used) == ((0, 0), (1, 1))
