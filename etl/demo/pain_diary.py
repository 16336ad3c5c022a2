"""From aches and hand-written scores to the rows of a pain diary."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

import numpy as np

from etl.demo.plan import generator
from etl.demo.runners import Ache, Person, PlannedRun, Scores
from etl.journal.entries import PainEntry

HARDER_RUN_DESCENT_M = 100
MISSED_MORNING_SHARE = 0.25
REST_DAY_SHARE = 0.35  # of the days off during an ache, how many get a row


def diary(
    person: Person, *, runner_id: str, runs: Sequence[PlannedRun], until: datetime
) -> list[PainEntry]:
    """Every row of this person's diary, oldest first; days written by hand stand as they are."""
    by_hand = {(row.on, row.knee): row for row in person.scores}
    invented = {(row.on, row.knee): row for row in invented_rows(person, runs=runs, until=until)}
    rows = invented | by_hand
    return [to_entry(row, runner_id=runner_id) for _, row in sorted(rows.items())]


def invented_rows(
    person: Person, *, runs: Sequence[PlannedRun], until: datetime
) -> Iterator[Scores]:
    """Rows after runs, and on days off during an ache; some are forgotten."""
    rng = generator(person.name, "diary")
    if not runs or not person.diary_share:
        return
    longest = {run.starts_at.date(): run for run in runs if run.kind != "ride"}
    day, last = min(longest), until.date() - timedelta(days=2)
    while day <= last:
        run, forgotten = longest.get(day), rng.random()
        aches = [ache for ache in person.aches if level(ache, day) is not None]
        wanted = person.diary_share if run else REST_DAY_SHARE * bool(aches)
        if forgotten < (1.3 if aches else 1.0) * wanted:
            yield from day_rows(day, run=run, aches=aches, rng=rng)
        day += timedelta(days=1)


def day_rows(
    day: date, *, run: PlannedRun | None, aches: Sequence[Ache], rng: np.random.Generator
) -> Iterator[Scores]:
    """One row a hurting knee, or a row of noughts for a knee that is fine."""
    if not aches:
        knee = "right" if rng.random() < 0.7 else "left"
        yield Scores(on=day, knee=knee, scores=(0, 0, 0, 0))
    for ache in aches:
        yield ache_row(ache, day, run=run, rng=rng)


def ache_row(ache: Ache, day: date, *, run: PlannedRun | None, rng: np.random.Generator) -> Scores:
    """How the knee felt that day: worse on a run, worst on a hilly one, calmer at rest."""
    today, tomorrow = level(ache, day) or 0.0, level(ache, day + timedelta(days=1)) or 0.0
    morning = None if rng.random() < MISSED_MORNING_SHARE else score(tomorrow)
    if run is None:
        return Scores(
            on=day, knee=ache.knee, place=ache.place, scores=(score(today), None, None, morning)
        )
    harder = run.descent_m > HARDER_RUN_DESCENT_M or run.kind in ("long", "tempo", "race")
    during = score(today + (1.0 if harder else 0.3) + rng.normal(0, 0.3))
    return Scores(
        on=day,
        knee=ache.knee,
        place=ache.place,
        scores=(score(today - 0.4), during, score(today + rng.normal(0, 0.3)), morning),
        chips=ache.chips if during >= 2 else (),
        onset_m=round(run.distance_m * rng.uniform(0.3, 0.7), -2) if during >= 2 else None,
    )


def level(ache: Ache, day: date) -> float | None:
    """The ache's level on a day; None outside its time."""
    offset = (day - ache.from_date).days
    days, levels = zip(*ache.levels, strict=True)
    return float(np.interp(offset, days, levels)) if 0 <= offset <= days[-1] else None


def score(value: float) -> int:
    """A whole score from 0 to 10."""
    return int(np.clip(np.floor(value + 0.5), 0, 10))


def to_entry(row: Scores, *, runner_id: str) -> PainEntry:
    """The journal's own form. The id is made of runner, day and knee: writing twice is harmless."""
    before, during, after, morning = row.scores
    return PainEntry(
        entry_id=f"{runner_id}-{row.on:%Y%m%d}-{row.knee}",
        runner_id=runner_id,
        local_date=row.on,
        knee=row.knee,
        place=row.place if any(row.scores) else None,
        pain_before_score=before,
        pain_during_score=during,
        pain_after_score=after,
        pain_morning_score=morning,
        onset_m=row.onset_m,
        chips=row.chips,
        note=row.note,
    )
