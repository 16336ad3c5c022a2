"""Page times with 3,000 runs: the words of *Today* in a fresh browser, and every page change.

python -m bench.pages [how many runs]
"""

import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Request, sync_playwright
from streamlit.testing.v1 import AppTest

import dashboard
from bench.archive import RUN_COUNT, folder_of_files, print_table, start_import
from bench.browser import OPTIONS, SCREENS, chromium, let_in, served
from dashboard import session
from dashboard.screens import file_of
from dashboard.ui.display import STATUSES
from etl.home import Home
from etl.settings import Settings

PROMISED_WORDS_S = 2.5
PROMISED_CHANGE_S = 0.5
ROUNDS = 5
APP = Path(dashboard.__file__).with_name("app.py")


def main(count: int) -> None:
    """Fill a home, measure it from inside and through a browser, print the table."""
    with folder_of_files(count) as folder:
        home = folder.parent / "home"
        if start_import(folder, home).wait() != 0:
            raise SystemExit("The import failed.")
        rows = [("page", "measured", "promised"), *words_rows(home), *change_rows(home)]
    print_table(rows)


def words_rows(home: Path) -> Iterator[tuple[str, str, str]]:
    """Time until the status words stand in a browser that has seen nothing yet."""
    path = chromium()
    if path is None:
        yield ("Today, fresh browser", "no Chromium here", "")
        return
    with served(home) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        first_s, *later = [time_to_words(browser, home, address) for _ in range(ROUNDS + 1)]
        browser.close()
    usual_s = statistics.median(seconds for seconds, _ in later)
    before = all(earlier for _, earlier in (first_s, *later))
    promised = f"under {PROMISED_WORDS_S} s"
    yield ("Today, fresh browser, first after start", f"{first_s[0]:.2f} s", promised)
    yield ("Today, fresh browser", f"{usual_s:.2f} s", promised)
    yield ("its words before the chart script", "yes" if before else "no", "yes")


def time_to_words(browser: Browser, home: Path, address: str) -> tuple[float, bool]:
    """Seconds until a status word stands, and whether no chart script had arrived by then."""
    scripts: list[str] = []

    def note(request: Request) -> None:
        if "plotly" in request.url.lower():
            scripts.append(request.url)

    context = browser.new_context()  # nothing cached
    let_in(context, home, address)
    page = context.new_page()
    page.on("requestfinished", note)
    words = [mark.word for mark in STATUSES.values()]
    begun = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function(
        "words => [...document.querySelectorAll('h1')]"
        ".some(heading => words.some(word => heading.innerText.includes(word)))",
        arg=words,
        timeout=60_000,
    )
    seconds = time.perf_counter() - begun
    earlier = not scripts
    context.close()
    return seconds, earlier


def change_rows(home: Path) -> Iterator[tuple[str, str, str]]:
    """Server time of a change to each screen, with the runner's rows already in memory."""
    place = Home(home)
    session.bind(place, Settings(home=home).at(place))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    latest = session.current_gateway().load(session.current_viewer(), "metric.run")["session_id"]
    for screen in SCREENS:
        yield change_row(screen, [time_change(app, screen) for _ in range(ROUNDS)])
    app.query_params["run"] = latest[-1]
    yield change_row("one run", [time_change(app, "runs") for _ in range(ROUNDS)])


def change_row(screen: str, times_s: list[float]) -> tuple[str, str, str]:
    """The usual time and the first, when nothing of this screen was in memory yet."""
    usual_s = statistics.median(times_s[1:])
    measured = f"{usual_s * 1000:.0f} ms (first {times_s[0] * 1000:.0f} ms)"
    return (f"change to {screen}", measured, f"under {PROMISED_CHANGE_S * 1000:.0f} ms")


def time_change(app: AppTest, screen: str) -> float:
    """Seconds the server works on one change of page."""
    begun = time.perf_counter()
    app.switch_page(file_of(screen)).run()
    seconds = time.perf_counter() - begun
    if app.exception:
        raise SystemExit(f"{screen}: {app.exception[0].message}")
    return seconds


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUN_COUNT)
