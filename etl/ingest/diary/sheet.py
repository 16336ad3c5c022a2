"""A table that somebody kept, as text: CSV of any make, or the first sheet of a workbook with rows.

Read by a worker, within its bounds (decision 214): a workbook may unfold to more than it weighs.
"""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from etl.errors import UserError
from etl.sources.common.native import is_panic, without_panic_text
from etl.text import LONGEST_NAME, one_line

if TYPE_CHECKING:
    import fastexcel

MOST_ROWS = 100_000  # 270 years of one a day
MOST_COLUMNS = 200
LINE = "line"
"""The column of a sheet's rows that says where in the file each stood, from 1."""

_SEPARATORS = ";\t,|"  # those that stand in no number come first
_SNIFFED_LINES = 50
_DAY = re.compile(r"^\s*(\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{8})\b")
_OLD_WORKBOOK = bytes.fromhex("d0cf11e0a1b11ae1")  # .xls, or a workbook with a password

_TOO_LONG = f"It has more than {MOST_ROWS:,} rows: split it, and bring in one part after the other."
_NO_TABLE = "No table was found in it: a line of names and a line a day, in CSV or a spreadsheet."
_NO_TEXT = "It is neither a text file nor a spreadsheet: save it as CSV or .xlsx first."
_BROKEN = "The spreadsheet cannot be opened: save it again as CSV or .xlsx, without a password."


@dataclass(frozen=True, slots=True)
class Sheet:
    """Names of the columns, and rows as text: `line`, then `c0`, `c1`, … in their order.

    `torn` are lines with more cells than there are names: line and how many cells.
    """

    names: tuple[str, ...]
    rows: pl.DataFrame
    torn: tuple[tuple[int, int], ...] = ()

    @property
    def header(self) -> str:
        """The names in one line: a file with the same ones is read the same way."""
        return " | ".join(self.names)


def read_sheet(content: bytes) -> Sheet:
    """The table in a file. Raises UserError, with a sentence, where there is none."""
    if zipfile.is_zipfile(io.BytesIO(content)) or content.startswith(_OLD_WORKBOOK):
        return _to_sheet(_workbook_lines(content))
    return _to_sheet(_text_lines(_decoded(content)))


def _workbook_lines(content: bytes) -> list[tuple[int, list[str]]]:
    import fastexcel  # noqa: PLC0415  for spreadsheets alone

    try:
        with without_panic_text():
            return _first_table(fastexcel.read_excel(content))
    except (fastexcel.FastExcelError, zipfile.BadZipFile) as error:
        raise UserError(_BROKEN) from error
    except BaseException as error:
        if not is_panic(error):  # seen: an .xls that breaks off
            raise
        raise UserError(_BROKEN) from error


def _first_table(book: "fastexcel.ExcelReader") -> list[tuple[int, list[str]]]:
    """Cells of the first sheet with rows, by the line they stand on."""
    for name in book.sheet_names:
        frame = book.load_sheet(
            name, header_row=None, dtypes="string", n_rows=MOST_ROWS + 2
        ).to_polars()
        if frame.height > 1:
            cells = frame.fill_null("").rows()
            return [(index, list(row)) for index, row in enumerate(cells, 1)]
    raise UserError(_NO_TABLE)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")  # what older spreadsheets write
    if "\0" in text:
        raise UserError(_NO_TEXT)
    return text


def _text_lines(text: str) -> list[tuple[int, list[str]]]:
    """Cells by the line they end on: a note in quotes may go over several."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    lines = []
    try:
        for cells in reader:
            lines.append((reader.line_num, cells))
            if len(lines) > MOST_ROWS + 1:
                raise UserError(_TOO_LONG)
    except csv.Error as error:
        raise UserError(_NO_TABLE) from error
    return lines


def _separator(text: str) -> str:
    """The one that cuts most of the first lines into the same number of cells."""
    first = [line for line in text.splitlines()[:_SNIFFED_LINES] if line.strip()]

    def agreement(separator: str) -> tuple[int, int]:
        counts = Counter(len(cells) for cells in csv.reader(first, delimiter=separator))
        count, lines = max(counts.items(), key=lambda item: (item[0] > 1, item[1]), default=(1, 0))
        return (lines if count > 1 else 0, -_SEPARATORS.index(separator))

    return max(_SEPARATORS, key=agreement)


def _to_sheet(lines: Iterable[tuple[int, list[str]]]) -> Sheet:
    """The first line with two cells names the columns; a title above it is passed over."""
    filled = [
        (line, [cell.strip() for cell in cells])
        for line, cells in lines
        if any(cell.strip() for cell in cells)
    ]
    start = next((at for at, (_, cells) in enumerate(filled) if sum(map(bool, cells)) > 1), None)
    if start is None:
        raise UserError(_NO_TABLE)
    head, body = filled[start][1], filled[start + 1 :]
    while head and not head[-1]:
        head = head[:-1]
    if any(map(_DAY.match, head)):  # it has no line of names
        head, body = ["" for _ in head], filled[start:]
    if not body or len(head) > MOST_COLUMNS:
        raise UserError(_NO_TABLE)
    if len(body) > MOST_ROWS:
        raise UserError(_TOO_LONG)
    return _of(_named(head), body)


def _of(names: tuple[str, ...], body: list[tuple[int, list[str]]]) -> Sheet:
    width = len(names)
    torn = tuple((line, len(cells)) for line, cells in body if any(cells[width:]))
    bad = {line for line, _ in torn}
    whole = [(line, *(cells + [""] * width)[:width]) for line, cells in body if line not in bad]
    schema = {LINE: pl.Int64} | {f"c{index}": pl.String for index in range(width)}
    rows = pl.DataFrame(whole, schema=schema, orient="row")
    return Sheet(names, rows.with_columns(pl.col(pl.String).replace("", None)), torn)


def _named(head: list[str]) -> tuple[str, ...]:
    """Each name once; those without one by their place."""
    names: list[str] = []
    for index, cell in enumerate(head, 1):
        name = one_line(cell, most=LONGEST_NAME) or f"Column {index}"
        names.append(name if name not in names else f"{name} ({index})")
    return tuple(names)
