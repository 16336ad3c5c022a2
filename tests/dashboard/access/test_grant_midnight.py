"""A grant begins and ends at its runner's own midnight, wherever the server is."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from dashboard.access.gateway import Gateway, Viewer
from etl.journal.store import Journal
from etl.people.grants import give
from etl.warehouse.loading import mirror_runner
from etl.warehouse.tables import Warehouse
from tests.builders import a_home, a_run

COACH = Viewer(viewer_id="coach", is_owner=False)
ZONES = ("Pacific/Kiritimati", "Pacific/Auckland", "Europe/Berlin", "UTC", "America/Los_Angeles")
DAYS = {
    "plain": date(2026, 5, 4),
    "clocks go forward in Berlin": date(2026, 3, 29),
    "clocks go back in Berlin": date(2026, 10, 25),
    "clocks go forward in Los Angeles": date(2026, 3, 8),
    "clocks go back in Auckland": date(2026, 4, 5),
}
SECOND = timedelta(seconds=1)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Gateway, dict[tuple[str, date], str]]:
    """A runner for each zone and day who shares that day alone; their ids."""
    home, settings = a_home(tmp_path_factory.mktemp("midnight"), [a_run("2026-05-02", km=12)])
    journal = Journal(home, settings)
    runners = {
        (zone, day): journal.ensure_runner(f"{zone} {day}", time_zone=zone)
        for zone in ZONES
        for day in DAYS.values()
    }
    with Warehouse(home, settings).writing() as connection:
        for runner in runners.values():
            mirror_runner(connection, runner)
    for (_, day), runner in runners.items():
        given = {"viewer_id": COACH.viewer_id, "granted_by": "x", "scopes": ["training"]}
        give(journal, runner_id=runner.runner_id, from_date=day, until_date=day, **given)
    return Gateway(home, settings), {key: one.runner_id for key, one in runners.items()}


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", DAYS.values(), ids=list(DAYS))
def test_the_last_second_is_open_and_the_next_is_not(
    shared: tuple[Gateway, dict[tuple[str, date], str]], zone: str, day: date
) -> None:
    """And likewise where it begins; a day of 23 or 25 hours is shared as a whole."""
    gateway, runners = shared
    state, runner_id = gateway.present(), runners[zone, day]

    def midnight(of: date) -> datetime:
        return datetime(of.year, of.month, of.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)

    begin, end = midnight(day), midnight(day + timedelta(days=1))
    for at, is_open in (
        (begin - SECOND, False),
        (begin, True),
        (end - SECOND, True),
        (end, False),
    ):
        assert (runner_id in state.scopes(COACH, at)) is is_open, at


def test_a_page_and_its_snapshot_end_with_the_grant(tmp_path: Path) -> None:
    """What was kept for the last look is not handed out a second later."""
    home, settings = a_home(tmp_path, [a_run("2026-05-02", km=12)])
    journal = Journal(home, settings)
    runner = journal.runners()[0]
    give(
        journal,
        runner_id=runner.runner_id,
        viewer_id=COACH.viewer_id,
        scopes=["training"],
        from_date=date(2026, 5, 1),
        until_date=date(2026, 5, 4),
        granted_by="x",
    )
    end = datetime(2026, 5, 5, tzinfo=ZoneInfo(runner.time_zone)).astimezone(UTC)
    rows = {
        at: Gateway(home, settings.model_copy(update={"now": at}))
        .load(COACH, "metric.run", runner_id=runner.runner_id)
        .height
        for at in (end - SECOND, end)
    }
    assert list(rows.values()) == [1, 0]
