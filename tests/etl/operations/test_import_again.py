"""A folder that is imported again: what lies as it lay is not read, and what is not is."""

import os
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from etl.home import Home
from etl.ingest import chunks
from etl.journal.store import Journal
from etl.operations.erase_runner import erase_runner
from etl.operations.import_files import ImportResult, import_paths
from etl.operations.undo_import import undo_batch
from etl.settings import Settings
from etl.storage.duckdb_files import attached, open_in_memory
from etl.storage.originals import Originals
from etl.storage.row_versions import read_row_versions
from etl.warehouse.tables import Warehouse
from tests.builders import a_run
from tests.builders.hashes import rows_of
from tests.builders.homes import NOW, a_home
from tests.builders.killing import commits_of_import

DAYS_AGO_S = 3 * 86_400
COUNT = 3


class Folder:
    """Some runs in a folder that is brought in again and again; notes what is read for that."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home, self.settings = a_home(place / "home")
        self.place = place / "Mara Musterfrau"
        self.place.mkdir()
        self.read: list[str] = []
        real = chunks.read_all

        def noting(sources: Sequence[Any], *given: Any, **named: Any) -> Any:
            self.read = [Path(source.label).name for source in sources]
            return real(sources, *given, **named)

        monkeypatch.setattr(chunks, "read_all", noting)
        for back in range(COUNT):
            self.write(f"{back}.fit", back=back + 1)

    def write(self, name: str, *, back: int, age_s: float = DAYS_AGO_S) -> Path:
        """A run of so many days ago, in a file that was changed a while ago."""
        path = self.place / name
        path.write_bytes(a_run(NOW.date() - timedelta(days=back), km=8))
        changed_s = path.stat().st_mtime - age_s
        os.utime(path, (changed_s, changed_s))
        return path

    def bring_in(self) -> ImportResult:
        """As the command does."""
        return import_paths(self.home, self.settings, [self.place])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """With three runs that are in already."""
    made = Folder(tmp_path, monkeypatch)
    assert made.bring_in().count("imported") == COUNT and len(made.read) == COUNT
    return made


def _versions(home: Home, settings: Settings) -> object:
    files = {"warehouse": home.warehouse}
    with open_in_memory() as connection, attached(connection, files, wait_s=settings.lock_wait_s):
        return read_row_versions(connection, "warehouse").by_table


def test_nothing_is_read_or_changed_and_each_file_is_told_of(folder: Folder) -> None:
    before = _versions(folder.home, folder.settings)
    again = folder.bring_in()
    assert folder.read == []
    assert [item.status for item in again.items] == ["duplicate"] * COUNT
    assert all(item.activity_ids for item in again.items)
    assert _versions(folder.home, folder.settings) == before


def test_the_warehouse_is_not_written_for_it_and_the_journal_once(folder: Folder) -> None:
    """A page that somebody reads meanwhile waits for nothing; the import stands as any other."""
    before = folder.home.warehouse.read_bytes()
    commits = commits_of_import(folder.home, folder.settings, [folder.place], files_a_chunk=COUNT)
    assert commits == 1
    assert folder.home.warehouse.read_bytes() == before
    with Journal(folder.home, folder.settings).reading() as connection:
        ended = "from journal.import_batch where finished_at is not null"
        assert connection.execute(f"select count(*) {ended}").fetchall() == [(2,)]


def test_what_an_import_without_news_leaves_is_settled(folder: Folder) -> None:
    """Also where the same files came in an archive, and the first import was taken back."""
    (loose,) = {batch for (batch,) in _batches(folder)}
    takeout = folder.place.parent / "takeout.zip"
    with ZipFile(takeout, "w") as packed:
        for path in folder.place.iterdir():
            packed.write(path, path.name)
        packed.writestr("activities.csv", _table(folder.place))
    import_paths(folder.home, folder.settings, [takeout])
    undo_batch(folder.home, folder.settings, loose)
    folder.bring_in()
    assert folder.read == []
    before = _versions(folder.home, folder.settings)
    (runner,) = Journal(folder.home, folder.settings).runners()
    Warehouse(folder.home, folder.settings).refresh(runner)
    assert _versions(folder.home, folder.settings) == before


def _table(folder: Path) -> str:
    """Strava's, of all that lies there."""
    head = "Activity ID,Activity Date,Activity Name,Activity Type,Filename"
    names = enumerate(sorted(path.name for path in folder.iterdir()), start=1)
    rows = (f'{n},"May {n}, 2026, 7:00:00 AM",Run,Run,{name}' for n, name in names)
    return "\n".join((head, *rows))


def test_what_is_new_or_changed_is_read(folder: Folder) -> None:
    """Also of the same size; the others are not."""
    folder.write("1.fit", back=20, age_s=1000)
    folder.write("9.fit", back=21)
    assert folder.bring_in().count("imported") == 2
    assert folder.read == ["1.fit", "9.fit"]
    folder.bring_in()
    assert folder.read == []


def test_a_file_that_was_changed_just_now_is_read_each_time(folder: Folder) -> None:
    """It may change once more within the tick of the disk's clock."""
    folder.write("9.fit", back=20, age_s=0)
    folder.bring_in()
    folder.write("9.fit", back=21, age_s=0)
    assert folder.bring_in().count("imported") == 1


def test_an_original_that_is_damaged_or_gone_is_mended(folder: Folder) -> None:
    """By reading the file again, as whoever is told of the damage is advised to."""
    originals = Originals(folder.home.originals)
    names = [path.stem for path in sorted(folder.home.originals.rglob("*.gz"))]
    damaged = originals.path(names[0])
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    originals.forget(names[1])
    folder.bring_in()
    assert len(folder.read) == 2
    assert all(map(originals.is_sound, names))


def test_what_was_taken_back_is_read_again(folder: Folder) -> None:
    """The rows are gone, whatever is known of files."""
    (batch_id,) = {batch for (batch,) in _batches(folder)}
    undo_batch(folder.home, folder.settings, batch_id)
    assert folder.bring_in().count("imported") == COUNT
    assert len(folder.read) == COUNT


def test_no_name_of_a_file_or_folder_is_kept_for_it_and_nothing_of_who_is_erased(
    folder: Folder,
) -> None:
    """A path is told by its hash."""
    seen = rows_of(folder.home, "from kneewise.seen_file")
    assert len(seen) == COUNT and "Musterfrau" not in repr(seen) and ".fit" not in repr(seen)
    (runner,) = Journal(folder.home, folder.settings).runners()
    erase_runner(folder.home, folder.settings, runner_id=runner.runner_id)
    assert rows_of(folder.home, "from kneewise.seen_file") == []


def _batches(folder: Folder) -> list[tuple[str]]:
    with Journal(folder.home, folder.settings).reading() as connection:
        return connection.execute("select batch_id from journal.import_batch").fetchall()
