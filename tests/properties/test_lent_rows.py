"""Random histories with runs that were lent: all that others get of those is that they are hidden.

Views are worked out from the tables of a slice alone, so tables that hold nothing of a lent run,
and all else as it was, make every view the same as well.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from dashboard.access.gateway import Gateway, Viewer
from etl.home import Home
from etl.journal.store import Journal
from etl.settings import Settings
from etl.warehouse.tables import Warehouse
from sql import ROOT
from tests.builders.homes import a_new_home
from tests.properties.histories import Activity, History, histories, put_runs
from tests.sql.world import World

VIEWERS = {
    "coach": (Viewer(viewer_id="coach", is_owner=False), False),
    "the owner's export": (Viewer(sees_lent=False), False),
    "a report, with the platform's leave": (
        Viewer(viewer_id="coach", is_owner=False, sees_lent=False),
        True,
    ),
}
"""Who looks, and whether the operator has leave to show what was lent."""

TABLES = sorted(
    path.name.removesuffix(".sql")
    for path in (ROOT / "access").iterdir()
    if path.name.startswith("core.")
)


@dataclass(frozen=True)
class Drawn:
    """A history; `lent` are ids of what an API brought, `gone` those of them past their time."""

    history: History
    lent: frozenset[str]
    gone: frozenset[str]

    @property
    def shown(self) -> list[Activity]:
        """What files of the runner's own brought."""
        return [one for one in self.history.activities if one.activity_id not in self.lent]


@st.composite
def drawings(draw: st.DrawFn) -> Drawn:
    """Any activities may be lent, also those that others stand behind."""
    history = draw(histories())
    ids = [one.activity_id for one in history.activities]
    lent = draw(st.sets(st.sampled_from(ids), min_size=1))
    return Drawn(history, frozenset(lent), frozenset(i for i in lent if draw(st.booleans())))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home in which a coach may see a runner's training and pain."""
    home = a_new_home(tmp_path_factory.mktemp("lent"))
    with Journal(home, Settings(home=home.root)).writing() as connection:
        for scope in ("training", "pain"):
            connection.execute(
                "insert into journal.access_grant (grant_id, viewer_id, runner_id, scope,"
                " granted_by, from_date, saved_at)"
                " values (?, 'coach', 'mara', ?, 'mara', date '2020-01-01', now())",
                [scope, scope],
            )
    return home


@hypothesis_settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(drawn=drawings())
def test_no_table_of_anybody_else_holds_anything_of_a_lent_run(home: Home, drawn: Drawn) -> None:
    """Rows, ids, what stands behind what; but for the count of runs that are hidden."""
    now = datetime.combine(drawn.history.today, time(20), tzinfo=UTC)
    settings = Settings(home=home.root, now=now, workers=1)
    write(home, settings, drawn)
    for name, (viewer, is_shareable) in VIEWERS.items():
        door = Gateway(home, settings.model_copy(update={"strava_api_shareable": is_shareable}))
        seen = {table: door.load(viewer, table) for table in TABLES}
        hidden = seen.pop("core.withheld")
        told = [value for frame in seen.values() for value in words_in(frame)]
        assert drawn.lent.isdisjoint(told), name
        shown = {one.activity_id: one for one in drawn.shown}
        behind = dict(seen["core.activity"].select("activity_id", "duplicate_of").rows())
        assert behind == standing_behind(drawn), name
        totals = seen["core.activity"].select(pl.col("moving_s").sum()).item()
        assert totals == sum(one.moving_s for one in shown.values()), name
        assert seen["core.exposure"].height == sum(one.is_run for one in shown.values()), name
        assert seen["core.speed_band"].height == sum(len(one.speed_s) for one in shown.values())
        assert seen["core.rest_day"].height == len(drawn.history.rest_days), name
        assert hidden["run_count"].to_list() == hidden_counts(drawn), name


def write(home: Home, settings: Settings, drawn: Drawn) -> None:
    """The warehouse with this history and nothing else."""
    with Warehouse(home, settings).writing() as connection:
        world = World(connection)
        for table in TABLES:
            connection.execute(f"delete from {table}")  # noqa: S608  our own names
        world.runner()
        put_runs(world, drawn.history)
        for ids, days in ((drawn.lent, 3), (drawn.gone, -1)):
            connection.execute(
                "update core.activity set share_class = 'strava_api', source = 'strava_api',"
                " expires_at = ? where activity_id in (select unnest(?))",
                [settings.current_time().replace(tzinfo=None) + timedelta(days=days), list(ids)],
            )


def words_in(frame: pl.DataFrame) -> list[Any]:
    """Every text of a table."""
    return [word for column in frame.select(pl.col(pl.String)) for word in column.to_list()]


def standing_behind(drawn: Drawn) -> dict[str, str | None]:
    """What each shown one stands behind: of those whose first is hidden, the best is the first."""
    shown = {one.activity_id: one for one in drawn.shown}
    orphans: dict[str, list[str]] = {}
    for one in shown.values():
        if one.duplicate_of is not None and one.duplicate_of not in shown:
            orphans.setdefault(one.duplicate_of, []).append(one.activity_id)
    first = {activity_id: min(several) for several in orphans.values() for activity_id in several}
    return {
        one.activity_id: one.duplicate_of
        if one.duplicate_of in shown
        else None
        if first.get(one.activity_id) in (None, one.activity_id)
        else first[one.activity_id]
        for one in shown.values()
    }


def hidden_counts(drawn: Drawn) -> list[int]:
    """How many lent runs count and are still there."""
    count = sum(
        one.is_run
        and not one.is_excluded
        and one.duplicate_of is None
        and one.activity_id in drawn.lent - drawn.gone
        for one in drawn.history.activities
    )
    return [count] if count else []
