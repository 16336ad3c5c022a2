"""The weekly check-in on a phone: few taps, no sideways scrolling, done in seconds."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.builders import a_home, a_run
from tests.builders.homes import NOW

pytestmark = pytest.mark.browser
CHOICES = ("Yes, but I noticed the knee", "A little", "Moderately", "Mildly")


def test_a_weekly_check_in_takes_five_taps_on_a_phone(
    page: Page, served: Callable[[Path], str], tmp_path: Path
) -> None:
    """From the open screen: four answers and a save, at 390 pixels."""
    expect.set_options(timeout=60_000)
    pain = {"local_date": date(2026, 5, 2), "knee": "right", "pain_during_score": 2}
    home, _ = a_home(tmp_path / "home", [a_run(km=10)], pains=[pain])
    home.clock.write_text(NOW.isoformat(), encoding="utf-8")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{served(home.root)}/check-ins")
    groups = page.get_by_role("radiogroup")
    expect(page.get_by_text(CHOICES[0])).to_be_visible()

    taps = 0
    for place, choice in enumerate(CHOICES):
        question = groups.filter(has_text=choice).nth(0 if place != 3 else -1)
        question.get_by_text(choice, exact=True).click()
        taps += 1
    page.get_by_role("button", name="Save").click()
    taps += 1
    expect(page.get_by_role("heading", name="Right knee: a substantial problem")).to_be_visible()
    expect(page.get_by_text("41 on 3 May: 0 is no problem")).to_be_visible()

    assert taps == 5
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
