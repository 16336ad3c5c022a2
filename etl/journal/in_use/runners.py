"""Rows of runners in the journal that is in use."""

from dataclasses import asdict, fields, replace

from etl.clock import written_now
from etl.errors import UserError
from etl.journal.entries import Runner
from etl.storage.duckdb_files import Connection
from etl.storage.journal_rows import insert_row, read_query


def runners_in(connection: Connection) -> list[Runner]:
    """Every runner of the journal that is in use, by name."""
    rows = connection.execute(read_query("runner")).fetchall()
    names = [column.name for column in fields(Runner)]  # and in this order the query's columns
    return [Runner(**dict(zip(names, row, strict=True))) for row in rows]


def runner_in(connection: Connection, runner_id: str) -> Runner:
    """One runner by id. Raises UserError where there is none."""
    for runner in runners_in(connection):
        if runner.runner_id == runner_id:
            return runner
    raise UserError("There is no runner with that id.")


def save_runner_in(connection: Connection, runner: Runner) -> None:
    """Keep a newer version of a runner."""
    insert_row(connection, "runner", asdict(runner) | {"saved_at": written_now()})


def adopt_zone_in(connection: Connection, runner: Runner, time_zone: str | None) -> Runner:
    """The runner with the zone of their own files, where nobody has set the profile yet."""
    if time_zone is None or time_zone == runner.time_zone:
        return runner
    if not is_profile_unset(connection, runner.runner_id):
        return runner
    adopted = replace(runner, time_zone=time_zone)
    save_runner_in(connection, adopted)
    return adopted


def is_profile_unset(connection: Connection, runner_id: str) -> bool:
    """Whether the runner is as they were made."""
    asked = "select count(*) from journal.runner where runner_id = ?"
    return connection.execute(asked, [runner_id]).fetchall() == [(1,)]
