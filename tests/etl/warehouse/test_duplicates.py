"""The same run from several sources counts once."""

from pathlib import Path
from typing import Any

import pytest

from etl.journal.store import Journal
from etl.warehouse.tables import Warehouse
from tests.builders import a_home, a_run
from tests.builders.hashes import rows_of

_COUNTED = "select round(distance_m / 1000, 1) from core.activity where duplicate_of is null"


@pytest.mark.parametrize(
    ("what", "other", "counted_km"),
    [
        ("a second later, 1 % longer", {"at": "09:00", "km": 10.1}, 1),
        ("a minute later, 2 % shorter", {"at": "09:01", "km": 9.8}, 1),
        ("a phone started ten minutes late, 20 % shorter", {"at": "09:10", "km": 8.0}, 1),
        ("a second run that evening", {"at": "18:00", "km": 10.0}, 2),
        ("a second run right after", {"at": "10:00", "km": 3.0}, 2),
    ],
)
def test_two_recordings_are_one_run_only_when_they_must_be(
    tmp_path: Path, what: str, other: dict[str, Any], counted_km: int
) -> None:
    """Same start and distance, or most of one inside the other: nobody runs twice at once."""
    first = a_run("2026-05-02", km=10, at="09:00")
    second = a_run("2026-05-02", heart_rate_bpm=None, **other)
    home, _ = a_home(tmp_path, [first, second])
    assert len(rows_of(home, _COUNTED)) == counted_km, what


def test_a_chain_of_recordings_leads_to_one(tmp_path: Path) -> None:
    """Three devices on one wrist and in two pockets: one counts, the two others point to it."""
    starts = ["09:00", "09:01", "09:02"]
    home, _ = a_home(tmp_path, [a_run("2026-05-02", km=10, at=at) for at in starts])
    links = rows_of(home, "select activity_id, duplicate_of from core.activity")
    assert sorted(link is None for _, link in links) == [False, False, True]
    assert len({link for _, link in links if link is not None}) == 1


def test_excluding_the_best_recording_brings_its_duplicate_back(tmp_path: Path) -> None:
    """What the runner throws out cannot stand in for another recording."""
    files = [a_run("2026-05-02", km=10), a_run("2026-05-02", km=10, cadence_spm=None)]
    home, settings = a_home(tmp_path, files)
    journal = Journal(home, settings)
    runner = journal.ensure_runner()
    found = rows_of(home, "select activity_id from core.activity where duplicate_of is null")
    best = str(found[0][0])
    journal.choose(runner_id=runner.runner_id, activity_id=best, field="is_excluded", value="true")
    Warehouse(home, settings).refresh(runner)
    counted = rows_of(home, f"{_COUNTED} and not is_excluded and activity_id <> '{best}'")
    assert counted == [(10.0,)]
