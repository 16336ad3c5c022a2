"""What a runner said of a run that others may not see is not seen either."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from dashboard.access.gateway import Gateway, Viewer
from etl.journal.store import Journal
from etl.operations.correct import choose
from tests.builders.strava import a_connection
from tests.fake_strava import FakeStrava, a_fake_run

NOW = datetime(2026, 5, 3, 7, 2, tzinfo=UTC)


def test_a_choice_on_a_lent_run_is_seen_by_its_runner_alone(tmp_path: Path) -> None:
    """Neither its id nor what was said of it is in the coach's slice."""
    with FakeStrava() as strava:
        strava.set_time(NOW)
        strava.add_athlete(1, runs=[a_fake_run(1, NOW - timedelta(days=1), samples=60)])
        there = a_connection(tmp_path, strava, now=NOW)
        there.sync()
        gateway = Gateway(there.home, there.settings)
        (activity_id,) = gateway.load(Viewer(), "core.activity")["activity_id"].to_list()
        choose(
            there.home,
            there.settings,
            runner_id=there.runner.runner_id,
            activity_id=activity_id,
            field="is_treadmill",
            value="true",
        )
        with Journal(there.home, there.settings).writing() as connection:
            connection.execute(
                "insert into journal.access_grant (grant_id, viewer_id, runner_id, scope,"
                " granted_by, from_date, until_date, saved_at) values ('g', 'coach', ?,"
                " 'training', 'runner', date '2026-01-01', null, now())",
                [there.runner.runner_id],
            )
        coach = Viewer("coach", is_owner=False)
        found = gateway.load(coach, "journal.activity_choice")
        assert found.is_empty(), found.rows(named=True)
