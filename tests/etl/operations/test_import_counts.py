"""What one more run asks of the databases: counted, since a count is the same on every machine."""

import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bench.table.databases import watched_databases
from etl.journal.store import Journal
from etl.operations.import_files import import_sources
from tests.builders import a_home, a_run, an_upload
from tests.builders.homes import NOW
from tests.builders.killing import commits_of_import

STATEMENTS = 110  # 102; of the planning of these a small import is made
OPENED = {"warehouse": 2, "journal": 2}  # to look what is here, and to write


def _another_run(back: int) -> bytes:
    return a_run(NOW.date() - timedelta(days=back), km=8)


def test_one_more_run_opens_each_file_twice_and_asks_a_hundred_statements(tmp_path: Path) -> None:
    """Whatever is asked of a file is asked while it is open anyway."""
    home, settings = a_home(tmp_path / "home", [_another_run(1)])
    runner = Journal(home, settings).ensure_runner()
    with watched_databases() as databases:
        import_sources(home, settings, [an_upload(_another_run(2))], runner=runner)
    opened = {Path(file).stem: count for file, count in databases.opened.items()}
    assert {name: opened[name] for name in OPENED} == OPENED
    assert len(databases.statements) <= STATEMENTS


@pytest.mark.skipif(sys.platform == "win32", reason="processes are forked")
@pytest.mark.parametrize(("files", "commits"), [(1, 3), (7, 3), (8, 5)])
def test_an_import_commits_twice_a_chunk_and_once_at_its_end(
    tmp_path: Path, files: int, commits: int
) -> None:
    """The journal says what comes before the warehouse has it, and at the end that all is in."""
    home, settings = a_home(tmp_path / "home", [_another_run(1)])
    folder = tmp_path / "files"
    folder.mkdir()
    for back in range(files):
        (folder / f"{back}.fit").write_bytes(_another_run(back + 2))
    assert commits_of_import(home, settings, [folder], files_a_chunk=7) == commits
