"""A whole look at a journal beside its ledger: for the doctor, a backup and a migration."""

from pathlib import Path

from etl.errors import DataError
from etl.storage.commits.content import sums_of
from etl.storage.commits.ledger import ledger_path, line_in, read_all, what_is_lost
from etl.storage.commits.lines import Line, Tail, added_up, first_broken
from etl.storage.commits.wording import altered, ledger_behind, ledger_broken
from etl.storage.duckdb_files import Connection, NoSuchTable


def what_is_wrong(
    connection: Connection, journal: Path, *, database: str | None = None
) -> str | None:
    """One sentence for the first thing; None where all entries are as they were saved.

    Every value is read: some hundredths of a second for ten years. The journal is in use, or
    attached under that name.
    """
    try:
        held = line_in(connection, database)
    except NoSuchTable:
        return None  # of before there was a ledger
    every = read_all(journal)
    problem = what_is_lost(journal, held, every)
    if problem is not None:
        return problem
    if held is None or not every.is_there:
        return None  # it begins with the next commit
    problem = _in_ledger(journal, held, every)
    if problem is not None:
        return problem
    lines = every.lines if held.hash == every.lines[-1].hash else (*every.lines, held)
    known, there = added_up(lines), sums_of(connection, database)
    changed = sorted(name for name in {*known, *there} if known.get(name) != there.get(name))
    return altered(journal, changed) if changed else None


def check_content(connection: Connection, journal: Path) -> None:
    """Raises DataError for what is wrong with the journal that is in use."""
    problem = what_is_wrong(connection, journal)
    if problem is not None:
        raise DataError(problem)


def _in_ledger(journal: Path, held: Line, every: Tail) -> str | None:
    path, lines = ledger_path(journal), every.lines
    if not lines:
        return ledger_broken(path, 1)
    number = first_broken(lines)
    if number is not None or every.broken_count:
        return ledger_broken(path, number or lines[-1].number + 1)
    if held.hash != lines[-1].hash and held.before != lines[-1].hash:
        return ledger_behind(path)
    return None
