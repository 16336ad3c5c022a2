"""Tokens at rest: what opens them, what does not, and that nothing prints them."""

import base64
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from etl.errors import UserError, WrongKey
from etl.home import Home
from etl.settings import Settings
from etl.sources.platform import Grant
from etl.sync.token_vault import Tokens, Vault, open_vault, to_tokens

TOKENS = Tokens("CANARY-access", "CANARY-refresh", datetime(2026, 5, 3, 13, tzinfo=UTC))
ROW = {"runner_id": "mara", "provider": "strava"}
VAULT = Vault(bytes(range(32)))
MAKE_KEY = """
import sys
from pathlib import Path
from etl.home import Home
from etl.settings import Settings
from etl.sync.token_vault import open_vault
home = Home(Path(sys.argv[1]))
settings = Settings(home=home.root)
print("ready", flush=True)
sys.stdin.readline()
print(open_vault(home, settings).key.hex())
"""


def a_vault(folder: Path, secret_key: str | None = None) -> Vault:
    """The vault of a home in this folder."""
    secret = None if secret_key is None else SecretStr(secret_key)
    return open_vault(Home(folder), Settings(home=folder, secret_key=secret))


def test_what_was_sealed_opens_as_it_was() -> None:
    """Both tokens and the instant at which the access token ends."""
    assert VAULT.open(VAULT.seal(TOKENS, **ROW), **ROW) == TOKENS


def test_the_same_tokens_never_look_the_same_twice() -> None:
    """A file that is compared with an older copy of itself tells nothing."""
    assert VAULT.seal(TOKENS, **ROW) != VAULT.seal(TOKENS, **ROW)


def test_sealed_tokens_show_nothing_of_themselves() -> None:
    """Neither in plain bytes nor in base64."""
    sealed = VAULT.seal(TOKENS, **ROW)
    assert b"CANARY" not in sealed
    assert base64.b64encode(b"CANARY")[:6] not in base64.b64encode(sealed)


@pytest.mark.parametrize(
    "other", [ROW | {"runner_id": "noor"}, ROW | {"provider": "garmin"}], ids=["runner", "provider"]
)
def test_a_row_that_was_moved_is_refused(other: dict[str, str]) -> None:
    """Nobody gets into another runner's account by copying a row in the ledger."""
    with pytest.raises(WrongKey, match="Connect again"):
        VAULT.open(VAULT.seal(TOKENS, **ROW), **other)


def test_another_key_is_refused_with_what_to_do() -> None:
    """As after a restore from a backup, which holds no key."""
    with pytest.raises(WrongKey, match="Connect again"):
        Vault(bytes(32)).open(VAULT.seal(TOKENS, **ROW), **ROW)


@pytest.mark.parametrize("place", [0, 15, -1], ids=["nonce", "content", "tag"])
def test_one_changed_byte_is_refused(place: int) -> None:
    """A damaged row opens nothing, whichever part of it is damaged."""
    sealed = bytearray(VAULT.seal(TOKENS, **ROW))
    sealed[place] ^= 1
    with pytest.raises(WrongKey):
        VAULT.open(bytes(sealed), **ROW)


def test_a_home_makes_its_key_once(tmp_path: Path) -> None:
    """What was sealed before a restart opens after it."""
    sealed = a_vault(tmp_path).seal(TOKENS, **ROW)
    assert a_vault(tmp_path).open(sealed, **ROW) == TOKENS
    assert len(base64.b64decode(Home(tmp_path).secret_key.read_bytes())) == 32


def test_two_homes_have_two_keys(tmp_path: Path) -> None:
    """Nothing of a key is fixed."""
    assert a_vault(tmp_path / "one").key != a_vault(tmp_path / "two").key


@pytest.mark.skipif(os.name != "posix", reason="modes are a matter of POSIX")
def test_the_key_file_is_its_owners_alone(tmp_path: Path) -> None:
    """Whatever the process's own habit (umask) is, and nothing half-made lies beside it."""
    before = os.umask(0)
    try:
        a_vault(tmp_path)
    finally:
        os.umask(before)
    assert Home(tmp_path).secret_key.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if "secret" in path.name] == ["secret.key"]


@pytest.mark.skipif(os.name != "posix", reason="modes are a matter of POSIX")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    """With the command that puts it right."""
    a_vault(tmp_path)
    Home(tmp_path).secret_key.chmod(mode)
    with pytest.raises(UserError, match=r"Others can read secret\.key: run chmod 600"):
        a_vault(tmp_path)


def test_two_processes_that_make_the_key_end_with_one(tmp_path: Path) -> None:
    """The server and a command may start at the same time."""
    makers = [
        subprocess.Popen(
            [sys.executable, "-c", MAKE_KEY, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for maker in makers:
        assert maker.stdout is not None and maker.stdout.readline() == "ready\n"
    for maker in makers:
        assert maker.stdin is not None
        maker.stdin.write("\n")
        maker.stdin.flush()
    keys = {maker.communicate(timeout=30)[0].strip() for maker in makers}
    assert [maker.returncode for maker in makers] == [0, 0]
    assert keys == {a_vault(tmp_path).key.hex()}


def test_a_key_of_the_environment_counts_and_no_file_is_made(tmp_path: Path) -> None:
    """An operator who keeps the key elsewhere does not find it in the home as well."""
    given = base64.b64encode(VAULT.key).decode()
    assert a_vault(tmp_path, given + "\n") == VAULT
    assert not Home(tmp_path).secret_key.exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "secret",
        base64.b64encode(bytes(16)).decode(),
        base64.b64encode(bytes(33)).decode(),
        bytes(32).hex(),
        "ключ" * 8,
        base64.b64encode(VAULT.key).decode()[:-1],
    ],
)
def test_a_bad_key_of_the_environment_is_said_in_a_sentence(tmp_path: Path, text: str) -> None:
    """It names the setting and what is wanted, never what was given."""
    with pytest.raises(UserError) as refusal:
        a_vault(tmp_path, text)
    assert str(refusal.value) == "KNEEWISE_SECRET_KEY is not a key: it needs 32 bytes in base64."


def test_a_damaged_key_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    """A key cut short by a full disk is not silently replaced: it may be restored."""
    a_vault(tmp_path)
    path = Home(tmp_path).secret_key
    path.write_bytes(path.read_bytes()[:20])
    with pytest.raises(UserError, match=r"secret\.key is not a key"):
        a_vault(tmp_path)
    assert len(path.read_bytes()) == 20


@pytest.mark.parametrize(
    "secret",
    [TOKENS, VAULT, Grant("CANARY-access", "CANARY-refresh", 0, "1")],
    ids=["tokens", "vault", "grant"],
)
def test_nothing_that_opens_an_account_prints_itself(secret: object) -> None:
    """Logs and error pages show that there is something, never what."""
    shown = f"{secret} {secret!r} {[secret]} {secret!s}"
    assert "CANARY" not in shown
    assert repr(VAULT.key) not in shown and VAULT.key.hex() not in shown
    assert "…" in shown


def test_an_expiry_is_an_instant_in_utc() -> None:
    """Strava tells seconds since 1970."""
    tokens = to_tokens(Grant("access", "refresh", 1_777_813_200))
    assert tokens.expires_at == datetime(2026, 5, 3, 13, tzinfo=UTC)
