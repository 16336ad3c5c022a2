"""The pictures of the README, and every screen on one sheet to look at.

python -m bench.screenshots [HOME] [--sheet] [--readme] [--only SCREEN] [--out FOLDER]

Without HOME the invented runners are built in passing; without `--sheet` or `--readme` both are
made. The pictures of the README go to `docs/screenshots`, those of the sheet and its `index.html`
to FOLDER, else `build/screenshots`: a row a screen and role, a column a width and scheme.
"""

import argparse
import subprocess
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.archive import command
from bench.browser import OPTIONS, SCREENS, chromium, let_in, served
from etl.demo import build_demo
from etl.home import Home
from etl.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
README_FOLDER = ROOT / "docs" / "screenshots"
SHEET_FOLDER = ROOT / "build" / "screenshots"
WIDTHS = (1440, 390)  # pixels: a desk, a phone
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
OF_ROLE = {"squad": "coach", "patient": "clinician"}
"""Whose screen it is; all others are the runner's."""
NEWCOMER = "newcomer"
"""Whose home has nothing in it."""
COLOURS = 96  # of a picture in the README: a screen has few, and a file of it is a third
REPORT_OF, REPORT_WIDTH = "Mara K.", 620  # pixels


@dataclass(frozen=True, slots=True)
class Picture:
    """One of the README's: which screen, how wide, how much of it."""

    name: str
    screen: str
    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"


PICTURES = (
    Picture("today", "today", 1280, 1000),
    Picture("today-phone", "today", 390, 844, "dark"),
    Picture("squad", "squad", 1280, 800),
    Picture("patient", "patient", 1280, 1000),
)
REPORT = "report"


def main(
    home: Path | None, folder: Path, screens: Sequence[str], *, is_readme: bool, is_sheet: bool
) -> None:
    """Serve the home and take what was asked for."""
    path = chromium()
    if path is None:
        raise SystemExit("A Chromium is needed to take pictures.")
    with home_to_show(home) as shown, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        with served(shown) as address:
            if is_readme:
                take_for_readme(browser, shown, address)
            if is_sheet:
                rows = [(screen, OF_ROLE.get(screen, "runner")) for screen in screens]
                take_all(browser, shown, address, folder, rows)
        if is_sheet:
            with empty_home() as nothing, served(nothing) as address:
                rows_of_newcomer = [(one, NEWCOMER) for one in screens]
                take_all(browser, nothing, address, folder, rows_of_newcomer)
            write_sheet(folder, [*rows, *rows_of_newcomer])
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


@contextmanager
def empty_home() -> Generator[Path]:
    """One that nobody has used yet."""
    with TemporaryDirectory(prefix="kneewise-newcomer-") as name:
        yield Path(name)


def take_for_readme(browser: Browser, home: Path, address: str) -> None:
    """Few and small: what each role sees first, and the first page of the report."""
    README_FOLDER.mkdir(parents=True, exist_ok=True)
    for old in README_FOLDER.glob("*.png"):
        old.unlink()
    for one in PICTURES:
        context = opened(browser, home, address, one.width, one.scheme)
        page = context.new_page()
        page.goto(f"{address}/{one.screen}")
        settle(page)
        height = min(one.height, full_height(page)) if one.width > WIDTHS[1] else one.height
        page.set_viewport_size({"width": one.width, "height": height})
        settle(page)
        file = README_FOLDER / f"{one.name}.png"
        page.screenshot(path=file)
        make_small(file)
        context.close()
    take_report(home)


def take_report(home: Path) -> None:
    """The first page of what a clinic reads, as a picture."""
    with TemporaryDirectory() as name:
        paper = Path(name) / "report.pdf"
        subprocess.run(
            [*command(home), "report", REPORT_OF, "--out", str(paper)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        first = pypdfium2.PdfDocument(paper)[0]
        picture = first.render(scale=2 * REPORT_WIDTH / first.get_width()).to_pil()
    height = round(picture.height * REPORT_WIDTH / picture.width)
    file = README_FOLDER / f"{REPORT}.png"
    picture.resize((REPORT_WIDTH, height), Image.Resampling.LANCZOS).save(file)
    make_small(file)


def make_small(file: Path) -> None:
    """Fewer colours, which nobody sees on a screen of few."""
    picture = Image.open(file).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def take_all(
    browser: Browser, home: Path, address: str, folder: Path, rows: Sequence[tuple[str, str]]
) -> None:
    """Every screen asked for, in whole, at each width and colour scheme."""
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        for scheme in SCHEMES:
            context = opened(browser, home, address, width, scheme)
            page = context.new_page()
            for screen, role in rows:
                page.set_viewport_size({"width": width, "height": 900})
                page.goto(f"{address}/{screen}")
                settle(page)
                page.set_viewport_size({"width": width, "height": full_height(page)})
                settle(page)
                page.screenshot(path=folder / file_name(screen, role, width, scheme))
            context.close()


def opened(
    browser: Browser, home: Path, address: str, width: int, scheme: Literal["light", "dark"]
) -> BrowserContext:
    """A browser that is let in."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    let_in(context, home, address)
    return context


def file_name(screen: str, role: str, width: int, scheme: str) -> str:
    """Of a picture of the sheet."""
    return f"{screen}-{role}-{width}-{scheme}.png"


def write_sheet(folder: Path, rows: Sequence[tuple[str, str]]) -> None:
    """One page with all of them, each leading to its picture in full."""
    looks = [(width, scheme) for width in WIDTHS for scheme in SCHEMES]
    head = "".join(f"<th>{width} {scheme}</th>" for width, scheme in looks)
    lines = "".join(
        f"<tr><th>{escape(screen)}<br>{escape(role)}</th>"
        + "".join(
            f'<td><a href="{name}"><img src="{name}" alt="" loading="lazy"></a></td>'
            for name in (file_name(screen, role, *look) for look in looks)
        )
        + "</tr>"
        for screen, role in rows
    )
    (folder / "index.html").write_text(
        "<!doctype html><meta charset=utf-8><title>Kneewise, every screen</title><style>"
        "body{font:14px sans-serif;background:#888}td,th{vertical-align:top;padding:6px}"
        f"img{{width:18vw}}</style><table><tr><th></th>{head}</tr>{lines}</table>\n",
        encoding="utf-8",
    )


def settle(page: Page) -> None:
    """Until the script is done and every chart is drawn."""
    page.wait_for_selector('[data-test-script-state="notRunning"]', timeout=60_000)
    page.wait_for_function(
        "() => !document.querySelector('[data-testid=stSkeleton]')"
        " && [...document.querySelectorAll('[data-testid=stPlotlyChart]')]"
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
    parser.add_argument("--out", type=Path, default=SHEET_FOLDER)
    parser.add_argument("--only", choices=SCREENS)
    parser.add_argument("--readme", action="store_true")
    parser.add_argument("--sheet", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    asked = arguments()
    is_all = asked.readme == asked.sheet
    main(
        asked.home,
        asked.out,
        [asked.only] if asked.only else SCREENS,
        is_readme=asked.readme or is_all,
        is_sheet=asked.sheet or is_all,
    )
