"""Real files against the totals that other tools read from them (the manifest says which)."""

import csv
import gzip
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from etl.analysis import Analysis, analyse
from etl.errors import BrokenFile, SkippedFile
from etl.recording import Recording
from etl.reference.rules import load_rules
from etl.sources.detect import read_file
from etl.storage.duckdb_files import open_in_memory
from etl.storage.migrations import migrate
from tests.builders.altitudes import drift
from tests.sql.exposure.conftest import activity_row
from tests.sql.exposure.test_altitude import settle

ARCHIVE = "archive_coros_2023_2026"


@dataclass(frozen=True, slots=True)
class Compared:
    """One run beside its reference; a reference of None says nothing."""

    file: str
    recording: Recording
    analysis: Analysis
    distance_m: float | None
    moving_s: float | None
    ascent_m: float | None
    descent_m: float | None
    cadence_spm: float | None


def compared(folder: Path, name: str, row: dict[str, str], *, time_column: str) -> list[Compared]:
    """The one run in a file, or nothing where the file holds another number of runs."""
    content = (folder / name).read_bytes()
    content = gzip.decompress(content) if name.endswith(".gz") else content
    try:
        recordings = read_file(name, content)
    except (BrokenFile, SkippedFile):
        return []
    if len(recordings) != 1 or not recordings[0].is_run:
        return []
    of_one_leg = _number(row["avg_cadence_as_stored"])
    cadence = 2 * of_one_leg if of_one_leg else None
    return [
        Compared(
            file=name,
            recording=recordings[0],
            analysis=analyse(recordings[0]),
            distance_m=_number(row["distance_m"]),
            moving_s=_number(row[time_column]),
            ascent_m=_number(row["ascent_m"]),
            descent_m=_number(row["descent_m"]),
            cadence_spm=cadence if cadence and is_running(cadence) else None,
        )
    ]


def is_running(cadence_spm: float) -> bool:
    """What both feet of a runner can do, a minute."""
    return 120 <= cadence_spm <= 220


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


@pytest.fixture(scope="module")
def runs(shared_data: Path) -> list[Compared]:
    """Every file of the manifest that holds one run."""
    with (shared_data / "manifest.csv").open(encoding="utf-8") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if row["kind"] == "activity-file"
            and row["local_path"].startswith(("fit/", "gpx/", "tcx/"))
        ]
    return [
        run
        for row in rows
        for run in compared(shared_data, row["local_path"], row, time_column="moving_or_timer_s")
    ]


@pytest.fixture(scope="module")
def archive(shared_data: Path) -> list[Compared]:
    """The runs of one runner over almost three years."""
    folder = shared_data / ARCHIVE
    with (folder / "reference_index.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["sport"] == "running/None"]
    return [
        run for row in rows for run in compared(folder, row["file"], row, time_column="timer_s")
    ]


def off_by_share(
    runs: list[Compared], field: str, *, share: float, least: float = 0.0
) -> list[tuple]:
    """Runs whose number differs from the reference by more than a share of it and than `least`."""
    return [
        (run.file, found, expected)
        for run in runs
        if (expected := getattr(run, field)) is not None
        and (
            (found := getattr(run.analysis, field)) is None
            or abs(found - expected) > max(share * expected, least)
        )
    ]


def by_barometer(runs: list[Compared]) -> list[Compared]:
    """Runs whose device measured altitude by air pressure and gave its own totals of it."""
    return [
        run
        for run in runs
        if run.recording.altitude_source == "barometric" and run.recording.ascent_m is not None
    ]


def test_there_are_runs_to_compare(runs: list[Compared]):
    """A reader that skipped everything would pass all the rest."""
    assert len(runs) >= 40
    assert len(by_barometer(runs)) >= 12


def test_distance_agrees_within_one_percent(runs: list[Compared]):
    """All devices and tools; references are rounded to 0.1 m."""
    assert off_by_share(runs, "distance_m", share=0.01, least=0.1) == []


def test_moving_time_agrees_within_three_percent(runs: list[Compared]):
    """The watch's timer, the laps' times, or gpxpy's time above 1 km/h."""
    assert off_by_share(runs, "moving_s", share=0.03, least=1.0) == []


@pytest.mark.parametrize("field", ["ascent_m", "descent_m"])
def test_climb_agrees_with_the_barometers_own(runs: list[Compared], field: str):
    """Within 10 % or 15 m of what the watch counted."""
    assert off_by_share(by_barometer(runs), field, share=0.10, least=15.0) == []


def test_mean_cadence_is_the_watch_s_without_standing(runs: list[Compared]):
    """Steps a minute of both feet: as the watch says, or more, since watches count standing too."""
    assert sum(run.cadence_spm is not None for run in runs) >= 25
    assert fewer_steps_than_the_watch(runs) == []
    assert len(off_by_share(runs, "cadence_spm", share=0.0, least=2.0)) <= 9
    assert off_by_share(runs, "cadence_spm", share=0.0, least=20.0) == []


def fewer_steps_than_the_watch(runs: list[Compared]) -> list[str]:
    """Runs whose mean lies more than two steps below the watch's own."""
    return [
        run.file
        for run in runs
        if run.cadence_spm and (run.analysis.cadence_spm or 999) < run.cadence_spm - 2
    ]


def test_cadence_is_one_of_running_or_says_why_it_is_not_known(runs: list[Compared]):
    """120 to 220, or null with a reason."""
    silent = [
        run.file
        for run in runs
        if not (
            is_running(run.analysis.cadence_spm)
            if run.analysis.cadence_spm is not None
            else run.analysis.cadence_rule in ("not_recorded", "outside_range")
        )
    ]
    assert silent == []
    assert any(run.analysis.cadence_rule == "outside_range" for run in runs)


def test_splits_add_up_to_the_distance(runs: list[Compared]):
    """Wherever the track covers the run it was cut from."""
    off = [
        run.file
        for run in runs
        if not run.analysis.splits.is_empty()
        and not any("only a part" in note for note in run.analysis.notes)
        and abs(float(run.analysis.splits["distance_m"].sum()) - (run.analysis.distance_m or 0))
        > 0.01
    ]
    assert off == []


@pytest.mark.slow
def test_three_years_of_one_runner_agree(archive: list[Compared]):
    """All 479 in distance, time, ascent and cadence; all but one in descent (16 m off)."""
    assert len(archive) == 479
    assert off_by_share(archive, "distance_m", share=0.01) == []
    assert off_by_share(archive, "moving_s", share=0.03) == []
    assert fewer_steps_than_the_watch(archive) == []
    assert len(off_by_share(archive, "cadence_spm", share=0.0, least=4.0)) <= 30
    assert off_by_share(archive, "ascent_m", share=0.10, least=15.0) == []
    assert len(off_by_share(archive, "descent_m", share=0.10, least=15.0)) <= 1


@pytest.mark.slow
def test_flat_runs_stay_flat(archive: list[Compared]):
    """A runner of tracks, parks and flat races: each run loses under 3 m a kilometre."""
    longer = [run for run in archive if (run.distance_m or 0) > 1000]
    assert len(longer) > 400
    assert steeper_than(longer, 3.0) == []


def test_a_run_that_its_watch_calls_flat_is_flat(runs: list[Compared]):
    """Other runners, by barometer or GPS, where the reference counts under 3 m a kilometre."""
    flat = [
        run
        for run in runs
        if run.descent_m is not None
        and (run.distance_m or 0) > 1000
        and run.descent_m < 3 * (run.distance_m or 0) / 1000
    ]
    assert len(flat) >= 4
    assert steeper_than(flat, 3.0) == []


def steeper_than(runs: list[Compared], most_m_per_km: float) -> list[tuple[str, float | None]]:
    """Runs that lose more metres a kilometre."""
    return [
        (run.file, run.analysis.descent_m)
        for run in runs
        if (run.analysis.descent_m or 0) >= most_m_per_km * (run.analysis.distance_m or 0) / 1000
    ]


@pytest.mark.slow
def test_no_altitude_of_three_years_is_doubted(archive: list[Compared]):
    """A good barometer, 479 runs."""
    found = doubts(archive)
    assert len(found) == 479
    assert set(found.values()) == {None}


@pytest.mark.slow
@pytest.mark.parametrize(("memory_s", "spread_m"), [(600, 12.0)])
def test_drift_put_into_half_of_three_years_is_found(
    archive: list[Compared], memory_s: float, spread_m: float
):
    """As if every second run had been recorded by a watch whose barometer is blocked."""
    rng = np.random.default_rng(7)
    half = [drifting(run, rng, memory_s=memory_s, spread_m=spread_m) for run in archive[::2]]
    found = doubts([*half, *archive[1::2]])
    with_altitude = [run.file for run in half if run.analysis.ascent_m is not None]
    assert len(with_altitude) >= 235
    assert [file for file in with_altitude if found[file] is None] == []
    assert {found[run.file] for run in archive[1::2]} == {None}


def drifting(
    run: Compared, rng: np.random.Generator, *, memory_s: float, spread_m: float
) -> Compared:
    """The run by another device, whose altitude strays and which tells no climb of its own."""
    samples = run.recording.samples
    if samples is None or run.recording.altitude_source == "none":
        return run
    clock_s = samples["elapsed_s"].to_numpy()
    astray_m = drift(rng, memory_s=memory_s, spread_m=spread_m, seconds=int(clock_s[-1]) + 1)
    offset_m = pl.Series(np.interp(clock_s, np.arange(len(astray_m)), astray_m))
    recording = replace(
        run.recording,
        device="blocked",
        ascent_m=None,
        descent_m=None,
        samples=samples.with_columns(altitude_m=pl.col("altitude_m") + offset_m),
    )
    return replace(run, recording=recording, analysis=analyse(recording))


def test_no_altitude_of_the_real_files_is_doubted(runs: list[Compared]):
    """Trails, cities, and noise by satellites that the coarse threshold leaves no hills."""
    assert set(doubts(runs).values()) == {None}
    hilly = [run.analysis.roughness for run in by_barometer(runs) if is_hilly(run.analysis)]
    assert len(hilly) >= 5
    assert all(0.4 < (one.jaggedness_ratio or 0) < 0.75 for one in hilly)
    assert all((one.pace_answer_ratio or 0) > 0.25 for one in hilly)


def is_hilly(found: Analysis) -> bool:
    """Ten metres up and down a kilometre, on a run long enough to be judged."""
    if found.roughness.pace_answer_ratio is None or found.distance_m is None:
        return False
    climb_m = min(found.ascent_m or 0.0, found.descent_m or 0.0)
    return climb_m >= 0.010 * found.distance_m


def doubts(runs: list[Compared]) -> dict[str, str | None]:
    """What a warehouse with these runs says of the altitude of each."""
    rows = [
        activity_row()
        | {
            "activity_id": run.file,
            "original_sha256": run.file,
            "device": run.recording.device,
            "started_at": run.recording.started_at.replace(tzinfo=None),
            "local_date": run.recording.started_at.date(),
            "is_treadmill": run.recording.is_treadmill,
            "distance_m": run.analysis.distance_m,
            "moving_s": run.analysis.moving_s,
            "elapsed_s": run.analysis.elapsed_s,
            "ascent_m": run.analysis.ascent_m,
            "descent_m": run.analysis.descent_m,
            "altitude_source": run.analysis.altitude_source,
            "told_ascent_m": run.analysis.told_ascent_m,
            **asdict(run.analysis.roughness),
        }
        for run in runs
    ]
    with open_in_memory() as connection:
        migrate(connection, kind="warehouse")
        load_rules(connection)
        connection.register("arriving", pl.DataFrame(rows, infer_schema_length=None))
        connection.execute("insert into core.activity by name from arriving")
        settle(connection)
        found = connection.execute(
            "select activity_id, altitude_doubt from core.activity"
        ).fetchall()
    return dict(found)
