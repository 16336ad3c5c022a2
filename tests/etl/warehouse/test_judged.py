"""What waits for its runner's word beside their other recordings, and what never does."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from etl.home import Home
from etl.journal.store import Journal
from etl.operations.correct import choose
from etl.operations.import_files import import_paths
from etl.operations.rebuild import rebuild
from etl.settings import Settings
from tests.builders import a_home, a_run
from tests.builders.hashes import rows_of
from tests.builders.homes import a_copy_of
from tests.etl.sources.builders import gpx, trkpts

FIRST = datetime(2026, 1, 5, 7, tzinfo=UTC)
EASY_MPS = 3.0
_HEAD = (
    "Activity ID,Activity Date,Activity Type,Elapsed Time,Distance,Elevation Gain,Elevation Loss,"
    "Filename"
)


@dataclass(frozen=True)
class Told:
    """A run as a table tells it."""

    km: float
    mps: float
    day: int = 200
    fall_m: float = 0.0
    sport: str = "Run"


def table(runs: Sequence[Told]) -> bytes:
    """An export's table of runs without files."""
    rows = [
        f'{number},"{FIRST + timedelta(days=run.day):%b %d, %Y, %H:%M:%S}",{run.sport},'
        f"{run.km * 1000 / run.mps:.0f},{run.km},{10},{10 + run.fall_m},"
        for number, run in enumerate(runs, start=1)
    ]
    return "\n".join((_HEAD, *rows, "")).encode()


def easy(days: int, *, from_day: int = 0, mps: float = EASY_MPS) -> list[Told]:
    """Easy runs of five to eight kilometres, one a day."""
    return [Told(km=5 + day % 4, mps=mps, day=from_day + day) for day in range(days)]


def brought(tmp_path: Path, files: dict[str, bytes]) -> tuple[Home, Settings]:
    """A home with these files."""
    return a_copy_of(_brought, tmp_path / "home", files)


def _brought(folder: Path, files: dict[str, bytes]) -> tuple[Home, Settings]:
    home, settings = a_home(folder, [])
    with tempfile.TemporaryDirectory() as place:
        for name, content in files.items():
            (Path(place) / name).write_bytes(content)
        import_paths(home, settings, [Path(place)])
    return home, settings


def asked(home: Home) -> list[tuple]:
    """Kilometres and reason of what waits."""
    return rows_of(
        home,
        "select round(distance_m / 1000, 1), set_aside_reason from core.activity"
        " where set_aside_reason is not null and is_excluded order by 1",
    )


@pytest.mark.parametrize(
    "ride",
    [
        Told(km=12, mps=5.6),
        Told(km=60, mps=5.9),
        Told(km=3.5, mps=6.5, day=3),  # before most of the others were run
    ],
    ids=["a bike to work", "a day's ride", "early in the history"],
)
def test_what_the_runner_s_other_runs_make_impossible_is_asked_about(tmp_path, ride) -> None:
    """It is in, does not count, and has its reason."""
    home, _ = brought(tmp_path, {"activities.csv": table([*easy(30), ride])})
    assert asked(home) == [(ride.km, "faster_than_own")]
    assert rows_of(home, "select count(*) from core.session") == [(30,)]


@pytest.mark.parametrize(
    "others",
    [
        [*easy(30), Told(km=60, mps=2.4)],
        [*easy(30), Told(km=5, mps=4.1)],
        [*easy(30), Told(km=3, mps=4.15)],
        [*easy(30), Told(km=20, mps=5.0, fall_m=900)],
        [*easy(9), Told(km=8, mps=4.8)],
        [*easy(19), Told(km=8, mps=5.8)],
        [*easy(30, mps=2.0), Told(km=5, mps=3.6)],
        [Told(km=6, mps=2.6 + 0.02 * day, day=day) for day in range(120)],
        [*easy(30), *(Told(km=0.9, mps=6.9, day=100 + day) for day in range(2))],
    ],
    ids=[
        "an ultra debut",
        "a first race over 5 km",
        "a short race",
        "a race down a mountain",
        "a beginner's tenth run",
        "nineteen days of history",
        "who walked and now runs",
        "two years of getting faster",
        "sprints",
    ],
)
def test_who_only_runs_better_or_further_is_not_asked(tmp_path, others) -> None:
    """An ultra debut is what the product warns of, a best time what a runner trains for."""
    home, _ = brought(tmp_path, {"activities.csv": table(others)})
    assert asked(home) == []


def test_one_jump_does_not_excuse_the_next(tmp_path) -> None:
    """Nor do the parts of one ride, nor years of runs in which it happened more than twice."""
    rides = [Told(km=20, mps=5.8, day=40), Told(km=22, mps=5.9, day=40), Told(km=18, mps=6, day=90)]
    home, _ = brought(tmp_path, {"activities.csv": table([*easy(30), *rides])})
    assert [reason for _, reason in asked(home)] == ["faster_than_own"] * 3


def test_the_order_of_imports_changes_nothing(tmp_path) -> None:
    """A ride that came first is asked about as soon as the runs are there."""
    runs = [*easy(30), Told(km=20, mps=5.8, day=40)]
    tables = [table(runs[-1:]), table(runs[:-1])]
    found = []
    for name, order in (("ride first", tables), ("runs first", tables[::-1])):
        home, settings = a_home(tmp_path / name / "home", [])
        for index, content in enumerate(order):
            folder = tmp_path / name / str(index)
            folder.mkdir()
            (folder / "activities.csv").write_bytes(content)
            import_paths(home, settings, [folder])
        found.append(asked(home))
    assert found == [[(20.0, "faster_than_own")]] * 2


def untyped(day: int, *, creator: str = "OpenTracks", speed_mps: float = 3.0, **details) -> bytes:
    """A GPX of 200 s that does not say what it was."""
    points = trkpts(speed_mps=speed_mps, seconds=201, start=FIRST + timedelta(days=day), **details)
    return gpx(points, type_=None, creator=creator)


@pytest.mark.parametrize(
    ("content", "waits"),
    [
        (untyped(1), True),
        (untyped(1, speed_mps=2.2), True),
        (untyped(1, speed_mps=4.5), True),
        (untyped(1).replace(b"<trk>", b"<trk><name>Morning run</name>"), False),
        (untyped(1, speed_mps=2.6, inside="<cad>81</cad>"), False),
        (gpx(trkpts(seconds=201), type_="running"), False),
    ],
)
def test_speed_alone_asks_and_other_evidence_does_not(tmp_path, content, waits) -> None:
    """A bicycle on a path is as fast as a run."""
    home, _ = brought(tmp_path, {"run.gpx": content})
    ((is_run, distance_m, reason),) = rows_of(
        home, "select is_run, distance_m, set_aside_reason from core.activity"
    )
    assert is_run
    assert distance_m > 300
    assert reason == ("sport_guessed" if waits else None)
    assert rows_of(home, "select count(*) from core.session") == [(0 if waits else 1,)]


def counted(home: Home) -> int:
    """How many recordings count."""
    return int(rows_of(home, "select count(*) from core.activity where not is_excluded")[0][0])


def answer(home: Home, settings: Settings, *, field: str, value: str, device: str, which: int = 0):
    """Say something of one recording of an app."""
    (runner,) = Journal(home, settings).runners()
    made = rows_of(home, "select activity_id, device from core.activity order by started_at")
    ids = [str(name) for name, maker in made if maker == device]
    choose(
        home,
        settings,
        runner_id=runner.runner_id,
        activity_id=ids[which],
        field=field,
        value=value,
    )


@pytest.mark.parametrize(("value", "runs"), [("true", 3), ("false", 0), ("each", 0)])
def test_one_answer_holds_for_all_that_an_app_leaves_open(tmp_path, value, runs) -> None:
    """Now, after a rebuild, and for what comes later; another app's files are another question."""
    files = {f"{day}.gpx": untyped(day) for day in range(3)}
    home, settings = brought(tmp_path, {**files, "x.gpx": untyped(9, creator="Other")})
    assert counted(home) == 0
    answer(home, settings, field="recorder_is_run", value=value, device="OpenTracks")
    assert counted(home) == runs
    rebuild(home, settings)
    assert counted(home) == runs
    later = tmp_path / "later.gpx"
    later.write_bytes(untyped(20))
    import_paths(home, settings, [later])
    assert counted(home) == (runs + 1 if value == "true" else 0)


def test_the_newest_answer_counts(tmp_path) -> None:
    """Whichever recording it was written beside."""
    home, settings = brought(tmp_path, {f"{day}.gpx": untyped(day) for day in range(3)})
    for which, value in enumerate(("true", "false", "true")):
        answer(
            home, settings, field="recorder_is_run", value=value, device="OpenTracks", which=which
        )
    assert counted(home) == 3


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        (["false"] * 2, 2),
        (["false"] * 3, 5),
        (["false", "false", "false", "true"], 3),
    ],
)
def test_three_runs_of_an_app_speak_for_the_others(tmp_path, said, counts) -> None:
    """Unless one of them was none."""
    home, settings = brought(tmp_path, {f"{day}.gpx": untyped(day) for day in range(5)})
    for which, value in enumerate(said):
        answer(home, settings, field="is_excluded", value=value, device="OpenTracks", which=which)
    assert counted(home) == counts


def test_a_word_on_one_recording_is_stronger_than_that_on_all(tmp_path) -> None:
    """All are runs, but for the one on the bicycle."""
    home, settings = brought(tmp_path, {f"{day}.gpx": untyped(day) for day in range(4)})
    answer(home, settings, field="recorder_is_run", value="true", device="OpenTracks")
    answer(home, settings, field="is_excluded", value="true", device="OpenTracks", which=2)
    assert counted(home) == 3


def test_a_guess_that_is_believed_is_still_compared_with_the_others(tmp_path) -> None:
    """An app's runs are runs, but not at that speed."""
    ride = gpx(
        trkpts(speed_mps=5.4, seconds=900, start=FIRST + timedelta(days=50)),
        type_=None,
        creator="OpenTracks",
    )
    home, settings = brought(tmp_path, {"activities.csv": table(easy(30))})
    (tmp_path / "ride.gpx").write_bytes(ride)
    import_paths(home, settings, [tmp_path / "ride.gpx"])
    assert [reason for _, reason in asked(home)] == ["sport_guessed"]
    answer(home, settings, field="recorder_is_run", value="true", device="OpenTracks")
    assert [reason for _, reason in asked(home)] == ["faster_than_own"]


def test_what_waits_moves_neither_the_usual_speed_nor_the_longest_run(tmp_path) -> None:
    """A ride of 12 km must not become the longest of the month, nor what easy is."""
    ride = a_run("2026-02-05", km=12, pace=175, at="18:00")
    home, settings = brought(tmp_path, {"activities.csv": table(easy(40)), "ride.fit": ride})
    moved = (
        "select (select max(longest_30d_m) from metric.session_spike),"
        " (select max(easy_speed_mps) from metric.reference_speed)"
    )
    assert rows_of(home, moved) == [(8000, None)]
    (runner,) = Journal(home, settings).runners()
    ((name,),) = rows_of(home, "select activity_id from core.activity where is_excluded")
    choose(
        home,
        settings,
        runner_id=runner.runner_id,
        activity_id=str(name),
        field="is_excluded",
        value="false",
    )
    ((longest_m, easy_mps),) = rows_of(home, moved)
    assert longest_m == pytest.approx(12_000, rel=0.01)
    assert easy_mps == pytest.approx(5.71, rel=0.01)
