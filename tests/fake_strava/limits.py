"""Strava's request limits: of the whole app, in natural quarters of an hour and in UTC days."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

Pair = tuple[int, int]  # (in 15 minutes, in a day)
READ: Pair = (100, 1000)
OVERALL: Pair = (200, 2000)


@dataclass
class Limits:
    """Counts /api/v3 requests and says which go over; every number may be set by a test."""

    read: Pair = READ
    overall: Pair = OVERALL
    read_used: Pair = (0, 0)
    overall_used: Pair = (0, 0)
    _window: datetime | None = field(default=None, repr=False)

    def admit(self, at: datetime, *, is_read: bool) -> bool:
        """Count one request; False when it is over a limit.

        A refused request still counts for the day, as Strava documents, but not for the quarter.
        """
        self._roll(at)
        over = _reached(self.overall_used, self.overall)
        over = over or (is_read and _reached(self.read_used, self.read))
        self.use(0 if over else 1, 1, is_read=is_read)
        return not over

    def use(self, quarter: int, day: int | None = None, *, is_read: bool = True) -> None:
        """Add to the usage by hand, e.g. what another instance of the app has used."""
        more = (quarter, quarter if day is None else day)
        self.overall_used = _sum(self.overall_used, more)
        if is_read:
            self.read_used = _sum(self.read_used, more)

    def headers(self, at: datetime) -> dict[str, str]:
        """The four headers of every API answer."""
        self._roll(at)
        return _headers(self.overall, self.overall_used, self.read, self.read_used)

    def headers_at_the_limit(self, at: datetime, *, whole_day: bool) -> dict[str, str]:
        """The same as if the quarter's (or the day's) limit had just been reached."""
        self._roll(at)
        day = self.read[1] if whole_day else min(self.read_used[1], self.read[1] - 1)
        return _headers(self.overall, self.overall_used, self.read, (self.read[0], day))

    def _roll(self, at: datetime) -> None:
        """Forget the usage of windows that have passed."""
        at = at.astimezone(UTC)
        window = at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)
        if self._window is None or window == self._window:
            self._window = window
            return
        same_day = window.date() == self._window.date()
        self.read_used = (0, self.read_used[1] if same_day else 0)
        self.overall_used = (0, self.overall_used[1] if same_day else 0)
        self._window = window


def _reached(used: Pair, limit: Pair) -> bool:
    return used[0] >= limit[0] or used[1] >= limit[1]


def _sum(left: Pair, right: Pair) -> Pair:
    return (left[0] + right[0], left[1] + right[1])


def _headers(overall: Pair, overall_used: Pair, read: Pair, read_used: Pair) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": _text(overall),
        "X-RateLimit-Usage": _text(overall_used),
        "X-ReadRateLimit-Limit": _text(read),
        "X-ReadRateLimit-Usage": _text(read_used),
    }


def _text(pair: Pair) -> str:
    return f"{pair[0]},{pair[1]}"
