"""Writes `sql/needs.json`: which tables and views each view and check reads, out of its SQL.

Beside them those of which it has to have rows to have any itself (`bench/queries/drawn_from.py`).

python -m bench.needs
"""

import json
from pathlib import Path

import sqlglot
from sqlglot import exp

from bench.queries.drawn_from import drawn_from
from etl.errors import DataError
from etl.reference.needs import sha256_of
from etl.reference.views import query_of

SQL = Path(__file__).resolve().parent.parent / "sql"
FILE = SQL / "needs.json"
FOLDERS = ("checks", "views")


def main() -> None:
    """Write the file anew."""
    FILE.write_text(as_text(SQL), "utf-8")


def as_text(sql: Path) -> str:
    """What the file says of the queries below a folder: a line each."""
    told = []
    for folder in FOLDERS:
        for path in sorted((sql / folder).rglob("*.sql")):
            where = f"sql/{path.relative_to(sql).as_posix()}"
            query = query_of(path.read_text("utf-8"))
            needs = sorted(parsed_needs(where, query))
            drawn = sorted(drawn_from(query)) if folder == "views" else []
            known = {"needs": needs, "drawn_from": drawn, "sha256": sha256_of(query)}
            told.append(f"{json.dumps(where)}: {json.dumps(known)}")
    return "{\n" + ",\n".join(told) + "\n}\n"


def parsed_needs(where: str, query: str) -> frozenset[str]:
    """The tables and views that a query reads, as `schema.name`. Raises DataError."""
    try:
        tree = sqlglot.parse_one(query, read="duckdb")
    except sqlglot.errors.ParseError as error:
        raise DataError(f"{where}: {error}") from error
    return frozenset(f"{table.db}.{table.name}" for table in tree.find_all(exp.Table) if table.db)


if __name__ == "__main__":
    main()
