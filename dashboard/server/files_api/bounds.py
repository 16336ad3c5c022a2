"""How much a token may send, and how often somebody without one is answered."""

import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from etl.settings import Settings

HOUR_S = 3600.0
WRONG_A_MINUTE = 20
"""Refused requests of one network address: a program with an ended token tries again and again."""
AT_ONCE_BY_TOKEN = 2
AT_ONCE = 4
"""Requests whose files are received or read; each may hold a worker and a file on disk."""

_MINUTE_S = 60.0
_DAY_S = 24 * 3600.0
MB = 1_000_000
_MOST_ADDRESSES = 10_000  # whose refusals are counted: what is older is forgotten first


@dataclass(frozen=True, slots=True)
class TooMuch:
    """Why nothing more is taken now, and after how many seconds it is again."""

    words: str
    wait_s: float


@dataclass(slots=True)
class Bounds:
    """Counted since the server started, by token, by runner and by network address."""

    clock: Callable[[], float] = time.time
    _asked: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _wrong: dict[str, deque[float]] = field(default_factory=dict)
    _under_way: Counter[str] = field(default_factory=Counter)
    _bytes_today: Counter[str] = field(default_factory=Counter)
    _day: int = 0

    def begin(self, token_id: str, runner_id: str, settings: Settings) -> TooMuch | None:
        """Take a request in, until `end`; why not where it is one too many."""
        now = self.clock()
        self._begin_day(now)
        asked = _lately(self._asked[token_id], now - HOUR_S)
        if len(asked) >= settings.upload_token_hourly:
            words = "That is more than one token may send in an hour."
            return TooMuch(words, asked[0] + HOUR_S - now)
        if self._bytes_today[runner_id] >= settings.upload_account_day_mb * MB:
            words = "That is more than may be sent for one runner in a day."
            return TooMuch(words, _DAY_S - now % _DAY_S)
        if self._under_way[token_id] >= AT_ONCE_BY_TOKEN or self._under_way.total() >= AT_ONCE:
            return TooMuch("Other files are being read just now.", 5.0)
        asked.append(now)
        self._under_way[token_id] += 1
        return None

    def end(self, token_id: str, runner_id: str, size_bytes: int) -> None:
        """A request that was taken in is over; so many bytes came."""
        self._bytes_today[runner_id] += size_bytes
        self._under_way[token_id] -= 1
        if not self._under_way[token_id]:
            del self._under_way[token_id]

    def refuse(self, address: str) -> TooMuch | None:
        """Count a request without a token of use; too much where there were many."""
        now = self.clock()
        wrong = _lately(self._wrong.pop(address, deque()), now - _MINUTE_S)
        self._wrong[address] = wrong
        if len(self._wrong) > _MOST_ADDRESSES:
            del self._wrong[next(iter(self._wrong))]
        if len(wrong) >= WRONG_A_MINUTE:
            return TooMuch("That is too often. Try again later.", wrong[0] + _MINUTE_S - now)
        wrong.append(now)
        return None

    def _begin_day(self, now: float) -> None:
        day = int(now // _DAY_S)
        if day != self._day:
            self._day = day
            self._bytes_today.clear()


def _lately(times: deque[float], since: float) -> deque[float]:
    while times and times[0] <= since:
        times.popleft()
    return times
