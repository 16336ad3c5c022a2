"""Every promise about speed and memory beside what is measured here and now.

python -m bench.table [ROW …] [--goes N] [--homes FOLDER] [--markdown FILE] [--by-screen]

Makes its homes (100, 3,000 and 10,000 runs of one invented runner) in a folder of its own that is
gone afterwards, or in FOLDER, where they are used again. ROW is one of first, later, words,
clicks, slice, server, ramp, board, log, shell, arriving; without any, all.
"""

import argparse
import gc
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.table.arriving import arriving_rows
from bench.table.boards import board_rows
from bench.table.clicks import click_rows
from bench.table.figures import Row, as_markdown, machine, show
from bench.table.homes import SIZES, make_homes
from bench.table.memory import server_rows, slice_rows
from bench.table.pages import first_page_rows, later_page_rows, log_rows
from bench.table.shell import shell_rows
from bench.table.side_by_side import ramp_rows
from bench.table.words import words_rows

TEN_YEARS = 3_000
Make = Callable[[Path], Iterator[Row]]


def main(asked: argparse.Namespace) -> None:
    """Measure row by row, tell each part as it is done, and the whole table at the end."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # with its servers
    print(machine(), flush=True)
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(TemporaryDirectory(prefix="kneewise-table-")))
        homes = make_homes(asked.homes or scratch)
        rows: list[Row] = []
        for name, make in parts(homes, asked).items():
            if not asked.rows or name in asked.rows:
                place = scratch / name
                place.mkdir()
                found = list(make(place))
                rows += found
                print(f"\n{name}", flush=True)
                show(found)
                gc.collect()
    print()
    show(rows)
    if asked.markdown:
        asked.markdown.write_text(as_markdown(rows), "utf-8")


def parts(homes: Mapping[int, Path], asked: argparse.Namespace) -> dict[str, Make]:
    """What makes which rows, each in a folder of its own."""
    goes, largest = asked.goes, max(homes)
    ten_years = homes[TEN_YEARS]

    def later(place: Path) -> Iterator[Row]:
        for size in (TEN_YEARS, largest):
            yield from later_page_rows(
                size, homes[size], place, goes=goes, by_screen=asked.by_screen
            )

    return {
        "first": lambda place: first_page_rows(homes, place, goes=goes),
        "later": later,
        "words": lambda place: words_rows(TEN_YEARS, ten_years, place, goes=goes),
        "clicks": lambda place: click_rows(TEN_YEARS, ten_years, place, goes=goes),
        "slice": lambda place: slice_rows(TEN_YEARS, ten_years, place, goes=min(goes, 3)),
        "server": lambda place: server_rows(homes, place, goes=min(goes, 3)),
        "ramp": lambda _place: ramp_rows(goes=min(goes, 3)),
        "board": lambda place: board_rows(place, goes=goes),
        "log": lambda place: log_rows(TEN_YEARS, ten_years, place, goes=goes),
        "shell": lambda place: shell_rows(TEN_YEARS, ten_years, place, goes=goes),
        "arriving": lambda place: arriving_rows(place, goes=goes),
    }


def arguments() -> argparse.Namespace:
    """Which rows, how often, where."""
    parser = argparse.ArgumentParser(prog="python -m bench.table", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    names = list(parts(dict.fromkeys(SIZES, Path()), argparse.Namespace(goes=1, by_screen=False)))
    parser.add_argument("rows", nargs="*", metavar="ROW", help=" ".join(names))
    parser.add_argument("--goes", type=int, default=5)
    parser.add_argument("--homes", type=Path)
    parser.add_argument("--markdown", type=Path)
    parser.add_argument("--by-screen", action="store_true", help="later pages one by one, too")
    asked = parser.parse_args()
    if unknown := set(asked.rows) - set(names):
        parser.error(f"{', '.join(sorted(unknown))}: one of {' '.join(names)}")
    return asked


if __name__ == "__main__":
    main(arguments())
