"""Mara's quicker steps after her first mistake: taken back by pain, done by Christmas."""

from datetime import date, datetime

import pytest

from dashboard.access.gateway import Gateway, Viewer
from etl.demo.building import DEMO_NOW, bring_in
from etl.demo.plan import planned_runs
from etl.demo.stories.mara import BERLIN, MARA
from etl.home import Home
from etl.settings import Settings

NEW_YEAR = datetime(2025, 1, 1, tzinfo=BERLIN)


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Gateway:
    """Her runs and diary up to the first New Year."""
    home = Home(tmp_path_factory.mktemp("mara"))
    settings = Settings(home=home.root, now=DEMO_NOW, time_zone="Europe/Berlin")
    runs = planned_runs(MARA, until=NEW_YEAR)
    bring_in(home, settings, MARA, runs=runs, on_progress=None)
    return Gateway(home, settings)


def test_her_first_plan_is_done(gateway: Gateway):
    """From 164 to 172, held for six runs in December."""
    plan = gateway.load(Viewer(), "page.cadence_plan").row(0, named=True)
    assert (plan["status_name"], plan["counted_run_count"]) == ("done", 6)
    assert plan["target_spm"] == pytest.approx(172.2)
    assert date(2024, 12, 1) < plan["finished_date"] < NEW_YEAR.date()


def test_the_sore_knee_took_it_back_on_the_way(gateway: Gateway):
    """The story shows what pain does to a plan."""
    states = gateway.load(Viewer(), "page.cadence_step")["state_name"].to_list()
    assert "revert_half_step" in states and "next_step" in states


def test_its_aim_is_170_for_her_height(gateway: Gateway):
    """As the start would have frozen it."""
    start = gateway.load(Viewer(), "page.cadence_start").row(0, named=True)
    plan = gateway.load(Viewer(), "page.cadence_plan").row(0, named=True)
    assert plan["aim_spm"] == start["aim_spm"]
