"""Imports that can be trusted: repeated, killed, taken back, and fed with rubbish."""

import gzip
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import pytest

from etl.home import Home
from etl.journal.store import Journal
from etl.operations.doctor import examine
from etl.operations.import_files import ImportResult, import_paths, import_sources
from etl.operations.rebuild import rebuild, retry_failed
from etl.operations.undo_import import undo_batch
from etl.recording import FORMULA_VERSION
from etl.settings import Settings
from etl.storage.duckdb_files import open_to_write
from etl.warehouse.tables import ACTIVITY_TABLES, Warehouse
from tests.builders import a_home, a_ride, a_run, an_upload
from tests.builders.hashes import hash_of, rows_of
from tests.builders.homes import a_copy_of
from tests.builders.killing import commits_of_import, import_killed
from tests.builders.newer import a_newer_file
from tests.conftest import IS_LONG

DAYS = [f"2026-03-{day:02}" for day in range(2, 30, 3)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten runs, one of them gzipped, a ride, a settings file that is none, and rubbish."""
    folder = tmp_path / "files"
    folder.mkdir()
    _fill(folder)
    return folder


def _fill(folder: Path) -> None:
    for day in DAYS[1:]:
        (folder / f"{day}.fit").write_bytes(a_run(day, km=6))
    (folder / f"{DAYS[0]}.fit.gz").write_bytes(gzip.compress(a_run(DAYS[0], km=5)))
    (folder / "ride.FIT").write_bytes(a_ride("2026-03-03"))
    (folder / "rubbish.fit").write_bytes(b"this was never a watch file")


def _with_folder(root: Path) -> tuple[Home, Settings]:
    """A home into which such a folder was imported."""
    home = Home(root)
    with tempfile.TemporaryDirectory() as files:
        _fill(Path(files))
        _imported(home, Path(files))
    return home, _settings(home)


def _rows_hash(home: Home) -> str:
    """Of every row that is stored of runs."""
    return hash_of(home, schemas=("core",))


def _settings(home: Home, workers: int = 2) -> Settings:
    return Settings(home=home.root, time_zone="Europe/Berlin", workers=workers)


def _imported(home: Home, *paths: Path) -> ImportResult:
    return import_paths(home, _settings(home), list(paths))


@pytest.mark.parametrize("name", ["../../outside.fit", "/tmp/outside.fit", r".\outside.fit"])
def test_no_name_that_was_sent_becomes_a_path(tmp_path: Path, name: str) -> None:
    """Of an upload, or of a file in a ZIP: what is kept is found by its content's hash."""
    home, settings = a_home(tmp_path / "deep" / "home")
    packed = tmp_path / "packed.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, a_run(DAYS[0], km=5))
    before = set(tmp_path.rglob("*"))
    runner = Journal(home, settings).ensure_runner()
    sent = an_upload(a_run(DAYS[1], km=5), name)
    assert import_sources(home, settings, [sent], runner=runner).count("imported") == 1
    assert import_paths(home, settings, [packed]).count("imported") == 1
    made = {path for path in set(tmp_path.rglob("*")) - before if path.is_file()}
    assert all(home.root in path.parents for path in made)
    assert not [path for path in made if "outside" in path.name]
    originals = [path for path in made if home.originals in path.parents]
    assert len(originals) == 2 and all(len(path.stem) == 64 for path in originals)


def test_every_file_of_a_folder_ends_with_a_status(tmp_path: Path, folder: Path) -> None:
    """One broken file is one line of the result and never stops the rest."""
    result = _imported(Home(tmp_path / "home"), folder)
    assert result.count("imported") == len(DAYS) + 1
    assert result.count("failed") == 1
    failed = next(item for item in result.items if item.status == "failed")
    assert failed.file.endswith("rubbish.fit")
    assert failed.reason
    assert result.as_json()["imported"] == len(DAYS) + 1


def test_a_second_import_of_the_same_files_changes_nothing(tmp_path: Path, folder: Path) -> None:
    """Safe to run twice."""
    home, _ = a_copy_of(_with_folder, tmp_path / "home")
    before = _rows_hash(home)
    result = _imported(home, folder)
    assert result.count("imported") == 0
    assert result.count("duplicate") == len(DAYS) + 1
    assert _rows_hash(home) == before


def test_the_order_and_number_of_workers_do_not_show_in_the_rows(
    tmp_path: Path, folder: Path
) -> None:
    """The same files give the same tables to the last bit."""
    one, two = Home(tmp_path / "one"), Home(tmp_path / "two")
    import_paths(one, _settings(one, workers=1), [folder])
    for path in sorted(folder.iterdir(), reverse=True):
        import_paths(two, _settings(two), [path])
    assert hash_of(one) == hash_of(two)


def test_a_gzipped_copy_is_the_same_file(tmp_path: Path) -> None:
    """The content decides, not what is wrapped around it."""
    plain, packed = tmp_path / "run.fit", tmp_path / "run-copy.fit.gz"
    plain.write_bytes(a_run())
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    result = _imported(Home(tmp_path / "home"), plain, packed)
    assert sorted(item.status for item in result.items) == ["duplicate", "imported"]


def test_members_of_a_zip_are_named_behind_it(tmp_path: Path) -> None:
    """One item a member, `a.zip!member`."""
    archive = tmp_path / "runs.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("2026/run.fit", a_run())
        packed.writestr("2026/broken.fit", b"no")
    result = _imported(Home(tmp_path / "home"), archive)
    by_file = {item.file.rpartition("!")[2]: item.status for item in result.items}
    assert by_file == {"2026/run.fit": "imported", "2026/broken.fit": "failed"}


def test_the_same_run_from_two_files_counts_once(tmp_path: Path) -> None:
    """Stored twice, linked, counted once: two recordings that differ by a heart-rate belt."""
    home, settings = a_home(tmp_path, {"watch.fit": a_run(km=10)})
    runner = Journal(home, settings).ensure_runner()
    other = an_upload(a_run(km=10, heart_rate_bpm=None), "phone.fit")
    result = import_sources(home, settings, [other], runner=runner)
    assert rows_of(home, "select count(*) from core.activity") == [(2,)]
    assert rows_of(home, "select count(*), round(sum(distance_m), -2) from metric.run") == [
        (1, 10000.0)
    ]
    assert [link is None for (link,) in rows_of(home, "select duplicate_of from core.activity")]
    assert result.items[0].status in {"imported", "duplicate"}


def test_undo_returns_to_the_exact_former_state(tmp_path: Path) -> None:
    """Rows, originals and samples of the batch go; what it hid as duplicate counts again."""
    home, settings = a_home(tmp_path, [a_run(day, km=7) for day in DAYS[:4]])
    before, files = _rows_hash(home), _files(home)
    runner = Journal(home, settings).ensure_runner()
    uploads = [an_upload(a_run(day, km=7, cadence_spm=None), f"{day}.fit") for day in DAYS]
    result = import_sources(home, settings, uploads, runner=runner)
    assert _rows_hash(home) != before
    assert undo_batch(home, settings, result.batch_id) == len(DAYS)
    assert _rows_hash(home) == before
    assert _files(home) == files


def test_undo_keeps_what_another_import_brought_as_well(tmp_path: Path) -> None:
    """Taking the first import back must not take the second one's runs."""
    home, settings = a_home(tmp_path)
    runner = Journal(home, settings).ensure_runner()
    first = import_sources(home, settings, [an_upload(a_run())], runner=runner)
    import_sources(home, settings, [an_upload(a_run())], runner=runner)
    assert undo_batch(home, settings, first.batch_id) == 0
    assert rows_of(home, "select count(*) from core.activity") == [(1,)]


@pytest.mark.usefixtures("real_worker")
def test_a_file_that_crashes_the_reader_is_named_and_the_rest_comes_in(tmp_path: Path) -> None:
    """A parser may die in native code; one bad file never stops the others."""
    home, settings = a_home(tmp_path)
    runner = Journal(home, settings).ensure_runner()
    sources = [an_upload(a_run(day, km=6), f"{day}.fit") for day in DAYS]
    result = import_sources(home, settings, [*sources[:5], _Deadly(), *sources[5:]], runner=runner)
    assert result.count("imported") == len(DAYS)
    assert [item.file for item in result.items if item.status == "failed"] == ["deadly.fit"]


def test_a_failed_file_is_kept_and_tried_again(tmp_path: Path) -> None:
    """A better reader gets another try at the bytes."""
    home, settings = a_copy_of(_with_folder, tmp_path / "home")
    runner = Journal(home, settings).ensure_runner()
    assert retry_failed(home, settings, runner=runner) == 0


def test_a_rebuild_from_originals_and_journal_gives_the_same_rows(tmp_path: Path) -> None:
    """Nothing else needs a backup."""
    home, settings = a_copy_of(_with_folder, tmp_path / "home")
    before = hash_of(home)
    home.warehouse.unlink()
    rebuild(home, settings)
    assert hash_of(home) == before
    changed = rebuild(home, settings).changed
    assert {name: change.total for name, change in changed.items()} == dict.fromkeys(
        ACTIVITY_TABLES, 0
    )


def test_rows_of_an_earlier_formula_are_found_and_computed_anew(tmp_path: Path) -> None:
    """The doctor says so, a rebuild puts it right and says in which table."""
    home, settings = a_copy_of(_with_folder, tmp_path / "home")
    before = _rows_hash(home)
    with Warehouse(home, settings).writing() as connection:
        connection.execute("update core.activity set formula_version = 1, ascent_m = 1.5")
        connection.execute("delete from core.speed_band")
    said = {finding.what: finding for finding in examine(home, settings)}
    assert said["formulas"].is_wrong
    assert f"{len(DAYS)} runs" in said["formulas"].words
    result = rebuild(home, settings)
    assert result.former_formulas == (1,)
    assert rebuild(home, settings).former_formulas == (FORMULA_VERSION,)
    changed = result.changed
    assert changed["activity"].changed >= len(DAYS)
    assert changed["speed_band"].added > 0
    assert changed["exposure"].total == 0
    assert _rows_hash(home) == before
    assert not any(f.is_wrong for f in examine(home, settings) if f.what == "formulas")


def test_a_warehouse_of_before_descents_is_compared_as_far_as_it_goes(
    tmp_path: Path, folder: Path
) -> None:
    """A table it lacks counts as added; a column it lacks as changed where it is known now."""
    home = Home(tmp_path / "home")
    (folder / "hill.fit").write_bytes(a_run("2026-04-20", km=6, hill_m=60, hill_count=3))
    _imported(home, folder)
    assert rows_of(home, "select count(*) from core.descent") == [(3,)]
    with open_to_write(home.warehouse, wait_s=5) as connection:
        connection.execute("drop view if exists metric.run cascade")
        connection.execute("drop table core.descent")
        connection.execute("alter table core.exposure drop column flat_speed_mps")
    changed = rebuild(home, _settings(home)).changed
    assert (changed["descent"].added, changed["split"].total) == (3, 0)
    assert (changed["exposure"].added, changed["exposure"].changed) == (0, len(DAYS))


def test_killed_at_any_moment_and_run_again_the_rows_are_the_same(
    tmp_path: Path, folder: Path
) -> None:
    """Kill -9 before five commits, or at random moments where there is time for that."""
    undisturbed, killed = Home(tmp_path / "undisturbed"), Home(tmp_path / "killed")
    commits = commits_of_import(undisturbed, _settings(undisturbed), [folder], files_a_chunk=7)
    if IS_LONG:
        _killed_at_random_moments(killed, folder)
    else:
        moments = [1 + commits * fifth // 5 for fifth in range(5)]
        assert import_killed(killed, _settings(killed), [folder], files_a_chunk=7, at=moments) >= 3
    assert _rows_hash(killed) == _rows_hash(undisturbed)


def _killed_at_random_moments(home: Home, folder: Path) -> None:
    rng = random.Random(20260503)
    for _ in range(5):
        process = _import_process(home, folder)
        time.sleep(rng.uniform(0.3, 3.0))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert _import_process(home, folder).wait() == 3


def _import_process(home: Home, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "dashboard.cli.main", "--home", str(home.root), "import"]
    environment = os.environ | {"KNEEWISE_TIME_ZONE": "Europe/Berlin"}
    return subprocess.Popen(
        [*command, str(folder), "--json"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _files(home: Home) -> set[str]:
    places = (home.originals, home.samples)
    return {path.name for place in places for path in place.rglob("*") if path.is_file()}


class _Deadly:
    """A file whose reading ends the process, as a fault in native code would."""

    label = "deadly.fit"
    context = None
    archive = None

    def read(self) -> bytes:
        """Never returns."""
        os.kill(os.getpid(), signal.SIGKILL)
        return b""


def test_a_total_that_no_activity_has_is_unknown_and_breaks_nothing(tmp_path: Path) -> None:
    """Seen: a lap of 1e300 seconds stopped the import, and every rebuild after it."""
    points = "".join(
        f"<Trackpoint><Time>2026-05-02T09:{minute:02}:00Z</Time>"
        f"<DistanceMeters>{minute * 180}</DistanceMeters></Trackpoint>"
        for minute in range(30)
    )
    tcx = (
        '<TrainingCenterDatabase><Activities><Activity Sport="Running"><Lap>'
        "<TotalTimeSeconds>1e300</TotalTimeSeconds><DistanceMeters>1e300</DistanceMeters>"
        f"<Track>{points}</Track></Lap></Activity></Activities></TrainingCenterDatabase>"
    )
    home, settings = a_home(tmp_path, {"odd.tcx": tcx.encode(), "run.fit": a_run("2026-05-01")})
    rebuild(home, settings)
    counted = rows_of(home, "select count(*) from core.activity where coalesce(elapsed_s, 0) < 1e5")
    assert counted == [(2,)]


def test_a_fault_of_ours_in_reading_costs_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rim of a file catches what nobody foresaw, and keeps the bytes."""

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("etl.ingest.read_file.analyse", fail)
    home, settings = a_home(tmp_path)
    runner = Journal(home, settings).ensure_runner()
    result = import_sources(home, settings, [an_upload(a_run())], runner=runner)
    assert [item.status for item in result.items] == ["failed"]
    monkeypatch.undo()
    assert retry_failed(home, settings, runner=runner) == 1


@pytest.mark.parametrize("is_newer", [False, True], ids=["damaged", "newer"])
def test_a_rebuild_needs_nothing_of_the_former_warehouse(tmp_path: Path, is_newer: bool) -> None:
    """A damaged one says that a rebuild helps: it does. It helps with a newer DuckDB's as well."""
    home, settings = a_home(tmp_path, [a_run()])
    if is_newer:
        a_newer_file(home.warehouse)
    else:
        home.warehouse.write_bytes(b"not the bytes of a database" * 400)
    assert rebuild(home, settings).changed == {}
    assert rows_of(home, "select round(distance_m) from core.activity") == [(10000.0,)]


def test_a_rebuild_is_not_undone_by_an_old_log(tmp_path: Path) -> None:
    """A writer that was killed leaves a write-ahead log: it belongs to the former file."""
    home, settings = a_home(tmp_path, [a_run()])
    stale = (
        "import duckdb, os, sys; c = duckdb.connect(sys.argv[1]);"
        "c.execute('set checkpoint_threshold = \"1TB\"');"
        "c.execute('update core.activity set distance_m = 1'); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", stale, str(home.warehouse)], check=False)
    assert home.warehouse.with_name("warehouse.duckdb.wal").exists()
    rebuild(home, settings)
    assert rows_of(home, "select round(distance_m) from core.activity") == [(10000.0,)]


def test_a_killed_undo_can_be_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the batch stays behind, positions least of all."""
    home, settings = a_home(tmp_path)
    runner = Journal(home, settings).ensure_runner()
    result = import_sources(home, settings, [an_upload(a_run())], runner=runner)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("etl.operations.undo_import.mark_undone", killed)
    with pytest.raises(KeyboardInterrupt):
        undo_batch(home, settings, result.batch_id)
    monkeypatch.undo()
    undo_batch(home, settings, result.batch_id)
    assert _files(home) == set()
