"""A coach at the board: down the list by keyboard, seen, a note, and a few side by side."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from dashboard.squad.wording import AS_TABLE
from tests.builders.homes import NOW
from tests.dashboard.squad.builders import a_squad

pytestmark = pytest.mark.browser
PATIENCE_MS = 60_000
TRIES = 5
DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
ROW_PX = 35
MOST_TAPS = 2  # of each runner on the board
HOSTILE = "<img src=x onerror=alert(1)> $x^2$"


def test_a_coach_goes_down_the_board_by_keyboard(
    page: Page, served: Callable[[Path], str], tmp_path: Path
) -> None:
    """Taps, J, K, S, a note with those very letters, then two rows; nothing wider than the page."""
    expect.set_options(timeout=PATIENCE_MS)
    home, _ = a_squad(tmp_path / "home", first_name=HOSTILE)
    home.clock.write_text(NOW.isoformat(), encoding="utf-8")
    page.set_default_timeout(PATIENCE_MS)
    page.set_viewport_size(DESK)
    page.goto(f"{served(home.root)}/squad")

    triage(page, {"Ben": 1, "Ida": 1, HOSTILE: 2})
    page.set_viewport_size(PHONE)
    page.reload()
    triage(page, {"Ben": 1, "Ida": 1, HOSTILE: 2})
    page.set_viewport_size(DESK)
    panel = page.locator(".st-key-squad-panel")
    head = panel.get_by_role("heading", level=4).first
    row_of(page, "Ben").get_by_role("button", name="Ben").click()
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
    page.get_by_text(AS_TABLE).click()
    board = page.locator("[data-testid=stDataFrame] .dvn-scroller").first
    tap(board, row=1, x_px=18)
    expect(panel).to_have_count(1)
    done(page)
    tap(board, row=3, x_px=18)
    expect(page.get_by_text("Twelve weeks of 2 runners")).to_be_visible()
    rows = page.locator(".main-svg .annotation-text").filter(has_text="<img src=x")
    assert rows.count() >= 4  # a row of each measure
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def row_of(page: Page, name: str) -> Locator:
    """The line of a runner on the board."""
    return page.locator("[class*=st-key-squad-row-]").filter(has_text=name)


def triage(page: Page, taps: dict[str, int]) -> None:
    """Each runner marked as seen in so many taps and on one page, then the marks undone."""
    expect(row_of(page, next(iter(taps)))).to_be_visible()
    done(page)
    page.evaluate("window.__same = true")
    address = page.url
    for name, allowed in taps.items():
        used, row = 0, row_of(page, name)
        if not row.count():
            page.get_by_text(name).first.click()
            used += 1
        row.get_by_role("button", name="Seen").click()
        used += 1
        expect(row.get_by_role("button", name="✓ 3 May")).to_be_visible()
        done(page)
        assert used == allowed <= MOST_TAPS
    assert page.url == address and page.evaluate("window.__same")
    for name in taps:
        row = row_of(page, name)
        row.get_by_role("button", name="✓ 3 May").click()
        expect(row.get_by_role("button", name="Seen")).to_be_visible()
        done(page)


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
