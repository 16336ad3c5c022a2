"""From days of strength work to the rows of the journal: a step more while the knee stays calm."""

from collections.abc import Iterator

from etl.demo.runners import Person
from etl.journal.entries import StrengthEntry, WarmUp
from etl.reference.clinic.strength_programmes import Exercise, our_programmes

FIRST_LOAD_KG = 6.0
SESSIONS_A_STEP = 3
TIRED_EVERY = 5  # of the sessions, how often the last set of the last exercise is left out


def strength(person: Person, *, runner_id: str) -> list[StrengthEntry]:
    """Every entry, oldest first. Ids are made of runner, day and exercise: twice is harmless."""
    exercises = our_programmes()[0].exercises
    return [
        entry
        for index in range(len(person.strength_days))
        for entry in _session(person, index, exercises, runner_id=runner_id)
    ]


def warm_ups(person: Person, *, runner_id: str) -> list[WarmUp]:
    """Every ticked warm-up."""
    return [
        WarmUp(runner_id=runner_id, local_date=day, is_done=True) for day in person.warm_up_days
    ]


def _session(
    person: Person, index: int, exercises: tuple[Exercise, ...], *, runner_id: str
) -> Iterator[StrengthEntry]:
    day, steps = person.strength_days[index], index // SESSIONS_A_STEP
    for exercise in exercises:
        low, high = exercise.repetitions_from or 0, exercise.repetitions_until or 0
        span = high - low + 1
        is_left_out = exercise is exercises[-1] and index % TIRED_EVERY == TIRED_EVERY - 1
        has_load = exercise.load_step_kg > 0
        yield StrengthEntry(
            entry_id=f"{runner_id}-{day:%Y%m%d}-{exercise.id}",
            runner_id=runner_id,
            local_date=day,
            exercise=exercise.id,
            set_count=exercise.sets - is_left_out,
            repetition_count=low + steps % span if low else None,
            hold_s=None if low else float(exercise.hold_from_s or 0),
            load_kg=FIRST_LOAD_KG + steps // span * exercise.load_step_kg if has_load else None,
            pain_during_score=1 if exercise.id == "lateral_step_down" and index % 2 else 0,
        )
