"""The weekly numbers once more, from the words of the views' headers, in loops over days.

Nothing here reads the SQL or its parameters: the numbers are those of docs/evidence.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import combinations
from statistics import median

import numpy as np

from tests.properties.histories import Activity, History

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@dataclass(slots=True)
class Session:
    """Recordings less than 30 minutes apart."""

    parts: list[Activity] = field(default_factory=list)

    @property
    def local_date(self) -> date:
        return self.parts[0].local_date

    @property
    def start(self) -> datetime:
        return self.parts[0].start

    def total(self, name: str) -> float | None:
        """Sum over the parts where it is known; None: nowhere."""
        return total(getattr(part, name) for part in self.parts)

    def known(self, value: Callable[[Activity], float | None]) -> tuple[float | None, float]:
        """Its sum over the parts, and the moving time of those; None: under 80 % of it is known."""
        return known_total((value(part), part.moving_s, part.moving_s) for part in self.parts)


def known_total(rows: Iterable[tuple[float | None, float, float]]) -> tuple[float | None, float]:
    """Sum of values that are known and the seconds behind it; None where 80 % of all are not.

    Each row is a value, the seconds behind it and the seconds there were.
    """
    found = list(rows)
    known_s = sum(behind_s for value, behind_s, _ in found if value is not None)
    if known_s < 0.8 * sum(moving_s for _, _, moving_s in found) - 1e-6:
        return None, known_s
    return total(value for value, _, _ in found), known_s


@dataclass(frozen=True, slots=True)
class Week:
    """One calendar week; None is unknown."""

    start: date
    sessions: tuple[Session, ...]
    covered: int
    is_known: bool
    is_running: bool

    @property
    def is_complete(self) -> bool:
        """At least 80 % of its days are known, and every run's distance."""
        return self.covered >= 5.6 and self.unmeasured == 0

    @property
    def unmeasured(self) -> int:
        return sum(run.total("distance_m") is None for run in self.sessions)

    def total(self, name: str) -> float | None:
        """Over the week's runs: 0 without any, None where the week or all of it is unknown."""
        if not self.is_known:
            return None
        return total(run.total(name) for run in self.sessions) if self.sessions else 0

    def known(self, value: Callable[[Activity], float | None]) -> float | None:
        """Sum over its runs; 0 without any, None where under 80 % of its moving time is known."""
        return self._known(value)[0]

    def share(self, value: Callable[[Activity], float | None]) -> float | None:
        """Part of its moving time that the sum is over, known or not; None: nothing moved."""
        moving_s = self.total("moving_s")
        return self._known(value)[1] / moving_s if moving_s else None

    def _known(self, value: Callable[[Activity], float | None]) -> tuple[float | None, float]:
        if not self.is_known:
            return None, 0
        if not self.sessions:
            return 0, 0
        return known_total((*run.known(value), run.total("moving_s") or 0) for run in self.sessions)


def total(values) -> float | None:
    """Sum of what is known; None where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def sessions(history: History) -> list[Session]:
    """Runs for the body, oldest first."""
    counted = sorted(
        (a for a in history.activities if a.is_run and not a.is_excluded and not a.duplicate_of),
        key=lambda a: (a.start, a.activity_id),
    )
    found: list[Session] = []
    latest_end = datetime.min  # noqa: DTZ901  stored instants are UTC without a zone
    for one in counted:
        if not found or one.start - latest_end >= timedelta(minutes=30):
            found.append(Session())
        found[-1].parts.append(one)
        latest_end = max(latest_end, one.end)
    return [run for run in found if _is_long_enough(run)]


def _is_long_enough(run: Session) -> bool:
    distance_m, moving_s = run.total("distance_m"), run.total("moving_s")
    return (distance_m is None or distance_m >= 500) and (moving_s is None or moving_s >= 180)


def weeks(history: History) -> list[Week]:
    """Every week from the first recording to today."""
    recorded = sorted({a.local_date for a in history.activities if not a.is_excluded})
    if not recorded:
        return []
    last = max(history.today, min(recorded[-1], history.today + DAY))
    runs = [run for run in sessions(history) if recorded[0] <= run.local_date <= last]
    start = week_start(recorded[0], history.week_start)
    found = []
    while start <= last:
        days = [start + n * DAY for n in range(7) if recorded[0] <= start + n * DAY <= last]
        in_week = tuple(run for run in runs if run.local_date in days)
        covered = sum(is_covered(day, runs, recorded, history) for day in days)
        knowable = sum(day <= recorded[-1] for day in days)
        found.append(
            Week(
                start=start,
                sessions=in_week,
                covered=covered,
                is_known=bool(in_week) or covered >= max(0.8 * knowable, 1),
                is_running=last < start + WEEK,
            )
        )
        start += WEEK
    return found


def week_start(day: date, first: str) -> date:
    """The monday or sunday that the day's week begins with."""
    while day.strftime("%A").lower() != first:
        day -= DAY
    return day


def is_covered(day: date, runs: list[Session], recorded: list[date], history: History) -> bool:
    """A run, a confirmed rest, or between two recordings at most six weeks apart."""
    if day in history.rest_days or any(run.local_date == day for run in runs):
        return True
    before = [other for other in recorded if other <= day]
    after = [other for other in recorded if other >= day]
    return bool(before and after) and after[0] - before[-1] <= timedelta(days=42)


def spike(run: Session, all_runs: list[Session]) -> tuple[float | None, float | None, str | None]:
    """Longest run of the 30 days before, this one over it, and the band."""
    earlier = [
        other.total("distance_m")
        for other in all_runs
        if timedelta(0) < run.start - other.start <= timedelta(days=30)
    ]
    longest = max((metres for metres in earlier if metres is not None), default=None)
    distance_m = run.total("distance_m")
    if distance_m is None:
        return longest, None, None
    if longest is None:
        return None, None, "no_reference"
    ratio = distance_m / longest
    limits = ((1.1, "reference"), (1.3, "small"), (2.0, "moderate"))
    band = next((word for limit, word in limits if ratio <= limit + 1e-9), "large")
    return longest, ratio, band


def ramps(all_weeks: list[Week], index: int) -> tuple[float | None, float | None]:
    """A week over the one before, and over the mean of the four before, in metres run."""
    week = all_weeks[index]
    if not (week.is_complete or (week.is_running and week.unmeasured == 0)):
        return None, None
    distance_m = week.total("distance_m")
    if distance_m is None:
        return None, None
    one, four = all_weeks[max(0, index - 1) : index], all_weeks[max(0, index - 4) : index]
    return _over(distance_m, one, 1), _over(distance_m, four, 4)


def _over(distance_m: float, before: list[Week], count: int) -> float | None:
    known = [w.total("distance_m") for w in before if w.is_complete]
    if len(known) < count:
        return None
    mean_m = np.mean([metres for metres in known if metres is not None])
    return distance_m / mean_m if mean_m >= 10_000 else None


def theil_sen(weekly: dict[int, float]) -> float | None:
    """Median of all slopes between two of the given weeks; None with fewer than four."""
    if len(weekly) < 4:
        return None
    points = sorted(weekly.items())
    return median((y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(points, 2))
