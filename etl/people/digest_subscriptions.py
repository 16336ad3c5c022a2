"""Who wants the weekly digest, and what became of each, so that a restart sends none twice."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from etl.clock import written_now
from etl.home import Home
from etl.journal.store import Journal
from etl.settings import Settings
from etl.storage.duckdb_files import Connection, attached, open_in_memory, signature
from etl.storage.journal_rows import insert_row
from sql import ROOT

SENT_FROM_HOUR = 6  # on Monday, where the reader is
SENT_UNTIL = timedelta(days=2)  # from Monday's first minute; later it is old news
_FIRST_WAIT = timedelta(minutes=15)  # after a failure, then twice as long each time
_LONGEST_WAIT = timedelta(hours=4)
_REMEMBERED_STATES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Somebody who is to get the digest; `has_diary`: with words and scores from diaries."""

    person_id: str
    has_diary: bool
    time_zone: str

    def week(self, now: datetime) -> date:
        """Monday of the last week that has ended where they are."""
        today = now.astimezone(ZoneInfo(self.time_zone)).date()
        return today - timedelta(days=today.weekday() + 7)

    def is_time(self, now: datetime) -> bool:
        """Monday's morning has come where they are, and Tuesday has not gone."""
        local = now.astimezone(ZoneInfo(self.time_zone)).replace(tzinfo=None)
        today = datetime.combine(local.date(), datetime.min.time())
        monday = today - timedelta(days=today.weekday())
        return timedelta(hours=SENT_FROM_HOUR) <= local - monday < SENT_UNTIL


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What became of a week's digest; `failed_count` attempts failed so far, `tried_at` in UTC."""

    person_id: str
    week_start_date: date
    state: str
    reason: str | None
    tried_at: datetime
    failed_count: int

    def may_try(self, now: datetime) -> bool:
        """It failed before anything left, and the wait is over."""
        if self.state != "failed":
            return False
        wait = min(_FIRST_WAIT * 2 ** (self.failed_count - 1), _LONGEST_WAIT)
        return now.astimezone(UTC).replace(tzinfo=None) >= self.tried_at + wait


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestState:
    """All wishes that count, and all attempts by (person_id, week_start_date)."""

    wishes: tuple[Wish, ...]
    attempts: dict[tuple[str, date], Attempt]

    def due(self, now: datetime) -> list[Wish]:
        """Those for whom it is time, and whose digest was neither sent nor given up."""
        return [wish for wish in self.wishes if wish.is_time(now) and self._is_open(wish, now)]

    def _is_open(self, wish: Wish, now: datetime) -> bool:
        attempt = self.attempts.get((wish.person_id, wish.week(now)))
        return attempt is None or attempt.may_try(now)


def save_wish(
    journal: Journal, *, person_id: str, is_wanted: bool, has_diary: bool, saved_by: str
) -> None:
    """Somebody's word on getting the digest; the newest counts."""
    row = {
        "person_id": person_id,
        "is_wanted": is_wanted,
        "has_diary": has_diary,
        "saved_by": saved_by,
        "saved_at": written_now(),
    }
    with journal.writing() as connection:
        insert_row(connection, "digest_wish", row)


def begin_attempt(
    journal: Journal, *, person_id: str, week_start_date: date, now: datetime
) -> Wish | None:
    """Claim a digest, in one transaction: whoever gets the wish back sends, nobody else does.

    None where the wish or the account has gone meanwhile, or somebody else has sent, is sending or
    has given up. A claim that nobody finished is not taken over: the letter may have left.
    """
    with journal.writing() as connection:
        state = state_in(connection, time_zone=journal.settings.time_zone)
        wish = next((wish for wish in state.wishes if wish.person_id == person_id), None)
        former = state.attempts.get((person_id, week_start_date))
        if wish is None or (former is not None and former.state != "failed"):
            return None
        _insert(connection, person_id, week_start_date, state="sending", reason=None, now=now)
    return wish


def end_attempt(
    journal: Journal,
    *,
    person_id: str,
    week_start_date: date,
    state: str,
    now: datetime,
    reason: str | None = None,
) -> None:
    """What became of it: sent, failed, refused, unclear or nothing."""
    with journal.writing() as connection:
        _insert(connection, person_id, week_start_date, state=state, reason=reason, now=now)


def digest_state(home: Home, settings: Settings) -> DigestState:
    """Wishes and attempts of this moment, read again when the journal changed."""
    # Told before reading: a change in between is then read once more, not missed.
    return _read(home, settings, signature(home.journal))


@lru_cache(maxsize=_REMEMBERED_STATES)
def _read(home: Home, settings: Settings, _state: tuple[int, int, int]) -> DigestState:
    with (
        open_in_memory() as connection,
        attached(connection, {"looked_at": home.journal}, wait_s=settings.lock_wait_s),
    ):
        connection.execute("use looked_at")
        found = state_in(connection, time_zone=settings.time_zone)
        connection.execute("use memory")
    return found


def state_in(connection: Connection, *, time_zone: str | None) -> DigestState:
    """The same; the journal's file is in use. `time_zone` holds for who has no runs here."""
    wishes = connection.execute(_sql("digest_person"), {"time_zone": time_zone}).fetchall()
    attempts = connection.execute(_sql("digest_attempt")).fetchall()
    names = tuple(Attempt.__dataclass_fields__)
    known = [Attempt(**dict(zip(names, row, strict=True))) for row in attempts]
    return DigestState(
        wishes=tuple(
            Wish(person_id=person_id, has_diary=has_diary, time_zone=zone)
            for person_id, has_diary, zone in wishes
        ),
        attempts={(attempt.person_id, attempt.week_start_date): attempt for attempt in known},
    )


def _insert(
    connection: Connection,
    person_id: str,
    week_start_date: date,
    *,
    state: str,
    reason: str | None,
    now: datetime,
) -> None:
    row = {
        "person_id": person_id,
        "week_start_date": week_start_date,
        "state": state,
        "reason": reason,
        "tried_at": now.astimezone(UTC).replace(tzinfo=None),
        "saved_at": written_now(),
    }
    insert_row(connection, "digest_sent", row)


def _sql(name: str) -> str:
    return (ROOT / "journal" / f"{name}.sql").read_text("utf-8")
