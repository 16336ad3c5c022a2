"""Real files through the import: what the views say of every run."""

from pathlib import Path

import pytest

from etl.home import Home
from etl.operations.import_files import import_paths
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
    known = "coalesce(cadence_spm between 120 and 220, false)"
    found = rows_of(real_home, f"select count(*) > 20, count_if({known}) > 10 from metric.run")  # noqa: S608
    off = rows_of(
        real_home,
        f"select session_id from metric.run where (cadence_reason is null) <> {known}",  # noqa: S608
    )
    assert found == [(True, True)]
    assert off == []


def test_hills_of_every_run_are_told_or_have_their_reason(real_home: Home) -> None:
    """Energy and step length come from barometers and maps only."""
    rough = rows_of(
        real_home,
        "select count(*) > 0, count(energy_j_per_kg), count(run_descent.step_length_m)"
        " from metric.run_descent inner join metric.run using (session_id)"
        " where hill_reason is not null",
    )
    told = rows_of(real_home, "select count(energy_j_per_kg) > 0 from metric.run_descent")
    assert rough == [(True, 0, 0)]
    assert told == [(True,)]


def test_every_descent_is_one_by_its_definition(real_home: Home) -> None:
    """60 m or more, 5 m or more lost, energy near its height times gravity."""
    found = rows_of(
        real_home,
        "select count(*), min(length_m) >= 60, min(loss_m) >= 5,"
        " bool_and(energy_j_per_kg / loss_m / 9.81 between 0.7 and 1.5) from core.descent",
    )
    count, *is_so = found[0]
    assert isinstance(count, int)
    assert count >= 20
    assert is_so == [True, True, True]
