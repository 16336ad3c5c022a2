"""Today on a phone and on a desk: the answer in sight, few words, nothing beside the page."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from etl.home import Home
from etl.journal.red_flags import RedFlagAnswer, answer_red_flags
from etl.journal.store import Journal
from etl.settings import Settings
from tests.builders import a_home, a_run
from tests.builders.homes import NOW

pytestmark = pytest.mark.browser
PATIENCE_MS = 60_000
MOST_WORDS, MOST_WORDS_BEFORE = 250, 120
"""On the whole page, and before its picture. Once there were 543, and no picture."""
IN_SIGHT = (
    ".st-key-card-answer p",
    ".st-key-card-answer h2",
    ".st-key-card-answer p:has-text('Right knee pain rose from 1 to 3')",
    ".st-key-card-answer button:has-text('Log pain')",
    ".st-key-card-answer button:has-text('See the plan')",
)
# Words as a reader counts them: a ligature that draws an icon is none.
WORDS = """() => {
    const page = document.querySelector('.st-key-today-page').cloneNode(true);
    page.querySelectorAll('[data-testid=stIconMaterial], style').forEach(one => one.remove());
    document.body.append(page);
    const told = page.innerText;
    page.remove();
    const counted = text => text.split(/\\s+/).filter(word => /[A-Za-z0-9]/.test(word)).length;
    return [counted(told), counted(told.split('What came before')[0])];
}"""


def answer_the_signs(home: Home, settings: Settings) -> None:
    """None of them."""
    journal = Journal(home, settings)
    answer = RedFlagAnswer(
        runner_id=journal.ensure_runner().runner_id,
        local_date=NOW.date(),
        reason="new",
        knee="right",
        red_flags=(),
    )
    answer_red_flags(journal, answer)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1440, 900)])
def test_the_answer_stands_in_sight_in_few_words(
    page: Page, served: Callable[[Path], str], tmp_path: Path, width: int, height: int
) -> None:
    """Status, number, sentence and both buttons without scrolling; the picture is drawn."""
    expect.set_options(timeout=PATIENCE_MS)
    days = ("2026-04-04", "2026-04-11", "2026-04-18", "2026-04-25")
    sore = {
        "local_date": date(2026, 5, 2),
        "knee": "right",
        "pain_before_score": 1,
        "pain_morning_score": 3,
    }
    files = [*(a_run(day, km=10) for day in days), a_run("2026-05-02", km=14.2)]
    home, settings = a_home(tmp_path / "home", files, pains=[sore])
    answer_the_signs(home, settings)  # a question of its own, which stands open while it is due
    home.clock.write_text(NOW.isoformat(), encoding="utf-8")
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{served(home.root)}/today")
    expect(page.locator(".st-key-card-story .main-svg").first).to_be_visible()
    for part in IN_SIGHT:
        expect(page.locator(part).first).to_be_in_viewport(ratio=1)
    largest = page.evaluate(
        "() => Math.max(...[...document.querySelectorAll('.st-key-today-page *')]"
        ".map(one => parseFloat(getComputedStyle(one).fontSize)))"
    )
    number = page.locator(".st-key-card-answer h2")
    assert largest == number.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    words, before = page.evaluate(WORDS)
    assert words <= MOST_WORDS
    assert before <= MOST_WORDS_BEFORE
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    tops = [
        page.locator(f".st-key-card-{key}").evaluate("one => one.getBoundingClientRect().top")
        for key in ("answer", "story", "why")
    ]
    is_in_one_column = tops == sorted(tops)
    assert is_in_one_column == (width < 900)
