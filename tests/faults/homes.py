"""The home that faults are caused in: two runners, forty entries, a run, a backup."""

from datetime import timedelta
from pathlib import Path

import pytest

from etl.journal.entries import PainEntry
from etl.journal.store import Journal
from etl.operations.backup.nightly import back_up_into
from etl.storage.duckdb_files import open_to_write
from etl.storage.migrations import apply_steps, steps_of
from tests.builders import a_home, a_run
from tests.faults.works import BACKUPS, DAY, RUN, home_of, settings_of

ENTRIES = 40


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to copy: `home`, `kept` with one backup, and a file that can be imported."""
    folder = tmp_path_factory.mktemp("whole")
    day = {"knee": "left", "pain_during_score": 3}
    pains = [{**day, "local_date": DAY - timedelta(days=back)} for back in range(ENTRIES)]
    home, _ = a_home(folder / "home", [a_run(km=5)], runner_name="Ada", pains=pains)
    settings = settings_of(folder)
    journal = Journal(home, settings)
    zed = journal.ensure_runner("Zed")
    journal.log_pain(PainEntry(runner_id=zed.runner_id, local_date=DAY, knee="right"))
    back_up_into(home, settings, folder / BACKUPS, keep=2)
    (folder / RUN).write_bytes(a_run(DAY, km=3))
    return folder


@pytest.fixture(scope="session")
def former(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose journal is of the version before, with the same runners and entries."""
    folder = tmp_path_factory.mktemp("former")
    home = home_of(folder).create()
    tables = ("runner", "pain_entry")
    with Journal(home_of(whole), settings_of(whole)).reading() as connection:
        frames = {name: connection.sql(f"from journal.{name}").pl() for name in tables}
    with open_to_write(home.journal, wait_s=5) as connection:
        apply_steps(connection, kind="journal", steps=steps_of("journal")[:-1])
        for table, frame in frames.items():
            connection.register("arriving", frame)
            connection.execute(f"insert into journal.{table} by name from arriving")
            connection.unregister("arriving")
    return folder
