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


def test_a_session_is_one_tap_and_each_exercise_unfolds_on_a_phone(
    page: Page, served: Callable[[Path], str], tmp_path: Path
) -> None:
    """Done and undone in a tap each; then one exercise, its pain, a set more on one line."""
    expect.set_options(timeout=PATIENCE_MS)
    home, _ = a_home(tmp_path / "home", [a_run(km=10)])
    home.clock.write_text(NOW.isoformat(), encoding="utf-8")
    page.set_viewport_size(PHONE)
    page.goto(f"{served(home.root)}/strength")

    page.get_by_role("button", name="Done as planned").click()
    expect(page.get_by_text("Today's session is done")).to_be_visible()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_role("button", name="Done as planned")).to_be_visible()

    page.get_by_text("Goblet Spanish squat").click()
    page.get_by_role("button", name="Done as above").click()
    expect(page.get_by_text("Done today: 3 × 12")).to_be_visible()
    pain = page.get_by_role("radio", name="2", exact=True).first
    pain.click()
    expect(pain).to_be_checked()

    page.get_by_role("button", name="+", exact=True).first.click()
    expect(page.get_by_text("4 of 3 sets")).to_be_visible()
    expect(pain).to_be_checked()
    rows = [page.get_by_role("button", name=name).first.bounding_box() for name in ("−", "Details")]
    assert all(rows)
    centres = [box["y"] + box["height"] / 2 for box in rows if box]
    assert abs(centres[0] - centres[1]) < 8
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
