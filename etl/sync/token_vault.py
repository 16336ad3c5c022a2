"""Tokens of connected accounts, encrypted at rest.

AES-GCM, bound to the runner and the platform: a row copied to another runner does not open. The
key comes from the environment or from a file that only its owner may read, outside every backup.
"""

import base64
import binascii
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from etl.errors import UserError, WrongKey
from etl.home import Home
from etl.settings import Settings
from etl.sources.platform import Grant
from etl.storage.disk.durable import sync

_KEY_BYTES = 32
_NONCE_BYTES = 12  # what GCM is made for; random, and a key encrypts far less than 2**32 tokens


@dataclass(frozen=True, slots=True)
class Tokens:
    """What opens an account. Never printed: its text says only that it is there."""

    access_token: str
    refresh_token: str
    expires_at: datetime | None  # aware, UTC; None: no end is known

    def __repr__(self) -> str:
        return f"Tokens(…, expires_at={self.expires_at})"


@dataclass(frozen=True, slots=True)
class Vault:
    """Encrypts and decrypts with one key."""

    key: bytes

    def __repr__(self) -> str:
        return "Vault(…)"

    def seal(self, tokens: Tokens, *, runner_id: str, provider: str) -> bytes:
        """The tokens as bytes that only this runner's row opens."""
        nonce = os.urandom(_NONCE_BYTES)
        text = json.dumps(
            [
                tokens.access_token,
                tokens.refresh_token,
                tokens.expires_at.isoformat() if tokens.expires_at else None,
            ]
        )
        bound_to = f"{runner_id}|{provider}".encode()
        return nonce + AESGCM(self.key).encrypt(nonce, text.encode(), bound_to)

    def open(self, sealed: bytes, *, runner_id: str, provider: str) -> Tokens:
        """The tokens again. Raises WrongKey where key or row is another one."""
        bound_to = f"{runner_id}|{provider}".encode()
        nonce, content = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            text = AESGCM(self.key).decrypt(nonce, content, bound_to)
        except (InvalidTag, ValueError):  # another key or row, or no sealed tokens at all
            raise WrongKey(
                "The stored connection cannot be opened with this key. Connect again."
            ) from None
        access_token, refresh_token, expires_at = json.loads(text)
        end = datetime.fromisoformat(expires_at) if expires_at else None
        return Tokens(access_token, refresh_token, end)


def open_vault(home: Home, settings: Settings) -> Vault:
    """The home's vault, its key made if there is none yet. Raises UserError for a bad key."""
    if settings.secret_key is not None:
        return Vault(_to_key(settings.secret_key.get_secret_value(), "KNEEWISE_SECRET_KEY"))
    path = home.create().secret_key
    if not path.is_file():
        _make_key(path)
    _check_mode(path)
    return Vault(_to_key(path.read_bytes(), path.name))


def to_tokens(grant: Grant) -> Tokens:
    """What a platform gave, its seconds since 1970 as an instant."""
    end = None if grant.expires_at is None else datetime.fromtimestamp(grant.expires_at, tz=UTC)
    return Tokens(grant.access_token, grant.refresh_token, end)


def _make_key(path: Path) -> None:
    """Written whole under a name of its own and linked, so that of two makers one key stands."""
    fresh = path.with_name(f".{path.name}.{os.urandom(8).hex()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(base64.b64encode(os.urandom(_KEY_BYTES)))
    sync(fresh)
    try:
        path.hardlink_to(fresh)
        sync(path.parent)
    except FileExistsError:
        pass  # somebody else was first: theirs counts
    finally:
        fresh.unlink()


def _check_mode(path: Path) -> None:
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise UserError(f"Others can read {path.name}: run chmod 600 on it, then try again.")


def _to_key(text: str | bytes, where: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != _KEY_BYTES:
        raise UserError(f"{where} is not a key: it needs 32 bytes in base64.")
    return key
