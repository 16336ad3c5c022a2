"""Pictures of every screen of the demonstration, wide and narrow, light and dark.

python -m bench.screenshots [HOME] [FOLDER] [--only NAME]

Without HOME the invented runners are built in passing; NAME is a screen's address.
"""

import argparse
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.sync_api import BrowserContext, Page, sync_playwright

from bench.browser import OPTIONS, SCREENS, chromium, let_in, served
from etl.demo import build_demo
from etl.home import Home
from etl.settings import Settings

WIDTHS = (1440, 390)  # pixels: a desk, a phone
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"


def main(home: Path | None, folder: Path, screens: Sequence[str]) -> None:
    """Serve the home and take every picture into the folder."""
    path = chromium()
    if path is None:
        raise SystemExit("A Chromium is needed to take pictures.")
    folder.mkdir(parents=True, exist_ok=True)
    with (
        home_to_show(home) as shown,
        served(shown) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        for width in WIDTHS:
            for scheme in SCHEMES:
                context = browser.new_context(
                    viewport={"width": width, "height": 900}, color_scheme=scheme
                )
                let_in(context, shown, address)
                take_all(context, address, folder, screens, width=width, scheme=scheme)
                context.close()
        browser.close()


@contextmanager
def home_to_show(home: Path | None) -> Generator[Path]:
    """The home that was named, or one with the invented runners that is gone afterwards."""
    if home is not None:
        yield home
        return
    with TemporaryDirectory(prefix="kneewise-pictures-") as name:
        build_demo(Home(Path(name)), Settings(home=Path(name)))
        yield Path(name)


def take_all(
    context: BrowserContext,
    address: str,
    folder: Path,
    screens: Sequence[str],
    *,
    width: int,
    scheme: str,
) -> None:
    """Every screen asked for, at one width and colour scheme."""
    page = context.new_page()
    for screen in screens:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{address}/{screen}")
        settle(page)
        page.set_viewport_size({"width": width, "height": full_height(page)})
        settle(page)
        page.screenshot(path=folder / f"{screen}-{width}-{scheme}.png")


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


def arguments() -> argparse.Namespace:
    """Which home, where to, and which screen."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("home", type=Path, nargs="?")
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    parser.add_argument("--only", choices=SCREENS)
    return parser.parse_args()


if __name__ == "__main__":
    asked = arguments()
    main(asked.home, asked.folder, [asked.only] if asked.only else SCREENS)
