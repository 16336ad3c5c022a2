"""How much is kept in memory between two clicks."""

from pathlib import Path

import polars as pl
import psutil
import pytest

from dashboard.access.kept_memory import bytes_of_answers, empty_caches, share_of_memory
from dashboard.access.snapshot import Answers
from etl.settings import Settings
from etl.storage.duckdb_files import machine_memory_bytes

GB, MB = 1_000_000_000, 1_000_000


@pytest.mark.parametrize(
    ("machine", "kept"), [(GB // 2, 100 * MB), (2 * GB, 200 * MB), (64 * GB, 1000 * MB)]
)
def test_a_tenth_of_the_machine_is_kept_at_most(machine: int, kept: int) -> None:
    """A clinic's small server, and no more than a large one has a use for."""
    assert share_of_memory(machine) == kept


def test_the_machines_memory_is_what_this_process_may_have() -> None:
    """Less in a container; DuckDB tells it in a tenth of a gigabyte."""
    assert 0 < machine_memory_bytes() <= psutil.virtual_memory().total * 1.01


def test_answers_are_bounded_as_snapshots_are(tmp_path: Path) -> None:
    """By their rows: a thousand pages of small ones are kept, and few of large ones."""
    settings = Settings(home=tmp_path, slice_memory_mb=4)
    slices, answers = empty_caches(settings)
    assert slices.maxsize + answers.maxsize == 4 * MB
    for number in range(20):
        frame = pl.DataFrame({"n": range(40_000)})
        told = Answers({}, version=number, frames={("view",): frame})
        assert bytes_of_answers(told) > 320_000
        answers[number] = told  # ty: ignore[invalid-assignment]  its key is no matter here
    assert list(answers) == [17, 18, 19]
