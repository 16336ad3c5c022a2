"""A platform of the list that wants a key: on Data and in the shell, by the list alone."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dashboard.cli.commands import app as shell
from etl.home import Home
from etl.journal.store import Journal
from etl.settings import Settings
from etl.sync.ledger.store import Ledger
from tests.dashboard.conftest import OpenScreen, words_of
from tests.etl.sources.builders import gpx, trkpts
from tests.made_up.listed import listed_stride
from tests.made_up.server import FakeStride

KEY = "CANARY-key-of-a-runner"


@pytest.fixture
def stride() -> Iterator[FakeStride]:
    """Stride in the list, with one run of yesterday."""
    with listed_stride(KEY) as fake:
        start = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
        fake.files = {"1": (start, gpx(trkpts(seconds=120, start=start)))}
        yield fake


@pytest.fixture
def place(tmp_path: Path) -> tuple[Home, Settings]:
    """A home with a runner and nothing else."""
    home = Home(tmp_path / "home")
    settings = Settings(home=home.root, time_zone="Europe/Berlin", workers=1)
    Journal(home, settings).ensure_runner("Runner")
    return home, settings


@pytest.mark.usefixtures("all_open")
def test_connected_synced_and_disconnected_on_the_page(
    open_screen: OpenScreen, place: tuple[Home, Settings], stride: FakeStride
) -> None:
    """A key in, runs in, a new key asked for when it ran out, and out again."""
    page = open_screen(*place, "data")
    assert not page.exception and "Stride" in words_of(page)
    page.text_input(key="key-stride").set_value(KEY)
    page.button(key="connect-stride").click().run()
    assert not page.exception
    assert [account.provider for account in Ledger(place[0]).accounts()] == ["stride"]
    page.button(key="sync-stride").click().run()
    assert "1 recording known" in words_of(page)
    stride.keys.clear()
    page.button(key="sync-stride").click().run()
    assert "no longer takes your key" in words_of(page)
    assert {"connect-stride", "disconnect-stride"} <= {button.key for button in page.button}
    page.button(key="disconnect-stride").click().run()
    assert "All files that Stride brought stay" in words_of(page)
    assert not page.exception and Ledger(place[0]).accounts() == []


def test_connected_synced_and_disconnected_in_the_shell(
    place: tuple[Home, Settings], stride: FakeStride, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same commands as for any platform; the key is asked for, never an argument."""
    monkeypatch.setenv("KNEEWISE_TIME_ZONE", "Europe/Berlin")

    def kneewise(*words: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(shell, ["--home", str(place[0].root), *words], input=typed)

    done = kneewise("connect", "stride", typed=f"{KEY}\n")
    assert done.exit_code == 0 and KEY not in done.output
    assert "Stride is connected" in done.output
    answer = json.loads(kneewise("sync", "--json").stdout)
    assert (answer["detailed"], answer["runners"][0]["platform"]) == (1, "stride")
    done = kneewise("disconnect", "stride")
    assert "All files that Stride brought stay" in done.output
    assert kneewise("connect", "nothing").exit_code == 2
