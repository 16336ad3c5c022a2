"""A disk that is full or fails: a true sentence, nothing half done, done when there is room."""

import errno
import os
import re
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from itertools import count
from pathlib import Path
from shutil import copytree, rmtree
from unittest.mock import patch

import pytest

from etl.errors import UserError
from etl.home import Home
from etl.journal.store import Journal
from etl.machine_refusals import words_of
from etl.operations.backup.read import rehearse
from etl.operations.backup.write import backup
from etl.operations.import_files import import_paths
from etl.operations.rebuild import rebuild
from etl.settings import Settings
from etl.warehouse.checks import run_checks_beside
from etl.warehouse.tables import Warehouse
from tests.builders import a_home, a_run
from tests.faults.tally import ALL, tries

if sys.platform != "win32":
    import resource

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no limit of a file's size there")
Fault = AbstractContextManager[None]
NUMBERS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES)
DAYS = ("2026-03-02", "2026-03-05", "2026-03-09")


@pytest.fixture(scope="module")
def former(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a run, and beside it files that it does not hold yet."""
    folder = tmp_path_factory.mktemp("no-room")
    a_home(folder / "home", [a_run("2026-02-20", km=8)])
    (folder / "new").mkdir()
    for day in DAYS:
        (folder / "new" / f"{day}.fit").write_bytes(a_run(day, km=6))
    return folder


def settings_of(home: Home) -> Settings:
    """Those of a home here."""
    return Settings(home=home.root, time_zone="Europe/Berlin", workers=1)


def do_import(home: Home, beside: Path) -> None:
    import_paths(home, settings_of(home), [beside / "new"])


def do_backup(home: Home, beside: Path) -> None:
    file = home.root.parent / "backup.zip"
    file.unlink(missing_ok=True)
    backup(home, settings_of(home), file)
    rehearse(file, settings_of(home))


def do_rebuild(home: Home, beside: Path) -> None:
    rebuild(home, settings_of(home))


_OF_DAMAGE = re.compile(r"run .*rebuild|restore|earlier backup")
"""What is of no use against a machine that refuses: the files are as good as they were."""
WORK = {"import": do_import, "backup": do_backup, "rebuild": do_rebuild}


@contextmanager
def largest_file(most_bytes: int) -> Generator[None]:
    """No file may grow beyond so much, as on a disk with no more room than that."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def failing_write(at: int, number: int) -> Generator[None]:
    """The call of that number that puts something on the disk fails, as the system fails it."""
    calls = count()

    def refusing(call: Callable[..., object], *given: object, **named: object) -> object:
        if next(calls) == at:
            raise OSError(number, os.strerror(number))
        return call(*given, **named)

    with (
        patch("os.fsync", partial(refusing, os.fsync)),
        patch("os.replace", partial(refusing, os.replace)),
        patch("os.open", partial(refusing, os.open)),
    ):
        yield


def is_told(work: Callable[[], None]) -> bool:
    """Whether it failed, in words of the machine's refusal; another error goes on."""
    try:
        work()
    except Exception as error:  # noqa: BLE001  what is not told fails below
        words = str(error) if isinstance(error, UserError) else words_of(error)
        assert words, f"{type(error).__name__}: {error}"
        assert not _OF_DAMAGE.search(words), words
        return True
    return False


def runs_of(home: Home) -> list[str]:
    """The originals behind the runs that are in the home."""
    settings = settings_of(home)
    runner = Journal(home, settings).runners()[0]
    return sorted(Warehouse(home, settings).activity_ids(runner.runner_id))


def disturbed(
    former: Path, folder: Path, work: Callable[[Home, Path], None], faults: Sequence[Fault]
) -> int:
    """How often the work was refused; afterwards, undisturbed, it always comes to the same end."""
    ends: set[tuple[str, ...]] = set()
    refused = 0
    for index, fault in enumerate(faults):
        place = folder / str(index)
        copytree(former / "home", place / "home")
        home = Home(place / "home")
        begun = runs_of(home)
        with fault:
            is_refused = is_told(partial(work, home, former))
        refused += is_refused
        assert set(begun) <= set(runs_of(home))
        work(home, former)
        ends.add(tuple(runs_of(home)))
        checks = run_checks_beside(home.warehouse, wait_s=5)
        assert not [one.name for one in checks if one.stops and one.row_count]
        left = [one.name for one in home.root.rglob("*") if one.name.startswith(".writing-")]
        assert not left
        with suppress(OSError):
            rmtree(place)
    assert len(ends) == 1
    return refused


@pytest.mark.parametrize("name", WORK if ALL else ["import"])
def test_a_full_disk_is_told_and_nothing_is_half_done(
    name: str, former: Path, tmp_path: Path, tally: Callable[..., None]
) -> None:
    """Room for ever more bytes, up to all that is needed."""
    whole = max(one.stat().st_size for one in (former / "home").rglob("*") if one.is_file())
    number = tries(1, of=50)
    sizes = [int(whole * 1.2 * (index + 0.5) / number) for index in range(number)]
    refused = disturbed(former, tmp_path, WORK[name], [largest_file(size) for size in sizes])
    assert refused > 0
    tally(kind="fault", what=f"full disk during {name}", held=number)


@pytest.mark.parametrize("name", WORK if ALL else ["rebuild"])
def test_a_write_that_fails_is_told_and_nothing_is_half_done(
    name: str, former: Path, tmp_path: Path, tally: Callable[..., None]
) -> None:
    """The first call that writes, the second, and so on; full, failing, read only, not allowed."""
    number = tries(1, of=50)
    faults = [
        failing_write(at=index // len(NUMBERS), number=NUMBERS[index % len(NUMBERS)])
        for index in range(number)
    ]
    refused = disturbed(former, tmp_path, WORK[name], faults)
    assert refused > 0
    tally(kind="fault", what=f"a write fails during {name}", held=number)
