"""A platform of one folder and one line in the list, driven by the same sync as any other.

Whatever it brings is the runner's own file. Nothing outside `tests/made_up` knows it.
"""

import io
import logging
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import Response

from etl.errors import ConsentError, UserError
from etl.home import Home
from etl.journal.store import Journal, Runner
from etl.operations.backup.write import backup
from etl.operations.import_files import import_sources
from etl.operations.sync import sync
from etl.settings import Settings
from etl.storage.originals import Originals
from etl.sync import platforms
from etl.sync.connect import connect_with_key
from etl.sync.disconnect import disconnect
from etl.sync.ledger.store import Ledger
from etl.sync.report import Report
from etl.sync.schedule import is_due
from tests.builders.homes import a_new_home, an_upload
from tests.builders.runs import a_run
from tests.builders.strava import connect as connect_strava
from tests.builders.strava import settings_for
from tests.conftest import REPOSITORY
from tests.etl.sources.builders import gpx, trkpts
from tests.fake_strava import FakeStrava, a_fake_run
from tests.made_up.listed import listed_stride
from tests.made_up.server import FakeStride

NOW = datetime(2026, 5, 3, 7, 2, tzinfo=UTC)
KEY = "CANARY-key-of-a-runner"


@dataclass
class There:
    """A home whose runner has connected Stride, at a clock that the test moves."""

    home: Home
    settings: Settings
    stride: FakeStride
    runner: Runner
    now: datetime = NOW

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.home)

    def connect(self, key: str = KEY) -> None:
        connect_with_key(
            self.home,
            self.settings,
            runner_id=self.runner.runner_id,
            provider="stride",
            key=key,
            now=self.now,
        )

    def sync(self, **options: Any) -> Report:
        return sync(self.home, self.settings, now=lambda: self.now, **options)

    def originals_asked(self) -> list[str]:
        return [call for call in self.stride.calls if "/originals/" in call]

    def rows(self, sql: str) -> list[tuple]:
        from etl.warehouse.tables import Warehouse

        with Warehouse(self.home, self.settings).reading() as connection:
            return connection.execute(sql).fetchall()


@pytest.fixture
def stride() -> Iterator[FakeStride]:
    """Stride in the list of platforms, empty."""
    with listed_stride(KEY) as fake:
        yield fake


@pytest.fixture
def there(stride: FakeStride, strava: FakeStrava, tmp_path: Path) -> There:
    """A runner with Stride connected; Strava's application is set up, too."""
    home = a_new_home(tmp_path / "home")
    settings = settings_for(strava, home)
    found = There(home, settings, stride, Journal(home, settings).ensure_runner("Runner"))
    found.connect()
    stride.calls.clear()
    return found


def a_short_run(day: int, *, km_h: float = 12.0) -> tuple[datetime, bytes]:
    """Five minutes, so many days ago, as GPX."""
    start = (NOW - timedelta(days=day)).replace(microsecond=0)
    return start, gpx(trkpts(speed_mps=km_h / 3.6, seconds=300, start=start))


def a_history(count: int) -> dict[str, tuple[datetime, bytes | None]]:
    """So many runs, one a day."""
    return {str(100 + day): a_short_run(day) for day in range(1, count + 1)}


# What comes


def test_what_comes_is_the_runners_own_file(there: There) -> None:
    """Kept as it came, shared by consent, in an import that can be taken back; nothing expires."""
    there.stride.files = a_history(7) | {"1": (NOW - timedelta(days=20), a_run("2026-04-13"))}
    report = there.sync()
    assert (report.listed_count, report.detailed_count, report.trouble) == (8, 8, None)
    rows = there.rows("select share_class, expires_at, source from core.activity order by source")
    assert [row[:2] for row in rows] == [("own_file", None)] * 8
    assert {row[2] for row in rows} == {"fit", "gpx"}
    for _, content in there.stride.files.values():
        assert content is not None
        assert content in [Originals(there.home.originals).read(name) for name in originals(there)]
    assert not list(there.home.documents.glob("*/*.gz"))
    items = there_items(there)
    assert sorted(items) == sorted((f"stride/{name}", "imported") for name in there.stride.files)


def test_the_fewest_calls_are_made(there: There) -> None:
    """A token, the pages, each original once; afterwards none until the nightly look."""
    there.stride.files = a_history(7)
    there.sync()
    assert sorted(there.stride.calls) == sorted(
        ["GET /activities"] * 2 + [f"GET /originals/{name}" for name in there.stride.files]
    )
    there.stride.calls.clear()
    assert not is_due(there.home, there.settings, now=there.now)
    there.sync()
    assert there.stride.calls == []
    there.now += timedelta(hours=21)
    there.sync()
    assert there.stride.calls == ["GET /activities"]


def test_nothing_counts_twice_with_files_of_the_runners_own(there: There) -> None:
    """The same bytes are one file; the same run from another device is linked and counts once."""
    start, content = a_short_run(1)
    upload = an_upload(content, "mine.gpx")
    import_sources(there.home, there.settings, [upload], runner=there.runner)
    other = gpx(trkpts(speed_mps=12.0 / 3.6, seconds=300, start=start), creator="another watch")
    there.stride.files = {"1": (start, content), "2": (start, other)}
    there.sync()
    there.sync(is_asked=True)
    counted = there.rows("select count(*) from core.activity where duplicate_of is null")
    assert counted == [(1,)]
    assert there.rows("select count(*) from core.activity") == [(2,)]


def test_an_original_of_two_runs_a_missing_and_a_broken_one(there: There) -> None:
    """A ZIP brings both; what is missing or broken holds up nothing and is known as such."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.gpx", a_short_run(1)[1])
        archive.writestr("b.gpx", a_short_run(2)[1])
    there.stride.files = {
        "1": (NOW - timedelta(days=1), packed.getvalue()),
        "2": (NOW - timedelta(days=3), None),
        "3": (NOW - timedelta(days=4), b"\x0e\x20 no file of any kind"),
        "4": a_short_run(5),
    }
    report = there.sync()
    assert report.trouble is None and report.troubles == {}
    assert there.rows("select count(*) from core.activity") == [(3,)]
    states = dict(there_items(there))
    assert states["stride/3"] == "failed" and states["stride/4"] == "imported"
    missing = there.ledger.activity(account_of(there), "2")
    assert missing is not None and missing.streams == "none"
    there.stride.calls.clear()
    there.sync()
    assert there.stride.calls == []


def test_an_original_that_changed_is_fetched_once_more(there: There) -> None:
    """Another revision is another file; the former stays, and the run counts once."""
    there.stride.files = a_history(2)
    there.sync()
    start, _ = there.stride.files["101"]
    there.stride.files["101"] = (start, gpx(trkpts(speed_mps=3.3, seconds=280, start=start)))
    there.stride.revisions["101"] = "2"
    there.stride.calls.clear()
    there.sync(is_asked=True)
    assert there.originals_asked() == ["GET /originals/101"]
    counted = there.rows("select count(*) from core.activity where duplicate_of is null")
    assert counted == [(2,)]


def test_the_sync_names_no_platform() -> None:
    """Its list of them is the one place, so that adding one touches nothing else."""
    for path in (REPOSITORY / "etl" / "sync").rglob("*.py"):
        if path.name != "platforms.py":
            text = path.read_text("utf-8").casefold()
            assert not [
                terms.provider for terms in platforms.all_terms() if terms.title.casefold() in text
            ], path


# What goes wrong


def test_a_key_that_runs_out_in_mid_pass_keeps_what_came(there: There) -> None:
    """Nothing is asked any more until its runner brings another; then it goes on."""
    there.stride.files = a_history(4)

    def expire(path: str) -> None:
        if len(there.originals_asked()) == 2:
            there.stride.keys.clear()

    there.stride.before_call = expire
    report = there.sync()
    assert report.troubles == {there.runner.runner_id: "key_expired"}
    account = account_of(there)
    assert (account.state, account.trouble) == ("key_expired", "key_expired")
    kept = there.rows("select count(*) from core.activity")
    there.stride.calls.clear()
    there.sync()
    assert there.stride.calls == []
    there.stride.before_call = lambda _path: None
    there.stride.keys["another-key"] = "77"
    there.connect("another-key")
    there.sync()
    assert kept == [(1,)]
    assert there.rows("select count(*) from core.activity") == [(4,)]
    assert len(there.originals_asked()) == 3


def test_a_limit_waits_as_long_as_the_platform_says(there: There) -> None:
    """Longer than the window, where it says so; nothing is asked meanwhile, nothing is lost."""
    there.stride.files = a_history(3)
    there.stride.faults = [Response(status_code=429, headers={"Retry-After": "3600"})]
    there.stride.faults_at = "/originals/"
    report = there.sync()
    assert report.resume_at == NOW + timedelta(hours=1)
    there.stride.calls.clear()
    there.now = NOW + timedelta(minutes=59)
    assert there.sync().resume_at == NOW + timedelta(hours=1)
    assert there.stride.calls == []
    there.now = NOW + timedelta(hours=1)
    there.sync()
    assert there.rows("select count(*) from core.activity") == [(3,)]


def test_an_error_on_a_page_goes_on_at_that_page(there: There) -> None:
    """The pages before it are not asked for again."""
    there.stride.files = a_history(12)

    def fail(path: str) -> None:
        if there.stride.calls.count("GET /activities") == 2:
            there.stride.faults = [Response(status_code=500)]
            there.stride.before_call = lambda _path: None

    there.stride.before_call = fail
    report = there.sync()
    assert report.trouble == "unreachable" and report.resume_at is not None
    assert there.stride.calls == ["GET /activities"] * 2
    there.now = report.resume_at
    there.sync()
    assert there.stride.calls.count("GET /activities") == 4
    assert there.rows("select count(*) from core.activity") == [(12,)]


def test_pages_whose_order_changes_bring_nothing_twice(there: There) -> None:
    """What a page shows again falls together; what it hid, the next whole listing finds."""
    there.stride.files = a_history(12)

    def turn(path: str) -> None:
        there.stride.is_oldest_first = there.stride.calls.count("GET /activities") == 2

    there.stride.before_call = turn
    there.sync()
    there.stride.before_call = lambda _path: None
    there.stride.is_oldest_first = False
    there.now += timedelta(hours=41)
    there.sync()
    assert there.rows("select count(*) from core.activity") == [(12,)]
    assert len(there.originals_asked()) == 12


def test_what_is_deleted_there_stays_once_it_is_here(there: There) -> None:
    """A file is the runner's own; what was not fetched yet is forgotten, without a call."""
    there.stride.files = a_history(3)
    there.stride.faults = [Response(status_code=503)]
    there.stride.faults_at = "/originals/"
    there.sync()
    del there.stride.files["101"]
    there.now += timedelta(hours=41)
    there.sync()
    assert there.rows("select count(*) from core.activity") == [(2,)]
    del there.stride.files["102"]
    there.now += timedelta(hours=41)
    there.sync()
    assert there.rows("select count(*) from core.activity") == [(2,)]
    names = [row.source_activity_id for row in there.ledger.activities()]
    assert names == ["102", "103"]


# Accounts


def test_disconnecting_keeps_the_files_and_ends_the_key(there: There) -> None:
    """Nothing is known of the account, here and there; connected again, nothing doubles."""
    there.stride.files = a_history(3)
    there.sync()
    receipt = disconnect(
        there.home, there.settings, runner_id=there.runner.runner_id, provider="stride"
    )
    assert receipt.is_confirmed and receipt.activity_count == 0
    assert there.stride.keys == {}
    assert there.ledger.accounts() == [] and there.ledger.activities() == []
    assert there.rows("select count(*) from core.activity") == [(3,)]
    there.stride.keys[KEY] = "77"
    there.connect()
    there.sync()
    assert there.rows("select count(*) from core.activity") == [(3,)]


def test_a_key_belongs_to_one_runner_and_must_be_known(there: There) -> None:
    """Nobody else's account can be connected twice, and no key that opens nothing."""
    with pytest.raises(UserError, match="does not know that key"):
        there.connect("no key at all")
    other = Journal(there.home, there.settings).ensure_runner("Other")
    with pytest.raises(ConsentError, match="another runner"):
        connect_with_key(
            there.home,
            there.settings,
            runner_id=other.runner_id,
            provider="stride",
            key=KEY,
            now=NOW,
        )


def test_two_platforms_of_one_runner_stand_beside_each_other(
    there: There, strava: FakeStrava
) -> None:
    """Each has its account, its counts and its trouble; one that fails holds up no other."""
    strava.add_athlete(1, runs=[a_fake_run(101, NOW - timedelta(days=9), km=8)])
    connect_strava(there.home, there.settings, strava, there.runner)
    there.stride.files = a_history(2)
    report = there.sync()
    assert report.trouble is None
    whose = there.runner.runner_id
    assert [account.provider for account in there.ledger.accounts(whose)] == ["stride", "strava"]
    assert there.ledger.counts(whose, "strava").activity_count == 1
    assert there.ledger.counts(whose, "stride").activity_count == 2
    assert there.rows(
        "select share_class, count(*) from core.activity group by all order by 1"
    ) == [
        ("own_file", 2),
        ("strava_api", 1),
    ]
    there.stride.files["1"] = a_short_run(12)
    strava.faults.add(503, times=9)
    report = there.sync(is_asked=True)
    assert report.trouble == "unreachable"
    assert there.rows("select count(*) from core.activity") == [(4,)]
    assert account_of(there).trouble is None
    strava.faults.clear()
    disconnect(there.home, there.settings, runner_id=whose, provider="stride")
    assert [account.provider for account in there.ledger.accounts()] == ["strava"]
    assert there.ledger.counts(whose, "strava").activity_count == 1


def test_the_key_is_in_no_log_backup_or_line(
    there: There, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Encrypted in the ledger, and nowhere else."""
    there.stride.files = a_history(1)
    with caplog.at_level(logging.DEBUG):
        there.sync()
        there.stride.keys.clear()
        there.now += timedelta(hours=21)
        there.sync()
        packed = tmp_path / "backup.zip"
        backup(there.home, there.settings, packed)
    assert KEY not in caplog.text
    found = [path.read_bytes() for path in there.home.root.rglob("*") if path.is_file()]
    with zipfile.ZipFile(packed) as archive:
        found += [archive.read(name) for name in archive.namelist()]
    found += [Originals(there.home.originals).read(name) for name in originals(there)]
    assert len(found) > 10 and not [content for content in found if KEY.encode() in content]


def originals(there: There) -> list[str]:
    """SHA-256 of every original of the home."""
    return [path.name.removesuffix(".gz") for path in there.home.originals.glob("*/*.gz")]


def there_items(there: There) -> list[tuple]:
    """What became of each file, as the journal has it."""
    with Journal(there.home, there.settings).writing() as connection:
        found = connection.execute("select file, status from journal.import_item").fetchall()
    return [(name.rsplit(".", 1)[0] if "!" not in name else name, status) for name, status in found]


def account_of(there: There) -> Any:
    """The account at Stride."""
    return there.ledger.account(there.runner.runner_id, "stride")
