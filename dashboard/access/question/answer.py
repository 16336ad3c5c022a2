"""The answer to one question that only reads, within bounds of time, rows and memory.

The memory is that of the connection (`question_mb`).
"""

import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import polars as pl

from dashboard.access.question.statement import question_of
from dashboard.access.snapshot import question_mb
from etl.errors import UserError
from etl.settings import Settings
from etl.storage.duckdb_files import (
    Connection,
    DatabaseError,
    OutOfMemory,
    an_empty_database,
)
from etl.text import plain_frame

_BATCH = 10_000  # rows on their way at once


@dataclass(frozen=True, slots=True)
class Streamed:
    """An answer of any length: names of its columns, then rows, some at a time."""

    columns: tuple[str, ...]
    batches: Iterator[list[tuple[object, ...]]]


def answer(
    connection: Connection, sql: str, settings: Settings, *, most_rows: int | None
) -> pl.DataFrame:
    """All rows, or the first `most_rows` of them.

    They are kept inside the database before they leave: what is read straight out of a question is
    not counted against the memory that the connection may take. Raises UserError, with the
    complaint, also where it needs more time or memory than is set aside.
    """
    bound = "" if most_rows is None else f"limit {most_rows}"
    # A temporary table lives as long as its cursor.
    with connection.cursor() as alone, _complaints(settings):
        with _ended_after(alone, settings.query_s):
            asked = question_of(alone, sql)
            alone.execute(f"create temporary table answer as from (\n{asked}\n) {bound}")
        return plain_frame(_told(alone))


@contextmanager
def stream(connection: Connection, sql: str, settings: Settings) -> Generator[Streamed]:
    """All rows, as they come: neither their number nor the time is bounded, what is held is.

    Raises UserError as `answer`.
    """
    with connection.cursor() as alone, _complaints(settings):
        alone.execute(question_of(alone, sql))
        names = tuple(column[0] for column in alone.description or ())
        yield Streamed(names, iter(lambda: alone.fetchmany(_BATCH), []))


def refuse_to_change(sql: str, settings: Settings) -> None:
    """Raises UserError as `answer` where it is no question: before two hundred views are built."""
    with an_empty_database() as nothing_in_it, _complaints(settings):
        question_of(nothing_in_it, sql)


@contextmanager
def _ended_after(connection: Connection, seconds: float) -> Generator[None]:
    has_ended = threading.Event()

    def end() -> None:
        has_ended.set()
        connection.interrupt()

    timer = threading.Timer(seconds, end)
    timer.start()
    try:
        yield
    except DatabaseError as error:
        if not has_ended.is_set():
            raise
        raise UserError(
            f"The query was stopped after {seconds:,.0f} seconds. Ask for fewer days, runs or"
            " columns, or set KNEEWISE_QUERY_S higher."
        ) from error
    finally:
        timer.cancel()


@contextmanager
def _complaints(settings: Settings) -> Generator[None]:
    try:
        yield
    except OutOfMemory as error:
        raise UserError(
            f"The query was refused: it needs more than {question_mb(settings)} MB."
            " Ask for fewer rows or columns, or set KNEEWISE_QUERY_MEMORY_MB higher."
        ) from error
    except (DatabaseError, pl.exceptions.PolarsError) as error:
        raise UserError(f"The query was refused: {str(error).splitlines()[0]}") from error


def _told(connection: Connection) -> pl.DataFrame:
    """The answer in types that Polars has."""
    relation = connection.table("temp.main.answer")
    # Polars has no type for months and days together: an interval is told in seconds.
    spans = [
        name
        for name, kind in zip(relation.columns, relation.types, strict=True)
        if str(kind) == "INTERVAL"
    ]
    if spans:
        seconds = ", ".join(f'epoch("{name}") as "{name}"' for name in spans)
        relation = relation.select(f"* replace ({seconds})")
    return relation.pl()
