"""Warning signs on a phone: from the tap that logs pain to the word of a doctor."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.builders import a_home, a_run
from tests.builders.homes import NOW

pytestmark = pytest.mark.browser
PATIENCE_MS = 60_000


def test_a_sign_is_asked_for_ticked_and_assessed(
    page: Page, served: Callable[[Path], str], tmp_path: Path
) -> None:
    """At 390 px: the card stands below the log, the sign above everything, advice comes back."""
    expect.set_options(timeout=PATIENCE_MS)
    home, _ = a_home(tmp_path / "home", [a_run("2026-05-03", km=8)])
    home.clock.write_text(NOW.isoformat(), encoding="utf-8")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{served(home.root)}/today")
    page.get_by_role("button", name="Log pain").click()
    right = page.get_by_role("radiogroup", name=re.compile("Right knee"))
    right.get_by_role("radio", name="4", exact=True).click()
    expect(page.get_by_text("The pain in your right knee is new.")).to_be_visible()
    page.get_by_text("A fall, fever, pain at night").click()
    page.get_by_text("Constant or night pain").click()
    expect(page.get_by_text("See a doctor, within days.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Keep what I ticked").click()
    expect(page.get_by_role("heading", name="Tomorrow: a clinician first")).to_be_visible()
    expect(page.get_by_text("Last 7 days")).to_be_hidden()

    page.get_by_role("button", name="It has been assessed").click()
    page.get_by_text("A doctor", exact=True).click()
    page.get_by_text("Cleared: nothing stands in the way of running").click()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", name="Tomorrow: a clinician first")).to_be_hidden()
    expect(page.get_by_text("Last 7 days")).to_be_visible()
