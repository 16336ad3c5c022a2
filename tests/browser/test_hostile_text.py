"""Words made to be misread, in a real browser: letters on the page, and nothing runs."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from dashboard.squad.wording import AS_TABLE
from tests.browser.screens import follow
from tests.browser.test_squad import done
from tests.builders.homes import NOW
from tests.builders.hostile import a_hostile_home, mark_of

pytestmark = pytest.mark.browser
PATIENCE_MS = 60_000
PHONE: ViewportSize = {"width": 390, "height": 844}


def test_hostile_words_are_letters_on_a_phone_and_run_nothing(
    page: Page, served: Callable[[Path], str], tmp_path: Path
) -> None:
    """A plan's title over its chart, notes of the diary, and a squad's table without a raw CSV."""
    expect.set_options(timeout=PATIENCE_MS)
    hostile = a_hostile_home(tmp_path / "home")
    hostile.home.clock.write_text(NOW.isoformat(), encoding="utf-8")
    address = served(hostile.home.root)
    page.set_viewport_size(PHONE)
    shown = {"pain": ("journal.pain_entry", "note"), "plan": ("journal.plan_step", "phase_title")}
    page.goto(f"{address}/today?runner_id={hostile.runner_id}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    for screen, column in shown.items():
        follow(page, f"/{screen}?runner_id={hostile.runner_id}")
        expect(page.get_by_role("heading", level=1)).to_have_text(screen.title())
        if screen == "pain":
            page.get_by_text(re.compile(r"entr(y|ies), worst")).first.click()
        words = page.get_by_text(mark_of(*column)).first
        expect(words).to_be_visible()
        expect(words).to_contain_text("**x**")
        expect(words).to_contain_text("<img src=x onerror=")
        assert page.evaluate("window.__pwned") is None
        misread = "img[src=x], .katex, a[href^=http][href*=evil], a[href^=javascript]"
        assert page.locator(misread).evaluate_all("all => all.map(one => one.outerHTML)") == []
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"]
    follow(page, f"/squad?runner_id={hostile.runner_id}")
    expect(page.get_by_text(AS_TABLE)).to_be_visible()
    done(page)
    page.get_by_text(AS_TABLE).click()
    page.get_by_test_id("stDataFrame").first.hover()
    expect(page.get_by_role("button", name="Fullscreen").first).to_be_visible()
    expect(page.get_by_role("button", name="Download as CSV")).to_have_count(0)
