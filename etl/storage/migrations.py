"""Bring a database file up to date: each step and its record in one transaction.

All steps share one, but for a step that says it begins another.
"""

from collections.abc import Callable, Generator, Iterable
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from etl.errors import DataError
from etl.machine_refusals import require_room
from etl.storage.disk.durable import put_in_place
from etl.storage.duckdb_files import (
    Connection,
    has_table,
    open_to_read,
    remove_database,
    signature,
    to_attach,
)
from sql import ROOT

_KINDS = ("warehouse", "journal")
_BEGINS = "-- Begins a transaction.\n"
_COPIES_KEPT = 3
_COPY_BEGINNING = "before-"
_up_to_date: dict[Path, tuple[int, int, int]] = {}
"""By file its signature when it was found up to date."""


def migrate(
    connection: Connection,
    *,
    kind: str,
    before: Callable[[Connection, str], object] = lambda _connection, _step: None,
) -> list[str]:
    """Apply the steps of `sql/migrations/<kind>` that the file has not seen; return their names.

    `before` is called with the first of them where an earlier version filled the file. Raises
    DataError where a newer version has been at it.
    """
    seen = set(_seen(connection))
    known = steps_of(kind)
    # A database in memory may hold the tables of both.
    if seen - {step for one in _KINDS for step in steps_of(one)}:
        raise DataError(
            f"The {kind} was written by a newer Kneewise: update this one. Nothing was changed."
        )
    fresh = [step for step in known if step not in seen]
    if fresh and seen:
        before(connection, fresh[0])
    is_filled = not seen.isdisjoint(known)
    parts = _by_transaction(fresh, kind=kind) if is_filled else [fresh]
    for turn, steps in enumerate(parts if fresh else []):
        if turn:  # a kill in between leaves a journal of the version that ended there
            connection.commit()
            connection.begin()
        apply_steps(connection, kind=kind, steps=steps)
    return fresh


def is_up_to_date(connection: Connection, *, kind: str) -> bool:
    """Whether the file in use has seen just the steps that this version knows."""
    return sorted(_seen(connection)) == steps_of(kind)


@contextmanager
def open_up_to_date(
    path: Path,
    *,
    is_up_to_date: Callable[[Connection], bool],
    otherwise: Callable[[], AbstractContextManager[Connection]],
    wait_s: float,
) -> Generator[Connection]:
    """The file to ask: as it is where it is up to date, else as `otherwise` opens it.

    One that was found up to date is so until its signature changes: asking took a third of opening.
    """
    if path.is_file():
        with open_to_read(path, wait_s=wait_s) as connection:
            if is_known(path) or is_up_to_date(connection):
                note_up_to_date(path)  # while it is open nobody writes it
                yield connection
                return
    with otherwise() as connection:
        yield connection


def is_known(path: Path) -> bool:
    """Whether this process found the file up to date as it lies there.

    Who does not hold it open is told of a moment that may be gone.
    """
    return _up_to_date.get(path) == signature(path)


def note_up_to_date(path: Path) -> None:
    """For who found it up to date or brought it there, and whom nobody can have followed yet."""
    _up_to_date[path] = signature(path)


def steps_of(kind: str) -> list[str]:
    """The names of all steps that this version knows, in order."""
    folder = ROOT / "migrations" / kind
    return sorted(step.name for step in folder.iterdir() if step.name.endswith(".sql"))


def apply_steps(connection: Connection, *, kind: str, steps: Iterable[str]) -> None:
    """Apply just these steps, as to a file of the version that ended with them."""
    _begin(connection)
    for step in steps:
        connection.execute(_text_of(step, kind=kind))
        connection.execute("insert into kneewise.migration (step) values (?)", [step])


def _by_transaction(steps: Iterable[str], *, kind: str) -> list[list[str]]:
    """The steps in their order, parted before each that says it begins a transaction.

    DuckDB alters no column of a table whose rows an earlier step of the same transaction changed.
    """
    parts: list[list[str]] = [[]]
    for step in steps:
        if parts[-1] and _text_of(step, kind=kind).startswith(_BEGINS):
            parts.append([])
        parts[-1].append(step)
    return parts


def _text_of(step: str, *, kind: str) -> str:
    return (ROOT / "migrations" / kind / step).read_text("utf-8")


def _seen(connection: Connection) -> list[str]:
    if not has_table(connection, "kneewise.migration"):
        return []
    return [
        step for (step,) in connection.execute("select step from kneewise.migration").fetchall()
    ]


def _begin(connection: Connection) -> None:
    connection.execute("create schema if not exists kneewise")
    connection.execute(
        "create table if not exists kneewise.migration"
        " (step varchar not null, applied_at timestamp not null default current_timestamp)"
    )


def keep_copy(connection: Connection, step: str, *, path: Path, folder: Path) -> Path:
    """Copy the file in use, of that path, into the folder, named by the first step that is to come.

    Nothing may have been written in the open transaction, of which the copy is no part. The newest
    three of a file stay.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    require_room(folder, 2 * path.stat().st_size, what="Bringing the journal up to date")
    copy = folder / f"{_COPY_BEGINNING}{step.removesuffix('.sql')}-{path.name}"
    writing = copy.with_name(f".writing-{copy.name}")
    remove_database(writing)
    connection.commit()  # one transaction writes into one file only
    connection.execute(to_attach(writing, name="former"))
    connection.execute("copy from database writing to former")
    connection.execute("checkpoint former")
    connection.execute("detach former")
    connection.begin()
    writing.chmod(0o600)
    put_in_place(writing, copy)
    for older in sorted(copies_of(path, folder), key=lambda one: one.stat().st_mtime)[
        :-_COPIES_KEPT
    ]:
        older.unlink()
    return copy


def copies_of(path: Path, folder: Path) -> list[Path]:
    """The copies of a file that stand in the folder."""
    return sorted(folder.glob(f"{_COPY_BEGINNING}*-{path.name}"))
