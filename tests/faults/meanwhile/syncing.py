"""A sync on a home that is connected to a fake platform, as work that faults fall into."""

from datetime import datetime
from functools import partial
from pathlib import Path

from pydantic import SecretStr

from etl.home import Home
from etl.settings import Settings
from etl.sync.run import sync
from tests.builders import forking
from tests.builders.strava import Connection
from tests.faults.disk import Work

forking.preload("tests.faults.meanwhile.syncing")


def work_of(there: Connection) -> Work:
    """One pass at the fake's time, on the home in the folder that is given."""
    strava = there.strava
    words = (strava.base_url, strava.client_id, strava.client_secret)
    return partial(sync_once, strava.now(), words)


def sync_once(now: datetime, application: tuple[str, str, str], folder: Path) -> None:
    """In a process of its own, which knows the fake by its address alone."""
    base_url, client_id, client_secret = application
    home = Home(folder / "home")
    settings = Settings(
        home=home.root,
        time_zone="Europe/Berlin",
        workers=1,
        strava_client_id=client_id,
        strava_client_secret=SecretStr(client_secret),
        strava_base_url=base_url,
    )
    sync(home, settings, now=lambda: now)
