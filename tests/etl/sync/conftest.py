"""A fake Strava on loopback, as new for every test."""

from collections.abc import Generator
from datetime import UTC, datetime

import pytest

from tests.fake_strava import FakeStrava

NOW = datetime(2026, 5, 3, 7, 2, tzinfo=UTC)


@pytest.fixture(scope="session")
def _server() -> Generator[FakeStrava]:
    with FakeStrava() as strava:
        yield strava


@pytest.fixture
def strava(_server: FakeStrava) -> FakeStrava:
    """The fake, empty, its clock at a Sunday morning."""
    _server.reset()
    _server.set_time(NOW)
    return _server
