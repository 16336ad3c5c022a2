"""How `kneewise query` prints an answer: as a table, a column a line, JSON or CSV, and bounded."""

import csv
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path

import polars as pl
from rich.console import Console
from rich.rule import Rule
from rich.table import Column, Table
from rich.text import Text

from dashboard.cli.output import err, out
from dashboard.ui.plain_values import as_flat, as_json_text
from etl.errors import UserError

READ_ROWS = 1_000
"""What is shown to a person unless more is asked for: some thirty screens."""
PROGRAM_ROWS = 100_000
"""What goes to a program unless more is asked for: ten years of days of twenty-five runners."""
_BATCH = 1_000  # rows turned into text at a time: 100,000 at once take a gigabyte
_MOST_BYTES = 256_000_000  # of what is printed
_MOST_CELL = 10_000  # characters of one cell that a person is shown


@dataclass(frozen=True, slots=True)
class Bound:
    """The most rows that are printed; None: as many as the memory for a question holds."""

    rows: int | None
    is_asked: bool  # somebody said --limit: what is left out is no surprise

    @property
    def wanted(self) -> int | None:
        """Rows to ask for: one more tells whether any were left out."""
        return None if self.rows is None else self.rows + 1

    def cut(self, frame: pl.DataFrame) -> tuple[pl.DataFrame, bool]:
        """The rows within the bound, and whether there were more."""
        if self.rows is None or frame.height <= self.rows:
            return frame, False
        return frame.head(self.rows), True


def bound_of(limit: int | None, *, is_for_program: bool) -> Bound:
    """What `--limit` means: nothing said is a bound of ours, 0 is none."""
    if limit is None:
        return Bound(PROGRAM_ROWS if is_for_program else READ_ROWS, is_asked=False)
    return Bound(limit or None, is_asked=True)


def tell_cut(bound: Bound | None) -> None:
    """Say on standard error that there is more, and how to get it; None: it was cut by its size."""
    after = f"{_MOST_BYTES / 1e6:,.0f} MB"
    more = ""
    if bound is not None and bound.rows is not None:
        after = f"{bound.rows:,} rows"
        more = f"--limit {bound.rows * 10} gives ten times as many, "
    err.print(
        f"Cut after {after}, there are more: {more}--out FILE writes all of it.",
        style="yellow",
        highlight=False,
        soft_wrap=True,
    )


def print_rows_json(frame: pl.DataFrame) -> bool:
    """One JSON list of row objects on one line of standard output; whether all rows are in it."""
    rows = (as_json_text(row) for row in frame.iter_rows(named=True))
    sys.stdout.write("[")
    is_whole = _write(text if index == 0 else f", {text}" for index, text in enumerate(rows))
    sys.stdout.write("]\n")
    return is_whole


def print_rows_csv(frame: pl.DataFrame) -> bool:
    """CSV on standard output; nested columns as JSON text. Whether all rows are in it."""
    sys.stdout.write(as_flat(frame.clear()).write_csv())
    slices = frame.iter_slices(_BATCH)
    return _write(as_flat(batch).write_csv(include_header=False) for batch in slices)


def _write(pieces: Iterable[str]) -> bool:
    """Pieces on standard output until it is too much; whether it was not."""
    written = 0
    for piece in pieces:
        if written + len(piece) > _MOST_BYTES:
            return False
        written += sys.stdout.write(piece)
    return True


def write_rows_csv(
    columns: Sequence[str], batches: Iterable[Sequence[tuple[object, ...]]], file: Path
) -> int:
    """CSV in a new file, which is there as a whole or not at all; how many rows.

    Raises UserError where the file is there already.
    """
    if file.exists():
        raise UserError(f"{file.name} exists already: choose another name.")
    count = 0
    writing = file.with_name(f".writing-{file.name}")
    try:
        with writing.open("x", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(columns)
            for batch in batches:
                writer.writerows([_plain(value) for value in row] for row in batch)
                count += len(batch)
        writing.replace(file)
    finally:
        writing.unlink(missing_ok=True)
    return count


def _plain(value: object) -> object:
    """As it stands in a CSV: nested values, times and days as JSON has them."""
    if isinstance(value, bool | list | dict | tuple | date | time | timedelta):
        return as_json_text(value).strip('"')
    return value


def print_rows(frame: pl.DataFrame, *, is_cut: bool, console: Console = out) -> None:
    """A table where it fits the width of the terminal, else each row with a column a line."""
    if frame.is_empty():
        console.print(Text(f"No rows of {', '.join(frame.columns)}."), soft_wrap=True)
        return
    table = Table(*(Column(header=Text(name)) for name in frame.columns))
    for row in frame.rows():
        table.add_row(*map(_cell, row))
    if is_cut:
        table.add_row(*(Text("…") for _ in frame.columns))
    if table.__rich_measure__(console, console.options.update(max_width=10**6)).maximum <= (
        console.width
    ):
        console.print(table)
    else:
        _print_upright(frame, is_cut=is_cut, console=console)


def _print_upright(frame: pl.DataFrame, *, is_cut: bool, console: Console) -> None:
    for number, row in enumerate(frame.rows(), start=1):
        console.print(Rule(Text(f"row {number}"), align="left"))
        cells = Table.grid(padding=(0, 2, 0, 0))
        cells.add_column(no_wrap=True, overflow="fold")
        cells.add_column(overflow="fold")
        for name, value in zip(frame.columns, row, strict=True):
            cells.add_row(Text(name, style="bold"), _cell(value))
        console.print(cells)
    if is_cut:
        console.print(Rule(Text("…"), align="left"))


def _cell(value: object) -> Text:
    if value is None:
        return Text("")
    text = as_json_text(value) if isinstance(value, list | dict) else str(value)
    return Text(text if len(text) <= _MOST_CELL else f"{text[:_MOST_CELL]}…")
