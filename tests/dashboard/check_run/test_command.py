"""`kneewise check-run`: the same answer in a shell."""

import json
from pathlib import Path

import pytest

from tests.builders import a_home, a_run
from tests.builders.homes import NOW
from tests.dashboard.cli.in_process import Done, run_here
from tests.etl.sources.routes import LATITUDE, a_route


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three runs of 10 km."""
    runs = [a_run(f"2026-04-{day}") for day in ("18", "25", "30")]
    return a_home(tmp_path_factory.mktemp("shell") / "home", runs)[0].root


def check_run(home: Path, *words: str) -> Done:
    now = {"KNEEWISE_NOW": NOW.isoformat(), "KNEEWISE_TIME_ZONE": "Europe/Berlin", "COLUMNS": "99"}
    return run_here("check-run", *words, home=home, environment=now, folder=home.parent)


def test_a_distance_is_answered_in_a_few_lines(home: Path) -> None:
    """The answer first, under the runner's name."""
    done = check_run(home, "--distance", "12")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "Runner: Past tomorrow's limit by 1.0 km. Tomorrow at most 11.0 km: 10 % beyond your "
        "longest run of the last 30 days, 10.0 km.",
        "  12.0 km, about 11,100 steps: 1.2 × your highest of six weeks (10.0 km, "
        "usually 10.0 km).",
    ]


def test_a_route_is_one_object_and_nothing_of_it_is_kept(home: Path, tmp_path: Path) -> None:
    """Its hills by grade; no file of the home is written, and no place is printed."""
    route = tmp_path / "round.gpx"
    route.write_bytes(a_route(8, hill_m=200))
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*.duckdb")}
    done = check_run(home, "--route", str(route), "--fast-minutes", "5", "--json")
    told = json.loads(done.stdout)
    assert told["verdict"] == "within"
    assert told["limit_m"] == pytest.approx(11_000, abs=1)
    measures = {one["measure"]: one for one in told["measures"]}
    assert measures["descent"]["value"] == pytest.approx(200, abs=5)
    assert measures["descent"]["most_value"] == 0
    assert measures["fast"]["value"] == 300
    assert told["grade_bands_m"]["down_5_10"] == pytest.approx(3_900, abs=150)
    assert str(LATITUDE)[:6] not in done.stdout
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*.duckdb")} == before


def test_bad_files_and_impossible_runs_are_one_sentence_and_exit_code_1(
    home: Path, tmp_path: Path
) -> None:
    """What was asked could not be done."""
    (tmp_path / "broken.gpx").write_bytes(a_route(5)[:-60])
    for words, sentence in (
        (("--route", str(tmp_path / "broken.gpx")), "breaks off"),
        (("--route", str(tmp_path / "not-there.gpx")), "No such file"),
        (("--distance", "400"), "No run goes further than 300 km"),
        (("--planned",), "Say --distance instead"),
        (("--distance", "5", "--runner", "nobody"), "no runner of that name"),
    ):
        done = check_run(home, *words)
        assert done.returncode == 1, words
        assert sentence in done.stderr and len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("words", [(), ("--distance", "5", "--planned")])
def test_how_far_is_said_once_or_the_usage_is_wrong(home: Path, words: tuple[str, ...]) -> None:
    """Exit code 2, as of every command."""
    assert check_run(home, *words).returncode == 2


def test_the_plans_longest_run_of_the_week_is_checked_as_any_other(tmp_path: Path) -> None:
    """As the plan has it, which the limit knows, too."""
    runs = [a_run(f"2026-04-{day:02}") for day in (4, 9, 14, 18, 21, 25, 28, 30)]
    home = a_home(tmp_path / "home", runs)[0].root
    now = {"KNEEWISE_NOW": NOW.isoformat(), "KNEEWISE_TIME_ZONE": "Europe/Berlin", "COLUMNS": "99"}
    started = run_here("plan", "start", "--json", home=home, environment=now, folder=tmp_path)
    assert started.returncode == 0, started.stderr
    (week,) = [one for one in json.loads(started.stdout)["weeks"] if one["is_current"]]
    told = json.loads(check_run(home, "--planned", "--json").stdout)
    (distance,) = [one for one in told["measures"] if one["measure"] == "distance"]
    assert distance["value"] == week["target_longest_run_m"]
