"""Bits turned round and files cut off: what is gone is named with the way back."""

import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import forking, saving
from tests.faults import damage, works
from tests.faults.damage import HELD, NAMED, Hurt, Look, outcomes
from tests.faults.tally import tries

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed by signals")

IN_LOG = 40


@pytest.fixture(scope="module")
def with_log(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with as many entries again that stand in DuckDB's log alone."""
    folder = tmp_path_factory.mktemp("with_log") / "whole"
    shutil.copytree(whole, folder)
    assert saving.ended(forking.begin(works.leave_a_log, folder, IN_LOG)) == -signal.SIGKILL
    return folder


def _files(whole: Path, with_log: Path) -> list[tuple[str, Path, Look]]:
    original = next((whole / "home/originals").rglob("*.gz")).relative_to(whole)
    backup = next((whole / works.BACKUPS).glob("*.zip")).relative_to(whole)
    return [
        ("home/journal.duckdb", whole, damage.look_at_journal),
        ("home/journal.duckdb.wal", with_log, damage.look_at_journal),
        ("home/journal.ledger", whole, damage.look_at_journal),
        ("home/warehouse.duckdb", whole, damage.look_at_warehouse),
        (str(original), whole, damage.look_at_originals),
        (str(backup), whole, damage.look_at_backup),
    ]


def _all(hurt: Hurt, files: list[tuple[str, Path, Look]], place: Path, number: int) -> Counter[str]:
    found = Counter[str]()
    each = -(-number // len(files))
    for index, file in enumerate(files):
        seeds = range(index * each, min((index + 1) * each, number))
        came = outcomes(file, hurt, place / "hurt", seeds=seeds)
        print(file[0], Counter(came))  # noqa: T201  the long form tells which file does what
        found.update(came)
    return found


def test_no_bit_that_turns_round_changes_an_entry_unseen(
    whole: Path,
    with_log: Path,
    tmp_path: Path,
    tally: Callable[..., None],
) -> None:
    """In journal, log, ledger, warehouse, originals and backups."""
    found = _all(damage.turn_a_bit, _files(whole, with_log), tmp_path, tries(24, of=500))
    assert found.keys() <= {HELD, NAMED}
    assert found[NAMED]
    tally(kind="fault", what="a bit turned round", held=found[HELD], named=found[NAMED])


def test_no_file_that_was_cut_off_loses_an_entry_unseen(
    whole: Path,
    with_log: Path,
    tmp_path: Path,
    tally: Callable[..., None],
) -> None:
    """A log that was cut opens without a word, and with half of the entries."""
    files = _files(whole, with_log)
    found = _all(damage.cut, [files[1]], tmp_path, tries(4, of=100))
    found += _all(damage.cut, [files[0], *files[2:]], tmp_path, tries(5, of=50))
    assert found.keys() <= {HELD, NAMED}
    assert found[NAMED]
    tally(kind="fault", what="a file cut off", held=found[HELD], named=found[NAMED])
