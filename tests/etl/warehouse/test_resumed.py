"""A recording that was paused and resumed hours later is two runs, whatever file it is in."""

from dataclasses import replace
from pathlib import Path

import pytest

from etl.ingest.resumed import apart
from etl.operations.import_files import import_paths
from etl.operations.rebuild import rebuild
from etl.recording import Recording
from etl.sources.detect import read_file
from etl.sources.strava_api.mapping import SOURCE as STRAVA_API
from tests.builders import a_home
from tests.builders.hashes import rows_of
from tests.etl.sources.builders import START
from tests.etl.sources.fit_bytes import fit_file, records, session
from tests.etl.sources.test_trouble import CLOCK, WAY, counted, track

LONG = CLOCK[-1]
TWICE = [*WAY, *(WAY[-1] + metres for metres in WAY)]
_RUNS = (
    "select local_date::varchar, round(distance_m), round(elapsed_s) from core.session"
    " order by started_at"
)


def resumed(hours: float) -> list[int]:
    """Half an hour, a silence, half an hour."""
    return [*CLOCK, *(LONG + int(hours * 3600) + second for second in CLOCK)]


def fit(hours: float, *, told_m: float = TWICE[-1]) -> bytes:
    """The same as a watch writes it, with its total."""
    clock = resumed(hours)
    total = session(elapsed_s=clock[-1], timer_s=2 * LONG, distance_m=told_m)
    return fit_file(records(clock, TWICE), total)


FILES = {
    "fit": fit,
    "gpx": lambda hours: track(TWICE, resumed(hours)),
    "tcx": lambda hours: counted(TWICE, resumed(hours)),
}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize(("hours", "days"), [(5, ["03", "03"]), (20, ["03", "04"])])
def test_what_was_resumed_hours_later_is_a_run_of_its_own(tmp_path, kind, hours, days) -> None:
    """Two runs with their own days and times; importing or computing them again changes nothing."""
    home, settings = a_home(tmp_path, {f"run.{kind}": FILES[kind](hours)})
    told = rows_of(home, _RUNS)
    assert [day for day, _, _ in told] == [f"2026-05-{day}" for day in days]
    assert [metres for _, metres, _ in told] == pytest.approx([5400, 5400], rel=0.01)
    assert [seconds for _, _, seconds in told] == pytest.approx([LONG, LONG], abs=15)
    ids = rows_of(home, "select activity_id, part_index from core.activity order by part_index")
    assert [index for _, index in ids] == [0, 1]
    rebuild(home, settings)
    assert rows_of(home, _RUNS) == told
    assert ids == rows_of(
        home, "select activity_id, part_index from core.activity order by part_index"
    )


@pytest.mark.parametrize("kind", FILES)
def test_a_pause_of_an_hour_or_three_parts_nothing(tmp_path, kind) -> None:
    """A meal, a train, a long stop at an aid station."""
    home, _ = a_home(tmp_path, {f"run.{kind}": FILES[kind](3)})
    assert len(rows_of(home, _RUNS)) == 1


def test_both_parts_have_their_share_of_a_total_that_was_put_right() -> None:
    """A watch that counts a ninth more than its records does so in both."""
    parts = apart(read_file("run.fit", fit(12, told_m=12_000)))
    assert [part.distance_m for part in parts] == [6000, 6000]
    assert [part.moving_s for part in parts] == [None, None]
    assert all("recordings of their own" in part.notes[-1] for part in parts)


def test_the_ends_of_a_recording_are_no_parts() -> None:
    """A watch switched off the next morning, with a minute of records."""
    clock = [*CLOCK, *(LONG + 43_200 + second for second in range(0, 120, 1))]
    way = [*WAY, *([WAY[-1]] * 120)]
    (whole,) = read_file("run.fit", fit_file(records(clock, way)))
    assert apart((whole,)) == (whole,)


def test_parts_are_numbered_after_all_activities_of_the_file() -> None:
    """So that none takes the id of another."""
    (whole,) = read_file("run.fit", fit(12))
    second = replace(whole, part_index=1)
    parts = apart((whole, second))
    assert [part.part_index for part in parts] == [0, 1, 2, 3]
    assert [part.started_at > START for part in parts] == [False, False, True, True]


def test_what_a_platform_tells_is_one_by_its_own_id() -> None:
    """Edits and deletions there name the whole."""
    (whole,) = read_file("run.fit", fit(12))
    lent: Recording = replace(whole, source=STRAVA_API)
    assert apart((lent,)) == (lent,)


@pytest.mark.parametrize("hours", [5, 20])
def test_the_same_in_one_piece_from_elsewhere_does_not_count_again(tmp_path: Path, hours) -> None:
    """A row of a table holds the whole; the file's two parts are it."""
    table = (
        "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,"
        "Distance,Activity Gear,Filename\n"
        f'1,"May 3, 2026, 7:00:10 AM",A,Run,,{hours * 3600 + 2 * LONG},10.80,,\n'
    )
    home, settings = a_home(tmp_path / "home", {"run.fit": fit(hours)})
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "activities.csv").write_bytes(table.encode())
    import_paths(home, settings, [tmp_path / "files"])
    assert [metres for _, metres, _ in rows_of(home, _RUNS)] == [5400, 5400]
