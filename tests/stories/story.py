"""Invented runners over twelve weeks, as a physiotherapist would write them on paper.

A story is a grid: a line a week, a cell a day from Monday on.

    8          8 km, nothing logged
    8h:0102    8 km with 25 m of descent a kilometre; scores before 0, during 1, after 0, morning 2
    .          no run
    .:1--1     no run; before 1, the morning after 1
    -          a score that was not given

A score the morning after is known on that morning, the others on their day. What a cell has no room
for stands in `notes`: where pain began, words, signs, limping, and `written`, a later day on which
the whole entry of a day was written anew. `assessed_on` says when a clinician had looked, `plan`
when a plan of some weeks began and from what.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from tests.sql.tables import rows

FIRST_DAY = date(2024, 4, 8)
WEEKS = 12
DAYS = 7 * WEEKS
HILLY_DESCENT_PER_KM_M = 25.0
FLAT_DESCENT_PER_KM_M = 4.0
SECONDS_PER_KM = 360.0
_MOMENTS = ("before", "during", "after", "morning")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a day."""

    local_date: date
    distance_m: float
    descent_m: float

    @property
    def moving_s(self) -> float:
        """At an even pace."""
        return self.distance_m / 1000 * SECONDS_PER_KM


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A day of the pain diary as it was written on one day; a later one replaces it."""

    local_date: date
    written_date: date
    scores: dict[str, int | None]
    onset_m: float | None = None
    chips: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()
    is_limping: bool = False

    def seen_on(self, day: date) -> dict[str, int | None]:
        """The scores as far as they are known in the evening of a day."""
        is_morning_here = day > self.local_date
        return self.scores | ({} if is_morning_here else {"morning": None})


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan that began on the Monday of a week, from a usual week and a longest run in km."""

    week: int
    week_count: int
    usual_km: float
    longest_km: float

    @property
    def start_date(self) -> date:
        """The first day of its first week."""
        return day_of(self.week, "Mon")


@dataclass(frozen=True)
class Story:
    """Twelve weeks from Monday 8 April 2024, after some usual ones."""

    name: str
    about: str
    usual: str
    weeks: str
    notes: str = ""
    lead_weeks: int = 8
    assessed_on: tuple[tuple[int, str], ...] = ()
    plan: Plan | None = None

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Every run, the usual weeks before included."""
        start = FIRST_DAY - timedelta(weeks=self.lead_weeks)
        cells = [*self.usual.split() * self.lead_weeks, *self._cells]
        days = [(start + timedelta(days=index), cell) for index, cell in enumerate(cells)]
        return tuple(_run(day, cell) for day, cell in days if not cell.startswith("."))

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every version of every diary day, in the order they were written."""
        notes = _notes(self.notes)
        found = []
        for index, cell in enumerate(self._cells):
            day = FIRST_DAY + timedelta(days=index)
            versions = notes.get(day, [])
            if ":" in cell or versions:
                found += [_entry(day, cell, note) for note in versions or [{}]]
        return tuple(sorted(found, key=lambda entry: entry.written_date))

    @property
    def assessed_dates(self) -> tuple[date, ...]:
        """Days on which a clinician looked and let the runner train again."""
        return tuple(day_of(week, weekday) for week, weekday in self.assessed_on)

    @cached_property
    def _cells(self) -> list[str]:
        cells = self.weeks.split()
        assert len(cells) == DAYS, f"{self.name}: {len(cells)} cells, not {DAYS}"
        return cells


def day_of(week: int, weekday: str) -> date:
    """The date of a weekday of a week of the story, from 1."""
    return FIRST_DAY + timedelta(weeks=week - 1, days=_WEEKDAYS.index(weekday))


def place_of(day: date) -> str:
    """Week and weekday of a date, as in `3 Wed`."""
    week, weekday = divmod((day - FIRST_DAY).days, 7)
    return f"{week + 1:>2} {_WEEKDAYS[weekday]}"


def _run(day: date, cell: str) -> Run:
    distance, is_hilly = cell.split(":", maxsplit=1)[0], "h" in cell
    kilometres = float(distance.removesuffix("h"))
    slope = HILLY_DESCENT_PER_KM_M if is_hilly else FLAT_DESCENT_PER_KM_M
    return Run(day, kilometres * 1000, kilometres * slope)


def _entry(day: date, cell: str, note: dict[str, Any]) -> Entry:
    text = note.get("scores") or cell.partition(":")[2] or "----"
    values = [None if mark == "-" else int(mark) for mark in str(text)]
    onset_km = note.get("onset_km")
    return Entry(
        local_date=day,
        written_date=note["written"] if note.get("written") else day,
        scores=dict(zip(_MOMENTS, values, strict=True)),
        onset_m=None if onset_km is None else onset_km * 1000,
        chips=tuple((note.get("chips") or "").split()),
        red_flags=tuple((note.get("red_flags") or "").split()),
        is_limping=bool(note.get("is_limping")),
    )


def _notes(table: str) -> dict[date, list[dict[str, Any]]]:
    found: dict[date, list[dict[str, Any]]] = {}
    for row in rows(table) if table else []:
        note = {
            name: _to_date(value) if name == "written" else value for name, value in row.items()
        }
        found.setdefault(_to_date(row["day"]), []).append(note)
    return found


def _to_date(place: Any) -> Any:
    if not place:
        return place
    week, weekday = place.split()
    return day_of(int(week), weekday)
