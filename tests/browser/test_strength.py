"""Strength on a phone: how many taps it takes, and that nothing sticks out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.builders import a_home, a_run
from tests.builders.homes import NOW

pytestmark = pytest.mark.browser
PATIENCE_MS = 60_000
PHONE: ViewportSize = {"width": 390, "height": 844}


def test_an_exercise_and_its_pain_are_two_taps_on_a_phone(
    page: Page, served: Callable[[Path], str], tmp_path: Path
) -> None:
    """Done, then a number; a set more is one tap, its row one line, and the page no wider."""
    expect.set_options(timeout=PATIENCE_MS)
    home, _ = a_home(tmp_path / "home", [a_run(km=10)])
    home.clock.write_text(NOW.isoformat(), encoding="utf-8")
    page.set_viewport_size(PHONE)
    page.goto(f"{served(home.root)}/strength")

    page.get_by_text("Goblet Spanish squat").click()
    page.get_by_role("button", name="Done as above").click()
    expect(page.get_by_text("Done today: 3 × 12")).to_be_visible()
    page.get_by_role("radio", name="2", exact=True).first.click()
    expect(page.get_by_text("pain 2 of 10")).to_be_visible()

    page.get_by_role("button", name="+", exact=True).first.click()
    expect(page.get_by_text("4 of 3 sets")).to_be_visible()
    rows = [page.get_by_role("button", name=name).first.bounding_box() for name in ("−", "Details")]
    assert all(rows)
    centres = [box["y"] + box["height"] / 2 for box in rows if box]
    assert abs(centres[0] - centres[1]) < 8
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
