"""Whatever went wrong with recordings, weekly numbers are right or say that they are not.

Each archive goes through the real import into a real home. KNEEWISE_TEST_HISTORIES sets how many.
"""

import os
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from etl.home import Home
from etl.operations.import_files import ImportResult, import_paths
from etl.settings import Settings
from tests.builders.hashes import rows_of
from tests.builders.homes import a_new_home
from tests.properties.archives import SOUND, Archive, Part, TrueRun, an_archive, put_files
from tests.properties.troubles import TROUBLES

HISTORIES = int(os.environ.get("KNEEWISE_TEST_HISTORIES", "12"))
FIRST = int(os.environ.get("KNEEWISE_TEST_HISTORIES_FROM", "0"))
RUNNERS_A_HOME = 25
NOW = datetime(2026, 6, 1, 7, 0, tzinfo=UTC)
NEAR_SHARE = 0.02
LEAST_RIGHT_SHARE = 0.9
LEAST_KNOWN_SHARE = 0.8
FLAT_M = 6.0
"""Descent of a flat run: below it, the weather moved the barometer."""
KINDS = tuple(TROUBLES)


Rows = list[tuple[Any, ...]]


class Stored(NamedTuple):
    """One recording that counts, in the week where it counts."""

    activity_id: str
    week: date
    distance_m: float | None
    descent_m: float | None


class Week(NamedTuple):
    """A week as people see it."""

    distance_m: float | None
    longest_run_m: float | None
    descent_m: float | None
    descent_known_share: float | None


@dataclass(slots=True)
class Found:
    """What came of many archives."""

    run_count: int = 0
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def share_right(self) -> float:
        """Of all runs, those with the true distance."""
        return sum(n for (_, word), n in self.outcomes.items() if word == "right") / self.run_count


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a home tells of one archive."""

    archive: Archive
    reasons: dict[str, list[tuple[str, str | None]]]  # run → how its files ended, and why
    stored: dict[str, list[Stored]]  # run → recordings of it that count
    notes: dict[str, list[str]]  # run → what stands beside its recordings
    doubted: set[str]  # runs that wait for a word, or were taken for no run and say so
    unbelieved: set[str]  # runs whose altitude is doubted, with the reason
    weeks: dict[date, Week]


@pytest.mark.slow
def test_weekly_numbers_are_true_or_say_that_they_are_not(tmp_path: Path) -> None:
    """Kilometres, longest run and descent of every week, whatever was planted."""
    found = Found()
    for begin in range(FIRST, FIRST + HISTORIES, RUNNERS_A_HOME):
        numbers = range(begin, min(begin + RUNNERS_A_HOME, FIRST + HISTORIES))
        for told in _told(tmp_path / str(begin), numbers):
            judge(told, found)
    table = _table(found)
    print(table)  # noqa: T201  what the long form is run for
    assert not found.wrong, "\n".join([*found.wrong, table])
    assert found.share_right() > LEAST_RIGHT_SHARE, table


def _told(folder: Path, numbers: range) -> list[Told]:
    home = a_new_home(folder / "home")
    settings = Settings(home=home.root, time_zone="Europe/Berlin", now=NOW, workers=1)
    results: list[tuple[Archive, ImportResult]] = []
    for number in numbers:
        archive = an_archive(number, kinds=KINDS)
        files = folder / f"runner {number}"
        put_files(archive, files)
        name = f"Runner {number}"
        results.append((archive, import_paths(home, settings, [files], runner_name=name)))
    counted, noted, weeks = (_by_runner(home, sql) for sql in (_COUNTED, _NOTED, _WEEKS))
    return [
        _of_one(archive, result, counted[name], noted[name], weeks[name])
        for archive, result in results
        for name in (result.runner_id,)
    ]


def _of_one(
    archive: Archive, result: ImportResult, counted: Rows, noted: Rows, weeks: Rows
) -> Told:
    run_of: dict[str, str] = {}
    reasons: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    rows = iter([run.name for run in archive.runs for _ in run.left.rows])
    for item in result.items:
        label = Path(item.file).name
        name = next(rows) if label.startswith("activities.csv") else label.split("-")[0]
        reasons[name].append((item.status, item.reason))
        run_of |= dict.fromkeys(item.activity_ids, name)
    stored, notes = defaultdict(list), defaultdict(list)
    for row in counted:
        stored[run_of[row[0]]].append(Stored(*row))
    for activity_id, note, *_ in noted:
        notes[run_of[activity_id]] += [note] if note else []
    return Told(
        archive=archive,
        reasons=reasons,
        stored=stored,
        notes=notes,
        doubted={
            run_of[activity_id]
            for activity_id, note, doubt, _, is_run in noted
            if doubt or (note and not is_run)
        },
        unbelieved={run_of[activity_id] for activity_id, _, _, doubt, _ in noted if doubt},
        weeks={row[0]: Week(*row[1:]) for row in weeks},
    )


def _by_runner(home: Home, sql: str) -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(list)
    for runner_id, *row in rows_of(home, sql):
        found[runner_id].append(tuple(row))
    return found


_COUNTED = (
    "select part.runner_id, part.activity_id, run.week_start_date, part.distance_m, part.descent_m"
    " from core.session_activity as part join metric.run as run"
    " on run.session_id = part.session_id"
)
_NOTED = (
    "select runner_id, activity_id, note, set_aside_reason, altitude_doubt, is_run"
    " from core.activity"
)
_WEEKS = (
    "select runner_id, week_start_date, distance_m, longest_run_m, descent_m, descent_known_share"
    " from metric.runner_week"
)


def judge(told: Told, found: Found) -> None:
    """Hold every run and every week against the truth; what is wrong in silence is written down."""
    excused = {"distance_m": set[str](), "descent_m": set[str]()}
    for run in told.archive.runs:
        found.run_count += 1
        for quantity, names in excused.items():
            outcome = outcome_of(run, told, quantity)
            if quantity == "distance_m":
                found.outcomes[run.trouble, outcome] += 1
            if outcome == "wrong":
                found.wrong.append(_of_run(told, run, quantity))
            elif outcome != "right":
                names.add(run.name)
    for index in range(told.archive.week_count):
        monday = told.archive.first_monday + timedelta(weeks=index)
        _judge_week(told, monday, excused, found)


def _judge_week(told: Told, monday: date, excused: dict[str, set[str]], found: Found) -> None:
    week = told.weeks.get(monday, Week(None, None, None, None))
    for quantity in ("distance_m", "descent_m"):
        # What says that it is not the truth is taken as it stands; all else has to be the truth.
        expected = _true_parts(told, monday, quantity, but=excused[quantity])
        expected += _as_stored(told, monday, quantity, of=excused[quantity])
        value = getattr(week, quantity)
        if quantity == "descent_m" and _is_too_little_known(week):
            continue
        if not is_near(value or 0.0, sum(expected), quantity):
            found.wrong.append(_sentence(told, monday, quantity, value, sum(expected)))
        if quantity == "distance_m" and not is_near(
            week.longest_run_m or 0.0, max(expected, default=0.0), quantity
        ):
            found.wrong.append(
                _sentence(told, monday, "longest", week.longest_run_m, max(expected, default=0.0))
            )


def _is_too_little_known(week: Week) -> bool:
    """The week says that it does not know, and for how little of the time it would."""
    share = week.descent_known_share
    return week.descent_m is None and share is not None and share < LEAST_KNOWN_SHARE


def outcome_of(run: TrueRun, told: Told, quantity: str) -> str:
    """right, unknown, asked, noted or wrong: what is told of one quantity of one run."""
    counted = told.stored.get(run.name, [])
    values = [getattr(one, quantity) for one in counted]
    known = [value for value in values if value is not None]
    true = sum(getattr(part, quantity) for part in run.parts)
    if known and is_near(sum(known), true, quantity) and len(known) == len(values):
        return "right"
    if quantity == "descent_m" and not known and run.name in told.unbelieved:
        return "unknown"
    if run.trouble == SOUND:
        return "wrong"
    about = TROUBLES[run.trouble]
    if counted and not known:
        return "unknown" if quantity == "distance_m" or about.hides_altitude else "wrong"
    if not counted:
        return "asked" if _is_asked(run, told) else "wrong"
    return "noted" if about.may_be_partial and told.notes.get(run.name) else "wrong"


def _is_asked(run: TrueRun, told: Told) -> bool:
    """Nothing of it counts, and its runner is told why."""
    ends = told.reasons.get(run.name, [])
    is_refused = any(status in ("failed", "skipped") and reason for status, reason in ends)
    return run.name in told.doubted or is_refused


def _true_parts(told: Told, monday: date, quantity: str, *, but: set[str]) -> list[float]:
    parts: list[Part] = [
        part
        for run in told.archive.runs
        if run.name not in but
        for part in run.parts
        if monday <= part.local_date < monday + timedelta(days=7)
    ]
    return [getattr(part, quantity) for part in parts]


def _as_stored(told: Told, monday: date, quantity: str, *, of: set[str]) -> list[float]:
    values: list[Any] = [
        getattr(one, quantity)
        for name in of
        for one in told.stored.get(name, [])
        if one.week == monday
    ]
    return [value for value in values if value is not None]


def is_near(value: float, true: float, quantity: str) -> bool:
    """Within 2 %, and a flat run flat."""
    slack_m = FLAT_M if quantity == "descent_m" else 1.0
    return abs(value - true) <= max(NEAR_SHARE * true, slack_m)


def _of_run(told: Told, run: TrueRun, quantity: str) -> str:
    stored = [getattr(one, quantity) for one in told.stored.get(run.name, [])]
    true = [round(getattr(part, quantity)) for part in run.parts]
    return (
        f"archive {told.archive.number}, run {run.name}, {run.trouble} ({run.format}): "
        f"{quantity} {stored} of {true}; {told.notes.get(run.name)}"
    )


def _sentence(told: Told, monday: date, quantity: str, value: float | None, true: float) -> str:
    runs = ", ".join(
        f"{run.name} {run.trouble}"
        for run in told.archive.runs
        if any(monday <= part.local_date < monday + timedelta(days=7) for part in run.parts)
    )
    return f"archive {told.archive.number}, {monday}: {quantity} {value} of {true:.0f} ({runs})"


def _table(found: Found) -> str:
    lines = [f"{found.run_count} runs, {found.share_right():.1%} right"]
    for trouble in (SOUND, *KINDS):
        words = {word: n for (name, word), n in sorted(found.outcomes.items()) if name == trouble}
        lines.append(f"{trouble:34} " + ", ".join(f"{n} {word}" for word, n in words.items()))
    return "\n".join(lines)
