"""Calls that are tried again name no secret in a log."""

import logging
from pathlib import Path

import pytest
from pydantic import SecretStr

from etl.errors import Unreachable
from etl.settings import Settings
from etl.sources.strava_api.client import StravaClient
from tests.fake_strava import FakeStrava


def test_no_secret_stands_in_the_log_of_a_retry(caplog: pytest.LogCaptureFixture) -> None:
    """The library logs the whole address of whatever it tries again."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="urllib3")
    with FakeStrava() as strava:
        strava.faults.add(503, times=None)
        client = StravaClient(
            Settings(
                home=Path("nowhere"),
                strava_client_id=strava.client_id,
                strava_client_secret=SecretStr(strava.client_secret),
                strava_base_url=strava.base_url,
            )
        )
        with pytest.raises(Unreachable):
            client.subscriptions()
    assert "CANARY" not in caplog.text
