"""Two own summaries of one run whose recording is hidden count once."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dashboard.access.gateway import Gateway, Viewer
from etl.home import Home
from etl.journal.store import Journal
from etl.operations.import_files import import_paths
from etl.sources.strava_api.terms import TERMS
from etl.sync import run as sync_run
from tests.builders.strava import connect, settings_for
from tests.fake_strava import FakeStrava, a_fake_run

NOW = datetime(2026, 5, 3, 7, 2, tzinfo=UTC)
TABLE = """Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,\
Filename,Moving Time
1,"May 1, 2026, 6:00:00 AM",Morning Run,Run,2640,8.00,,2640
2,"May 1, 2026, 6:00:20 AM",Morning Run,Run,2650,8.02,,2650
"""


@pytest.fixture
def homes(tmp_path: Path):
    home, before = Home(tmp_path / "home"), Home(tmp_path / "before")
    with FakeStrava() as strava:
        strava.set_time(NOW)
        settings = settings_for(strava, home, now=NOW)
        runner = Journal(home, settings).ensure_runner("Runner 1")
        export = tmp_path / "export"
        export.mkdir()
        (export / "activities.csv").write_text(TABLE)
        import_paths(home, settings, [export])
        with Journal(home, settings).writing() as connection:
            connection.execute(
                "insert into journal.access_grant (grant_id, viewer_id, runner_id, scope,"
                " granted_by, from_date, until_date, saved_at) values ('g', 'coach', ?,"
                " 'training', 'runner', date '2026-01-01', null, now())",
                [runner.runner_id],
            )
        shutil.copytree(home.root, before.root)
        start = datetime(2026, 5, 1, 6, tzinfo=UTC)
        strava.add_athlete(1, runs=[a_fake_run(1, start, 8.0, 330, samples=60)])
        connect(home, settings, strava, runner)
        sync_run.sync(home, settings, now=strava.now)
    return home, before, settings


def runs(home: Home, settings, viewer: Viewer, **changes) -> list:
    door = Gateway(home, settings.model_copy(update={"home": home.root, **changes}))
    return door.load(viewer, "metric.run").select("session_id", "distance_m").rows()


def test_a_coach_counts_the_run_once(homes) -> None:
    """As in the home that never had the lent row."""
    home, before, settings = homes
    coach = Viewer("coach", is_owner=False)
    assert len(runs(before, settings, coach)) == 1
    assert runs(home, settings, coach) == runs(before, settings, coach)


def test_the_owner_counts_it_once_after_its_time(homes) -> None:
    """So it is for the owner between the end of its time and the sweep."""
    home, before, settings = homes
    late = {"now": NOW + TERMS.kept_for + timedelta(seconds=1)}
    assert runs(home, settings, Viewer(), **late) == runs(before, settings, Viewer(), **late)
