"""How `kneewise query` prints an answer: as a table, a column a line, JSON or CSV, and bounded."""

import sys
from dataclasses import dataclass

import polars as pl
from rich.console import Console
from rich.rule import Rule
from rich.table import Column, Table
from rich.text import Text

from dashboard.cli.output import err, out
from dashboard.ui.plain_values import as_flat, as_json_text

READ_ROWS = 1_000
"""What is shown to a person unless more is asked for: some thirty screens."""
PROGRAM_ROWS = 100_000
"""What goes to a program unless more is asked for: ten years of days of twenty-five runners."""
_BATCH = 10_000  # rows turned into text at a time: 100,000 at once take a gigabyte


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


def tell_cut(bound: Bound) -> None:
    """Say on standard error that there is more, and how to get it."""
    assert bound.rows is not None
    err.print(
        f"Cut after {bound.rows:,} rows, there are more: --limit {bound.rows * 10} gives ten times"
        " as many, --limit 0 all that KNEEWISE_QUERY_MEMORY_MB holds.",
        style="yellow",
        highlight=False,
        soft_wrap=True,
    )


def print_rows_json(frame: pl.DataFrame) -> None:
    """One JSON list of row objects on one line of standard output."""
    sys.stdout.write("[")
    for index, batch in enumerate(frame.iter_slices(_BATCH)):
        rows = (as_json_text(row) for row in batch.iter_rows(named=True))
        sys.stdout.write((", " if index else "") + ", ".join(rows))
    sys.stdout.write("]\n")


def print_rows_csv(frame: pl.DataFrame) -> None:
    """CSV on standard output; nested columns as JSON text."""
    sys.stdout.write(as_flat(frame.clear()).write_csv())
    for batch in frame.iter_slices(_BATCH):
        sys.stdout.write(as_flat(batch).write_csv(include_header=False))


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
    if isinstance(value, list | dict):
        return Text(as_json_text(value))
    return Text(str(value))
