"""A watched folder: each whole file comes in once, whatever else happens to it or to us."""

import errno
import io
import threading
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from etl.errors import UserError
from etl.ingest import worker
from etl.ingest.import_log import WATCHED
from etl.journal.store import Journal
from etl.operations.arrivals import round as one_round
from etl.operations.arrivals.bring_in import EXPORT
from etl.operations.arrivals.folder import PATIENCE_S, STILL_S
from etl.operations.arrivals.round import LINK, FolderWatch
from etl.operations.arrivals.watch import Telling, Watcher
from etl.operations.arrivals.whose import own_folders
from etl.operations.erase_runner import erase_runner
from etl.operations.import_files import ImportResult, import_paths
from etl.operations.undo_import import undo_batch
from etl.people.accounts import add_person, remove_person
from etl.settings import Settings
from etl.storage.runner_archive import CONTENTS
from etl.warehouse.tables import Warehouse
from tests.builders import a_run
from tests.builders.homes import a_new_home

DAY = date(2026, 5, 1)
TEAM = {"oidc_issuer": "https://accounts.example.org"}


@pytest.fixture(autouse=True)
def _reads_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process: what is shown here is when they are, and how often."""

    def here(work: Callable[..., Any], *given: Any, bounds: worker.Bounds) -> Any:
        return work(*given)

    monkeypatch.setattr(worker, "in_worker", here)
    monkeypatch.setattr(worker, "begin", lambda: None)


class Watched:
    """A folder of the home's one runner, and a clock that goes on when it is told to."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "in"
        self.folder.mkdir()
        self.home = a_new_home(place / "home")
        self.settings = Settings(home=self.home.root, time_zone="Europe/Berlin", workers=1)
        self.journal = Journal(self.home, self.settings)
        self.now = 0.0
        self.begin()

    def begin(self) -> None:
        """As a process that has just started."""
        self.watch = FolderWatch(
            self.home,
            self.settings,
            self.folder,
            self.journal.ensure_runner,
            clock=lambda: self.now,
        )

    def look(self, after_s: float = 0.0) -> list[tuple[str, str]]:
        """File and status of all that a look brings."""
        self.now += after_s
        return [(item.file, item.status) for result in self.watch.look() for item in result.items]

    def settle(self) -> list[tuple[str, str]]:
        """Two looks, between which nothing changes for long enough."""
        return self.look() + self.look(STILL_S)

    def run(self, name: str, days_ago: int = 0, km: float = 5) -> Path:
        """Drop a run into the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(a_run(DAY - timedelta(days=days_ago), km=km))
        return path

    @property
    def run_count(self) -> int:
        """How many recordings are in."""
        runner = self.journal.ensure_runner()
        return len(Warehouse(self.home, self.settings).activity_ids(runner.runner_id))


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    """An empty folder and an empty home."""
    return Watched(tmp_path)


def test_a_file_comes_in_once_it_is_whole_and_lies_still(watched: Watched) -> None:
    """One that is written piece by piece is left; what never gets its end is read in the end."""
    path = watched.run("a.fit")
    content = path.read_bytes()
    path.write_bytes(content[:1000])
    assert watched.look() == [] and watched.look(5) == []
    with path.open("ab") as file:
        file.write(content[1000:])
    assert watched.look(STILL_S) == [] and watched.watch.is_waiting
    assert watched.look(STILL_S) == [("a.fit", "imported")]
    assert not watched.watch.is_waiting and watched.look(60) == []
    (watched.folder / "cut.fit").write_bytes(content[:-400])
    assert watched.look() == [] and watched.look(STILL_S) == []
    ((name, status),) = watched.look(PATIENCE_S)
    assert (name, status) in {("cut.fit", "imported"), ("cut.fit", "failed")}
    with watched.journal.reading() as connection:
        batches = connection.execute("select distinct brought_by from journal.import_batch")
        assert batches.fetchall() == [(WATCHED,)]


def test_a_broken_file_gets_its_sentence_and_stops_nobody(watched: Watched, tmp_path: Path) -> None:
    """So do a link, an export with a diary, and what is no activity; each is told once."""
    watched.run("2026/good.fit")
    (watched.folder / "broken.gpx").write_bytes(b"<gpx><trk></gpx>")
    (watched.folder / "notes.txt").write_text("of mine")
    (tmp_path / "elsewhere.fit").write_bytes(a_run(DAY, km=9))
    (watched.folder / "link.fit").symlink_to(tmp_path / "elsewhere.fit")
    with zipfile.ZipFile(watched.folder / "mara.zip", "w") as archive:
        archive.writestr(CONTENTS, "{}")
    watched.look()
    watched.now += STILL_S
    items = {item.file: item for result in watched.watch.look() for item in result.items}
    assert {name: item.status for name, item in items.items()} == {
        "2026/good.fit": "imported",
        "broken.gpx": "failed",
        "link.fit": "skipped",
        "mara.zip": "skipped",
        "notes.txt": "skipped",
    }
    assert (items["link.fit"].reason, items["mara.zip"].reason) == (LINK, EXPORT)
    assert watched.run_count == 1
    watched.begin()
    assert watched.settle() == []


def test_a_file_for_which_all_fails_is_named_and_the_others_come_in(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a way nobody foresaw; a full disk is none of its faults, and everything waits."""
    bring_in = one_round.bring_in

    def failing(*given: Any, **named: Any) -> ImportResult:
        if (given[2] / "bad.fit").exists():
            raise failure
        return bring_in(*given, **named)

    for name, days_ago in (("a.fit", 0), ("bad.fit", 2), ("c.fit", 4)):
        watched.run(name, days_ago)
    monkeypatch.setattr(one_round, "bring_in", failing)
    failure: Exception = OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(OSError):
        watched.settle()
    assert watched.watch.is_waiting and watched.run_count == 0
    failure = ZeroDivisionError("not foreseen")
    assert sorted(watched.look()) == [
        ("a.fit", "imported"),
        ("bad.fit", "failed"),
        ("c.fit", "imported"),
    ]
    watched.begin()
    assert watched.settle() == [] and watched.run_count == 2


def test_a_restart_reads_nothing_again(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor what was moved, came in another way, or was taken back; a ZIP is known as a whole."""
    path = watched.run("a.fit")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("b.fit", a_run(DAY - timedelta(days=2), km=6))
    (watched.folder / "b.zip").write_bytes(packed.getvalue())
    assert watched.settle() == [("a.fit", "imported"), ("b.zip!b.fit", "imported")]
    by_hand = import_paths(watched.home, watched.settings, [watched.run("c.fit", 4)])
    undo_batch(watched.home, watched.settings, by_hand.batch_id)

    monkeypatch.setattr(one_round, "bring_in", lambda *_, **__: pytest.fail("read again"))
    watched.begin()
    path.rename(watched.folder / "moved.fit")
    (watched.folder / "again.zip").write_bytes(packed.getvalue())
    assert watched.settle() == [] and watched.run_count == 2
    watched.home.looked_at.unlink()
    (watched.folder / "b.zip").unlink()
    (watched.folder / "again.zip").unlink()
    watched.begin()
    assert watched.settle() == []


def test_a_kill_between_any_two_steps_loses_nothing(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told but not in, or in but not remembered: the next start brings it in, once."""
    watched.run("a.fit")
    watched.look()

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    for step in (
        *("import_files._load", "import_files.finish_batch"),
        "arrivals.looked_at.LookedAt.note",
    ):
        with monkeypatch.context() as patched:
            patched.setattr(f"etl.operations.{step}", killed)
            with pytest.raises(KeyboardInterrupt):
                watched.look(STILL_S)
        watched.begin()
        watched.look()
    watched.look(STILL_S)
    assert watched.run_count == 1
    watched.begin()
    assert watched.settle() == [] and watched.run_count == 1


def test_each_runner_of_several_has_a_folder(tmp_path: Path) -> None:
    """In a team by the address of an account, and no more once that is gone."""
    home = a_new_home(tmp_path / "home")
    settings = Settings(home=home.root, **TEAM)
    journal = Journal(home, settings)
    mara = journal.ensure_runner("Mara").runner_id
    ben = journal.ensure_runner("Ben").runner_id
    root = tmp_path / "in"
    for name in ("Mara@Example.org", "Ben", "coach@example.org", ben):
        (root / name).mkdir(parents=True)
    (root / "linked").symlink_to(tmp_path)
    add_person(journal, email="mara@example.org", own_runner_id=mara)
    add_person(journal, email="coach@example.org", roles=["coach", "admin"])
    own, nobodys = own_folders(home, settings, root)
    assert [(one.path.name, one.runner().runner_id) for one in own] == [("Mara@Example.org", mara)]
    assert sorted(path.name for path in nobodys) == sorted(["Ben", "coach@example.org", ben])
    remove_person(journal, email="mara@example.org")
    assert own_folders(home, settings, root)[0] == []

    alone = Settings(home=home.root)
    assert [one.key for one in own_folders(home, alone, root)[0]] == [ben, ben]


def test_files_of_somebody_who_was_erased_come_back_for_nobody(watched: Watched) -> None:
    """Neither as a new runner nor as runs of the one who is left; a folder of their own does."""
    own_runner = watched.journal.ensure_runner("Ben")
    watched.run("Ben/a.fit")
    where = (watched.home, watched.settings, watched.folder)
    assert [one.path.name for one in own_folders(*where)[0]] == ["Ben"]
    erase_runner(watched.home, watched.settings, runner_id=own_runner.runner_id)
    with pytest.raises(UserError, match="erased"):
        own_folders(*where)
    mara = watched.journal.ensure_runner("Mara")
    with pytest.raises(UserError, match="erased"):
        own_folders(*where)
    watched.run("mara/b.fit")
    own, nobodys = own_folders(*where)
    assert [(one.path.name, one.runner()) for one in own] == [("mara", mara)]
    assert [path.name for path in nobodys] == ["Ben"]


@pytest.mark.parametrize("polls", [False, True])
def test_a_folder_that_vanishes_is_waited_for_and_the_end_is_quick(
    tmp_path: Path, polls: bool
) -> None:
    """What is dropped, moved in whole and dropped into the folder's successor comes in."""
    home = a_new_home(tmp_path / "home")
    settings = Settings(home=home.root, time_zone="Europe/Berlin", workers=1, watch_polling=polls)
    root, stop = tmp_path / "in", threading.Event()
    came = Came(threading.Condition())
    telling = Telling(came.result, came.trouble)
    thread = threading.Thread(
        target=Watcher(
            home, settings, root, lambda: own_folders(home, settings, root), telling, stop
        ).run
    )
    thread.start()
    try:
        came.wait_for("trouble")
        (tmp_path / "new").mkdir()
        (tmp_path / "new" / "a.fit").write_bytes(a_run(DAY, km=5))
        (tmp_path / "new").rename(root)
        came.wait_for("a.fit")
        root.rename(tmp_path / "away")
        came.wait_for("trouble", 2)
        (root / "sub").mkdir(parents=True)
        (root / "sub" / "b.fit").write_bytes(a_run(DAY - timedelta(days=2), km=6))
        came.wait_for("sub/b.fit")
    finally:
        stop.set()
        thread.join(timeout=10)
    assert not thread.is_alive()


class Came:
    """What a watcher told, and a way to wait for it."""

    def __init__(self, changed: threading.Condition) -> None:
        self._changed = changed
        self._told: list[str] = []

    def result(self, result: ImportResult) -> None:
        """Files that came in."""
        self._tell([item.file for item in result.items if item.status == "imported"])

    def trouble(self, _sentence: str) -> None:
        """Something stood in the way."""
        self._tell(["trouble"])

    def wait_for(self, what: str, count: int = 1) -> None:
        """Until it was told so often."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._told.count(what) >= count, 60), self._told

    def _tell(self, what: list[str]) -> None:
        with self._changed:
            self._told += what
            self._changed.notify_all()
