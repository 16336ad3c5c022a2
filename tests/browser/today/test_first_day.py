"""A stranger's first day: a file in, pain logged, both on Today."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.builders import a_home, a_run
from tests.builders.homes import NOW

pytestmark = pytest.mark.browser
PATIENCE_MS = 60_000


def test_an_uploaded_run_and_logged_pain_stand_on_today(
    page: Page, served: Callable[[Path], str], tmp_path: Path
) -> None:
    """The whole main job in a browser: drop on Today, log on Pain, read on Today."""
    expect.set_options(timeout=PATIENCE_MS)
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    address = served(tmp_path / "home")

    page.goto(address)
    expect(page.get_by_text("Drop files")).to_be_visible()
    page.locator("input[type=file]").set_input_files(
        files=[
            {
                "name": "morning.fit",
                "mimeType": "application/octet-stream",
                "buffer": a_run(yesterday, km=10.0),
            }
        ]
    )
    expect(page.get_by_text(re.compile(r"Done: 1 imported"))).to_be_visible()

    page.goto(f"{address}/pain")
    page.get_by_role("button", name="Log pain").click()
    page.get_by_text("Another day, or more about it").click()
    page.get_by_role("radio", name="Right").first.click()
    _set_slider(page, "Worst while running", 4)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("This week").click()
    expect(page.get_by_text(re.compile("Worst while running 4"))).to_be_visible()

    page.goto(f"{address}/today")
    expect(page.get_by_text("Ease back")).to_be_visible()
    expect(page.get_by_text("Page not found")).to_be_hidden()
    expect(page.get_by_text(re.compile("10.0 km")).first).to_be_visible()
    expect(page.get_by_text(re.compile("4 of 10")).first).to_be_visible()


def test_what_was_added_can_be_taken_back(
    page: Page, served: Callable[[Path], str], tmp_path: Path
) -> None:
    """An entry is deleted, an import undone after a question, and both are gone."""
    expect.set_options(timeout=PATIENCE_MS)
    pain = {"local_date": date(2026, 5, 2), "knee": "left", "pain_during_score": 2}
    home, _ = a_home(tmp_path / "home", [a_run(km=10)], pains=[pain])
    home.clock.write_text(NOW.isoformat(), encoding="utf-8")
    address = served(home.root)

    page.goto(f"{address}/pain")
    page.get_by_text("1 entry, worst 2 of 10").click()
    page.get_by_role("button", name="Change", exact=True).click()
    page.get_by_role("button", name="Delete this entry").click()
    expect(page.get_by_text("No pain logged yet")).to_be_visible()

    page.goto(f"{address}/data")
    page.get_by_text("Imports, and how to undo one").click()
    page.get_by_role("button", name="Undo", exact=True).click()
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_text("undone")).to_be_visible()


def _set_slider(page: Page, label: str, score: int) -> None:
    """Move a slider from its dash to a score with the keyboard."""
    thumb = page.get_by_role("slider", name=label)
    thumb.focus()
    for _ in range(score + 1):
        thumb.press("ArrowRight")
