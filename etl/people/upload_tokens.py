"""Tokens by which a runner's own programs send files: for one runner, until a day, nothing else.

A token is shown once. What is kept is its name, whose it is and a hash of its secret, in a file of
its own that no backup holds: a restored home has its programs given new ones. The secret has 256
bits of chance, so that its hash needs no salt and no slow function.
"""

import hashlib
import hmac
import re
import secrets
import sqlite3
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from etl.errors import UserError
from etl.home import Home
from etl.settings import Settings
from etl.storage.disk.sqlite_files import sqlite_file, transaction
from etl.text import LONGEST_NAME, is_name

BROUGHT = "files_brought"
"""What a token did, on the record of who looked at a runner's data."""

MOST = 20
"""Tokens of one runner that are of use at the same time."""

_BUSY_S = 5.0
_SEEN_EVERY_S = 60  # so often at most is it written down that a token was used
_TOKEN = re.compile(r"kneewise_([0-9a-f]{16})_([A-Za-z0-9_-]{43})")
_NOBODYS = hashlib.sha256(b"").hexdigest()
_MAKE = """
create table if not exists upload_token (
    token_id text primary key,
    secret_sha256 text not null,
    runner_id text not null,
    person_id text,
    name text not null,
    made_s integer not null,
    ends_s integer not null,
    ended_s integer,
    used_s integer
) without rowid
"""
_COLUMNS = "token_id, runner_id, person_id, name, made_s, ends_s, ended_s, used_s"


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadToken:
    """What is known of a token; times in UTC.

    `person_id` is the account that made it, None where nobody signs in. It is of use until
    `ends_at`, and no more once it was ended.
    """

    token_id: str
    runner_id: str
    person_id: str | None
    name: str
    made_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    used_at: datetime | None

    def is_of_use(self, now: datetime) -> bool:
        """Whether files come in by it at that time."""
        return self.ended_at is None and now < self.ends_at


class UploadTokens:
    """Those of one home."""

    def __init__(self, home: Home, settings: Settings) -> None:
        self._path = home.upload_tokens
        self._settings = settings

    def make(
        self,
        *,
        runner_id: str,
        person_id: str | None,
        name: str,
        until: date,
        today: date,
        time_zone: str,
    ) -> tuple[UploadToken, str]:
        """A new token, and its words, which are known to nobody afterwards.

        It ends with the day `until` of the runner's calendar. Raises UserError for a name that is
        none, a day that is past or too far away, and for one token too many.
        """
        most_days = self._settings.upload_token_most_days
        if not is_name(name):
            raise UserError(f"Give it a name of 1 to {LONGEST_NAME} characters, such as Phone.")
        if not today <= until <= today + timedelta(days=most_days):
            raise UserError(f"It can end today or within {most_days} days.")
        end = datetime.combine(until + timedelta(days=1), time(), ZoneInfo(time_zone))
        token_id, secret = secrets.token_hex(8), secrets.token_urlsafe(32)
        now = self._now_s()
        with self._file() as file:
            (count,) = file.execute(
                "select count(*) from upload_token"
                " where runner_id = ? and ended_s is null and ends_s > ?",
                [runner_id, now],
            ).fetchone()
            if count >= MOST:
                raise UserError(f"There are {MOST} tokens already: end one that is used no more.")
            file.execute(
                "insert into upload_token values (?, ?, ?, ?, ?, ?, ?, null, null)",
                [token_id, _hash(secret), runner_id, person_id, name, now, int(end.timestamp())],
            )
        token = next(one for one in self.of(runner_id) if one.token_id == token_id)
        return token, f"kneewise_{token_id}_{secret}"

    def find(self, words: str) -> UploadToken | None:
        """The token of these words, of use or not any more; None where there is none.

        It takes as long for words that are nearly right as for any others.
        """
        parts = _TOKEN.fullmatch(words)
        token_id, secret = parts.groups() if parts else ("", "")
        kept, row = _NOBODYS, None
        if self._path.is_file():
            with self._file() as file:
                row = file.execute(
                    f"select {_COLUMNS}, secret_sha256 from upload_token where token_id = ?",  # noqa: S608
                    [token_id],
                ).fetchone()
        if row is not None:
            *row, kept = row
        is_right = hmac.compare_digest(_hash(secret), kept)
        return _to_token(row) if row is not None and is_right else None

    def note_used(self, token: UploadToken) -> None:
        """Files came in by it just now."""
        now = self._now_s()
        if token.used_at is not None and 0 <= now - token.used_at.timestamp() < _SEEN_EVERY_S:
            return
        self._change("update upload_token set used_s = ? where token_id = ?", now, token.token_id)

    def of(self, runner_id: str | None = None) -> list[UploadToken]:
        """Those of one runner, or of all, the newest first; also those that have ended."""
        if not self._path.is_file():
            return []
        with self._file() as file:
            rows = file.execute(
                f"select {_COLUMNS} from upload_token where coalesce(runner_id = ?, true)"  # noqa: S608
                " order by made_s desc, token_id",
                [runner_id],
            ).fetchall()
        return [_to_token(row) for row in rows]

    def end(self, token_id: str, *, runner_id: str) -> bool:
        """Let it be of no use from now on. False where that runner has no such token."""
        changed = self._change(
            "update upload_token set ended_s = coalesce(ended_s, ?)"
            " where token_id = ? and runner_id = ?",
            *(self._now_s(), token_id, runner_id),
        )
        return changed > 0

    def forget_runner(self, runner_id: str) -> int:
        """Remove what is known of a runner's tokens; how many there were."""
        return self._change("delete from upload_token where runner_id = ?", runner_id)

    def forget_person(self, person_id: str) -> int:
        """Likewise of those that an account made."""
        return self._change("delete from upload_token where person_id = ?", person_id)

    def _now_s(self) -> int:
        return int(self._settings.current_time().timestamp())

    def _change(self, statement: str, *values: object) -> int:
        if not self._path.is_file():
            return 0
        with self._file() as file:
            return file.execute(statement, values).rowcount

    @contextmanager
    def _file(self) -> Generator[sqlite3.Connection]:
        """The file in one transaction, made where it is not there."""
        with sqlite_file(self._path, busy_s=_BUSY_S) as connection, transaction(connection):
            connection.execute(_MAKE)
            yield connection


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _to_token(row: Sequence[Any]) -> UploadToken:
    token_id, runner_id, person_id, name, made_s, ends_s, ended_s, used_s = row
    return UploadToken(
        token_id=token_id,
        runner_id=runner_id,
        person_id=person_id,
        name=name,
        made_at=_time(made_s),
        ends_at=_time(ends_s),
        ended_at=None if ended_s is None else _time(ended_s),
        used_at=None if used_s is None else _time(used_s),
    )


def _time(seconds: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
