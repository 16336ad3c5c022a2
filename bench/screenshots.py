"""Pictures of every screen of the demonstration, wide and narrow, light and dark.

python -m bench.screenshots [folder]
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, cast

from playwright.sync_api import Browser, Page, sync_playwright

from bench.browser import OPTIONS, chromium, served
from etl.demo import build_demo
from etl.home import Home
from etl.settings import Settings

SCREENS = ("today", "load", "hills-and-speed", "cadence", "pain", "runs", "data")
WIDTHS = (1440, 390)  # pixels: a desk, a phone
SCHEMES = ("light", "dark")
FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"


def main(folder: Path) -> None:
    """Build the invented runners in passing, serve them, take every picture."""
    path = chromium()
    if path is None:
        raise SystemExit("A Chromium is needed to take pictures.")
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="kneewise-pictures-") as name:
        build_demo(Home(Path(name)), Settings(home=Path(name)))
        with served(Path(name)) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
            for width in WIDTHS:
                for scheme in SCHEMES:
                    take_all(browser, address, folder, width=width, scheme=scheme)
            browser.close()


def take_all(browser: Browser, address: str, folder: Path, *, width: int, scheme: str) -> None:
    """Every screen at one width and colour scheme."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=cast(Literal["light", "dark"], scheme),
    )
    page = context.new_page()
    for screen in SCREENS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{address}/{screen}")
        settle(page)
        page.set_viewport_size({"width": width, "height": full_height(page)})
        settle(page)
        page.screenshot(path=folder / f"{screen}-{width}-{scheme}.png")
    context.close()


def settle(page: Page) -> None:
    """Until the script is done and every chart is drawn."""
    page.wait_for_selector('[data-test-script-state="notRunning"]', timeout=60_000)
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')]"
        ".every(chart => chart.querySelector('.main-svg'))",
        timeout=60_000,
    )
    page.wait_for_timeout(700)  # fonts and the last transition


def full_height(page: Page) -> int:
    """Height of all content: the page itself does not scroll, its main part does."""
    return int(
        page.evaluate(
            "() => { const main = document.querySelector('[data-testid=stMain]');"
            " return main ? main.scrollHeight + main.getBoundingClientRect().top : 900; }"
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
