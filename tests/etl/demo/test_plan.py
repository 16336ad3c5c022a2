"""Mara's plan: begun after two amber days, passed once, and run past all the same."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from dashboard.access.gateway import Gateway, Viewer
from etl.demo.building import DEMO_NOW, bring_in
from etl.demo.plan import planned_runs
from etl.demo.stories.mara import BERLIN, MARA, PLAN
from etl.home import Home
from etl.settings import Settings

FIRST_DAY = date(2026, 2, 2)  # enough for the last four weeks before the plan, and quick
EVE = datetime(2026, 4, 19, 20, tzinfo=BERLIN)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Settings]:
    """Her runs and diary since February."""
    home = Home(tmp_path_factory.mktemp("mara"))
    settings = Settings(home=home.root, now=DEMO_NOW, time_zone="Europe/Berlin", workers=1)
    runs = [run for run in planned_runs(MARA, until=DEMO_NOW) if run.starts_at.date() >= FIRST_DAY]
    bring_in(home, settings, replace(MARA, quicker_steps=None), runs=runs, on_progress=None)
    return home, settings


def test_it_began_from_what_a_start_on_its_eve_would_have_frozen(here):
    """Hand-written numbers of a story must be those of the views."""
    home, settings = here
    gateway = Gateway(home, settings.model_copy(update={"now": EVE}))
    start = gateway.load(Viewer(), "page.plan_start").row(0, named=True)
    assert (start["start_date"], start["reason_name"], start["knee"]) == (
        PLAN.from_date,
        "amber",
        PLAN.knee,
    )
    for name in ("baseline_7d_m", "baseline_longest_m", "baseline_downhill_m", "baseline_fast_s"):
        assert start[name] == pytest.approx(getattr(PLAN, name)), name


def test_on_the_demonstrations_sunday_it_is_in_its_second_week(here):
    """The first passed, though she ran more than it asked for; the second will be repeated."""
    gateway = Gateway(*here)
    weeks = gateway.load(Viewer(), "page.plan_week")
    assert weeks["gate_name"].to_list()[:3] == ["passed", "running", "to_come"]
    assert weeks["gate_reason_name"].to_list()[:2] == ["green", "few_green"]
    assert weeks["phase_name"].to_list()[:4] == ["calm", "calm", "calm", "rebuild"]
    today = gateway.load(Viewer(), "page.plan_today").row(0, named=True)
    assert (today["week_index"], today["week_count"]) == (2, 7)
    assert today["distance_m"] > today["target_distance_m"]
    assert gateway.load(Viewer(), "page.today")["is_target_of_plan"].to_list() == [True]
