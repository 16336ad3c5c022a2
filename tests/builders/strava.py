"""Homes whose runners are connected to the fake Strava."""

import atexit
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import FunctionType
from typing import Any
from urllib.parse import parse_qs, urlparse

from pydantic import SecretStr

from etl.home import Home
from etl.journal.store import Journal, Runner
from etl.settings import Settings
from etl.sync import connect as sync_connect
from etl.sync import run as sync_run
from etl.sync.ledger.store import Ledger
from tests.builders.homes import a_new_home, note_made_by_this_code
from tests.fake_strava import FakeStrava

CALLBACK = "http://127.0.0.1:8501/strava/callback"


@dataclass(frozen=True, slots=True)
class Connection:
    """A home with runners connected to a fake Strava whose clock stands still."""

    home: Home
    settings: Settings
    strava: FakeStrava
    runners: tuple[Runner, ...]

    @property
    def runner(self) -> Runner:
        """The first runner."""
        return self.runners[0]

    @property
    def ledger(self) -> Ledger:
        """What the syncs know."""
        return Ledger(self.home)

    def sync(self, **options: Any) -> sync_run.Report:
        """One pass at the fake's time."""
        return sync_run.sync(self.home, self.settings, now=self.strava.now, **options)

    def sync_all(self, *, most: int = 200) -> list[sync_run.Report]:
        """Passes until nothing is left to do, the clock put forward whenever they have to wait."""
        reports = []
        for _ in range(most):
            reports.append(self.sync())
            resume_at = reports[-1].resume_at
            if resume_at is None:
                return reports
            self.strava.set_time(resume_at)
        raise AssertionError("the sync never ends")

    def connect(self, runner_name: str, athlete_id: int) -> Runner:
        """Connect one more runner as a person would, without a browser."""
        runner = Journal(self.home, self.settings).ensure_runner(runner_name)
        connect(self.home, self.settings, self.strava, runner, athlete_id=athlete_id)
        return runner


@dataclass(frozen=True, slots=True)
class _Begun:
    """A connection that tests begin with, and all that the fake held then."""

    there: Connection
    remembered: Mapping[str, Any]


_BEGUN: dict[str, _Begun] = {}
"""By what made it, in this process: a sync of one run takes half a second."""


def as_made_by(make: FunctionType, strava: FakeStrava, folder: Path, *given: Any) -> Connection:
    """What `make(strava, folder, *given)` leaves, made once and copied since, the fake as well.

    `make` is a function of a module that begins with an empty fake, and what it is given tells by
    its `repr` what it makes. Nobody else may have been added before.
    """
    key = repr((make.__module__, make.__qualname__, strava.base_url, strava.now(), given))
    if key not in _BEGUN:
        place = tempfile.TemporaryDirectory(prefix="kneewise-begun-")
        atexit.register(place.cleanup)
        there = make(strava, Path(place.name), *given)
        _BEGUN[key] = _Begun(there, strava.remember())
    begun = _BEGUN[key]
    strava.put_back(begun.remembered)
    shutil.copytree(begun.there.home.root, folder, dirs_exist_ok=True)
    home = Home(folder)
    note_made_by_this_code(home)
    settings = begun.there.settings.model_copy(update={"home": folder})
    return replace(begun.there, home=home, settings=settings)


def settings_for(strava: FakeStrava, home: Home, **more: Any) -> Settings:
    """Settings of an operator whose application the fake knows."""
    return Settings(
        home=home.root,
        time_zone="Europe/Berlin",
        workers=1,
        strava_client_id=strava.client_id,
        strava_client_secret=SecretStr(strava.client_secret),
        strava_base_url=strava.base_url,
        **more,
    )


def a_connection(
    folder: Path, strava: FakeStrava, *, athletes: Sequence[int] = (1,), **more: Any
) -> Connection:
    """A home with a runner a connected athlete: Runner 1, Runner 2, …"""
    home = a_new_home(folder)
    settings = settings_for(strava, home, **more)
    journal = Journal(home, settings)
    runners = tuple(journal.ensure_runner(f"Runner {athlete_id}") for athlete_id in athletes)
    for runner, athlete_id in zip(runners, athletes, strict=True):
        connect(home, settings, strava, runner, athlete_id=athlete_id)
    return Connection(home, settings, strava, runners)


def connect(
    home: Home,
    settings: Settings,
    strava: FakeStrava,
    runner: Runner,
    *,
    athlete_id: int = 1,
    scopes: Sequence[str] | None = None,
    now: datetime | None = None,
) -> sync_connect.Connected:
    """The whole way over the consent page."""
    consent = sync_connect.ask_consent(
        home,
        settings,
        runner_id=runner.runner_id,
        provider="strava",
        redirect_uri=CALLBACK,
        now=now or strava.now(),
    )
    location = strava.authorize(consent.address, scopes=scopes, athlete_id=athlete_id)
    query = {name: values[0] for name, values in parse_qs(urlparse(location).query).items()}
    return sync_connect.finish_consent(
        home,
        settings,
        provider="strava",
        state=query["state"],
        browser_secret=consent.browser_secret,
        code=query.get("code"),
        scope=query.get("scope"),
        now=now or strava.now(),
    )
