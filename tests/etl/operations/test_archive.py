"""One real runner's archive of 533 watch files: complete, repeatable, and proof against a kill."""

import csv
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from etl.home import Home
from etl.settings import Settings
from tests.builders.hashes import hash_of, rows_of
from tests.builders.killing import commits_of_import, import_killed
from tests.conftest import IS_LONG

pytestmark = pytest.mark.slow

_WEEKS = """
    select
        strftime(started_at, '%G-W%V') as week,
        count(*) as run_count,
        sum(distance_m) / 1000 as distance_km,
    from core.activity
    where is_run and duplicate_of is null
    group by week
"""


@pytest.fixture(scope="module")
def archive(shared_data: Path) -> Path:
    """The folder of the archive."""
    return shared_data / "archive_coros_2023_2026"


@pytest.fixture(scope="module")
def imported(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the whole archive, imported without a disturbance."""
    home = Home(tmp_path_factory.mktemp("archive") / "home")
    assert _import(home, archive).wait() == 0
    return home


def test_every_run_is_in_and_every_week_agrees_with_the_reference(
    imported: Home, archive: Path
) -> None:
    """479 runs; each week's distance within 1 % of the watch's own total."""
    with (archive / "reference_weekly_running.csv").open(encoding="utf-8") as file:
        reference = {row["iso_week_by_UTC_start"]: row for row in csv.DictReader(file)}
    weeks = {week: (count, km) for week, count, km in rows_of(imported, _WEEKS)}
    assert sum(count for count, _ in weeks.values()) == 479
    assert weeks.keys() == reference.keys()
    for week, (count, km) in weeks.items():
        assert count == int(reference[week]["n_run_files"])
        assert km == pytest.approx(float(reference[week]["distance_km"]), rel=0.01)


def test_a_second_import_changes_no_row(imported: Home, archive: Path) -> None:
    """Twice the same archive, once the same tables."""
    before = hash_of(imported, schemas=("core",))
    assert _import(imported, archive).wait() == 0
    assert hash_of(imported, schemas=("core",)) == before


def test_killed_ten_times_it_ends_in_the_same_rows(
    request: pytest.FixtureRequest, archive: Path, tmp_path: Path
) -> None:
    """Kill -9 before ten commits, or ten times at random moments where there is time for that."""
    if IS_LONG:
        _killed_at_random_moments(request.getfixturevalue("imported"), archive, tmp_path / "killed")
        return
    files = sorted(archive.rglob("*.gz"))[::30]
    undisturbed, killed = Home(tmp_path / "undisturbed"), Home(tmp_path / "killed")
    commits = commits_of_import(undisturbed, _settings(undisturbed), files, files_a_chunk=9)
    moments = [1 + commits * tenth // 10 for tenth in range(10)]
    assert import_killed(killed, _settings(killed), files, files_a_chunk=9, at=moments) >= 5
    assert hash_of(killed, schemas=("core",)) == hash_of(undisturbed, schemas=("core",))


def _killed_at_random_moments(imported: Home, archive: Path, folder: Path) -> None:
    home = Home(folder)
    rng = random.Random(533)
    for _ in range(10):
        process = _import(home, archive)
        time.sleep(rng.uniform(0.2, 6.0))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert _import(home, archive).wait() == 0
    assert hash_of(home) == hash_of(imported)


def _settings(home: Home) -> Settings:
    return Settings(home=home.root, time_zone="Asia/Shanghai", workers=1)


def _import(home: Home, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "dashboard.cli.main", "--home", str(home.root), "import"]
    return subprocess.Popen(
        [*command, str(folder), "--json"],
        env=os.environ | {"KNEEWISE_TIME_ZONE": "Asia/Shanghai"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
