"""Views beside the same by hand, pages beside a bare page, and the other rows of `bench.table`."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from importlib.metadata import version
from pathlib import Path

from bench.compare.attempts import Found, tables_of
from bench.compare.results import Line, Table
from bench.table.arriving import arriving_rows
from bench.table.boards import board_rows
from bench.table.clicks import click_rows
from bench.table.figures import MILLISECONDS, Row
from bench.table.memory import server_rows, slice_rows
from bench.table.pages import first_page_rows, later_page_rows, log_rows
from bench.table.shell import shell_rows
from bench.table.side_by_side import SIZES, VIEWS, used_s
from bench.table.words import words_rows

TEN_YEARS = 3_000
_OURS = "Kneewise's views"
_NAMES = {"duckdb": "DuckDB", "pandas": "pandas", "polars": "Polars"}


def views(_place: Path, *, goes: int) -> Found:
    """A table a size."""
    return tables_of(
        (f"Weekly ramp and session spike, {name}", partial(_views, name, goes=goes))
        for name in SIZES
    )


def _views(name: str, *, goes: int) -> Table:
    runners, runs, promised = SIZES[name]
    taken = used_s(runners, runs, goes=goes)
    lines = [
        Line(what=_OURS, goes=[*each], unit=MILLISECONDS, promised=promised)
        if who == VIEWS
        else Line(what=by_hand(who), goes=[*each], unit=MILLISECONDS, version=version_of(who))
        for who, each in taken.items()
    ]
    of = "one runner" if runners == 1 else f"{runners:,} runners"
    about = (
        f"{runners * runs:,} runs of {of} over ten years: the ratio of each week to the one "
        "before, and of each run to the longest of 30 days. The hands know nothing of second "
        "recordings, unknown distances or days without a recording, which the views see to; "
        f"the answers are compared. Processor time in one process, {goes} goes."
    )
    title = f"Weekly ramp and session spike, {name}"
    return Table(title=title, about=about, lines=lines, bases=[_OURS])


def by_hand(who: str) -> str:
    """As the page names one of `bench.ramp_and_spike`."""
    return f"{_NAMES[who.split(maxsplit=1)[0]]} by hand"


def version_of(who: str) -> str:
    """Of the package that it is written with."""
    return version(who.split(maxsplit=1)[0])


def pages(place: Path, homes: Mapping[int, Path], *, goes: int) -> Found:
    """Clicks and words in a real browser."""
    home = homes[TEN_YEARS]
    made: dict[str, tuple[str, Callable[[Path], Iterable[Row]]]] = {
        "From a click to a page that keeps still": (
            f"By the clock in one Chromium, a home of {TEN_YEARS:,} runs beside a bare page of "
            "Streamlit (a title and one chart, `bench/table/bare_app.py`), in turn: how many "
            f"times as long as the bare page in the middle. {goes} goes.",
            lambda at: click_rows(TEN_YEARS, home, at, goes=goes),
        ),
        "The words of Today in a browser that has seen nothing yet": (
            f"By the clock, until the status stands. {goes} goes.",
            lambda at: words_rows(TEN_YEARS, home, at, goes=goes),
        ),
    }
    return _tables(place, made)


def promises(place: Path, homes: Mapping[int, Path], *, goes: int) -> Found:
    """What stands by itself: pages on the server, memory, boards, commands, files that arrive."""
    home, few = homes[TEN_YEARS], min(goes, 3)
    largest = max(homes)
    made: dict[str, Callable[[Path], Iterable[Row]]] = {
        "A runner's first page": lambda at: first_page_rows(homes, at, goes=goes),
        f"Later pages, {TEN_YEARS:,} runs": lambda at: later_page_rows(
            TEN_YEARS, home, at, goes=goes, by_screen=False
        ),
        f"Later pages, {largest:,} runs": lambda at: later_page_rows(
            largest, homes[largest], at, goes=goes, by_screen=False
        ),
        "Memory of what a viewer may see": lambda at: slice_rows(TEN_YEARS, home, at, goes=few),
        "The server's memory": lambda at: server_rows(homes, at, goes=few),
        "The squad's board": lambda at: board_rows(at, goes=goes),
        "Until a log is seen": lambda at: log_rows(TEN_YEARS, home, at, goes=goes),
        "Commands": lambda at: shell_rows(TEN_YEARS, home, at, goes=goes),
        "A file that arrives": lambda at: arriving_rows(at, goes=goes),
    }
    about = "From `python -m bench.table`."
    return _tables(place, {title: (about, rows) for title, rows in made.items()})


def _tables(place: Path, made: Mapping[str, tuple[str, Callable[[Path], Iterable[Row]]]]) -> Found:
    """Each in a folder of its own."""

    def make(title: str, about: str, rows: Callable[[Path], Iterable[Row]], at: Path) -> Table:
        at.mkdir(parents=True, exist_ok=True)
        return Table(title=title, about=about, lines=_lines(rows(at)))

    return tables_of(
        (title, partial(make, title, about, rows, place / str(number)))
        for number, (title, (about, rows)) in enumerate(made.items())
    )


def _lines(rows: Iterable[Row]) -> list[Line]:
    return [
        Line(
            what=row.what,
            goes=row.goes if isinstance(row.goes, str) else [float(one) for one in row.goes],
            unit=row.unit,
            promised=row.bar,
        )
        for row in rows
    ]
