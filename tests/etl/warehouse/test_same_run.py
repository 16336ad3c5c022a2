"""What belongs together, by time in motion and never by silences; what only looks so."""

from pathlib import Path

import pytest

from etl.operations.correct import choose
from etl.operations.import_files import import_paths
from etl.operations.rebuild import rebuild
from etl.settings import Settings
from tests.builders import a_home
from tests.builders.hashes import rows_of
from tests.etl.sources.builders import START
from tests.etl.sources.fit_bytes import fit_file, fit_time, records, session
from tests.etl.sources.test_trouble import CLOCK, WAY, track

_COUNTED = (
    "select round(distance_m) from core.activity where duplicate_of is null order by started_at"
)


def imported(tmp_path: Path, files: dict[str, bytes]):
    """A home with these files, and what became of each."""
    home, settings = a_home(tmp_path / "home", [])
    folder = tmp_path / "files"
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return home, import_paths(home, settings, [folder])


def counted(home) -> list[int]:
    """Metres of what counts, in order."""
    return [int(row[0]) for row in rows_of(home, _COUNTED)]


@pytest.mark.parametrize("paused_h", [6, 23])
def test_a_run_inside_the_silence_of_another_is_its_own(tmp_path, paused_h):
    """A watch that was paused in the morning and resumed at night holds no run of the day.

    Its own two runs are two.
    """
    resumed = [second + paused_h * 3600 for second in CLOCK]
    long = fit_file(
        records([*CLOCK, *resumed], [*WAY, *(WAY[-1] + metres for metres in WAY)]),
        session(elapsed_s=resumed[-1], timer_s=3600, distance_m=2 * WAY[-1]),
    )
    inside = [second + 3 * 3600 for second in range(0, 3601, 10)]
    between = fit_file(
        records(inside, [3.0 * (second - inside[0]) for second in inside]),
        session(
            elapsed_s=3600, timer_s=3600, distance_m=10_800, started=fit_time(START) + inside[0]
        ),
    )
    home, _ = imported(tmp_path, {"long.fit": long, "between.fit": between})
    assert counted(home) == [5_400, 10_800, 5_400]


def test_a_copy_whose_local_time_was_written_as_utc_is_the_same_run(tmp_path):
    """Two hours apart to the second in a zone two hours off; three hours apart is another run."""
    way = [metres + 0.1 for metres in WAY]
    shifted = [second + 7200 for second in CLOCK]
    other = [second + 10_800 for second in CLOCK]
    files = {"a.gpx": track(WAY, CLOCK), "b.gpx": track(way, shifted), "c.gpx": track(way, other)}
    home, _ = imported(tmp_path, files)
    assert len(counted(home)) == 2


def test_two_rows_of_one_export_are_two_runs(tmp_path):
    """A platform that tells two activities of one morning has looked already."""
    table = (
        "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,"
        "Distance,Activity Gear,Filename\n"
        '1,"May 3, 2026, 7:00:00 AM",A,Run,,3600,11.90,,\n'
        '2,"May 3, 2026, 7:20:00 AM",B,Run,,240,0.70,,\n'
    )
    home, _ = imported(tmp_path, {"activities.csv": table.encode()})
    assert counted(home) == [11_900, 700]


def test_a_run_that_nobody_runs_waits_for_a_word(tmp_path):
    """A ride that calls itself a run is in, does not count, and says why."""
    way = [9.0 * second for second in CLOCK]
    ride = fit_file(records(CLOCK, way), session(elapsed_s=1800, timer_s=1800, distance_m=way[-1]))
    far = fit_file(session(elapsed_s=90_000, timer_s=90_000, distance_m=400_000))
    home, result = imported(tmp_path, {"ride.fit": ride, "far.fit": far})
    told = {Path(item.file).name: (item.status, item.reason) for item in result.items}
    assert told["far.fit"][0] == "set_aside"
    assert "more than anyone runs" in (told["far.fit"][1] or "")
    assert result.as_json()["set_aside"] >= 1
    assert rows_of(home, "select count(*) from core.session") == [(0,)]


@pytest.mark.parametrize(("value", "runs"), [("false", 1), ("true", 0)])
def test_what_the_runner_says_of_it_holds_through_a_rebuild(tmp_path, value, runs):
    """Asked once: it was a run, or it was not; no later reading asks again."""
    far = fit_file(session(elapsed_s=90_000, timer_s=90_000, distance_m=400_000))
    home, result = imported(tmp_path, {"far.fit": far})
    settings = Settings(home=home.root, time_zone="Europe/Berlin", workers=1)
    (item,) = result.items
    choose(
        home,
        settings,
        runner_id=result.runner_id,
        activity_id=item.activity_ids[0],
        field="is_excluded",
        value=value,
    )
    assert rows_of(home, "select count(*) from core.session") == [(runs,)]
    rebuild(home, settings)
    assert rows_of(home, "select count(*) from core.session") == [(runs,)]
