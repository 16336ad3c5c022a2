"""Small text tables for tests: what a physiotherapist would write on paper.

    day        | km | min
    2024-05-06 | 10 | 50
    2024-05-08 |  8 | 40

A dash or an empty cell is unknown. Headers that end in `_km` or `_min` stand for the column in `_m`
or `_s`; in a table of what is expected, the header names the columns that are looked at.
"""

from datetime import date, datetime

import pytest

from etl.storage.duckdb_files import Connection

Value = str | float | int | bool | date | datetime | None

_TOLERANCE = 1e-6
_SCALES = {"_km": ("_m", 1000), "_min": ("_s", 60)}


def rows(text: str) -> list[dict[str, Value]]:
    """The table's rows, each cell typed by how it looks."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    names = [name.strip() for name in lines[0].split("|")]
    return [
        dict(zip(names, (to_value(cell.strip()) for cell in line.split("|")), strict=True))
        for line in lines[1:]
    ]


def to_value(cell: str) -> Value:
    """A day, an instant, a number, yes or no, nothing, else the text itself."""
    if cell in ("", "-"):
        return None
    if cell in ("yes", "no"):
        return cell == "yes"
    for read in (int, float, date.fromisoformat, datetime.fromisoformat):
        try:
            return read(cell)
        except ValueError:
            continue
    return cell


def in_storage_units(row: dict[str, Value]) -> dict[str, Value]:
    """Kilometres and minutes of a test table as the metres and seconds of a column."""
    return dict(_in_storage_unit(name, value) for name, value in row.items())


def _in_storage_unit(name: str, value: Value) -> tuple[str, Value]:
    for suffix, (stored, factor) in _SCALES.items():
        if name.endswith(suffix):
            is_number = isinstance(value, int | float)
            return name.removesuffix(suffix) + stored, value * factor if is_number else value
    return name, value


def assert_rows(connection: Connection, view: str, expected: str, *, where: str = "true") -> None:
    """The view's rows, in these columns and ordered by them, are those of the table."""
    wanted = [in_storage_units(row) for row in rows(expected)]
    columns = list(wanted[0])
    query = f"select {', '.join(columns)} from {view} where {where} order by all"  # noqa: S608  our own names
    found = connection.execute(query).fetchall()
    assert [_approximately(row) for row in found] == [tuple(row.values()) for row in wanted]


def _approximately(row: tuple[Value, ...]) -> tuple[object, ...]:
    return tuple(
        pytest.approx(value, abs=_TOLERANCE, rel=_TOLERANCE) if isinstance(value, float) else value
        for value in row
    )
