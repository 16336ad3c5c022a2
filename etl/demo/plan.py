"""From a person's phases to dated runs, day by day."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from etl.demo.runners import Person, Phase, PlannedRun, Span

# Days of the week that are run on besides the long run's, 0 is Monday.
OTHER_DAYS = {1: (), 2: (2,), 3: (1, 3), 4: (1, 2, 4), 5: (0, 1, 3, 4), 6: (0, 1, 2, 3, 4)}
SHORTEST_RUN_M = 3000.0


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a phase: its Monday and how far into the phase it lies, 0 to 1."""

    monday: date
    index: int
    progress: float


def planned_runs(person: Person, *, until: datetime) -> list[PlannedRun]:
    """Every run of this person that is over by `until`, oldest first."""
    rng = generator(person.name, "plan")
    runs = [
        run
        for phase, week in weeks(person)
        for run in week_of_runs(person, phase=phase, week=week, rng=rng)
    ]
    runs += person.exact_runs
    return sorted(
        (run for run in runs if ends_at(run, person=person) < until), key=lambda run: run.starts_at
    )


def ends_at(run: PlannedRun, *, person: Person) -> datetime:
    """When the person is surely back, at a walk's margin."""
    return run.starts_at + timedelta(seconds=1.2 * run.distance_m / person.body.easy_mps)


def generator(name: str, *words: str) -> np.random.Generator:
    """Random numbers of this person and purpose, the same on every machine and day."""
    return np.random.default_rng([zlib.crc32(word.encode()) for word in (name, *words)])


def weeks(person: Person) -> Iterator[tuple[Phase, Week]]:
    """Each week of the story with its phase."""
    monday = person.first_monday
    for phase in person.phases:
        for index in range(phase.weeks):
            yield phase, Week(monday, index, index / max(1, phase.weeks - 1))
            monday += timedelta(days=7)


def week_of_runs(
    person: Person, *, phase: Phase, week: Week, rng: np.random.Generator
) -> Iterator[PlannedRun]:
    """The runs, and rides, of one week; now and then one is missed."""
    for number in range(phase.rides):
        yield ride(person, day=week.monday + timedelta(days=5 - 2 * number), rng=rng)
    if phase.runs == 0:
        return
    total_m = 1000 * between(phase.weekly_km, week.progress)
    if phase.lighter_every and week.index % phase.lighter_every == phase.lighter_every - 1:
        total_m *= 0.78
    lengths_m = run_lengths(total_m, runs=phase.runs, long_share=phase.long_share, rng=rng)
    days = (*OTHER_DAYS[phase.runs], person.long_day)
    kinds = run_kinds(phase, week=week)
    for day, length_m, kind in zip(days, lengths_m, kinds, strict=True):
        missed = kind != "long" and rng.random() < phase.missed_share
        run = one_run(person, phase, week, day=day, length_m=length_m, kind=kind, rng=rng)
        if not missed:
            yield run


def run_lengths(
    total_m: float, *, runs: int, long_share: float, rng: np.random.Generator
) -> np.ndarray:
    """The week's distance shared out, the long run last."""
    long_m = total_m * (long_share if runs > 1 else 1) * rng.uniform(0.98, 1.02)
    weights = rng.uniform(0.85, 1.15, runs - 1)
    others_m = (total_m - long_m) * weights / weights.sum()
    return np.round(np.maximum(np.append(others_m, long_m), SHORTEST_RUN_M), -1)


def run_kinds(phase: Phase, *, week: Week) -> list[str]:
    """What each run of the week is; the fast kinds take turns from week to week."""
    kinds = ["run_walk" if phase.walking else "easy"] * (phase.runs - 1)
    for place in range(min(len(phase.fast), 2, len(kinds))):
        kinds[2 * place % len(kinds)] = phase.fast[(week.index + place) % len(phase.fast)]
    return [*kinds, "run_walk" if phase.walking else "long"]


def one_run(
    person: Person,
    phase: Phase,
    week: Week,
    *,
    day: int,
    length_m: float,
    kind: str,
    rng: np.random.Generator,
) -> PlannedRun:
    """One run with its hour, ground and cadence."""
    on_belt = rng.random() < phase.treadmill_share
    uneven = rng.uniform(0.8, 1.2)
    return PlannedRun(
        starts_at=at_hour(person, week.monday + timedelta(days=day), rng=rng),
        distance_m=float(length_m),
        kind=kind,
        descent_m=0.0 if on_belt else phase.descent_m_per_km * length_m / 1000 * uneven,
        surface="treadmill" if on_belt else phase.surface,
        cadence_shift_spm=between(phase.cadence_shift_spm, week.progress),
    )


def ride(person: Person, *, day: date, rng: np.random.Generator) -> PlannedRun:
    """A bicycle ride: it shows that a day without a run was not a day without data."""
    return PlannedRun(
        starts_at=at_hour(person, day, rng=rng),
        distance_m=float(rng.integers(18, 36) * 1000),
        kind="ride",
        descent_m=120,
    )


def at_hour(person: Person, day: date, *, rng: np.random.Generator) -> datetime:
    """When this person goes out on such a day, give or take, on their own clock."""
    usual_h = person.weekend_hour if day.weekday() >= 5 else person.weekday_hour
    seconds = round((usual_h + rng.normal(0, 0.35)) * 3600)
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(person.time_zone))
    return midnight + timedelta(seconds=seconds)


def between(span: Span, progress: float) -> float:
    """The value so far into a span."""
    return span[0] + (span[1] - span[0]) * progress
