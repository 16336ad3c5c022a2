"""Files with a bit turned round or their end cut off, and what becomes of them."""

import random
import shutil
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from etl.errors import KneewiseError
from etl.operations.backup.digests import digests_of
from etl.operations.backup.read import Verified, verify
from etl.storage.commits.journal_file import problem_of
from etl.storage.originals import Originals
from tests.builders import forking, saving
from tests.faults.works import BACKUPS, home_of, rows_of, settings_of

forking.preload("tests.faults.damage")

HELD, NAMED = "held", "named"
Hurt = Callable[[Path, random.Random], None]
Look = Callable[[Path, Path], str]


def turn_a_bit(path: Path, chance: random.Random) -> None:
    """One bit of a file is the other way round."""
    with path.open("r+b") as file:
        place = chance.randrange(path.stat().st_size)
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 1 << chance.randrange(8)]))


def cut(path: Path, chance: random.Random) -> None:
    """The end of a file is gone."""
    with path.open("r+b") as file:
        file.truncate(chance.randrange(path.stat().st_size))


def outcomes(
    file: tuple[str, Path, Look], hurt: Hurt, place: Path, *, seeds: Sequence[int]
) -> list[str]:
    """By seed what came of a copy of the folder whose file of that name was hurt.

    In a process of its own: what a damaged file does to a database library is not known.
    """
    said = place.with_suffix(".said")
    found: list[str] = []
    while len(found) < len(seeds):
        said.unlink(missing_ok=True)
        rest = seeds[len(found) :]
        child = forking.begin(_look_at_all, file, hurt, place, said, rest)
        code = saving.ended(child)
        found += said.read_text("utf-8").splitlines() if said.exists() else []
        if len(found) < len(seeds):
            found.append(f"died with {code}")
    return found


def _look_at_all(
    file: tuple[str, Path, Look], hurt: Hurt, place: Path, said: Path, seeds: Sequence[int]
) -> None:
    name, whole, look = file
    for seed in seeds:
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(whole, place)
        hurt(place / name, random.Random(seed))
        answer = look(place, whole)
        with said.open("a", encoding="utf-8") as lines:
            lines.write(f"{answer.splitlines()[0] if answer else 'nothing'}\n")


def look_at_journal(place: Path, whole: Path) -> str:
    """Whether every entry is as it was, or what is wrong is said with the way back."""
    try:
        problem = problem_of(home_of(place), wait_s=0)
        if problem is None:
            return HELD if rows_of(place) == _rows(whole) else "entries changed unseen"
    except KneewiseError as error:
        problem = str(error)
    return NAMED if "restore" in problem.lower() or "--accept" in problem else problem


def look_at_warehouse(place: Path, whole: Path) -> str:
    """It is computed anew from the originals: whether that is said, where it has to be."""
    try:
        here = digests_of(home_of(place).warehouse, wait_s=0)
        return HELD if here == _digests(whole) else "rows changed unseen"
    except KneewiseError as error:
        return NAMED if "rebuild" in str(error) else str(error)


def look_at_originals(place: Path, whole: Path) -> str:
    """Each is the file it was, or is known not to be."""
    folder = Originals(home_of(place).originals)
    names = [path.stem for path in home_of(whole).originals.rglob("*.gz")]
    if not all(map(folder.is_sound, names)):
        return NAMED
    before = Originals(home_of(whole).originals)
    same = all(folder.read(name) == before.read(name) for name in names)
    return HELD if same else "an original changed unseen"


def look_at_backup(place: Path, whole: Path) -> str:
    """It is whole, or known not to be."""
    file = next((place / BACKUPS).glob("*.zip"))
    try:
        found = verify(file, settings_of(place))
    except KneewiseError:
        return NAMED
    return HELD if found == _verified(whole / BACKUPS / file.name, whole) else "changed"


@cache
def _rows(whole: Path) -> dict[str, tuple[object, ...]]:
    return rows_of(whole)


@cache
def _digests(whole: Path) -> dict[str, tuple[int, str]]:
    return digests_of(home_of(whole).warehouse, wait_s=0)


@cache
def _verified(file: Path, whole: Path) -> Verified:
    return verify(file, settings_of(whole))
