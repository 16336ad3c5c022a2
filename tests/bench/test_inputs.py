"""The hour that all contenders read is the same run in three formats, and the same each time."""

import hashlib

import polars as pl
import pytest

from bench.compare.exports import write_garmin_takeout, write_strava_export
from bench.compare.inputs import FORMATS, RECORDS, hour, write_hour, write_hours
from bench.peers.kneewise import CONTENDERS
from etl.home import Home
from etl.sources.detect import read_file
from etl.sources.discover import walk
from etl.storage.originals import Originals


@pytest.fixture(scope="module")
def recordings(tmp_path_factory):
    """What Kneewise reads of each format."""
    paths = write_hour(tmp_path_factory.mktemp("hour"))
    read = {kind: read_file(path.name, path.read_bytes()) for kind, path in paths.items()}
    return {kind: one for kind, (one,) in read.items()}


@pytest.mark.parametrize("kind", FORMATS)
def test_no_format_holds_fewer_points(recordings, kind):
    """Nor an empty column: a reader that skips one would be quicker."""
    samples = recordings[kind].samples
    assert samples.height == RECORDS
    filled = samples.select("altitude_m", "heart_rate_bpm", "cadence_spm").null_count().row(0)
    assert filled == (0, 0, 0)


def test_all_formats_hold_the_same_run(recordings):
    """Beats and metres above the sea agree to what each format rounds."""
    beats = {
        kind: one.samples["heart_rate_bpm"].cast(pl.Float64) for kind, one in recordings.items()
    }
    assert (beats["fit"] - beats["gpx"]).abs().max() <= 1
    assert (beats["fit"] - beats["tcx"]).abs().max() <= 1
    metres = {kind: one.samples["altitude_m"] for kind, one in recordings.items()}
    assert (metres["gpx"] - metres["tcx"]).abs().max() == 0
    assert (metres["fit"] - metres["gpx"]).abs().max() <= 0.2


def test_our_contenders_read_all_of_it(tmp_path, monkeypatch):
    """The worker's work leaves the original and the samples; the original anew with each pass."""
    hour = write_hour(tmp_path)["fit"]
    assert CONTENDERS["decoder"](hour, tmp_path)() == RECORDS
    assert CONTENDERS["reading"](hour, tmp_path)() == RECORDS
    home, kept, forget = Home(tmp_path / "home"), [], Originals.forget

    def noted(originals: Originals, sha256: str) -> None:
        kept.append([path.is_file() for path in originals.path(sha256).parent.iterdir()])
        forget(originals, sha256)

    monkeypatch.setattr(Originals, "forget", noted)
    work = CONTENDERS["worker"](hour, home.root)
    work()
    work()
    assert kept == [[True], [True]]
    assert any(path.is_file() for path in home.samples.rglob("*"))


@pytest.mark.parametrize("write", [write_strava_export, write_garmin_takeout])
def test_an_export_holds_the_hours_with_what_its_table_says(tmp_path, write):
    """Each is read whole, and a row of the table that comes by itself tells of the same moments."""
    found = [
        one for one in walk([write(tmp_path / "a.zip", 3)], scratch=tmp_path) if not one.reason
    ]
    read = [it for one in found for it in read_file(one.label, one.read(), context=one.context)]
    assert [one.samples.height for one in read if one.samples is not None] == [RECORDS] * 3
    assert {one.started_at for one in read} == {hour(day).started_at for day in range(3)}
    assert {one.source for one in read} <= {"fit", "garmin_takeout", "strava_export"}


def test_the_files_are_the_same_each_time_and_differ_by_day(tmp_path):
    """So that a number of today compares with one of tomorrow, and no file is a copy of another."""
    first, again = (write_hours(tmp_path / name, 3) for name in ("one", "other"))
    hashes = [
        [hashlib.sha256(path.read_bytes()).hexdigest() for path in it] for it in (first, again)
    ]
    assert hashes[0] == hashes[1]
    assert len(set(hashes[0])) == 3
