"""A run that tells no zone took place where the runner's other runs of that time did."""

from dataclasses import replace

import pytest

from etl.journal.store import Journal
from etl.operations.import_files import import_paths
from tests.builders import a_home
from tests.builders.hashes import rows_of
from tests.etl.sources.test_trouble import CLOCK, WAY, track

TABLE = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,"
    "Distance,Activity Gear,Filename\n"
    '1,"May 6, 2026, 2:30:00 AM",A,Run,,3600,11.90,,\n'
    '2,"Jan 6, 2025, 2:30:00 AM",B,Run,,3600,11.90,,\n'
)


@pytest.mark.parametrize("is_profile_saved", [False, True])
def test_rows_without_a_zone_take_their_neighbours_else_the_runner_s(tmp_path, is_profile_saved):
    """An evening in America is no run of the next day; the files set a profile nobody has set."""
    home, settings = a_home(tmp_path / "home", [])
    settings = replace_zone(settings)
    journal = Journal(home, settings)
    runner = journal.ensure_runner()
    if is_profile_saved:
        journal.save_runner(replace(runner, time_zone="Asia/Tokyo"))
    american = track(WAY, CLOCK).replace(b'lon="7.0', b'lon="-105.0')
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "run.gpx").write_bytes(american)
    (tmp_path / "files" / "activities.csv").write_bytes(TABLE.encode())
    import_paths(home, settings, [tmp_path / "files"])
    told = rows_of(
        home,
        "select time_zone, cast(local_date as varchar) from core.activity"
        " where source = 'strava_export' order by started_at",
    )
    far = ("Asia/Tokyo", "2025-01-06") if is_profile_saved else ("America/Denver", "2025-01-05")
    assert told == [far, ("America/Denver", "2026-05-05")]
    expected = "Asia/Tokyo" if is_profile_saved else "America/Denver"
    assert journal.runner(runner.runner_id).time_zone == expected


def replace_zone(settings):
    """A machine that stands at UTC."""
    return settings.model_copy(update={"time_zone": "UTC"})
