"""One runner in four archives at once: each run once, its numbers from the source asked first."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from etl.errors import UserError
from etl.home import Home
from etl.journal.store import Journal
from etl.operations.import_files import import_paths
from etl.operations.rebuild import rebuild
from etl.operations.source_order import SourceOrder, order_sources
from etl.operations.undo_import import undo_batch
from etl.settings import Settings
from tests.builders.hashes import rows_of
from tests.builders.homes import NOW, a_new_home
from tests.etl.sources.apple_health import builders as apple
from tests.etl.sources.archives import put, zipped
from tests.etl.sources.builders import fit, gpx, trkpts
from tests.etl.sources.garmin_takeout.builders import summary, takeout

YEAR = timedelta(days=364)
FIRST = datetime(2024, 2, 26, 7, 0, tzinfo=UTC)
RUNS = 66
STARTS = [FIRST + (n % 3) * YEAR + timedelta(days=n) for n in range(RUNS)]
"""Sixty-six runs over three years; the sources overlap in each. The first nine are told by hand."""
SHARED = (
    ("file", "garmin_takeout"),
    ("garmin_takeout",),
    ("garmin_takeout", "strava_export"),
    ("apple_health",),
    ("garmin_takeout", "apple_health"),
    ("strava_export",),
    ("garmin_takeout", "apple_health", "strava_export"),
)
"""Who tells of the runs after those, in turn; the first and the last also have the watch's file."""


def _told_by(source: str) -> list[int]:
    return [n for n in range(9, RUNS) if source in SHARED[n % len(SHARED)]]


def _with_file() -> list[int]:
    return [n for n in range(9, RUNS) if n % len(SHARED) in (0, len(SHARED) - 1)]


USUAL = ("file", "apple_health", "garmin_takeout", "strava_export")
"""Who is asked first, where a row stands against a row: Apple's rows here count steps."""

_RUNS = "select distinct local_date::varchar from core.session order by 1"
_TOTALS = (
    "select local_date::varchar, round(distance_m), round(moving_s), round(heart_rate_bpm),"
    " perceived_exertion_score from core.session_activity order by 1"
)


def _watch(start: datetime) -> bytes:
    return fit(seconds=600, started_at=start)


def _pocket(start: datetime, speed_mps: float) -> bytes:
    """The same run by a phone: it began later and measures otherwise."""
    points = trkpts(start=start + timedelta(seconds=20), seconds=580, speed_mps=speed_mps)
    return gpx(points, creator="Phone")


def _garmin() -> bytes:
    told = [
        summary(n, start, metres=1797.0, seconds=600.0, avgHr=141.0)
        for n, start in enumerate(STARTS)
        if n in {*range(6), *_told_by("garmin_takeout")}
    ]
    files = {f"runner_{n}.fit": _watch(STARTS[n]) for n in (*range(4), *_with_file())}
    return zipped(takeout(told, files))


def _strava() -> bytes:
    """Two runs in the bytes that the watch sent, one from a phone, the others without a file."""
    head = (
        "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,"
        "Distance,Perceived Exertion,Activity Gear,Filename\n"
    )
    files = {"activities/10.fit": _watch(STARTS[0]), "activities/11.fit": _watch(STARTS[1])}
    files["activities/12.gpx"] = _pocket(STARTS[2], 3.05)
    named = zip((0, 1, 2), files, (1.8, 1.8, 1.77), (4, 7, 5), strict=True)
    others = [(n, "", 1.8, 3) for n in (6, *_told_by("strava_export"))]
    rows = "".join(
        f'{10 + n},"{STARTS[n]:%b %d, %Y, %I:%M:%S %p}",Secret place,Run,,600,{km},{rpe},'
        f"Blue shoes,{name}\n"
        for n, name, km, rpe in [*named, *others]
    )
    return zipped(files | {"activities.csv": (head + rows).encode()})


def _apple() -> bytes:
    """Two runs with a route, the others rows; among them runs nothing else has."""
    told = {2: "a.gpx", 3: "b.gpx", 5: None, 7: None}
    told |= dict.fromkeys(_told_by("apple_health"))
    workouts = [
        apple.workout(
            began=STARTS[n],
            minutes=10,
            paused_min=0,
            inside=apple.new_totals(1.79, steps=1680, bpm=152)
            + (apple.route(name) if name else ""),
        )
        for n, name in told.items()
    ]
    routes = {
        f"{apple.FOLDER}workout-routes/{name}": apple.route_file(began=STARTS[n], seconds=600)
        for n, name in told.items()
        if name
    }
    return zipped({f"{apple.FOLDER}export.xml": apple.table(*workouts), **routes})


def _archives(folder: Path) -> dict[str, Path]:
    folder.mkdir(parents=True)
    for name, content in {"garmin": _garmin(), "strava": _strava(), "apple": _apple()}.items():
        (folder / f"{name}.zip").write_bytes(content)
    loose = {"watch.fit": _watch(STARTS[0]), "phone.gpx": _pocket(STARTS[4], 2.98)}
    loose |= {f"new_{n}.fit": _watch(STARTS[n]) for n in (8, *_told_by("file"))}
    put(folder / "loose", loose)
    return {path.stem: path for path in folder.iterdir()}


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The four, by name."""
    return _archives(tmp_path_factory.mktemp("sources") / "archives")


def _home(
    folder: Path, *paths: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Home, Settings, str, list[str]]:
    """A home into which these came one after the other, its runner, and the batches."""
    monkeypatch.setattr("etl.ingest.pool._FEW", 1_000)
    monkeypatch.setattr(
        "etl.ingest.bounded.worker.in_worker", lambda work, *given, bounds: work(*given)
    )
    home = a_new_home(folder)
    settings = Settings(home=home.root, time_zone="Europe/Berlin", now=NOW, workers=1)
    results = [import_paths(home, settings, [path], runner_name="Runner") for path in paths]
    runner_id = Journal(home, settings).ensure_runner().runner_id
    return home, settings, runner_id, [result.batch_id for result in results]


def _from(home: Home) -> dict[tuple[int, str], str | None]:
    """By number of the run and kind of number: what it came with."""
    days = {f"{start:%Y-%m-%d}": n for n, start in enumerate(STARTS)}
    rows = rows_of(
        home,
        "select local_date::varchar, field, came_with from metric.run_field"
        " inner join core.session using (session_id)",
    )
    return {(days[day], field): came_with for day, field, came_with in rows}


def _first_of(n: int, order: Sequence[str]) -> str:
    """What the distance of a shared run came with, by who tells of it and who is asked first."""
    tellers = SHARED[n % len(SHARED)]
    of_file = [name for name in tellers if name in ("file", "garmin_takeout")]
    if n in _with_file() and not any(name in tellers for name in order):
        return " ".join(of_file)
    return next(name for name in (*order, *USUAL) if name in tellers)


def test_each_run_counts_once_in_any_order_of_coming_and_of_preference(
    archives, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Sixty-six runs, told 135 times over; the same numbers whichever archive came first."""
    names = ["loose", "garmin", "strava", "apple"]
    orders = [names, names[::-1]]
    homes = [
        _home(tmp_path / str(n), *(archives[name] for name in order), monkeypatch=monkeypatch)
        for n, order in enumerate(orders)
    ]
    days = [(f"{start:%Y-%m-%d}",) for start in sorted(STARTS)]
    assert [rows_of(home, _RUNS) for home, *_ in homes] == [days, days]
    assert rows_of(homes[0][0], _TOTALS) == rows_of(homes[1][0], _TOTALS)
    assert _from(homes[0][0]) == _from(homes[1][0])

    home, settings, runner_id, _ = homes[0]
    usual = rows_of(home, _TOTALS)
    told = _from(home)
    assert told[0, "distance"] == "file garmin_takeout strava_export"  # the same bytes in all three
    assert told[0, "effort"] == "file garmin_takeout strava_export"
    assert (told[2, "distance"], told[2, "heart_rate"]) == ("garmin_takeout", "garmin_takeout")
    assert (told[2, "effort"], told[6, "distance"]) == ("strava_export", "strava_export")
    assert (told[4, "detail"], told[4, "heart_rate"]) == ("file", "garmin_takeout")
    assert (told[7, "heart_rate"], told[7, "detail"]) == ("apple_health", None)
    shared = range(9, RUNS)
    assert {n: told[n, "distance"] for n in shared} == {n: _first_of(n, []) for n in shared}
    assert [n for n in shared if told[n, "detail"]] == _with_file()

    order = ["apple_health", "strava_export"]
    order_sources(home, settings, order, runner_id=runner_id)
    assert rows_of(home, _RUNS) == days
    told = _from(home)
    assert (told[2, "distance"], told[2, "heart_rate"]) == ("apple_health", "apple_health")
    assert (told[2, "detail"], told[2, "effort"]) == ("garmin_takeout", "strava_export")
    assert {n: told[n, "distance"] for n in shared} == {n: _first_of(n, order) for n in shared}
    metres = {day: distance for day, distance, *_ in rows_of(home, _TOTALS)}
    assert metres[f"{STARTS[2]:%Y-%m-%d}"] == 1790.0  # as Apple has it
    before = rows_of(home, _TOTALS)
    rebuild(home, settings)
    assert rows_of(home, _TOTALS) == before
    order_sources(home, settings, [], runner_id=runner_id)
    assert rows_of(home, _TOTALS) == usual


def test_what_a_table_tells_of_a_file_that_is_here_is_added_and_taken_back(
    archives, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The file came by itself, then within an export whose table tells how hard it felt."""
    home, settings, _, (_, export) = _home(
        tmp_path, archives["loose"], archives["strava"], monkeypatch=monkeypatch
    )
    effort = "select perceived_exertion_score, came_with from core.activity where local_date = ?"
    day = f"{STARTS[0]:%Y-%m-%d}"
    assert rows_of(home, effort.replace("?", f"'{day}'")) == [(4.0, "file strava_export")]
    undo_batch(home, settings, export)
    assert rows_of(home, effort.replace("?", f"'{day}'")) == [(None, "file")]


def test_a_source_nobody_knows_is_refused():
    """The sentence names those there are; and each has one place."""
    with pytest.raises(UserError, match="known are file, garmin_takeout"):
        SourceOrder(runner_id="r1", source_names=("garmin",)).check()
    with pytest.raises(UserError, match="name it once"):
        SourceOrder(runner_id="r1", source_names=("file", "file")).check()
