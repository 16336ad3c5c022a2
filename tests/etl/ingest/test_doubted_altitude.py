"""Altitude that is not believed, from the file to the views and back."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from etl.demo.fit_writer import Watch
from etl.journal.store import Journal
from etl.operations.correct import choose
from etl.operations.rebuild import rebuild
from etl.sources.strava_export.mapping import enrich
from tests.builders import a_home, a_run
from tests.builders.altitudes import a_wandering_run
from tests.builders.hashes import hash_of, rows_of
from tests.etl.analysis.builders import recording
from tests.etl.sources.strava_export.test_corrections import ROW

_HILLS = (
    "select run.ascent_m, run.descent_m, run.altitude_source, run.downhill_m, run.hill_reason,"
    " exposure.up_10_m, run.distance_m > 10000"
    " from metric.run as run join core.exposure as exposure"
    " on exposure.activity_id = run.session_id"
)
_UNKNOWN = (None, None, "none", None, "no_altitude", None, True)


@pytest.mark.parametrize(("told_m", "doubt"), [(22.0, "unlike_told"), (None, "rough")])
def test_the_hills_of_a_wandering_barometer_are_unknown(tmp_path: Path, told_m, doubt):
    """What the watch recorded stays beside it; nothing made of it shows."""
    home, _ = a_home(tmp_path, [a_wandering_run(told_m=told_m)])
    kept = "select altitude_doubt, recorded_ascent_m > 200, recorded_altitude_source"
    assert rows_of(home, f"{kept} from core.activity") == [(doubt, True, "barometric")]
    assert rows_of(home, _HILLS) == [_UNKNOWN]
    assert rows_of(home, "select count(*) > 0 from core.descent") == [(True,)]
    assert rows_of(home, "select count(*) from metric.descent") == [(0,)]
    shares = "select altitude_known_share, altitude_doubted_count from metric.recording_health"
    assert rows_of(home, shares) == [(0.0, 1)]


def test_the_runners_word_brings_the_hills_back_and_outlives_a_rebuild(tmp_path: Path):
    """Said, rebuilt, and taken back again: each state is the one before, to the bit."""
    home, settings = a_home(tmp_path, [a_wandering_run(), a_run("2026-05-01", hill_m=50)])
    runner_id = Journal(home, settings).ensure_runner().runner_id
    ((name,),) = rows_of(
        home, "select activity_id from core.activity where altitude_doubt is not null"
    )
    doubted = hash_of(home)

    def say(value: str) -> None:
        choose(
            home,
            settings,
            runner_id=runner_id,
            activity_id=name,
            field="is_altitude_right",
            value=value,
        )

    say("true")
    believed = hash_of(home)
    assert _UNKNOWN not in rows_of(home, _HILLS)
    rebuild(home, settings)
    assert hash_of(home) == believed
    say("false")
    assert hash_of(home) == doubted != believed


def test_another_watch_on_the_same_run_tells(tmp_path: Path):
    """The second recording is level, whichever of the two counts."""
    level = a_run("2026-05-02", km=10.8, pace=333, watch=Watch(name="Other watch"))
    home, _ = a_home(tmp_path, [a_wandering_run(), level])
    found = dict(rows_of(home, "select device, altitude_doubt from core.activity"))
    assert sorted(found) == ["Invented watch", "Other watch"]
    assert found["Other watch"] is None
    assert found["Invented watch"] is not None


@pytest.mark.parametrize(("table_m", "told_m"), [(22.0, 22.0), (0.0, None), (None, None)])
def test_the_table_of_an_export_tells_of_its_file(table_m, told_m):
    """Its column of elevation; zero is unknown there. Of several activities it tells nothing."""
    row = replace(ROW, ascent_m=table_m)
    (one,) = enrich((recording(),), row)
    assert one.table_ascent_m == told_m
    assert {part.table_ascent_m for part in enrich((recording(), recording()), row)} == {None}


def test_a_day_without_doubt_is_a_day_with_known_descent(tmp_path: Path):
    """The week's sum knows what it lacks."""
    home, _ = a_home(
        tmp_path,
        [a_run("2026-04-28", hill_m=60, watch=Watch(name="Other")), a_wandering_run("2026-05-02")],
    )
    days = rows_of(
        home,
        "select local_date, descent_m, known_altitude_m from metric.runner_day"
        " where run_count > 0 order by local_date",
    )
    assert days == [
        (date(2026, 4, 28), pytest.approx(60, abs=3), pytest.approx(10_000)),
        (date(2026, 5, 2), None, 0.0),
    ]
