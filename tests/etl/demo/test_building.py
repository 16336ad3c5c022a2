"""The invented runners come in through the ordinary door, once, however often it is tried."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin

import polars as pl
import pytest

from dashboard.access.gateway import Gateway, Viewer
from dashboard.rows import to_rows, view_of
from etl.demo import DEMO_NOW, build_demo
from etl.demo.runners import Phase
from etl.demo.stories.squad import OLIVIA, TOM
from etl.errors import UserError
from etl.home import Home
from etl.ingest.chunks import Progress
from etl.settings import Settings
from tests.builders import a_home, a_run
from tests.builders.rows import row_types

SHORT = (
    replace(TOM, diary_share=1.0),
    replace(
        OLIVIA,
        first_monday=TOM.first_monday,
        phases=(Phase(weeks=3, weekly_km=(12, 14), runs=3, rides=1, missed_share=0),),
    ),
)
COMPARED = ("core.activity", "core.split", "core.exposure", "metric.run", "metric.pain_day")


class PowerCutError(Exception):
    """Raised where a process would be killed."""


@dataclass(frozen=True)
class Built:
    """A home with two short stories in it, and what was told while it was built."""

    home: Home
    progress: list[Progress]


def built(folder: Path) -> Built:
    """The stories, built to the end."""
    home, progress = Home(folder), []
    build_demo(home, Settings(home=folder), progress.append, people=SHORT)
    return Built(home, progress)


def answer(home: Home, sql: str) -> pl.DataFrame:
    """What a query says over all runners of a home."""
    return _gateway(home).query(Viewer(), sql)


@cache
def _gateway(home: Home) -> Gateway:
    """Every view is made for the first question, and again only when rows have changed."""
    return Gateway(home, Settings(home=home.root).at(home))


def content(home: Home) -> dict[str, list[tuple]]:
    """Every row of the tables compared, but for the moment it was stored."""
    frames = {name: answer(home, f"from {name} order by all") for name in COMPARED}
    return {name: frame.drop("imported_at", strict=False).rows() for name, frame in frames.items()}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory) -> Built:
    """Two short stories, built once."""
    return built(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def home(undisturbed: Built) -> Home:
    """The home they are in."""
    return undisturbed.home


def test_every_planned_run_arrives(home):
    """Tom's eight runs, and Olivia's nine with three rides that show her days off were known."""
    counts = answer(
        home,
        "select display_name, count(*) filter (where is_run) as runs,"
        " count(*) filter (where not is_run) as rides"
        " from core.activity inner join core.runner using (runner_id) group by all order by all",
    )
    assert counts.rows() == [("Olivia R.", 9, 3), ("Tom B.", 8, 0)]


def test_profiles_come_along(home):
    """Olivia's week begins on Sunday in New York, and she thinks in miles."""
    profile = answer(
        home,
        "select birth_year, height_cm, time_zone, week_start, units from core.runner"
        " where display_name = 'Olivia R.'",
    )
    assert profile.rows() == [(1990, 172.0, "America/New_York", "sunday", "miles")]


def test_rows_hold_what_their_types_name(home):
    """Every page view: the kind of each value, and a null only where its header says so."""
    gateway = Gateway(home, Settings(home=home.root).at(home))
    wrong, count = set(), 0
    for kind in row_types():
        for row in to_rows(gateway.load(Viewer(), view_of(kind)), kind):
            count += 1
            wrong |= {
                (view_of(kind), column, type(row[column]).__name__)
                for column, declared in kind.__annotations__.items()
                if not isinstance(row[column], kinds_of_value(declared))
            }
    assert wrong == set()
    assert count > 500


def kinds_of_value(declared: Any) -> tuple[type, ...]:
    """`str | None` as the classes that a value may be of."""
    parts = get_args(declared) if isinstance(declared, UnionType) else (declared,)
    return tuple(get_origin(part) or part for part in parts)


def test_the_diary_is_kept_and_the_clock_stands_still(home):
    """Olivia's last row is of the day before the demonstration's Sunday."""
    last = answer(home, "select max(local_date) from metric.pain_day").item()
    assert last.isoformat() == "2026-05-02"
    assert Settings(home=home.root).at(home).current_time() == DEMO_NOW


def test_a_second_call_does_nothing(home):
    """What is complete is left alone, at once."""
    seen: list[Progress] = []
    build_demo(home, Settings(home=home.root), seen.append, people=SHORT)
    assert seen == []


def test_a_build_that_was_killed_ends_the_same(home, tmp_path):
    """Cut off within the second person's runs and begun again, every table is the same."""

    def cut_off(progress: Progress) -> None:
        if progress.done > 10:
            raise PowerCutError

    with pytest.raises(PowerCutError):
        build_demo(Home(tmp_path), Settings(home=tmp_path), cut_off, people=SHORT)
    assert content(built(tmp_path).home) == content(home)


def test_progress_is_told_over_all_people(undisturbed):
    """The count never falls back when the next person begins, and ends at the total."""
    seen = undisturbed.progress
    done = [progress.done for progress in seen]
    assert done == sorted(done)
    assert (done[-1], {progress.total for progress in seen}) == (20, {20})


def test_a_home_with_real_data_is_no_place_for_the_demo(tmp_path: Path) -> None:
    """Invented runners and a calendar that stands still must not enter it."""
    home, settings = a_home(tmp_path, [a_run()])
    with pytest.raises(UserError, match="folder of its own"):
        build_demo(home, settings)
    assert not home.clock.exists()
