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
    for name in ("judged", "came_with", "duplicate", "source_rank", "altitude"):
        for statement in statements(exposure_sql(name)):
            takes = {"runner_id": runner_id} if "$runner_id" in statement else {}
            connection.execute(statement, takes)
    ((turned_count,),) = connection.execute("select count(*) from staged_activity").fetchall()
    if turned_count:
        fill_exposure(connection)


def statements(text: str) -> list[str]:
    """The statements of a file: DuckDB binds parameters to one statement at a time."""
    return [part for part in text.split(";\n") if part.strip()]
