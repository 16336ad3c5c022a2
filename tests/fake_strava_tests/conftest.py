"""One server for all tests here, as new for each; it starts in milliseconds but stops slowly."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from tests.fake_strava import FakeStrava, a_history

NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)

Get = Callable[..., requests.Response]


@pytest.fixture(scope="session")
def running() -> Iterator[FakeStrava]:
    with FakeStrava() as strava:
        yield strava


@pytest.fixture
def strava(running: FakeStrava) -> FakeStrava:
    """At noon of a day in May, with one athlete and 45 activities."""
    running.reset()
    running.set_time(NOON)
    running.add_athlete(1, runs=a_history(45, until=NOON))
    return running


@pytest.fixture
def get(strava: FakeStrava) -> Get:
    """GET below /api/v3 with athlete 1's token, or with `token`; the rest are query parameters."""
    own = strava.grant(1)["access_token"]

    def get(path: str, token: str = own, **query: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {token}"}
        url = f"{strava.base_url}/api/v3{path}"
        return requests.get(url, params=query, headers=headers, timeout=5)

    return get
