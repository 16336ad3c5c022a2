"""Fifty people for an hour: the server holds no more at the end than soon after the beginning."""

import os
from pathlib import Path

import pytest

from bench.crowd import make_crowd
from bench.soak.day import Sample, grown, live
from tests.conftest import IS_LONG

MINUTES = float(os.environ.get("KNEEWISE_SOAK_MINUTES", "60"))
MB = 1_000_000


@pytest.mark.skipif(not IS_LONG, reason="an hour; make test-long does it")
def test_a_day_of_fifty_people_leaves_a_server_as_large_as_it_found_it(tmp_path: Path) -> None:
    """Descriptors, threads, processes and memory are flat after the first tenth."""
    crowd = make_crowd(tmp_path / "home", copies=5, runners=40)
    day = live(crowd, tmp_path, minutes=MINUTES)
    assert not day.failed
    assert day.done["pages"] > 0 and day.done["entries"] > 0 and day.done["files"] > 0
    assert grown(day.samples) == []
    assert day.after["event_loops"] <= day.before["event_loops"] + 1
    assert day.after["sessions"] <= day.before["sessions"] + 1


def samples(**by_name: list[int]) -> list[Sample]:
    """A hundred moments; what is not named stays as it was."""
    flat = {"descriptors": 50, "threads": 20, "memory_bytes": 500 * MB, "processes": 2}
    rows = [flat | {name: values[at] for name, values in by_name.items()} for at in range(100)]
    return [Sample(at_s=float(at), **row) for at, row in enumerate(rows)]


def test_what_rises_at_first_and_then_goes_up_and_down_is_flat() -> None:
    memory = [min(at, 9) * 50 * MB + (at % 3) * 10 * MB for at in range(100)]
    assert (
        grown(samples(memory_bytes=memory, descriptors=[50 + at % 40 for at in range(100)])) == []
    )


def test_a_leak_of_two_descriptors_a_moment_is_growth() -> None:
    (found,) = grown(samples(descriptors=[50 + 2 * at for at in range(100)]))
    assert found.startswith("descriptors: 88 to 248")


def test_memory_that_rises_and_falls_back_at_the_very_end_is_growth() -> None:
    """The line shows what the last tenth alone would hide."""
    memory = [500 * MB + min(at, 89) * 4 * MB for at in range(90)] + [560 * MB] * 10
    assert len(grown(samples(memory_bytes=memory))) == 1
