"""A long history under the real limits, killed again and again; many runners; many events."""

import os
import random
import time
from collections import Counter
from collections.abc import Generator
from datetime import timedelta
from math import ceil
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from etl.sources.strava_api.events import to_event
from etl.sources.strava_api.terms import TERMS
from etl.sync.webhook_queue import keep_event, waiting_events
from tests.builders import forking
from tests.builders.hashes import hash_of, rows_of
from tests.builders.strava import Connection, a_connection
from tests.conftest import IS_LONG
from tests.etl.sync.conftest import NOW
from tests.etl.sync.worker import sync_to_the_end
from tests.fake_strava import FakeStrava, a_fake_run, a_history

HISTORY = int(os.environ.get("KNEEWISE_TEST_HISTORY", "1000" if IS_LONG else "240"))
LIMITS = (HISTORY // 10, HISTORY)  # as Strava's for a thousand: several days, ten quarters each
# Each commit of a sync is killed by tests/faults/meanwhile; here kills fall at any moment.
KILLS = 20 if IS_LONG else 5
forking.preload("tests.etl.sync.worker")


@pytest.fixture
def other() -> Generator[FakeStrava]:
    """A second fake, for the sync that nobody disturbs."""
    with FakeStrava() as strava:
        yield strava


def begin(there: Connection) -> BaseProcess:
    """A sync in a process of its own."""
    strava = there.strava
    words = (str(there.home.root), strava.base_url, strava.client_id, strava.client_secret)
    return forking.begin(sync_to_the_end, *words)


@pytest.mark.slow
def test_a_long_history_survives_kills_at_any_moment(
    strava: FakeStrava, other: FakeStrava, tmp_path: Path
):
    """The rows are those of an undisturbed sync; a kill costs at most the call it interrupted."""
    history = a_history(HISTORY, until=NOW, samples=30)
    for fake in (strava, other):
        fake.set_time(NOW)
        fake.limits.read = LIMITS
        fake.add_athlete(1, runs=history)
    calm = a_connection(tmp_path / "calm", other)
    wild = a_connection(tmp_path / "wild", strava)
    undisturbed = begin(calm)

    dice = random.Random(4)
    for kill in range(1, KILLS + 1):
        process = begin(wild)
        after = kill * HISTORY // (KILLS + 8)
        wait_for(lambda after=after: strava.count("streams") >= after, process)
        time.sleep(dice.random() / 10)
        process.kill()
        process.join()
    for process in (begin(wild), undisturbed):
        process.join(300)
        assert process.exitcode == 0

    wanted = sum(held.facts.has_streams for held in calm.ledger.activities())
    pages = ceil(HISTORY / 200) + 1  # the last one is empty: only that tells that it was the last
    kinds = [call.kind for call in other.calls if call.kind in ("list", "streams")]
    assert kinds.index("streams") == pages
    nights = (other.now() - NOW).days  # each with one look at the recent weeks
    renewals = (other.now() - NOW) // TERMS.list_after  # each with the whole history
    listed = pages * (1 + renewals) + nights
    assert other.count("streams") == wanted
    assert other.count("list") <= listed
    assert strava.count("streams") <= wanted + KILLS
    assert strava.count("list") <= listed + KILLS
    assert max(times_asked(strava).values()) <= 2
    assert {call.status for call in [*strava.calls, *other.calls]} <= {200, 303, 302, 404}
    assert rows_of(calm.home, "select count(*) from core.activity") == [(HISTORY,)]
    assert hash_of(wild.home) == hash_of(calm.home)


def wait_for(is_there, process: BaseProcess, patience_s: float = 120) -> None:
    """Wait until something is so; the process must be working on it meanwhile."""
    deadline = time.monotonic() + patience_s
    while not is_there():
        assert process.is_alive() and time.monotonic() < deadline
        time.sleep(0.005)


def times_asked(strava: FakeStrava) -> Counter[str]:
    """How often each recording was asked for."""
    return Counter(call.path for call in strava.calls if call.kind == "streams")


def test_a_runner_who_connects_last_sees_totals_within_one_window(
    strava: FakeStrava, tmp_path: Path
):
    """Nine histories use up what details may use; the tenth is listed all the same."""
    for athlete_id in range(1, 11):
        strava.add_athlete(athlete_id, runs=a_history(40, until=NOW, seed=athlete_id, samples=10))
    strava.limits.read = (60, 1000)
    there = a_connection(tmp_path, strava, athletes=range(1, 10))
    first = there.sync()
    assert first.resume_at is not None

    late = there.connect("Runner 10", 10)
    there.sync()

    assert strava.now() == NOW  # the same quarter of an hour
    assert len(there.ledger.activities(late.runner_id)) == 40
    counts = dict(rows_of(there.home, "select runner_id, count(*) from core.activity group by all"))
    assert counts[late.runner_id] == 40


def test_ten_runners_share_the_day(strava: FakeStrava, tmp_path: Path):
    """Whoever got least is next: after a day all got the same, and no limit was broken."""
    for athlete_id in range(1, 11):
        strava.add_athlete(athlete_id, runs=a_history(12, until=NOW, seed=athlete_id, samples=10))
    strava.limits.read = (60, 100)  # of which details may use sixty a day, and there are 110
    there = a_connection(tmp_path, strava, athletes=range(1, 11))
    while strava.now().date() == NOW.date():
        report = there.sync()
        assert report.resume_at is not None
        strava.set_time(report.resume_at)
    used = Counter(call.athlete_id for call in strava.calls if call.kind == "streams")
    assert len(used) == 10
    assert max(used.values()) - min(used.values()) <= 1
    assert all(call.status != 429 for call in strava.calls)


def test_a_thousand_events_in_any_order_leave_no_row_twice(strava: FakeStrava, tmp_path: Path):
    """Repeats fall together, deletions win, and the queue ends empty."""
    runs = [a_fake_run(n, NOW - timedelta(hours=12 * n), samples=10) for n in range(1, 41)]
    strava.add_athlete(1, runs=runs)
    strava.limits.read = (10_000, 100_000)
    there = a_connection(tmp_path, strava)
    there.sync_all()
    for n in range(1, 11):
        strava.delete_activity(1, n)
    for n in range(41, 51):
        strava.add_activity(1, a_fake_run(n, NOW - timedelta(hours=n), samples=10))
    messages = [
        {
            "object_type": "activity",
            "object_id": n,
            "owner_id": 1,
            "aspect_type": kind,
            "updates": {},
        }
        for n in range(1, 51)
        for kind in ("create", "update", "update", "delete") * 5
    ]
    random.Random(7).shuffle(messages)
    for message in messages:
        event = to_event(message)
        assert event is not None and keep_event(there.home, event)
    assert len(messages) == 1000 and len(waiting_events(there.home)) == 50

    before = strava.count("detail")
    there.sync_all()

    assert strava.count("detail") - before == 50
    assert waiting_events(there.home) == []
    rows = rows_of(there.home, "select source_activity_id from core.activity")
    assert sorted(int(row[0]) for row in rows) == list(range(11, 51))
