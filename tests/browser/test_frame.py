"""The frame in a browser: places, address, titles, keyboard, at a phone's width and a desk's."""

import re
from collections.abc import Generator

import pytest
from playwright.sync_api import FloatRect, Locator, Page, ViewportSize, expect

from bench.browser import let_in
from etl.home import Home
from etl.journal.store import Journal
from etl.operations.import_files import import_sources
from tests.builders import a_home, a_run, an_upload
from tests.builders.homes import NOW
from tests.builders.serving import a_server

pytestmark = pytest.mark.browser
PATIENCE_MS = 20_000
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1440, "height": 900}
MOST_KEYS = 8
TOUCH_PX = 48


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Ada and Bea, whose pages differ by a run."""
    home, settings = a_home(tmp_path_factory.mktemp("two"), [a_run(km=10)], runner_name="Ada")
    bea = Journal(home, settings).ensure_runner("Bea")
    import_sources(home, settings, [an_upload(a_run(km=9))], runner=bea)
    home.clock.write_text(NOW.isoformat(), encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def address(two: Home, tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """One server for all of these."""
    log = tmp_path_factory.mktemp("log") / "server.log"
    with a_server(two.root, log) as server:
        yield server.address


@pytest.fixture(autouse=True)
def let_in_here(page: Page, two: Home, address: str) -> None:
    """The browser was here before."""
    expect.set_options(timeout=PATIENCE_MS)
    page.set_default_timeout(PATIENCE_MS)
    let_in(page.context, two.root, address)


def test_a_phone_has_a_bar_of_places_and_a_low_header(page: Page, address: str) -> None:
    """Fixed, for a thumb; nothing beneath it is lost, nothing wider than the phone."""
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/load")
    title_is(page, "Load")
    expect(page.get_by_text("How is this known?").first).to_be_visible()
    places = page.get_by_role("navigation", name="Places")
    links = places.get_by_role("link")
    assert links.all_inner_texts() == ["Today", "Training", "Knee", "Plan", "Squad", "More"]
    assert_current(links, "Training")
    assert_current(page.get_by_role("navigation", name="Training").get_by_role("link"), "Load")
    assert min(box(link)["height"] for link in links.all()) >= TOUCH_PX
    assert min(box(link)["width"] for link in links.all()) >= TOUCH_PX
    top = box(page.locator(".st-key-frame-top"))
    assert top["y"] + top["height"] <= 0.12 * PHONE["height"]
    last = page.get_by_text("How is this known?").last
    last.scroll_into_view_if_needed()
    page.keyboard.press("End")
    bar = box(places)
    assert round(bar["y"] + bar["height"]) == PHONE["height"]  # it did not move
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    expect(page).to_have_title("Load · Kneewise")
    assert page.get_by_role("heading", level=1).all_inner_texts() == ["Load"]


def test_runner_and_period_outlive_a_reload_and_a_change_of_screen(
    page: Page, address: str
) -> None:
    """All in one page: a link of the frame loads nothing anew. Back leads back."""
    page.set_viewport_size(DESK)
    page.goto(f"{address}/hills-and-speed?period=1y")  # an old address, with its query
    title_is(page, "Hills")
    assert "/hills?" in page.url
    page.get_by_role("radio", name="6 months").click()
    expect(page).to_have_url(re.compile("period=6m"))
    choose_runner(page, "Bea")
    page.evaluate("window.stays = true")
    page.get_by_role("link", name="Runs", exact=True).click()
    title_is(page, "Runs")
    assert page.evaluate("window.stays") is True
    keeps(page, "Bea", "6 months")
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        page.reload()
        title_is(page, "Runs")
        keeps(page, "Bea", "6 months")
    assert page.evaluate("window.stays") is None
    page.go_back()
    title_is(page, "Hills")
    expect(page.get_by_role("combobox", name="Runner")).to_have_value("Bea")


def test_pain_is_logged_from_any_screen_by_keyboard(page: Page, address: str) -> None:
    """P, the knee, the number; G and a letter go; a letter that is typed stays a letter."""
    page.set_viewport_size(DESK)
    page.goto(f"{address}/runs")
    title_is(page, "Runs")
    log_by_keyboard(page, "r", "4")
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/runs")
    title_is(page, "Runs")
    log_by_keyboard(page, "l", "1")
    page.set_viewport_size(DESK)

    press(page, "g", "k")
    title_is(page, "Pain")
    press(page, "/")
    runner = page.get_by_role("combobox", name="Runner")
    expect(runner).to_be_focused()
    press(page, "g", "t")
    expect(runner).to_have_value("gt")
    press(page, "Escape")
    title_is(page, "Pain")
    assert_current(page.get_by_role("navigation", name="Places").get_by_role("link"), "Knee")


def test_an_address_that_is_none_says_so_and_leads_home(page: Page, address: str) -> None:
    """In one sentence; the skip link is the first thing on the page at home."""
    answer = page.goto(f"{address}/no-such-page")
    assert answer is not None and answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing at this address")
    page.get_by_role("link", name="To your first page").click()
    title_is(page, "Today")
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.goto(f"{address}/data?runner_id=rnobody")
    expect(page.get_by_text("not here, or not shared with you")).to_be_visible()
    page.get_by_text("Keyboard", exact=True).click()
    expect(page.get_by_text("go to Training")).to_be_visible()


def log_by_keyboard(page: Page, knee: str, score: str) -> None:
    """P opens the rows, a letter chooses the knee, a number is saved; in few keys."""
    keys = ["p", knee, score]
    rows = {one[0]: page.locator(f".st-key-score-row-{one}-quick") for one in ("left", "right")}
    expect(page.get_by_role("radio", name="12 weeks")).to_be_visible()
    page.keyboard.press(keys[0])
    expect(rows["l"].get_by_role("radio", name="0", exact=True)).to_be_focused()
    page.keyboard.press(knee)
    expect(rows[knee].get_by_role("radio", name="0", exact=True)).to_be_focused()
    page.keyboard.press(score)
    expect(page.get_by_text(f"Saved: {'Left' if knee == 'l' else 'Right'} knee")).to_be_visible()
    expect(page.get_by_text(f"{score} of 10").first).to_be_visible()
    assert len(keys) <= MOST_KEYS


def keeps(page: Page, runner: str, period: str) -> None:
    """Whose page it is and of how long, by numbers in the address and no name."""
    expect(page.get_by_role("combobox", name="Runner")).to_have_value(runner)
    expect(page.get_by_role("radio", name=period)).to_be_checked()
    assert runner not in page.url


def title_is(page: Page, title: str) -> None:
    """The screen of that name has come."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator("html[data-keys=on]")).to_have_count(1)


def assert_current(links: Locator, name: str) -> None:
    """That one and no other."""
    current = [link for link in links.all() if link.get_attribute("aria-current") == "page"]
    assert [link.inner_text() for link in current] == [name]


def box(one: Locator) -> FloatRect:
    """Where it is, in pixels of the window."""
    found = one.bounding_box()
    assert found is not None
    return found


def choose_runner(page: Page, name: str) -> None:
    """In the header, until the page is that runner's."""
    page.get_by_role("combobox", name="Runner").click()
    page.get_by_role("option", name=name).click()
    expect(page.get_by_role("combobox", name="Runner")).to_have_value(name)
    expect(page.get_by_text(f"Opening {name}")).to_be_hidden()


def press(page: Page, *keys: str) -> None:
    """One after the other."""
    for key in keys:
        page.keyboard.press(key)
