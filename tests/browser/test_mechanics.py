"""A mechanics check on a phone: few taps, nothing chosen beforehand, nothing that sticks out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.builders import a_home, a_run
from tests.builders.homes import NOW

pytestmark = pytest.mark.browser
PATIENCE_MS = 60_000
PHONE: ViewportSize = {"width": 390, "height": 844}


def test_a_check_is_logged_on_a_phone(
    page: Page, served: Callable[[Path], str], tmp_path: Path
) -> None:
    """Who looked, what was seen, save: the finding is the title, and its link shows the host."""
    expect.set_options(timeout=PATIENCE_MS)
    home, _ = a_home(tmp_path / "home", [a_run(km=10)])
    home.clock.write_text(NOW.isoformat(), encoding="utf-8")
    page.set_viewport_size(PHONE)
    page.goto(f"{served(home.root)}/mechanics")

    page.get_by_role("button", name="Log a check").click()
    page.get_by_role("radio", name="A clinician").click()
    knee = page.locator("[class*='st-key-mechanics-'][class*='knee_inward']")
    knee.nth(0).get_by_role("radio", name="Yes").click()
    knee.nth(1).get_by_role("radio", name="No").click()
    boxes = [knee.nth(side).bounding_box() for side in (0, 1)]
    assert all(boxes)
    assert len({box["y"] for box in boxes if box}) == 1  # left and right beside each other
    choices = page.locator("[class*='st-key-mechanics-'][class*='terrain']")
    last = choices.get_by_role("radio", name="Mixed").bounding_box()
    assert last and last["x"] + last["width"] <= PHONE["width"]
    page.get_by_label("Link to a video").fill("https://example.org/video/1")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.get_by_role("button", name="Save the check").click()

    expect(page.get_by_text("Left knee collapses inward, in the one check so far")).to_be_visible()
    expect(page.get_by_role("cell", name="Lateral step-down trains it")).to_be_visible()
    page.get_by_text("The checks one by one").click()
    expect(page.get_by_role("link", name="Video on example.org")).to_have_attribute(
        "href", "https://example.org/video/1"
    )
    expect(page.get_by_text("a clinician looked at 2 things")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
