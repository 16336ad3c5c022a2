"""A process of its own that syncs until nothing is left, and may be killed at any moment."""

from datetime import datetime
from pathlib import Path

import requests
from pydantic import SecretStr

from etl.home import Home
from etl.settings import Settings
from etl.sync.run import sync


def sync_to_the_end(folder: str, base_url: str, client_id: str, client_secret: str) -> None:
    """Passes until nothing waits; the fake's clock is put forward whenever one has to."""
    home = Home(Path(folder))
    settings = Settings(
        home=home.root,
        time_zone="Europe/Berlin",
        workers=1,
        strava_client_id=client_id,
        strava_client_secret=SecretStr(client_secret),
        strava_base_url=base_url,
    )
    now = datetime.fromisoformat(requests.get(f"{base_url}/_control/now").json()["now"])
    while True:
        report = sync(home, settings, now=lambda: now)  # noqa: B023  called within the pass only
        if report.resume_at is None:
            return
        now = report.resume_at
        requests.post(f"{base_url}/_control/advance", json={"to": now.isoformat()})
