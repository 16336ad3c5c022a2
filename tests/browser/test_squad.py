"""A coach at the board: down the list by keyboard, seen, a note, and a few side by side."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.builders.homes import NOW
from tests.dashboard.squad.builders import a_squad

pytestmark = pytest.mark.browser
PATIENCE_MS = 60_000
TRIES = 5
DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
ROW_PX = 35
HOSTILE = "<img src=x onerror=alert(1)> $x^2$"


def test_a_coach_goes_down_the_board_by_keyboard(
    page: Page, served: Callable[[Path], str], tmp_path: Path
) -> None:
    """Tap, J, K, S, a note with those very letters, then two rows; nothing wider than the page."""
    expect.set_options(timeout=PATIENCE_MS)
    home, _ = a_squad(tmp_path / "home", first_name=HOSTILE)
    home.clock.write_text(NOW.isoformat(), encoding="utf-8")
    page.set_default_timeout(PATIENCE_MS)
    page.set_viewport_size(DESK)
    page.goto(f"{served(home.root)}/squad")

    board = page.locator("[data-testid=stDataFrame] .dvn-scroller").first
    panel = page.locator(".st-key-squad-panel")
    head = panel.get_by_role("heading", level=4).first
    tap(board, row=1, x_px=200)
    expect(head).to_have_text("Ben")
    go(page, "j", head, "Ida")
    go(page, "k", head, "Ben")
    go(page, "s", head, "Ida")
    go(page, "k", head, "Ben")
    expect(panel.get_by_text("seen 3 May")).to_be_visible()

    # Typed before the page is done, letters could miss the field and count as keys.
    done(page)
    note = panel.get_by_placeholder("A short note")
    note.fill("")
    note.press_sequentially("jks <b>x</b>")
    expect(head).to_have_text("Ben")
    done(page)
    panel.get_by_role("button", name="Keep the note").click()
    expect(panel.get_by_text("jks <b>x</b>")).to_be_visible()
    go(page, "j", head, "Ida")
    go(page, "j", head, HOSTILE)

    done(page)
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_have_count(0)
    tap(board, row=1, x_px=18)
    expect(panel).to_have_count(1)
    done(page)
    board = page.locator("[data-testid=stDataFrame] .dvn-scroller").first
    tap(board, row=3, x_px=18)
    expect(page.get_by_text("Twelve weeks of 2 runners")).to_be_visible()
    expect(page.locator(".main-svg .legendtext").last).to_have_text(HOSTILE)
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def done(page: Page) -> None:
    """Until nothing is being worked out, and stays so for a moment."""
    for _ in range(2):
        expect(page.locator('[data-test-script-state="notRunning"]')).to_be_visible()
        page.wait_for_timeout(300)
    expect(page.locator('[data-test-script-state="notRunning"]')).to_be_visible()


def go(page: Page, key: str, head: Locator, name: str) -> None:
    """A key, until the panel shows that runner: a page that is not done may lack its button."""
    former = head.text_content()
    for _ in range(TRIES):
        done(page)
        page.keyboard.press(key)
        with suppress(AssertionError):
            expect(head).not_to_have_text(former or "", timeout=PATIENCE_MS / TRIES)
            break
    expect(head).to_have_text(name)


def tap(board: Locator, *, row: int, x_px: int) -> None:
    """A click on a row of the table, which is a drawing: counted from 1, below its head."""
    board.click(position={"x": x_px, "y": row * ROW_PX + ROW_PX // 2})
