"""What people type, and what is refused: the rows of the journal as values."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import inf
from typing import Annotated

from etl.errors import UserError
from etl.journal.fields import Between, OneOf, Score, Text, note_of
from etl.text import LONGEST_NAME, is_name

KNEES = ("left", "right")
UNKNOWN_KNEE = "unknown"
"""Of pain whose side is not said: a value of its own, never taken for left or right."""
PAIN_KNEES = (*KNEES, UNKNOWN_KNEE)
PLACES = ("front", "below", "inner", "outer", "back", "all_over")
CHIPS = (
    "tight_kneecap",
    "sharp_hill",
    "mid_run",
    "sore_morning",
    "sore_muscle",
    "stairs",
    "sitting",
)
INJURY_SITES = ("knee", "hip", "thigh", "shin", "calf", "ankle", "foot", "back", "other")
READ_AGAIN = ("sport", "is_treadmill", "trim", "split_at_s", "keeps_ride")
"""What a runner may say of a recording that decides how its original is read."""
CHOICE_FIELDS = (
    *READ_AGAIN,
    "is_excluded",
    "duplicate_of",
    "is_altitude_right",
    "recorder_is_run",
)
"""`recorder_is_run` is of all that the app or device behind a recording leaves without a kind:
true, false, or each (ask one by one)."""
_EXERCISE = f"An exercise has a name of 1 to {LONGEST_NAME} characters."

TIMED_SCORES = ("pain_before_score", "pain_during_score", "pain_after_score", "pain_morning_score")
PAIN_SCORES = (*TIMED_SCORES, "pain_untimed_score")
"""Scores of a day; the last is at a moment that is not said, as diaries from elsewhere have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """Who runs. `week_start` is monday or sunday, `units` km or miles (display only)."""

    runner_id: str
    display_name: str
    birth_year: int | None = None
    height_cm: float | None = None
    time_zone: str = "UTC"
    week_start: str = "monday"
    units: str = "km"
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PainEntry:
    """How one knee felt on one day, 0-10; None is "not asked", never 0.

    Scores may have decimals. `pain_morning_score` is the morning after `local_date`: it belongs to
    that day's run.
    """

    runner_id: str
    local_date: date
    knee: Annotated[str, OneOf("knee", PAIN_KNEES)]
    entry_id: str | None = None
    place: Annotated[str | None, OneOf("place", PLACES)] = None
    pain_before_score: Annotated[float | None, Score] = None
    pain_during_score: Annotated[float | None, Score] = None
    pain_after_score: Annotated[float | None, Score] = None
    pain_morning_score: Annotated[float | None, Score] = None
    pain_untimed_score: Annotated[float | None, Score] = None
    onset_m: Annotated[
        float | None, Between(0, inf, "The pain cannot have begun before the run did.")
    ] = None
    chips: Annotated[tuple[str, ...], OneOf("chip", CHIPS)] = field(default=())
    red_flags: tuple[str, ...] = field(default=())
    is_limping: bool = False
    session_id: str | None = None
    note: Annotated[str | None, note_of(2000)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthEntry:
    """Sets of one exercise on one day; `knee` is the side trained, None for both.

    `set_count` is on each side where the exercise has sides. Several entries of a day add up.
    """

    runner_id: str
    local_date: date
    exercise: Annotated[str, Text(LONGEST_NAME, _EXERCISE)]
    entry_id: str | None = None
    set_count: Annotated[int | None, Between(1, 50, "Sets go from 1 to 50.")] = None
    repetition_count: Annotated[int | None, Between(1, 500, "Repetitions go from 1 to 500.")] = None
    hold_s: Annotated[float | None, Between(1, 3600, "Seconds go from 1 to 3600.")] = None
    load_kg: Annotated[float | None, Between(0, 500, "Kilograms go from 0 to 500.")] = None
    knee: Annotated[str | None, OneOf("side", KNEES)] = None
    pain_during_score: Annotated[float | None, Score] = None
    note: Annotated[str | None, note_of(500)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WarmUp:
    """Whether the warm-up of a day was done; False says that it was left out."""

    runner_id: str
    local_date: date
    is_done: bool

    @property
    def entry_id(self) -> str:
        """One a runner and day: a second answer replaces the first."""
        return f"{self.runner_id}-{self.local_date:%Y%m%d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLog:
    """How long somebody slept; `local_date` is the morning on which the night ended."""

    runner_id: str
    local_date: date
    sleep_h: Annotated[float, Between(0, 24, "A night has between 0 and 24 hours of sleep.")]

    @property
    def entry_id(self) -> str:
        """One a runner and day: a second answer replaces the first."""
        return f"{self.runner_id}-{self.local_date:%Y%m%d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEffort:
    """How hard a run felt, CR-10: 0 rest, 10 as hard as can be; asked half an hour after it."""

    runner_id: str
    activity_id: str  # the first recording of the run
    perceived_exertion_score: Annotated[
        float,
        Between(0, 10, "How hard a run felt goes from 0 (rest) to 10 (as hard as can be)."),
    ]

    @property
    def entry_id(self) -> str:
        """One a run: a second answer replaces the first."""
        return self.activity_id


@dataclass(frozen=True, slots=True, kw_only=True)
class PastInjury:
    """An injury of the past; `local_date` is when it last kept the runner from running as usual."""

    runner_id: str
    local_date: date
    site: Annotated[str, OneOf("place", INJURY_SITES)]
    side: Annotated[str | None, OneOf("side", KNEES)] = None
    entry_id: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """One import as the journal knows it."""

    batch_id: str
    runner_id: str
    undone_at: datetime | None


def check_name(name: str, *, whose: str) -> str:
    """The name without blanks around it; `whose` begins the sentence of the UserError."""
    text = name.strip()
    if not is_name(text):
        raise UserError(f"{whose} has a name of 1 to {LONGEST_NAME} characters, on one line.")
    return text


def check_day(local_date: date, *, today: date) -> None:
    """Raises UserError for a day that has not come; tomorrow may have begun elsewhere."""
    if local_date > today + timedelta(days=1):
        raise UserError(f"{local_date.isoformat()} has not come yet: log it when it has.")


def find_runner(runners: Sequence[Runner], wanted: str) -> Runner | None:
    """By id, else by name without regard to case. Raises UserError where a name is shared."""
    for runner in runners:
        if runner.runner_id == wanted:
            return runner
    same = [known for known in runners if known.display_name.casefold() == wanted.casefold()]
    if len(same) > 1:
        ids = ", ".join(known.runner_id for known in same)
        raise UserError(f"Several runners have that name: use one of the ids {ids}.")
    return same[0] if same else None


def to_runner_id(name: str, *, taken: set[str]) -> str:
    """Stable for a name, so that two homes agree, and not readable as one."""
    for salt in range(len(taken) + 1):
        text = f"{name.casefold()}|{salt}" if salt else name.casefold()
        runner_id = "r" + hashlib.sha256(text.encode()).hexdigest()[:12]
        if runner_id not in taken:
            return runner_id
    raise UserError("There is no free id for that name.")
