"""The words of *Today* in a browser that has seen nothing yet, with ten years of runs."""

import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Request, sync_playwright

from bench.browser import OPTIONS, chromium, let_in
from bench.table.figures import Row
from bench.table.homes import copy_bare
from bench.table.pages import stored
from bench.table.server import serving
from dashboard.ui.display import STATUSES
from etl.home import Home


def words_rows(size: int, home: Path, scratch: Path, *, goes: int) -> Iterator[Row]:
    """By the clock, until the status stands: first after a start of the server, and later."""
    path = chromium()
    what = f"words of Today in a fresh browser, {size:,} runs"
    if path is None:
        yield Row(what, "no Chromium here")
        return
    place = stored(copy_bare(home, scratch / f"words-{size}"))
    with serving(place, may_change=False) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        first, *later = [time_to_words(browser, place, server.address) for _ in range(goes + 1)]
        browser.close()
    is_before = all(earlier for _, earlier in (first, *later))
    yield Row(f"{what}: first after start", [first[0]], bar="≤ 2.5 s")
    yield Row(f"{what}: later", [seconds for seconds, _ in later], bar="≤ 2.5 s")
    yield Row(f"{what}: before the chart script", "yes" if is_before else "no", bar="yes")


def time_to_words(browser: Browser, home: Home, address: str) -> tuple[float, bool]:
    """Seconds until a status word stands, and whether no chart script had arrived by then."""
    scripts: list[str] = []

    def note(request: Request) -> None:
        if "plotly" in request.url.lower():
            scripts.append(request.url)

    context = browser.new_context()  # nothing cached
    let_in(context, home.root, address)
    page = context.new_page()
    page.on("requestfinished", note)
    words = [mark.word for mark in STATUSES.values()]
    begun = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function(
        "words => [...document.querySelectorAll('.st-key-card-answer')]"
        ".some(answer => words.some(word => answer.innerText.includes(word)))",
        arg=words,
        timeout=60_000,
    )
    seconds = time.perf_counter() - begun
    earlier = not scripts
    context.close()
    return seconds, earlier
