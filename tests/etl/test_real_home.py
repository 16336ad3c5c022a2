"""Real files through the import: what the views say of every run."""

from pathlib import Path

import pytest

from etl.home import Home
from etl.importing import import_paths
from etl.settings import Settings
from tests.builders.hashes import rows_of

FOLDERS = ("fit", "gpx", "tcx")


@pytest.fixture(scope="module")
def real_home(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Everything from the watches of forty people, as if of one runner."""
    home = Home(tmp_path_factory.mktemp("real"))
    settings = Settings(home=home.root, time_zone="UTC", workers=2)
    import_paths(home, settings, [shared_data / folder for folder in FOLDERS])
    return home


def test_the_cadence_of_every_run_is_plausible_or_has_its_reason(real_home: Home) -> None:
    """120 to 220 steps a minute, else null with a code."""
    found = rows_of(real_home, "select cadence_spm, cadence_reason from metric.run")
    assert len(found) > 20
    assert any(cadence is not None for cadence, _ in found)
    off = [
        (cadence, reason)
        for cadence, reason in found
        if (reason is None) != (cadence is not None and 120 <= cadence <= 220)
    ]
    assert off == []


def test_hills_of_every_run_are_told_or_have_their_reason(real_home: Home) -> None:
    """Energy and step length come from barometers and maps only."""
    rough = rows_of(
        real_home,
        "select count(*), count(energy_j_per_kg), count(run_descent.step_length_m)"
        " from metric.run_descent inner join metric.run using (session_id)"
        " where hill_reason is not null",
    )
    told = rows_of(real_home, "select count(energy_j_per_kg) from metric.run_descent")
    assert rough[0][0] > 0
    assert rough[0][1:] == (0, 0)
    assert told[0][0] > 0


def test_every_descent_is_one_by_its_definition(real_home: Home) -> None:
    """60 m or more, 5 m or more lost, energy near its height times gravity."""
    found = rows_of(real_home, "select length_m, loss_m, energy_j_per_kg from core.descent")
    assert len(found) >= 20
    assert all(length_m >= 60 and loss_m >= 5 for length_m, loss_m, _ in found)
    assert [row for row in found if not 0.7 * 9.81 * row[1] <= row[2] <= 1.5 * 9.81 * row[1]] == []
