"""What follows from a run's splits in SQL, and what its altitude is worth: `sql/exposure`."""

from functools import cache

from etl.reference.views import with_numbers
from etl.storage.duckdb_files import Connection
from sql import ROOT


@cache
def exposure_sql(name: str) -> str:
    """The text of one file of `sql/exposure`, its parameters as numbers."""
    return with_numbers((ROOT / "exposure" / f"{name}.sql").read_text("utf-8"))


def fill_exposure(connection: Connection) -> None:
    """Exposure and speed bands of the runs in the temp table staged_activity."""
    for name in ("activity", "speed_band"):
        connection.execute(exposure_sql(name))


def settle_runs(connection: Connection, *, runner_id: str) -> None:
    """Judge what counts, link the same run from several sources and rank these, judge altitude.

    What the last turned round is filled anew.

    Given: views chosen, confirmed_rest, source_order, brought and usual_order. The same rows give
    the same verdicts, in any order of their coming.
    """
    if _is_turned(connection, runner_id=runner_id):
        # What is judged reads the climb, which just came to count, or to count no more.
        _is_turned(connection, runner_id=runner_id)


def _is_turned(connection: Connection, *, runner_id: str) -> bool:
    """Whether the verdict on some altitude is another than it was."""
    for name in ("judged", "came_with", "duplicate", "source_rank", "altitude"):
        for statement in statements(name):
            takes = {"runner_id": runner_id} if "$runner_id" in statement else {}
            connection.execute(statement, takes)
    ((turned_count,),) = connection.execute("select count(*) from staged_activity").fetchall()
    if not turned_count:
        return False
    for statement in statements("altitude_turned"):
        connection.execute(statement)
    fill_exposure(connection)
    return True


@cache
def statements(name: str) -> tuple[str, ...]:
    """The statements of a file of `sql/exposure`: DuckDB binds parameters to one at a time."""
    text = "\n".join(
        line for line in exposure_sql(name).splitlines() if not line.lstrip().startswith("--")
    )
    return tuple(part for part in text.split(";\n") if part.strip())
