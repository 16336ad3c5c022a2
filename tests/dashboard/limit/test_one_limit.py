"""How far tomorrow has one answer: every day of the invented runners, and on every surface."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from unittest.mock import patch

import polars as pl
import pytest

from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.status import read_status
from dashboard.limit import wording
from dashboard.patient.report.contents import to_contents
from dashboard.rows import load_rows
from dashboard.rows.others import NextRun
from dashboard.session import Person
from etl.demo import DEMO_NOW, build_demo
from etl.home import Home
from etl.journal.store import Journal, Runner
from etl.settings import Settings

pytestmark = pytest.mark.slow

# A run of these bands is a jump: for 30 days the limit is at most so much of the longest before.
AT_MOST = pl.DataFrame(
    {"spike_band": ["small", "moderate", "large"], "at_most_ratio": [1.10, 1.10, 1.00]}
)
LIMITS = "select * from risk.next_run where limit_m is not null"
JUMPS = "select * from metric.session_spike where longest_30d_m is not null"


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> tuple[Gateway, list[Runner]]:
    """All invented runners, built once, seen by who owns the home."""
    home = Home(tmp_path_factory.mktemp("demo"))
    # 1,500 files here: workers would have to be started again for each of the runners.
    with patch("etl.ingest.pool._FEW", 1_000):
        build_demo(home, Settings(home=home.root))
    settings = Settings(home=home.root).at(home)
    return Gateway(home, settings), Journal(home, settings).runners()


def test_no_jump_allows_the_next_one(demo) -> None:
    """Every day for 30 days, of every runner, also after short runs in between."""
    gateway, runners = demo
    limits, jumps = (gateway.query(Viewer(), sql) for sql in (LIMITS, JUMPS))
    after = (
        jumps.join(AT_MOST, on="spike_band")
        .join(limits, on="runner_id", suffix="_next")
        .with_columns(day_count=(pl.col("as_of_date") - pl.col("local_date")).dt.total_days())
        .filter(pl.col("day_count").is_between(0, 29))
    )
    assert after["runner_id"].n_unique() >= 3
    assert after.height > 500
    too_far = after.filter(
        pl.col("limit_m") > pl.col("at_most_ratio") * pl.col("longest_30d_m") + 0.01
    )
    assert too_far.select("runner_id", "as_of_date", "limit_m", "longest_30d_m").rows() == []
    assert limits["runner_id"].n_unique() == len(runners)


def test_the_runner_with_the_big_jump_is_told_her_former_longest(demo) -> None:
    """19.4 km after a longest of 9.1: tomorrow 9.1 at most."""
    gateway, runners = demo
    (yasmin,) = [runner for runner in runners if runner.display_name == "Yasmin D."]
    answer = read_status(gateway, yasmin)
    assert answer["limit_m"] <= 9_100 + 50
    assert answer["limit_reason"] == "spike"


def test_every_surface_says_the_same(demo) -> None:
    """Shell, screens, board, weekly mail and report, for each runner."""
    gateway, runners = demo
    for runner in runners:
        load = loader(gateway, runner)
        (told,) = load_rows(load, NextRun)
        answer = read_status(gateway, runner)
        for name in ("limit_m", "limit_reason"):
            assert answer[name] == told[name]
        for view in ("page.squad", "page.squad_runner", "page.digest"):
            rows = newest(load(view).filter(pl.col("runner_id") == runner.runner_id))
            assert {row["limit_m"] for row in rows} == {told["limit_m"]}, view
        assert report_limit(load, runner) == wording.plain(told, runner.units, whose="their")


def loader(gateway: Gateway, runner: Runner) -> Callable[[str], pl.DataFrame]:
    """Views about one runner."""
    return lambda name: gateway.load(Viewer(), name, runner_id=runner.runner_id)


def newest(rows: pl.DataFrame) -> list[dict]:
    """Of a view with days the last one; as dictionaries."""
    if "local_date" in rows.columns and rows.height:
        rows = rows.filter(pl.col("local_date") == pl.col("local_date").max())
    return rows.to_dicts()


def report_limit(load: Callable[[str], pl.DataFrame], runner: Runner) -> str:
    """What the report prints of it."""
    names = [field.name for field in fields(Person)]
    person = Person(**{name: getattr(runner, name) for name in names})
    day: date = DEMO_NOW.date()
    return to_contents(load, person, today=day, weeks=12, paper="a4")["limit"]
