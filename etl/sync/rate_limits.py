"""How much may be called now: pure arithmetic over a platform's two rate limits.

The short limit runs in natural windows of the day, the daily one to midnight UTC; both belong to
the whole application. Each kind of call may use a share of either, so that what happened just now,
and somebody who connects now, always get through (`terms.toml`, ceilings).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from etl.sources.platform import Terms

EVENT, LISTING, RECENT_DETAIL, OLDER_DETAIL = "event", "listing", "recent_detail", "older_detail"
_DAY = timedelta(days=1)
_MOST_WINDOWS = 10_000  # a hundred days: beyond it no forecast means anything


@dataclass(frozen=True, slots=True)
class Meter:
    """Calls used of both limits, as far as known at `observed_at` (aware, UTC)."""

    terms: Terms
    observed_at: datetime
    short_used: int
    short_limit: int
    daily_used: int
    daily_limit: int

    def at(self, now: datetime) -> "Meter":
        """The same, with the windows that have ended since begun anew."""
        same_day = _day(self.observed_at) == _day(now)
        same_window = same_day and _window(self.observed_at, self.terms) == _window(now, self.terms)
        return replace(
            self,
            observed_at=now,
            short_used=self.short_used if same_window else 0,
            daily_used=self.daily_used if same_day else 0,
        )

    def with_call(self, now: datetime) -> "Meter":
        """One call more: counted before it is made, so that none is ever forgotten."""
        meter = self.at(now)
        return replace(meter, short_used=meter.short_used + 1, daily_used=meter.daily_used + 1)

    def observed(self, headers: Mapping[str, str], now: datetime) -> "Meter":
        """What an answer's own headers say wins; those for reading are the tighter ones."""
        known = {name.casefold(): value for name, value in headers.items()}
        limit, usage = (
            _pair(known.get(f"x-readratelimit-{name}") or known.get(f"x-ratelimit-{name}"))
            for name in ("limit", "usage")
        )
        meter = self.at(now)
        if limit is not None:
            meter = replace(meter, short_limit=limit[0], daily_limit=limit[1])
        if usage is not None:
            meter = replace(meter, short_used=usage[0], daily_used=usage[1])
        return meter

    def exhausted(self, now: datetime) -> "Meter":
        """The platform refused a call: whatever was counted, this window is used up."""
        meter = self.at(now)
        return replace(meter, short_used=max(meter.short_used, meter.short_limit))

    def left(self, kind: str) -> tuple[int, int]:
        """Calls of this kind still left in the quarter of an hour, and in the day."""
        share = self.terms.ceilings[kind]
        short = int(self.short_limit * share) - self.short_used
        return max(short, 0), max(int(self.daily_limit * share) - self.daily_used, 0)


def fresh_meter(terms: Terms, now: datetime) -> Meter:
    """Nothing used yet, limits as the terms have them until an answer says otherwise."""
    return Meter(terms, now, 0, terms.short_reads, 0, terms.daily_reads)


def wait_until(meter: Meter, kind: str, now: datetime) -> datetime | None:
    """When a call of this kind may be made; None: now."""
    short, daily = meter.at(now).left(kind)
    if daily == 0:
        return next_day(now)
    return next_window(now, meter.terms) if short == 0 else None


def complete_at(meter: Meter, *, call_count: int, now: datetime) -> datetime:
    """When so many calls for details will have been made at the latest, nobody else calling."""
    meter, at = meter.at(now), now
    for _ in range(_MOST_WINDOWS):
        made = min(meter.left(OLDER_DETAIL))
        call_count -= made
        if call_count <= 0:
            break
        meter = replace(
            meter, short_used=meter.short_used + made, daily_used=meter.daily_used + made
        )
        at = wait_until(meter, OLDER_DETAIL, at) or next_window(at, meter.terms)
        meter = meter.at(at)
    return at


def next_window(now: datetime, terms: Terms) -> datetime:
    """The start of the next natural window."""
    length_s = terms.short_window.total_seconds()
    return datetime.fromtimestamp((_window(now, terms) + 1) * length_s, tz=UTC)


def next_day(now: datetime) -> datetime:
    """The next midnight UTC."""
    return datetime.fromtimestamp((_day(now) + 1) * _DAY.total_seconds(), tz=UTC)


def _window(instant: datetime, terms: Terms) -> int:
    return int(instant.timestamp() // terms.short_window.total_seconds())


def _day(instant: datetime) -> int:
    return int(instant.timestamp() // _DAY.total_seconds())


def _pair(text: str | None) -> tuple[int, int] | None:
    """`100,1000`: the short limit, then the daily one."""
    try:
        short, daily = (int(part) for part in (text or "").split(","))
    except ValueError:
        return None
    return short, daily
