"""Rows of a CSV one by one, by the names of its columns."""

import codecs
import csv
import math
import re
from collections.abc import Iterable, Iterator

from etl.errors import BrokenFile

Row = dict[str, str]

_LONGEST_FIELD = 4 * 2**20  # characters; some platforms put a whole track into one
_BROKEN = "The table of activities is damaged. Ask for a new export."


def columns_of(head: bytes, *, skip_lines: int = 0) -> list[str]:
    """The names of the columns, plain, from the first bytes; empty where there are none."""
    lines = head.decode("utf-8-sig", "replace").splitlines()[skip_lines : skip_lines + 1]
    try:
        return [plain(name) for name in next(csv.reader(lines, delimiter=_delimiter(lines)), [])]
    except csv.Error:
        return []


def rows_of(pieces: Iterable[bytes], *, skip_lines: int = 0) -> Iterator[Row]:
    """Each row as plain names of columns to what stands there, without what is empty.

    Raises BrokenFile where it is no table; what came before has been told.
    """
    lines = _lines(pieces)
    for _ in range(skip_lines):
        next(lines, None)
    header = next(lines, "")
    csv.field_size_limit(_LONGEST_FIELD)
    delimiter = _delimiter([header])
    try:
        names = [plain(name) for name in next(csv.reader([header], delimiter=delimiter), [])]
        for cells in csv.reader(lines, delimiter=delimiter):
            found = {
                name: text
                for name, cell in zip(names, cells, strict=False)
                if (text := cell.strip())
            }
            if found:
                yield found
    except csv.Error as error:
        raise BrokenFile(_BROKEN) from error


def plain(name: str) -> str:
    """A column's name in small letters, with single spaces."""
    return " ".join(name.replace("\ufeff", "").lower().split())


def number_of(text: str | None, factor: float = 1.0) -> float | None:
    """A positive number as written, in our unit; zeros, dashes and words are None.

    Of comma and point, the last parts decimals: 1,234.5 and 1.234,5. A comma alone parts thousands
    where three digits follow it and one to three stand before, else decimals.
    """
    digits = re.sub(r"[\s\u00a0\u202f'’]", "", text or "")
    if "," in digits and "." in digits:
        last = max(digits.rfind(","), digits.rfind("."))
        digits = re.sub(r"[.,]", "", digits[:last]) + "." + digits[last + 1 :]
    elif re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+", digits):
        digits = digits.replace(",", "")
    try:
        value = float(digits.replace(",", "."))
    except ValueError:
        return None
    return round(value * factor, 3) if math.isfinite(value) and value > 0 else None


def seconds_of(text: str | None) -> float | None:
    """ "26:42" or "1:06:06" in seconds."""
    parts = (text or "").strip().split(":")
    if not 2 <= len(parts) <= 3:
        return None
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        return None
    seconds = sum(part * 60**place for place, part in enumerate(reversed(numbers)))
    return seconds if seconds > 0 else None


def _delimiter(lines: list[str]) -> str:
    first = lines[0] if lines else ""
    return max(",;\t", key=first.count)


def _lines(pieces: Iterable[bytes]) -> Iterator[str]:
    """Lines with their ends, which a quoted cell may hold."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    held = ""
    for piece in pieces:
        *whole, held = (held + decoder.decode(piece)).split("\n")
        if len(held) > _LONGEST_FIELD:
            raise BrokenFile(_BROKEN)
        yield from (f"{line}\n" for line in whole)
    if held:
        yield held
