"""Who is signed in now: one line a session, in a file of its own that no backup holds.

A browser's cookie is believed only while its line is here. A line is made by a sign-in at the
provider and by nothing else, and removed by signing out, so that a copied cookie is of no use
afterwards; a home without the file, such as a restored one, has everybody sign in again.

What identifies the browser's cookie and the person at the provider are hashes.
"""

import hashlib
import json
import logging
import sqlite3
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from etl import clock
from etl.home import Home
from etl.settings import Settings
from etl.storage.disk.sqlite_files import sqlite_file, transaction

_log = logging.getLogger(__name__)
_BUSY_S = 5.0
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_MAKE = """
create table if not exists sign_in (
    key text primary key,
    login text not null,
    begun_s integer not null,
    seen_s integer not null,
    device text not null
) without rowid
"""
_IS_LIVE = "begun_s > :begun_after and begun_s <= :ahead and seen_s > :seen_after"
_FORGET = f"delete from sign_in where not ({_IS_LIVE})"  # noqa: S608  our own words
_LOOK = f"select seen_s from sign_in where key = :key and {_IS_LIVE}"  # noqa: S608
_LIST = f"""
select key, begun_s, seen_s, device from sign_in where login = :login and {_IS_LIVE}
order by seen_s desc, begun_s desc
"""  # noqa: S608
_SEEN_EVERY_S = 60  # so often at most is it written down that somebody is still there
_AHEAD_S = 300  # of a sign-in before a clock that ran ahead was put right
_MOST = 50  # sessions of one person; the one that was idle longest makes room
# Added by Streamlit, in the cookie or when it reads it: no part of what the provider signed.
_NOT_SIGNED = frozenset({"origin", "is_logged_in", "provider", "tokens"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """One session; times in UTC. `device` is a browser's and a system's name, such as Safari."""

    key: str
    begun_at: datetime
    seen_at: datetime
    device: str


def key_of(user: Mapping[str, Any]) -> str:
    """Of one sign-in, given what the provider signed: each has a nonce of its own."""
    return _hash({name: value for name, value in user.items() if name not in _NOT_SIGNED})


def login_of(issuer: str, subject: str) -> str:
    """Of one person at one provider."""
    return _hash([issuer, subject])


def _hash(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


class SignIns:
    """The sessions of one home."""

    def __init__(self, home: Home, settings: Settings) -> None:
        self._path = home.sign_ins
        self._most_s = int(settings.session_hours * 3600)
        self._idle_s = int(settings.session_idle_hours * 3600)

    def begin(self, *, key: str, login: str, device: str) -> None:
        """Somebody came back from the provider just now."""
        now = _now_s()
        with self._file() as file:
            file.execute(_FORGET, self._limits(now))
            file.execute(
                "insert or replace into sign_in values (?, ?, ?, ?, ?)",
                [key, login, now, now, device],
            )
            file.execute(
                "delete from sign_in where key in (select key from sign_in where login = ?"
                " order by seen_s desc, begun_s desc limit -1 offset ?)",
                [login, _MOST],
            )

    def is_live(self, key: str, *, is_used: bool = False) -> bool:
        """Whether that session goes on; `is_used`: its person did something just now."""
        if not self._path.is_file():
            return False
        try:
            return self._is_live(key, is_used=is_used)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode in _DAMAGED:
                return False
            raise

    def _is_live(self, key: str, *, is_used: bool) -> bool:
        now = _now_s()
        with self._file() as file:
            found = file.execute(_LOOK, {"key": key, **self._limits(now)}).fetchone()
            if found and is_used and not 0 <= now - found[0] < _SEEN_EVERY_S:
                file.execute("update sign_in set seen_s = ? where key = ?", [now, key])
        return found is not None

    def end(self, key: str) -> bool:
        """Sign out: whoever has that cookie is nobody from now on. False where it was over."""
        return self._change("delete from sign_in where key = ?", key) > 0

    def end_all(self, login: str) -> int:
        """All sessions of one person; how many there were."""
        return self._change("delete from sign_in where login = ?", login)

    def of(self, login: str) -> list[SignIn]:
        """Those of one person that go on, the last used first."""
        if not self._path.is_file():
            return []
        with self._file() as file:
            rows = file.execute(_LIST, {"login": login, **self._limits(_now_s())}).fetchall()
        return [
            SignIn(key=key, begun_at=_time(begun), seen_at=_time(seen), device=device)
            for key, begun, seen, device in rows
        ]

    def _change(self, statement: str, value: str) -> int:
        if not self._path.is_file():
            return 0
        with self._file() as file:
            return file.execute(statement, [value]).rowcount

    def _limits(self, now: int) -> dict[str, int]:
        return {
            "begun_after": now - self._most_s,
            "seen_after": now - self._idle_s,
            "ahead": now + _AHEAD_S,
        }

    @contextmanager
    def _file(self) -> Generator[sqlite3.Connection]:
        """The file in one transaction, made where it is not there.

        One that cannot be read is removed, and raises once: everybody signs in again, nobody is
        let in by what is left of it.
        """
        try:
            with (
                sqlite_file(self._path, busy_s=_BUSY_S) as connection,
                transaction(connection, writes=False),
            ):
                connection.execute(_MAKE)
                yield connection
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode in _DAMAGED:
                _log.warning("sign-ins were damaged: everybody signs in again")
                for one in (self._path, self._path.with_name(f"{self._path.name}-journal")):
                    one.unlink(missing_ok=True)
            raise


def _now_s() -> int:
    return int(clock.read().timestamp())


def _time(seconds: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
