"""Whether two homes, filled from the same files by two states of the project, hold the same.

python -m bench.compare_homes HOME OTHER

Recordings are told apart by their originals, not by ids, which differ by runner. Numbers are the
same within a thousandth of their unit, as a millimetre and a millisecond; all else to the letter.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from bench.archive import print_table
from etl.home import Home
from etl.storage.duckdb_files import Connection, attached, open_in_memory
from etl.storage.recording_rows import ACTIVITY_TABLES, KEYS

SAME_WITHIN = 0.001
_UNCOMPARED = ("runner_id", "imported_at", "formula_version")
_OTHER_RECORDING = ("activity_id", "duplicate_of", "part_of")


@dataclass(frozen=True, slots=True)
class Compared:
    """One table of both homes: rows that only one has, and values that differ."""

    table: str
    row_count: int
    unmatched_count: int
    different: dict[str, int]
    largest_difference: float

    @property
    def is_same(self) -> bool:
        """Every row is in both homes and says the same."""
        return not self.unmatched_count and not self.different


def main(one: Path, other: Path) -> None:
    """Print the table; exit with 1 where the homes differ."""
    found = compare(one, other)
    rows = [
        (
            each.table,
            str(each.row_count),
            str(each.unmatched_count),
            ", ".join(f"{name} {count}" for name, count in each.different.items()) or "none",
            f"{each.largest_difference:.3g}",
        )
        for each in found
    ]
    print_table([("table", "rows", "in one alone", "different", "largest difference"), *rows])
    if not all(each.is_same for each in found):
        raise SystemExit(1)


def compare(one: Path, other: Path) -> list[Compared]:
    """The tables of recordings, each held against its like."""
    files = {"one": Home(one).warehouse, "other": Home(other).warehouse}
    with open_in_memory() as connection, attached(connection, files, wait_s=1):
        for name in files:
            connection.execute(
                f"create temp table name_{name} as select activity_id, concat_ws('|',"  # noqa: S608  our own names
                " original_sha256, part_index, part_from_s, part_of is null) as name"
                f" from {name}.core.activity"
            )
        return [_compared(connection, table) for table in ACTIVITY_TABLES]


def _compared(connection: Connection, table: str) -> Compared:
    types = dict(
        connection.execute(
            "select column_name, data_type from duckdb_columns() where database_name = 'one'"
            " and schema_name = 'core' and table_name = ?",
            [table],
        ).fetchall()
    )
    for name in ("one", "other"):
        named = ", ".join(
            f"(select name from name_{name} where activity_id = rows.{column}) as {column}"  # noqa: S608  our own names
            for column in _OTHER_RECORDING
            if column in types
        )
        connection.execute(
            f"create or replace temp table rows_{name} as"  # noqa: S608  our own names
            f" select * replace ({named}) from {name}.core.{table} as rows"
        )
    on = " and ".join(f"one.{key} is not distinct from other.{key}" for key in KEYS[table])
    both = f"from rows_one as one join rows_other as other on {on}"
    counts = [
        connection.execute(f"select count(*) {of}").fetchall()[0][0]
        for of in ("from rows_one", "from rows_other", both)
    ]
    different: dict[str, int] = {}
    largest = 0.0
    for column in types.keys() - set(_UNCOMPARED) - set(KEYS[table]):
        count, most = _difference(connection, column, both, is_number=types[column] == "DOUBLE")
        largest = max(largest, most)
        if count:
            different[column] = count
    unmatched_count = counts[0] + counts[1] - 2 * counts[2]
    return Compared(table, counts[0], unmatched_count, different, largest)


def _difference(
    connection: Connection, column: str, both: str, *, is_number: bool
) -> tuple[int, float]:
    """How many values of a column differ, and by how much at most."""
    here, there = f"one.{column}", f"other.{column}"
    if not is_number:
        asked = f"select count(*) filter ({here} is distinct from {there}), 0.0 {both}"  # noqa: S608  our own names
    else:
        asked = (
            f"select count(*) filter (({here} is null) <> ({there} is null)"
            f" or abs({here} - {there}) > {SAME_WITHIN}),"
            f" coalesce(max(abs({here} - {there})), 0.0) {both}"
        )
    ((count, most),) = connection.execute(asked).fetchall()
    return count, most


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
