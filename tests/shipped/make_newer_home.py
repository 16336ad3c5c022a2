"""Run inside an installation with DuckDB 2: a home whose files are in that version's own format."""

from datetime import date
from pathlib import Path

import duckdb  # noqa: TID251  as a Kneewise did that left the format to DuckDB

from etl.home import Home
from etl.journal.store import Journal, PainEntry
from etl.settings import Settings
from etl.warehouse.tables import Warehouse


def copy_in_own_format(file: Path) -> None:
    """The same rows in a new file, made without a word about its format."""
    fresh = file.with_name("fresh.duckdb")
    with duckdb.connect() as connection:
        connection.execute(f"attach '{file}' as former; attach '{fresh}' as fresh")
        connection.execute("copy from database former to fresh")
    fresh.replace(file)


settings = Settings()
home = Home(settings.home)
journal = Journal(home, settings)
runner = journal.ensure_runner("Mara")
journal.log_pain(
    PainEntry(
        runner_id=runner.runner_id, local_date=date(2026, 5, 2), knee="right", pain_during_score=2
    )
)
Warehouse(home, settings).refresh(runner)
for file in (home.journal, home.warehouse):
    copy_in_own_format(file)
