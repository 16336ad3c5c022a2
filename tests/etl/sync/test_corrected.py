"""Runs that came through Strava, cut by their runner: read again from their documents."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from etl.operations.import_files import import_sources
from etl.operations.rebuild import rebuild
from etl.sync.expiry import expire, expire_all_lent
from tests.builders import a_run, an_upload
from tests.builders.hashes import hash_of, rows_of
from tests.builders.strava import Connection, a_connection, as_made_by
from tests.etl.ingest.test_corrections import counted, cutting, streams
from tests.etl.sync.conftest import NOW
from tests.fake_strava import FakeStrava, a_fake_run


def lent(strava: FakeStrava, folder: Path) -> Connection:
    """One run of ten kilometres that came through Strava, with its streams."""
    return as_made_by(_lent, strava, folder)


def _lent(strava: FakeStrava, folder: Path) -> Connection:
    start = NOW.replace(hour=7, minute=0) - timedelta(days=1)
    strava.add_athlete(1, runs=[a_fake_run(1, start, km=10, pace_s=330, samples=None)])
    there = a_connection(folder, strava)
    there.sync_all()
    return there


def test_a_lent_run_is_cut_like_any_other(strava: FakeStrava, tmp_path: Path) -> None:
    """It has no original; its document is read again, also after another sync and a rebuild."""
    there = lent(strava, tmp_path)
    place = there.home, there.settings
    before = hash_of(there.home, schemas=("core",))
    second = cutting(place).split(at_s=1650)
    cutting(place, second).trim(from_s=0, until_s=990)
    expected = [(5000, 1650), (pytest.approx(3000, abs=100), 990)]  # a halt lies in the second
    assert counted(place) == expected
    there.sync_all()
    expire_all_lent(there.home, there.settings, now=strava.now())
    rebuild(*place)
    assert counted(place) == expected
    cutting(place).undo_split()
    assert hash_of(there.home, schemas=("core",)) == before


def test_a_lent_run_goes_with_all_its_parts(strava: FakeStrava, tmp_path: Path) -> None:
    """When its time is over no row and no stream of either is left."""
    there = lent(strava, tmp_path)
    cutting((there.home, there.settings)).split(at_s=1650)
    assert len(streams(there.home)) == 2
    strava.advance(timedelta(days=8))
    expire(there.home, there.settings, now=strava.now())
    assert rows_of(there.home, "from core.activity") == []
    assert streams(there.home) == set()


def test_a_file_takes_the_place_of_a_lent_run_that_was_cut(
    strava: FakeStrava, tmp_path: Path
) -> None:
    """The whole of it gives way at once, since the file holds both parts."""
    there = lent(strava, tmp_path)
    cutting((there.home, there.settings)).split(at_s=1650)
    file = a_run(date(2026, 5, 2), km=10, pace=330)
    import_sources(there.home, there.settings, [an_upload(file)], runner=there.runner)
    assert rows_of(there.home, "select source from core.activity") == [("fit",)]
    assert len(streams(there.home)) == 1
