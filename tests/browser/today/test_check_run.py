"""A run checked on a phone: typed, then dropped, beside its answer and within the page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.builders import a_home, a_run
from tests.builders.homes import NOW
from tests.etl.sources.routes import a_route

pytestmark = pytest.mark.browser
PATIENCE_MS = 60_000
PHONE: ViewportSize = {"width": 390, "height": 844}


def test_a_run_is_typed_or_dropped_and_answered_on_a_phone(
    page: Page, served: Callable[[Path], str], tmp_path: Path
) -> None:
    """The answer, its table, and the way back; nothing sticks out."""
    expect.set_options(timeout=PATIENCE_MS)
    home, _ = a_home(tmp_path / "home", [a_run(f"2026-04-{day}") for day in ("18", "25", "30")])
    home.clock.write_text(NOW.isoformat(), encoding="utf-8")
    page.set_viewport_size(PHONE)
    page.goto(f"{served(home.root)}/today")
    card = page.locator(".st-key-card-check-run")

    card.get_by_label("Distance, km").fill("12")
    card.get_by_label("Distance, km").press("Enter")
    expect(card.get_by_text("Past tomorrow's limit by 1.0 km.")).to_be_visible()

    route = tmp_path / "round.gpx"
    route.write_bytes(a_route(8, hill_m=200))
    card.locator("input[type=file]").set_input_files(route)
    expect(card.get_by_text("Within tomorrow's limit.")).to_be_visible()
    expect(card.get_by_text("none in your last six weeks").first).to_be_visible()
    card.get_by_text("All numbers").click()
    expect(card.get_by_role("cell", name="At 5 to 10 % down")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]

    card.get_by_role("button", name="Another run").click()
    expect(card.get_by_label("Distance, km")).to_be_visible()
