"""From the button to the runs and back to nothing, on a phone."""

import re
from collections.abc import Callable, Generator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.fake_strava import FakeStrava, a_fake_run

pytestmark = pytest.mark.browser
PATIENCE_MS = 60_000
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def strava(monkeypatch: pytest.MonkeyPatch) -> Generator[FakeStrava]:
    """A fake with two runs, which the server of the test talks to."""
    with FakeStrava() as fake:
        ran_at = fake.now() - timedelta(days=1)
        runs = [a_fake_run(11, ran_at - timedelta(days=2), km=8), a_fake_run(12, ran_at, km=10)]
        fake.add_athlete(1, runs=runs)
        for name, value in fake.environment.items():
            monkeypatch.setenv(name, value)
        yield fake


def test_a_connected_account_brings_its_runs_and_takes_them_along(
    page: Page, served: Callable[[Path], str], strava: FakeStrava, tmp_path: Path
) -> None:
    """Connect, authorise, sync, read on Data and Today, disconnect, keep the receipt."""
    expect.set_options(timeout=PATIENCE_MS)
    address = served(tmp_path / "home")
    page.set_viewport_size(PHONE)

    page.goto(f"{address}/connections")
    expect(page.get_by_text("What is never kept:")).to_be_visible()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Connect with Strava", exact=True).click()
    page = opened.value
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Authorize").click()
    expect(page.get_by_text("Strava is connected. Your runs come in by themselves")).to_be_visible()
    assert re.fullmatch(rf"{address}/data/?(\?.*)?", page.url)

    page.get_by_role("button", name="Sync now").click()
    expect(page.get_by_text("2 runs among 2 activities").first).to_be_visible()
    expect(page.get_by_text("Strava is connected and up to date")).to_be_visible()
    expect(page.get_by_text("Powered by Strava")).to_have_count(1)
    assert not strava.latlng_asked
    _fits(page)

    page.goto(f"{address}/today")
    expect(page.get_by_text(re.compile(r"10\.0 km")).first).to_be_visible()

    page.goto(f"{address}/connections")
    page.get_by_role("button", name="Disconnect").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("the pain you logged")).to_be_visible()
    dialog.get_by_role("button", name="Disconnect").click()
    expect(page.get_by_text("Disconnected. Gone: 2 activities")).to_be_visible()
    expect(page.get_by_text("Strava confirmed that the connection has ended.")).to_be_visible()
    expect(page.get_by_role("link", name="Connect with Strava", exact=True)).to_be_visible()
    assert strava.count("revoke") == 1


def _fits(page: Page) -> None:
    """Nothing is wider than the phone."""
    wider = page.evaluate(
        "() => document.querySelector('[data-testid=stMain]').scrollWidth"
        " - document.documentElement.clientWidth"
    )
    assert wider <= 0
