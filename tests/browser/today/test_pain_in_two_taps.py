"""Pain on a phone: how many taps it takes, and how long."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser.screens import Screens
from tests.builders import a_home, a_run
from tests.builders.homes import NOW

pytestmark = pytest.mark.browser
PATIENCE_MS = 60_000
IS_DONE = '[data-test-script-state="notRunning"]'
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1440, "height": 900}
TIMES_SLOWER = 20
A_MOMENT_MS = 500
MOST_TAPS = 2
"""Once the form stood on a screen of its own, 1,102 px down."""


def a_runners_home(folder: Path) -> Path:
    """Of one run, today."""
    home, _ = a_home(folder / "home", [a_run("2026-05-03", km=8)])
    home.clock.write_text(NOW.isoformat(), encoding="utf-8")
    return home.root


def test_pain_is_logged_from_today_in_two_taps(
    page: Page, served: Callable[[Path], str], tmp_path: Path
) -> None:
    """On a phone and a desk, each control in sight; on Pain in as many, or in three keys."""
    expect.set_options(timeout=PATIENCE_MS)
    address = served(a_runners_home(tmp_path))
    taps: list[Locator] = []

    def tap(control: Locator) -> None:
        expect(control).to_be_in_viewport()
        control.click()
        taps.append(control)

    screens = Screens(page)
    screens.open(f"{address}/today")
    for size, name, score in ((DESK, "Left", "1"), (PHONE, "Right", "2")):
        taps.clear()
        page.set_viewport_size(size)
        screens.follow("/today")
        expect(page.get_by_role("button", name="Log pain")).to_be_visible()
        expect(page.locator(IS_DONE)).to_be_visible()  # a tap while it is drawn may be lost
        tap(page.get_by_role("button", name="Log pain"))
        knee = page.get_by_role("radiogroup", name=re.compile(f"{name} knee"))
        tap(knee.get_by_role("radio", name=score, exact=True))
        expect(page.get_by_text(re.compile(f"Saved: {name} knee, while running"))).to_be_visible()
        assert len(taps) <= MOST_TAPS
        expect(knee).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]

    screens.follow("/pain")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pain")
    taps.clear()
    expect(page.get_by_role("button", name="Log pain")).to_be_visible()
    expect(page.locator(IS_DONE)).to_be_visible()
    tap(page.get_by_role("button", name="Log pain"))
    left = page.get_by_role("dialog").get_by_role("radiogroup", name=re.compile("Left knee"))
    tap(left.get_by_role("radio", name="0", exact=True))
    expect(page.get_by_text(re.compile(r"Saved: Left knee, while running: 0"))).to_be_visible()
    assert len(taps) <= MOST_TAPS
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_text("This week").click()
    expect(page.get_by_text(re.compile("Worst while running 2")).first).to_be_visible()
    page.keyboard.press("p")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("!!document.activeElement.closest('[role=dialog]')")
    page.keyboard.press("r")
    page.keyboard.press("3")
    expect(page.get_by_text(re.compile(r"Saved: Right knee, while running: 3"))).to_be_visible()


def test_a_slow_phone_opens_pain_by_a_tap_on_its_arrow(
    page: Page, served: Callable[[Path], str], tmp_path: Path
) -> None:
    """Drawing may take as long as it likes: what a tap opened stays open."""
    expect.set_options(timeout=PATIENCE_MS)
    page.set_viewport_size(PHONE)
    page.goto(f"{served(a_runners_home(tmp_path))}/today")
    button = page.get_by_role("button", name="Log pain")
    expect(button).to_be_visible()
    expect(page.locator(IS_DONE)).to_be_visible()
    arrow = button.locator('[aria-hidden="true"]').first.bounding_box()
    assert arrow is not None
    slow = page.context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": TIMES_SLOWER})
    page.mouse.click(arrow["x"] + arrow["width"] / 2, arrow["y"] + arrow["height"] / 2)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    page.wait_for_timeout(A_MOMENT_MS)  # a popover that is closed again is open first
    expect(page.get_by_role("radiogroup", name=re.compile("Right knee"))).to_be_visible()
