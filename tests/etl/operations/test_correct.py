"""The runner's word on a recording wins over its source, for good."""

from pathlib import Path

import pytest

from etl.home import Home
from etl.journal.store import Journal
from etl.operations.correct import choose
from etl.operations.rebuild import rebuild
from etl.settings import Settings
from tests.builders import a_home, a_ride, a_run
from tests.builders.hashes import rows_of


def _choose(home: Home, settings: Settings, field: str, value: str | None, activity: str) -> None:
    runner_id = Journal(home, settings).ensure_runner().runner_id
    choose(home, settings, runner_id=runner_id, activity_id=activity, field=field, value=value)


def _only_activity(home: Home) -> str:
    ((activity_id,),) = rows_of(home, "select activity_id from core.activity")
    return str(activity_id)


def test_a_ride_that_was_a_run_gets_its_splits(tmp_path: Path) -> None:
    """The original is read again as what it was."""
    home, settings = a_home(tmp_path, [a_ride(km=10)])
    assert rows_of(home, "select count(*) from core.split") == [(0,)]
    _choose(home, settings, "sport", "run", _only_activity(home))
    assert rows_of(home, "select is_run, sport_rule from core.activity") == [(True, "runner")]
    assert rows_of(home, "select count(*) from core.split") == [(200,)]


def test_a_run_on_a_treadmill_has_no_descent(tmp_path: Path) -> None:
    """No grade, no descent: not known, not none."""
    home, settings = a_home(tmp_path, [a_run(km=8, hill_m=40, hill_count=2)])
    assert rows_of(home, "select descent_m > 50 from metric.run") == [(True,)]
    _choose(home, settings, "is_treadmill", "true", _only_activity(home))
    assert rows_of(home, "select is_treadmill, descent_m from metric.run") == [(True, None)]


def test_a_word_survives_a_rebuild(tmp_path: Path) -> None:
    """It is kept in the journal, not in the tables that are computed."""
    home, settings = a_home(tmp_path, [a_run(km=8)])
    _choose(home, settings, "is_excluded", "true", _only_activity(home))
    assert rows_of(home, "select count(*) from metric.run") == [(0,)]
    rebuild(home, settings)
    assert rows_of(home, "select is_excluded from core.activity") == [(True,)]


@pytest.mark.parametrize("says", ["is one", "is none"])
def test_what_is_the_same_run_is_for_the_runner_to_say(tmp_path: Path, says: str) -> None:
    """Two recordings linked or parted by hand, whatever their start and distance."""
    same = says == "is none"
    second = a_run("2026-05-02", km=10, heart_rate_bpm=None, at="09:00" if same else "18:00")
    home, settings = a_home(tmp_path, [a_run("2026-05-02", km=10, at="09:00"), second])
    rows = rows_of(
        home, "select activity_id, duplicate_of from core.activity order by duplicate_of is null"
    )
    activity, other = str(rows[0][0]), str(rows[1][0])
    assert rows_of(home, "select count(*) from metric.run") == [(1 if same else 2,)]
    _choose(home, settings, "duplicate_of", None if same else other, activity)
    counted = rows_of(home, "select count(*) from core.activity where duplicate_of is null")
    assert counted == [(2 if same else 1,)]
