"""From a click to the moment nothing moves any more, beside a bare page of Streamlit.

Both servers stand side by side, one Chromium looks at them in turn, so that all of it meets the
same load. What counts is the last change to the page before it kept still.
"""

import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Locator, Page, sync_playwright

from bench.browser import OPTIONS, SCREENS, chromium, let_in, wait_for
from bench.table.figures import SECONDS, TIMES, Row
from bench.table.homes import copy_bare
from bench.table.pages import stored
from bench.table.server import START_WITHIN_S, end, serving
from dashboard.screens import SCREENS as LISTED
from tests.builders.serving import free_port

STILL_MS = 700
PATIENCE_MS = 180_000  # a machine that others use takes its time over a first page
BARE = Path(__file__).with_name("bare_app.py")
PLACES = {one.url_path: one.place.title for one in LISTED if one.url_path in SCREENS}
_BARE_TITLES = ("Other", "One")

_WATCH = """
(() => {
    const seen = window.kneewiseClick = {clicked: 0, changed: 0, from: null};
    document.addEventListener("click", () => {
        seen.clicked = seen.changed = performance.now();
        seen.from = location.pathname;  // it changes once the server has begun to answer
    }, true);
    new MutationObserver(() => { seen.changed = performance.now(); }).observe(
        document, {subtree: true, childList: true, attributes: true, characterData: true});
})()
"""
_IS_STILL = """
(stillMs) => {
    const seen = window.kneewiseClick;
    const isDone = document.querySelector('[data-test-script-state="notRunning"]');
    const areDrawn = [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
        .every(chart => chart.querySelector('.main-svg'));
    const hasBegun = location.pathname !== seen.from;
    return hasBegun && isDone && areDrawn && performance.now() - seen.changed > stillMs;
}
"""


def click_rows(size: int, home: Path, scratch: Path, *, goes: int) -> Iterator[Row]:
    """By screen how many times as long as the bare page, in the middle."""
    path = chromium()
    if path is None:
        yield Row("click to stable", "no Chromium here")
        return
    place = stored(copy_bare(home, scratch / f"clicks-{size}"))
    with (
        serving(place, may_change=False) as server,
        _bare_server() as bare,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_init_script(_WATCH)
        let_in(context, place.root, server.address)
        ours, theirs = context.new_page(), context.new_page()
        for page, address in ((ours, f"{server.address}/today"), (theirs, bare)):
            page.goto(address)
            _until_still(page)
        yield from _compare(ours, theirs, size, goes=goes)
        browser.close()


def _compare(ours: Page, theirs: Page, size: int, *, goes: int) -> Iterator[Row]:
    bare_s: list[float] = []
    names = [name for name in PLACES if _place(ours, name).count()]
    taken: dict[str, list[float]] = {name: [] for name in names}
    for go in range(goes + 1):
        for name in (*names[1:], names[0]):  # the browser stands at the first
            bare = _click(theirs, _bare_link(theirs, _BARE_TITLES[len(bare_s) % 2]))
            if not _link(ours, name).count():
                _click(ours, _place(ours, name))
            own = _click(ours, _link(ours, name))
            bare_s.append(bare)
            if go:  # the first time around the browser fetches and compiles scripts
                taken[name].append(own)
    usual_s = median(bare_s)
    ratios = {name: [one / usual_s for one in each] for name, each in taken.items()}
    worst = max(ratios, key=lambda name: median(ratios[name]))
    what = f"click to stable, {size:,} runs"
    yield Row(f"{what}: a bare page", bare_s, SECONDS)
    yield Row(f"{what}: slowest screen ({worst})", ratios[worst], TIMES, "≤ 3 ×")
    for name, each in ratios.items():
        yield Row(f"{what}: {name}", each, TIMES, "≤ 3 ×")


def _click(page: Page, link: Locator) -> float:
    """Seconds from the click until the last change."""
    page.bring_to_front()
    link.click()
    _until_still(page)
    seen = page.evaluate("() => window.kneewiseClick")
    return (seen["changed"] - seen["clicked"]) / 1000


def _link(page: Page, name: str) -> Locator:
    """To a screen, where its place is open or leads to it."""
    return page.locator(f'nav a[href="/{name}"], nav a[href^="/{name}?"]').first


def _place(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation", name="Places").get_by_role("link", name=PLACES[name])


def _bare_link(page: Page, title: str) -> Locator:
    return page.get_by_test_id("stPageLink").get_by_role("link", name=title, exact=True)


def _until_still(page: Page) -> None:
    page.wait_for_function(_IS_STILL, arg=STILL_MS, timeout=PATIENCE_MS)


@contextmanager
def _bare_server() -> Generator[str]:
    port = free_port()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "streamlit", "run", str(BARE), "--server.headless", "true"),
            *("--server.port", str(port), "--server.address", "127.0.0.1"),
            *("--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"),
        ],
        cwd=BARE.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/_stcore/health", seconds=START_WITHIN_S)
        yield address
    finally:
        end(process)
