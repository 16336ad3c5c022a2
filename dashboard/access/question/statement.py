"""One question in SQL as somebody typed it: that it only reads, and what it names."""

import re

from duckdb import StatementType  # noqa: TID251  a name of a kind: nothing is opened here

from etl.errors import UserError
from etl.storage.duckdb_files import Connection, DatabaseError, an_empty_database

_READING = {StatementType.SELECT}  # not explain: `explain analyze delete` deletes
_TELLING_OF_TABLES = re.compile(
    r"\b(duckdb_|information_schema|pg_|pragma|show\b|sqlite_)", re.IGNORECASE
)
"""Some of these stands in each question about the database itself."""


def question_of(connection: Connection, sql: str) -> str:
    """The one query in it that changes nothing. Raises UserError for any other statement."""
    statements = connection.extract_statements(sql)
    if len(statements) != 1 or statements[0].type not in _READING:
        raise UserError("Only one query that reads is answered here, such as: from metric.run")
    return statements[0].query.rstrip().rstrip(";")


def tables_asked(question: str) -> frozenset[str] | None:
    """The tables and views that a question names, as `schema.name`; None where nobody can tell.

    Such a question lists what the database holds, or must be asked before its names are known. It
    is read in a database without any: DuckDB 1.5 forgets the columns of a view that it extracts.
    """
    if _TELLING_OF_TABLES.search(question):
        return None
    try:
        with an_empty_database() as nothing_in_it:
            names = nothing_in_it.get_table_names(question, qualified=True)
    except DatabaseError:
        return None
    if not names and "query" in question.lower():
        return None  # query('from ' || …): a name that is put together is told by nobody
    # Told with the name that the question gives it: core.split AS split.
    return frozenset(name.partition(" AS ")[0].lower() for name in names)
