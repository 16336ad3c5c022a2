"""A first visit in a browser: how many steps lead to a sentence about one's own knee."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.builders import a_run

pytestmark = pytest.mark.browser
PATIENCE_MS = 60_000
MOST_STEPS = 3
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1440, "height": 900}
FIELDS = "input:not([type=file]):not([type=radio]), textarea, select"


def files(count: int) -> list[Any]:
    """Runs of every third day up to yesterday, as a browser hands them over."""
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    return [
        {
            "name": f"run_{index:02}.fit",
            "mimeType": "application/octet-stream",
            "buffer": a_run(yesterday - timedelta(days=3 * index), km=6.0 + index % 3),
        }
        for index in range(count)
    ]


def test_a_newcomer_with_twenty_files_reads_about_their_knee_in_three_steps(
    page: Page, served: Callable[[Path], str], tmp_path: Path
) -> None:
    """From the open page: one drop and two taps, no field and no other page.

    What is tapped is tapped on a phone, and stands in sight on a desk as well.

    Before it the page fits two and a half screens, and the example is looked at and left again.
    """
    expect.set_options(timeout=PATIENCE_MS)
    page.set_viewport_size(PHONE)
    page.goto(served(tmp_path / "home"))
    expect(page.get_by_text("Drop files")).to_be_visible()
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        expect(page.get_by_text("Drop files")).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        assert height <= 2.5 * PHONE["height"]

    page.get_by_role("button", name="Open the example").click()
    expect(page.get_by_text(re.compile("Mara K., an invented runner"))).to_be_visible()
    page.get_by_role("button", name="Back to my own").click()
    expect(page.get_by_text("Drop files")).to_be_visible()

    steps: list[str] = []
    page.locator("input[type=file]").set_input_files(files=files(20))
    steps.append("drop")
    expect(
        page.get_by_text(re.compile(r"Done: 20 imported\. 20 runs are here now"))
    ).to_be_visible()
    question = page.locator(".st-key-first-question")
    still(page)
    tap_in_sight(page, question.get_by_role("radio", name="Right"))
    steps.append("knee")
    still(page, question.get_by_role("radio", name="3", exact=True))
    tap_in_sight(page, question.get_by_role("radio", name="3", exact=True))
    steps.append("score")
    assert question.locator(FIELDS).count() == 0
    sentence = page.get_by_text(re.compile("Pain of 3 or more without running, right knee"))
    expect(sentence).to_be_visible()
    assert len(steps) <= MOST_STEPS
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        expect(sentence).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def tap_in_sight(page: Page, control: Locator) -> None:
    """On a phone; on a desk it would be there, too."""
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        expect(control).to_be_visible()
        expect(control).to_be_enabled()
    control.click()


def still(page: Page, shown: Locator | None = None) -> None:
    """What is asked has come, and the page below it is drawn: a tap before that may be lost."""
    if shown is not None:
        expect(shown).to_be_visible()
    page.wait_for_timeout(500)
    page.wait_for_selector('[data-test-script-state="notRunning"]')
