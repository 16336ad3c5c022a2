"""What came through Strava's API goes when its time is over, or when the runner ends it."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboard.access.gateway import Gateway, Viewer
from etl.home import Home
from etl.journal.store import Journal, PainEntry
from etl.operations.backup.read import restore
from etl.operations.backup.write import backup
from etl.operations.import_files import import_sources
from etl.reference.views import read_views
from etl.settings import Settings
from etl.sync.disconnect import disconnect, finish_leaving
from etl.sync.expiry import expire, expire_all_lent
from tests.builders import a_run
from tests.builders.hashes import hash_of, rows_of
from tests.builders.homes import a_copy_of, a_new_home, an_upload
from tests.builders.strava import Connection, a_connection, as_made_by
from tests.etl.sync.conftest import NOW
from tests.fake_strava import FakeStrava, a_fake_run

WEEK = timedelta(days=7)


def mixed(strava: FakeStrava, folder: Path) -> Connection:
    """Three lent runs, one of an own file, and a knee that was logged."""
    return as_made_by(_mixed, strava, folder)


def _mixed(strava: FakeStrava, folder: Path) -> Connection:
    runs = [a_fake_run(7_700_000 + n, NOW - timedelta(days=n), samples=30) for n in (1, 2, 60)]
    strava.add_athlete(1, runs=runs)
    there = a_connection(folder, strava)
    there.sync_all()
    import_sources(
        there.home,
        there.settings,
        [an_upload(a_run("2026-04-20", km=8))],
        runner=there.runner,
    )
    log_pain(there.home, there.settings, there.runner.runner_id)
    return there


def own_only(folder: Path) -> tuple[Home, Settings]:
    """The same home as if nobody had ever connected."""
    return a_copy_of(_own_only, folder)


def _own_only(folder: Path) -> tuple[Home, Settings]:
    home = a_new_home(folder)
    settings = Settings(home=folder, time_zone="Europe/Berlin", workers=1)
    runner = Journal(home, settings).ensure_runner("Runner 1")
    import_sources(home, settings, [an_upload(a_run("2026-04-20", km=8))], runner=runner)
    log_pain(home, settings, runner.runner_id)
    return home, settings


def log_pain(home: Home, settings: Settings, runner_id: str) -> None:
    """Something a person typed, on the day of a lent run."""
    entry = PainEntry(
        runner_id=runner_id, local_date=date(2026, 5, 2), knee="left", pain_during_score=3
    )
    Journal(home, settings).log_pain(entry)


def answers(home: Home, settings: Settings) -> dict[str, list[str]]:
    """Every view as its owner sees it, in any order, without what says when it was written."""
    gateway, viewer = Gateway(home, settings), Viewer()
    aside = {"entry_id", "imported_at", "started_at", "batch_id", "finished_at"}
    aside |= {"saved_at", "first_saved_at"}
    return {
        view.full_name: sorted(
            repr([value for name, value in row.items() if name not in aside])
            for row in gateway.load(viewer, view.full_name).to_dicts()
        )
        for view in read_views()
        if "import" not in view.full_name and "data_batch" not in view.full_name
    }


def test_after_eight_days_nothing_of_the_api_is_left_anywhere(strava: FakeStrava, tmp_path: Path):
    """Tables, views, samples, documents and a restored backup are as if nobody had connected."""
    there = mixed(strava, tmp_path / "lent")
    backup(there.home, there.settings, tmp_path / "backup.zip")
    strava.advance(timedelta(days=8))

    assert expire(there.home, there.settings, now=strava.now()) == 3

    plain, plain_settings = own_only(tmp_path / "plain")
    stored = hash_of(plain, schemas=("core",))
    assert hash_of(there.home, schemas=("core",)) == stored
    now = {"now": strava.now()}
    assert answers(there.home, there.settings.model_copy(update=now)) == answers(
        plain, plain_settings.model_copy(update=now)
    )
    assert list(there.home.documents.glob("*/*")) == []
    assert len(list(there.home.samples.glob("*/*"))) == 1
    assert there.ledger.activities() == []
    assert b"77000" not in b"".join(path.read_bytes() for path in there.home.root.glob("*.sqlite*"))

    restored = Home(tmp_path / "restored")
    restore(restored, there.settings, tmp_path / "backup.zip")
    assert hash_of(restored, schemas=("core",)) == stored
    held = b"".join(path.read_bytes() for path in restored.root.rglob("*") if path.is_file())
    assert b"77000" not in held


def test_a_backup_holds_nothing_that_was_lent(strava: FakeStrava, tmp_path: Path):
    """Even before its time: a copy cannot be swept when the runner deletes a run on Strava."""
    there = mixed(strava, tmp_path / "lent")
    backup(there.home, there.settings, tmp_path / "backup.zip")
    restored = Home(tmp_path / "restored")
    restore(restored, there.settings, tmp_path / "backup.zip")
    assert rows_of(restored, "select distinct source from core.activity") == [("fit",)]
    assert not restored.sync_ledger.exists() and not restored.secret_key.exists()


def test_pages_show_nothing_past_its_time_even_before_it_is_swept(
    strava: FakeStrava, tmp_path: Path
):
    """The door itself looks at the clock, also for a slice that was built before."""
    there = mixed(strava, tmp_path)
    moment = {"now": NOW}
    gateway = Gateway(there.home, there.settings.model_copy(update=moment))
    assert gateway.load(Viewer(), "metric.run").height == 4
    gateway.settings = there.settings.model_copy(update={"now": NOW + WEEK + timedelta(seconds=1)})
    assert gateway.load(Viewer(), "metric.run").height == 1


def test_rows_that_nothing_knows_of_any_more_go_at_the_next_start(
    strava: FakeStrava, tmp_path: Path
):
    """A ledger that was lost leaves rows behind: what is lent must be accounted for."""
    there = mixed(strava, tmp_path)
    there.home.sync_ledger.unlink()
    expire_all_lent(there.home, there.settings, now=NOW)
    assert rows_of(there.home, "select distinct source from core.activity") == [("fit",)]
    assert len(list(there.home.samples.glob("*/*"))) == 1


def test_disconnecting_takes_everything_and_gives_a_receipt(strava: FakeStrava, tmp_path: Path):
    """Strava is told, tokens are gone, files and pain stay."""
    there = mixed(strava, tmp_path / "lent")
    receipt = disconnect(
        there.home, there.settings, runner_id=there.runner.runner_id, provider="strava"
    )
    assert (receipt.reason, receipt.activity_count, receipt.is_confirmed) == (
        "disconnected",
        3,
        True,
    )
    assert strava.count("revoke") == 1
    plain, _ = own_only(tmp_path / "plain")
    assert hash_of(there.home, schemas=("core",)) == hash_of(plain, schemas=("core",))
    assert there.ledger.accounts() == [] and there.ledger.activities() == []
    assert list(there.home.documents.glob("*/*")) == []
    receipts = Gateway(there.home, there.settings).load(Viewer(), "journal.receipt")
    assert receipts["activity_count"].to_list() == [3]


def test_disconnecting_while_strava_is_down_is_finished_later(strava: FakeStrava, tmp_path: Path):
    """Here everything is gone at once; Strava hears of it as soon as it answers."""
    there = mixed(strava, tmp_path)
    strava.faults.add(503, kind="revoke", times=1)
    receipt = disconnect(
        there.home, there.settings, runner_id=there.runner.runner_id, provider="strava"
    )
    assert not receipt.is_confirmed
    assert rows_of(there.home, "select distinct source from core.activity") == [("fit",)]
    account = there.ledger.account(there.runner.runner_id, "strava")
    assert account is not None and account.state == "leaving"
    finish_leaving(there.home, there.settings, "strava", now=NOW)
    assert there.ledger.accounts() == []
    receipts = Gateway(there.home, there.settings).load(Viewer(), "journal.receipt")
    assert receipts["is_confirmed"].to_list() == [True]


@pytest.mark.parametrize("days", [1, 6])
def test_what_is_renewed_stays(days: int, strava: FakeStrava, tmp_path: Path):
    """A sync a day keeps everything that the terms let be kept, seven days at a time."""
    there = mixed(strava, tmp_path)
    for _ in range(12 // days):
        strava.advance(timedelta(days=days))
        there.sync_all()
    levels = rows_of(
        there.home,
        "select detail_level, count(*) from core.activity where source = 'strava_api' group by all",
    )
    assert dict(levels) == {"stream": 2, "summary": 1}
