"""A sync that is killed at each commit: the next one ends in the same rows, account and all."""

import shutil
import sys
from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from etl.home import Home
from etl.sources.strava_api.events import to_event
from etl.sync.token_vault import open_vault
from etl.sync.webhook_queue import keep_event, waiting_events
from tests.builders.hashes import hash_of, rows_of
from tests.builders.strava import Connection, a_connection, connect
from tests.fake_strava import FakeStrava, a_fake_run
from tests.faults.disk import done_with_fault, steps_of
from tests.faults.meanwhile.syncing import work_of
from tests.faults.tally import tries

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed by signals")

NOW = datetime(2026, 5, 3, 7, 2, tzinfo=UTC)
HELD, NAMED = "held", "named"


class Scene:
    """A home that knows two runs, and a platform where since then one went and two came.

    Access has run out, so that the sync begins by asking for new tokens; an event waits.
    """

    def __init__(self, folder: Path, strava: FakeStrava) -> None:
        self._folder, self._names = folder, count()
        strava.set_time(NOW)
        strava.add_athlete(1, runs=[_run(1), _run(2)])
        self._there = a_connection(folder / "base" / "home", strava)
        self._there.sync_all()
        strava.advance(timedelta(hours=30))
        strava.delete_activity(1, 1)
        strava.edit_activity(1, 2, km=6)
        for number in (3, 4):
            strava.add_activity(1, _run(number))
        event = {"object_type": "activity", "object_id": 1, "owner_id": 1, "updates": {}}
        gone = to_event(event | {"aspect_type": "delete"})
        assert gone is not None and keep_event(self._there.home, gone)
        self._strava, self._remembered = strava, strava.remember()
        self._former_calls = len(strava.calls)
        self.work = work_of(self._there)
        calm = self._fresh()
        self.steps = steps_of(self.work, calm.home.root.parent, folder / "said")
        self._wanted = state_of(calm)
        assert self._wanted["ids"] == ["2", "3", "4"]

    def meets(self, at: int) -> str:
        """What came of a sync that was killed at that step, once the next ones are done."""
        there = self._fresh()
        folder = there.home.root.parent
        done_with_fault(self.work, folder, folder / "said", at=at, fault="kill")
        is_lost = token_in(there) != self._strava.refresh_token_of(1)
        reports = there.sync_all()
        if is_lost:
            # The platform ended the former token as it gave the new one, which nobody has: it says
            # so at the next call, everything lent goes, and the runner is asked to connect.
            assert reports[0].troubles == {there.runner.runner_id: "revoked"}, at
            assert rows_of(there.home, "select count(*) from core.activity") == [(0,)], at
            connect(there.home, there.settings, self._strava, there.runner)
            there.sync_all()
        else:
            calls = self._strava.calls[self._former_calls :]
            asked = Counter(call.path for call in calls if call.kind == "streams")
            assert max(asked.values()) <= 2, at
        assert state_of(there) == self._wanted, at
        assert token_in(there) == self._strava.refresh_token_of(1), at
        shutil.rmtree(folder)
        return NAMED if is_lost else HELD

    def _fresh(self) -> Connection:
        """A copy of the home, and the platform as it was."""
        place = self._folder / str(next(self._names))
        shutil.copytree(self._folder / "base", place)
        self._strava.put_back(self._remembered)
        root = place / "home"
        settings = self._there.settings.model_copy(update={"home": root})
        return replace(self._there, home=Home(root), settings=settings)


def state_of(there: Connection) -> dict[str, Any]:
    """Rows, what is known of them, and files: whatever a sync leaves."""
    held = there.ledger.activities()
    return {
        "rows": hash_of(there.home, ("core",)),
        "ids": [row[0] for row in rows_of(there.home, _IDS)],
        "known": sorted((one.source_activity_id, one.streams, one.is_loaded) for one in held),
        "documents": sorted(path.stem for path in there.home.documents.rglob("*.gz")),
        "samples": sorted(path.stem for path in there.home.samples.rglob("*.parquet")),
        "waiting": waiting_events(there.home),
        "accounts": [one.state for one in there.ledger.accounts()],
    }


_IDS = "select source_activity_id from core.activity order by all"


def token_in(there: Connection) -> str:
    """The refresh token that this home would send next."""
    (account,) = there.ledger.accounts()
    assert account.sealed_tokens is not None
    vault = open_vault(there.home, there.settings)
    tokens = vault.open(
        account.sealed_tokens, runner_id=account.runner_id, provider=account.provider
    )
    return tokens.refresh_token


@pytest.fixture
def strava() -> Generator[FakeStrava]:
    """One of this file's own: it goes back in time."""
    with FakeStrava() as strava:
        yield strava


def test_no_kill_of_a_sync_costs_a_row_or_the_account(
    strava: FakeStrava, tmp_path: Path, tally: Callable[..., None]
) -> None:
    """But at the one commit that keeps new tokens: then the runner is told to connect again."""
    scene = Scene(tmp_path, strava)
    number = tries(2, of=scene.steps)
    chosen = [1 + turn * scene.steps // number for turn in range(number)]
    found = Counter(map(scene.meets, chosen))
    assert found[HELD] and found[NAMED] <= 1
    tally(kind="fault", what="killed during a sync", held=found[HELD], named=found[NAMED])


def _run(number: int) -> Any:
    return a_fake_run(number, NOW - timedelta(days=number), km=8, samples=20)
