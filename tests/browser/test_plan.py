"""A plan on a phone: started, its first week on top, a number changed, and nothing sticks out."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.builders import a_home, a_run
from tests.builders.homes import NOW

pytestmark = pytest.mark.browser
PATIENCE_MS = 60_000
IS_DONE = '[data-test-script-state="notRunning"]'
PHONE: ViewportSize = {"width": 390, "height": 844}
LAST = date(2026, 5, 2)


def test_a_plan_is_started_and_its_first_week_changed_on_a_phone(
    page: Page, served: Callable[[Path], str], tmp_path: Path
) -> None:
    """The week that is running stands above the chart; a number of one's own shows at once."""
    expect.set_options(timeout=PATIENCE_MS)
    amber = {"pain_before_score": 0, "pain_during_score": 3, "pain_after_score": 0}
    home, _ = a_home(
        tmp_path / "home",
        [a_run(LAST - timedelta(days=2 * n), km=8) for n in range(20)],
        pains=[{"local_date": LAST, "knee": "right", "pain_morning_score": 0, **amber}],
    )
    home.clock.write_text(NOW.isoformat(), encoding="utf-8")
    page.set_viewport_size(PHONE)
    page.goto(f"{served(home.root)}/plan")

    page.get_by_role("button", name="Start the plan").click()
    week = page.get_by_text("Week 1 of 6")
    expect(week).to_be_visible()
    page.get_by_text("The weeks as a picture").click()
    chart = page.get_by_test_id("stPlotlyChart")
    expect(chart).to_be_visible()
    boxes = week.bounding_box(), chart.bounding_box()
    assert boxes[0] and boxes[1] and boxes[0]["y"] < boxes[1]["y"]

    page.get_by_text("Why this week looks as it does").click()
    change = page.get_by_role("button", name="Change a number").first
    expect(change).to_be_visible()
    expect(page.locator(IS_DONE)).to_be_visible()  # a tap while it is drawn may be lost
    change.click()
    page.get_by_label("At most").fill("20")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("– of 20.0 km")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
