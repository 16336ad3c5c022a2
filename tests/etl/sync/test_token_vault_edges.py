"""Keys and rows cut short, of other bytes, or made twice at once."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from etl.errors import UserError, WrongKey
from etl.home import Home
from etl.settings import Settings
from etl.sync.ledger import file
from etl.sync.ledger.records import Account
from etl.sync.ledger.store import Ledger
from etl.sync.token_vault import Vault, open_vault


@pytest.mark.parametrize("sealed", [b"", b"short"])
def test_a_row_cut_short_is_refused(sealed: bytes) -> None:
    """It says to connect again, like a row of another key."""
    with pytest.raises(WrongKey):
        Vault(bytes(32)).open(sealed, runner_id="mara", provider="strava")


def test_a_key_file_of_other_bytes_is_said_in_a_sentence(tmp_path: Path) -> None:
    """As for a key saved as UTF-16 or as raw bytes."""
    home = Home(tmp_path).create()
    home.secret_key.write_bytes(b"\xff\xfe")
    home.secret_key.chmod(0o600)
    with pytest.raises(UserError):
        open_vault(home, Settings(home=tmp_path))


@pytest.mark.parametrize("attempt", range(3))
def test_threads_that_make_the_key_end_with_one(tmp_path: Path, attempt: int) -> None:
    """Two threads at once end with one key, and both have it."""
    keys: list[object] = []
    start = threading.Barrier(4)

    def make() -> None:
        start.wait()
        try:
            keys.append(open_vault(Home(tmp_path), Settings(home=tmp_path)).key)
        except OSError as error:
            keys.append(repr(error))

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(keys)) == 1, keys


def test_tokens_are_on_disk_when_they_are_kept(tmp_path: Path) -> None:
    """A platform gives new ones once, so no power cut may take them; all else is asked again."""
    account = Account(
        runner_id="mara",
        provider="strava",
        athlete_id="1",
        scopes=("read",),
        state="connected",
        sealed_tokens=b"former",
        connected_at=datetime(2026, 5, 3, tzinfo=UTC),
    )
    ledger, synced = Ledger(Home(tmp_path)), []
    real = file.transaction

    @contextmanager
    def watched(database: Any) -> Generator[None]:
        synced.append(database.execute("pragma synchronous").fetchone()[0])
        with real(database):
            yield

    ledger.set_note("strava", "first", "made")
    with patch.object(file, "transaction", watched), ledger.kept_open():
        ledger.save_account(account)
        ledger.save_tokens(account, b"later")
        ledger.set_note("strava", "first", "changed")
    normal, full = 1, 2
    assert synced == [full, full, normal]
