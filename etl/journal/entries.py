"""What people type, and what is refused: the rows of the journal as values."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import polars as pl

from etl.errors import UserError
from etl.text import LONGEST_NAME, is_name

KNEES = ("left", "right")
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
HOURS_A_DAY = 24
MOST_STRENGTH = {"set_count": 50, "repetition_count": 500, "hold_s": 3600, "load_kg": 500}
"""Beyond these a number was mistyped."""

_STRENGTH_WORDS = {
    "set_count": "Sets",
    "repetition_count": "Repetitions",
    "hold_s": "Seconds",
    "load_kg": "Kilograms",
}

PAIN_SCORES = ("pain_before_score", "pain_during_score", "pain_after_score", "pain_morning_score")


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

    `pain_morning_score` is the morning after `local_date`: it belongs to that day's run.
    """

    runner_id: str
    local_date: date
    knee: str
    entry_id: str | None = None
    place: str | None = None
    pain_before_score: int | None = None
    pain_during_score: int | None = None
    pain_after_score: int | None = None
    pain_morning_score: int | None = None
    onset_m: float | None = None
    chips: tuple[str, ...] = field(default=())
    red_flags: tuple[str, ...] = field(default=())
    is_limping: bool = False
    session_id: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthEntry:
    """Sets of one exercise on one day; `knee` is the side trained, None for both.

    `set_count` is on each side where the exercise has sides. Several entries of a day add up.
    """

    runner_id: str
    local_date: date
    exercise: str
    entry_id: str | None = None
    set_count: int | None = None
    repetition_count: int | None = None
    hold_s: float | None = None
    load_kg: float | None = None
    knee: str | None = None
    pain_during_score: int | None = None
    note: str | None = None


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
    sleep_h: float

    @property
    def entry_id(self) -> str:
        """One a runner and day: a second answer replaces the first."""
        return f"{self.runner_id}-{self.local_date:%Y%m%d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEffort:
    """How hard a run felt, CR-10: 0 rest, 10 as hard as can be; asked half an hour after it."""

    runner_id: str
    activity_id: str  # the first recording of the run
    perceived_exertion_score: float

    @property
    def entry_id(self) -> str:
        """One a run: a second answer replaces the first."""
        return self.activity_id


@dataclass(frozen=True, slots=True, kw_only=True)
class PastInjury:
    """An injury of the past; `local_date` is when it last kept the runner from running as usual."""

    runner_id: str
    local_date: date
    site: str
    side: str | None = None
    entry_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportItem:
    """What became of one file of a batch; `context` is what the export's table said of it."""

    file: str
    status: str  # imported, duplicate, skipped, failed
    original_sha256: str | None = None
    format: str | None = None
    reason: str | None = None
    activity_ids: tuple[str, ...] = field(default=())
    context: str | None = None


ITEM_SCHEMA = pl.Schema(
    {
        "file": pl.String,
        "status": pl.String,
        "original_sha256": pl.String,
        "format": pl.String,
        "reason": pl.String,
        "activity_ids": pl.List(pl.String),
        "context": pl.String,
    }
)
"""Columns of import items as a frame, for one insert of many."""


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


def check_pain(entry: PainEntry) -> None:
    """Raises UserError for a score outside 0-10 or a knee, place or chip nobody knows."""
    for name in PAIN_SCORES:
        check_score(name, getattr(entry, name))
    check_word("knee", entry.knee, KNEES)
    if entry.place is not None:
        check_word("place", entry.place, PLACES)
    for chip in entry.chips:
        check_word("chip", chip, CHIPS)
    if entry.onset_m is not None and entry.onset_m < 0:
        raise UserError("The pain cannot have begun before the run did.")


def check_strength(entry: StrengthEntry) -> None:
    """Raises UserError for numbers that cannot be, a side nobody knows, or no exercise."""
    check_score("pain_during_score", entry.pain_during_score)
    if not entry.exercise.strip() or len(entry.exercise) > LONGEST_NAME:
        raise UserError(f"An exercise has a name of 1 to {LONGEST_NAME} characters.")
    if entry.knee is not None:
        check_word("side", entry.knee, KNEES)
    for name, most in MOST_STRENGTH.items():
        value = getattr(entry, name)
        if value is not None and not 0 <= value <= most:
            raise UserError(f"{_STRENGTH_WORDS[name]} go from 0 to {most}.")


def check_sleep(entry: DayLog) -> None:
    """Raises UserError for a night of less than nothing or more than a day."""
    if not 0 <= entry.sleep_h <= HOURS_A_DAY:
        raise UserError("A night has between 0 and 24 hours of sleep.")


def check_effort(entry: RunEffort) -> None:
    """Raises UserError for an exertion outside the CR-10 scale."""
    if not 0 <= entry.perceived_exertion_score <= 10:
        raise UserError("How hard a run felt goes from 0 (rest) to 10 (as hard as can be).")


def check_injury(entry: PastInjury) -> None:
    """Raises UserError for a place or side nobody knows."""
    check_word("place", entry.site, INJURY_SITES)
    if entry.side is not None:
        check_word("side", entry.side, KNEES)


def check_score(name: str, score: int | None) -> None:
    """Raises UserError unless the score is unknown or 0-10."""
    if score is not None and not 0 <= score <= 10:
        raise UserError(f"{name.replace('_', ' ').capitalize()} goes from 0 (none) to 10 (worst).")


def check_word(what: str, word: str, known: tuple[str, ...]) -> None:
    """Raises UserError unless the word is one of those known."""
    if word not in known:
        raise UserError(f"{word!r} is no {what} we know: choose {', '.join(known)}.")


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
