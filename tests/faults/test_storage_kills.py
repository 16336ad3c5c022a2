"""Work that is killed, and disks that fail, at each commit, sync and rename: no entry is lost."""

import shutil
import sys
from collections.abc import Callable, Sequence
from itertools import count, cycle, islice
from pathlib import Path

import pytest

from etl.storage.commits.journal_file import problem_of
from etl.storage.originals import Originals
from tests.builders import forking, saving
from tests.faults import works
from tests.faults.disk import SAVED, Fault, Work, done_with_fault, steps_of
from tests.faults.tally import tries

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed by signals")

ENTERED = 4  # entries logged where there is no room

WORKS: tuple[Work, ...] = (
    works.log,
    works.import_a_run,
    works.back_up,
    works.erase,
    works.build_again,
    works.bring_back,
    works.migrate,
)


class Scene:
    """Copies of a folder in which a piece of work meets a fault, and is done again."""

    def __init__(self, place: Path, whole: Path, former: Path) -> None:
        self._place = place
        self._of = {works.migrate: former}
        self._whole = whole
        self._names = count()
        self._known: dict[Work, int] = {}

    def fresh(self, work: Work) -> Path:
        """A copy of its own."""
        folder = self._place / str(next(self._names))
        shutil.copytree(self._of.get(work, self._whole), folder)
        return folder

    def steps(self, work: Work) -> int:
        """How many commits, syncs and renames the work has."""
        if work not in self._known:
            folder = self.fresh(work)
            self._known[work] = steps_of(work, folder, folder / "said")
            shutil.rmtree(folder)
        return self._known[work]

    def meets(self, work: Work, fault: Fault, at: int) -> None:
        """The work meets the fault; all that was saved is there, and the work can be done."""
        folder = self.fresh(work)
        before = works.rows_of(folder)
        gone = set(_of_zed(folder)) if work is works.erase else set()
        answer = done_with_fault(work, folder, folder / "said", at=at, fault=fault)
        where = f"{getattr(work, '__name__', work)}, {fault} at step {at}: {answer}"
        _same(before, folder, gone=gone, where=where)
        if work is works.log and answer == SAVED:
            assert len(works.rows_of(folder)) == len(before) + 1, where
        if work is works.bring_back and not (folder / "again/journal.duckdb").exists():
            shutil.rmtree(folder / "again", ignore_errors=True)
        if not (work is works.bring_back and (folder / "again/journal.duckdb").exists()):
            again = done_with_fault(work, folder, folder / "said", at=0, fault="kill")
            assert again == SAVED, f"{where}, then {again}"
        _same(before, folder, gone=gone, where=where)
        if work is works.bring_back:
            assert works.rows_of(folder, "again").keys() <= before.keys(), where
        home = works.home_of(folder)
        assert problem_of(home, wait_s=5) is None, where
        kept = [path.stem for path in home.originals.rglob("*.gz")]
        assert all(map(Originals(home.originals).is_sound, kept)), where
        shutil.rmtree(folder)


def _same(
    before: dict[str, tuple[object, ...]], folder: Path, *, gone: set[str], where: str
) -> None:
    now = works.rows_of(folder)
    changed = [
        entry for entry, row in before.items() if entry not in gone and now.get(entry) != row
    ]
    assert changed == [], where


def _of_zed(folder: Path) -> list[str]:
    rows = works.rows_of(folder)
    return [entry for entry, row in rows.items() if "right" in row]


def _turns(
    steps: Callable[[Work], int], chosen: Sequence[Work], number: int
) -> list[tuple[Work, int]]:
    """So many pairs of a piece of work and a step of it: all of its steps, in turn."""
    if number <= len(chosen):
        return [(work, 1 + steps(work) * 2 // 3) for work in chosen[:number]]
    each = [cycle((work, at + 1) for at in range(steps(work))) for work in chosen]
    return list(islice((next(turn) for turn in cycle(each)), number))


@pytest.fixture
def scene(tmp_path: Path, whole: Path, former: Path) -> Scene:
    """Copies below this test's own folder."""
    return Scene(tmp_path, whole, former)


def test_no_kill_at_any_step_costs_an_entry(scene: Scene, tally: Callable[..., None]) -> None:
    """Logging, importing, backing up, erasing, rebuilding, restoring and migrating."""
    few = (works.log, works.erase, works.migrate)
    chosen = WORKS if tries(0, of=1) else few
    turns = _turns(scene.steps, chosen, tries(len(few), of=500))
    for work, at in turns:
        scene.meets(work, "kill", at)
    tally(kind="fault", what="killed at a commit, sync or rename", held=len(turns))


def test_no_sync_or_rename_that_fails_costs_an_entry(
    scene: Scene, tally: Callable[..., None]
) -> None:
    """The disk answers EIO or has no room left."""
    turns = _turns(scene.steps, (works.log, *WORKS[1:]), tries(1, of=50))
    for index, (work, at) in enumerate(turns):
        scene.meets(work, "ENOSPC" if index % 2 else "EIO", at)
    tally(kind="fault", what="sync or rename that fails", held=len(turns))


def test_no_disk_without_room_costs_an_entry(
    whole: Path, tmp_path: Path, tally: Callable[..., None]
) -> None:
    """Files stop growing somewhere in the log, the journal or the ledger, and grow again later."""
    number, refused = tries(2, of=50), 0
    size = works.home_of(whole).journal.stat().st_size
    before = works.rows_of(whole)
    for turn in range(number):
        folder, said = tmp_path / str(turn), tmp_path / f"{turn}.said"
        shutil.copytree(whole, folder)
        # Inside the file, where blocks are used again; behind its end; and below its log.
        most = (size * turn // number, size + 40_000 * turn, 700 * (turn + 1))[turn % 3]
        child = forking.begin(works.log_without_room, folder, said, max(most, 600), ENTERED)
        assert saving.ended(child) == 0
        saved = said.read_text("utf-8").split() if said.exists() else []
        refused += ENTERED - len(saved)
        works.log(folder)  # there is room again
        now = works.rows_of(folder)
        assert {entry: now.get(entry) for entry in before} == before, most
        assert set(saved) <= now.keys(), most
        assert problem_of(works.home_of(folder), wait_s=5) is None, most
        shutil.rmtree(folder)
    assert refused
    tally(kind="fault", what="a disk without room", held=number)
