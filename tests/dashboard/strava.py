"""A fake Strava and homes connected to it, for the tests of screens, routes and commands."""

from datetime import datetime
from pathlib import Path

from pydantic import SecretStr

from etl.home import Home
from etl.journal.store import Journal, Runner
from etl.settings import Settings
from etl.sources.platform import Grant
from etl.sync import connect
from etl.sync.ledger.records import Account
from tests.fake_strava import FakeStrava

SCOPES = ("read", "activity:read_all")


def settings_for(strava: FakeStrava | None, home: Path, *, now: datetime | None = None) -> Settings:
    """Settings of a home with the fake's application, or with none."""
    plain = Settings(home=home, time_zone="Europe/Berlin", workers=1, now=now, lock_wait_s=5)
    if strava is None:
        return plain
    return plain.model_copy(
        update={
            "strava_base_url": strava.base_url,
            "strava_client_id": strava.client_id,
            "strava_client_secret": SecretStr(strava.client_secret),
        }
    )


def connected(
    strava: FakeStrava,
    home: Home,
    settings: Settings,
    *,
    athlete_id: int = 1,
    name: str = "Runner",
    expires_at: int | None = None,
) -> tuple[Runner, Account]:
    """A runner with an account, as after a visit to the consent page.

    `expires_at`: when the access token ends, seconds since 1970, where not in six hours.
    """
    runner = Journal(home, settings).ensure_runner(name)
    answer = strava.grant(athlete_id)
    grant = Grant(
        answer["access_token"],
        answer["refresh_token"],
        expires_at or answer["expires_at"],
        str(athlete_id),
    )
    account = connect.connect(
        home,
        settings,
        runner.runner_id,
        grant,
        provider="strava",
        scopes=SCOPES,
        now=settings.current_time(),
    )
    return runner, account
