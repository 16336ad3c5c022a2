"""The pictures of the README, and every screen of every role on one sheet to look at.

python -m bench.screenshots [HOME] [--sheet] [--readme] [--only SCREEN] [--role ROLE] [--out FOLDER]

Without HOME the invented runners are built in passing; without `--sheet` or `--readme` both are
made. The pictures of the README go to `docs/screenshots`, those of the sheet and its `index.html`
to FOLDER, else `build/screenshots`.
"""

import argparse
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from bench.archive import command
from bench.browser import OPTIONS, chromium, full_height, let_in, served, settle
from bench.screenshots.sheet import ADDRESSES, ALONE, ROLES, WIDTHS, Scheme, Sheet, take_sheet
from etl.demo import build_demo
from etl.home import Home
from etl.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
README_FOLDER = ROOT / "docs" / "screenshots"
SHEET_FOLDER = ROOT / "build" / "screenshots"
WHO = (*(role.name for role in ROLES), ALONE)
COLOURS = 96  # of a picture in the README: a screen has few, and a file of it is a third
REPORT_OF, REPORT_WIDTH = "Mara K.", 620  # pixels


@dataclass(frozen=True, slots=True)
class Picture:
    """One of the README's: which screen, how wide, how much of it."""

    name: str
    screen: str
    width: int
    height: int
    scheme: Scheme = "light"


PICTURES = (
    Picture("today", "today", 1280, 1000),
    Picture("today-phone", "today", 390, 844, "dark"),
    Picture("squad", "squad", 1280, 800),
    Picture("patient", "patient", 1280, 1000),
)
REPORT = "report"


def main(home: Path | None, sheet: Sheet, *, is_readme: bool, is_sheet: bool) -> None:
    """Serve the home and take what was asked for."""
    path = chromium()
    if path is None:
        raise SystemExit("A Chromium is needed to take pictures.")
    with home_to_show(home) as shown, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        if is_readme:
            with served(shown) as address:
                take_for_readme(browser, shown, address)
        if is_sheet:
            take_sheet(browser, shown, sheet)
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


def opened(
    browser: Browser, home: Path, address: str, width: int, scheme: Scheme
) -> BrowserContext:
    """A browser that is let in."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    let_in(context, home, address)
    return context


def arguments() -> argparse.Namespace:
    """Which home, where to, and which screen."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("home", type=Path, nargs="?")
    parser.add_argument("--out", type=Path, default=SHEET_FOLDER)
    parser.add_argument("--only", choices=ADDRESSES)
    parser.add_argument("--role", choices=WHO)
    parser.add_argument("--readme", action="store_true")
    parser.add_argument("--sheet", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    asked = arguments()
    is_all = asked.readme == asked.sheet
    screens = [asked.only] if asked.only else ADDRESSES
    roles = [asked.role] if asked.role else WHO
    main(
        asked.home,
        Sheet(asked.out, screens, roles),
        is_readme=asked.readme or is_all,
        is_sheet=asked.sheet or is_all,
    )
