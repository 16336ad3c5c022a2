"""Strength work as what the journal keeps: what was done, and what today asks for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypedDict

from dashboard.rows.strength import StrengthHistory, StrengthToday
from etl.journal.entries import StrengthEntry


class Amount(TypedDict):
    """How much of an exercise, under the names of the journal."""

    set_count: int | None
    repetition_count: int | None
    hold_s: float | None
    load_kg: float | None


def amounts(row: StrengthToday, when: str) -> Amount:
    """What was done `last` time, or is to be done `next`."""
    if when == "last":
        return {
            "set_count": row["last_set_count"],
            "repetition_count": row["last_repetition_count"],
            "hold_s": row["last_hold_s"],
            "load_kg": row["last_load_kg"],
        }
    return {
        "set_count": row["next_set_count"],
        "repetition_count": row["next_repetition_count"],
        "hold_s": row["next_hold_s"],
        "load_kg": row["next_load_kg"],
    }


def planned_entry(row: StrengthToday, *, local_date: date, when: str = "next") -> StrengthEntry:
    """All of an exercise as today asks for it, or (`last`) as it was done last time."""
    told = amounts(row, when)
    sets = told["set_count"]
    return StrengthEntry(
        runner_id=row["runner_id"],
        local_date=local_date,
        exercise=row["exercise_id"],
        set_count=row["planned_set_count"] if sets is None else sets,
        repetition_count=told["repetition_count"],
        hold_s=told["hold_s"],
        load_kg=told["load_kg"],
    )


def newest_entry(
    rows: Sequence[StrengthHistory], *, side: str | bool | None = True
) -> StrengthEntry | None:
    """The newest of a day's rows of `page.strength_history`; with `side`, of that side or both."""
    fitting = [row for row in rows if side is True or row["knee"] == side]
    return to_entry(fitting[0]) if fitting else None


def with_sets(
    row: StrengthToday, rows: Sequence[StrengthHistory], *, more: int, local_date: date
) -> StrengthEntry | None:
    """The newest entry with that many sets more or fewer; None where nothing would be left."""
    newest = newest_entry(rows)
    if newest is None:
        when = "next" if row["next_set_count"] is not None else "last"
        newest = replace(planned_entry(row, local_date=local_date, when=when), set_count=0)
    sets = (newest.set_count or 0) + more
    return replace(newest, set_count=sets) if sets > 0 else None


def to_entry(row: StrengthHistory) -> StrengthEntry:
    """A row of `page.strength_history` as what the journal keeps."""
    kept = StrengthEntry.__dataclass_fields__
    values: dict[str, Any] = {name: value for name, value in row.items() if name in kept}
    return StrengthEntry(**values)
