"""Strength work in words, and as what the journal keeps: for the screen, without drawing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypedDict

from dashboard.rows.strength import StrengthHistory, StrengthToday
from dashboard.ui import display
from etl.journal.store import StrengthEntry

STEPS = {
    "first_time": "Begin at the low end of the range, with a weight that the knee takes easily.",
    "pause": "It has been a while: begin again at the low end of the range.",
    "calm": "The knee stayed calm last time: one small step more.",
    "top": "Top of the range, and the knee stayed calm: a little more weight, from the low end.",
    "sets_left": "All sets of it first, then more.",
    "unknown": "How the knee took it last time is not known: the same again.",
    "knee_red": "The knee asks to back off: the same again, no more.",
    "refer": "",
}
"""Why today asks for what it does: `next_reason_name` to words, where pain is not the reason."""

TOP_WITHOUT_WEIGHT = "Top of the range, and the knee stayed calm: the same again."
HOLD, BACK = "the same again, no more", "a step back"


def amount(
    *,
    sets: int | None,
    repetitions: int | None,
    hold_s: float | None,
    load_kg: float | None,
    is_per_side: bool,
) -> str:
    """What was or is to be done, as `3 × 12 a side, 8 kg`; a dash stands for what nobody said."""
    of_a_set = f"{hold_s:g} s" if hold_s is not None else str(repetitions or display.UNKNOWN)
    side = " a side" if is_per_side else ""
    load = f", {load_kg:g} kg" if load_kg else ""
    return f"{display.UNKNOWN if sets is None else sets} × {of_a_set}{side}{load}"


def planned_amount(row: StrengthToday) -> str:
    """What the programme asks for, as a range: `3 × 12–15, slow`."""
    low, high, unit = (
        (row["from_count"], row["until_count"], "")
        if row["from_hold_s"] is None
        else (row["from_hold_s"], row["until_hold_s"], " s")
    )
    of_a_set = f"{low}{unit}" if low == high else f"{low}–{high}{unit}"
    side = " a side" if row["is_per_side"] else ""
    return f"{row['planned_set_count']} × {of_a_set}{side}"


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


def amount_of(row: StrengthToday, when: str) -> str:
    """The `last` or `next` amount of a row of `page.strength_today`."""
    told = amounts(row, when)
    return amount(
        sets=told["set_count"],
        repetitions=told["repetition_count"],
        hold_s=told["hold_s"],
        load_kg=told["load_kg"],
        is_per_side=row["is_per_side"],
    )


def last_words(row: StrengthToday) -> str:
    """When it was last done, how much of it, and how the knee took it."""
    if row["last_date"] is None:
        return "Not logged before."
    pain, rise = row["last_pain_during_score"], row["last_pain_rise_score"]
    parts = [
        f"Last time, {display.day(row['last_date'])}: {amount_of(row, 'last')}",
        "" if pain is None else f"pain {pain} of 10 during it",
        "" if rise is None else "no rise next morning" if rise <= 0 else f"{rise} up next morning",
    ]
    return ", ".join(part for part in parts if part) + "."


def next_words(row: StrengthToday) -> str:
    """Why today asks for what it does."""
    reason, step = row["next_reason_name"], row["next_step_name"]
    turn = BACK if step == "back" else HOLD
    if reason == "pain":
        return f"It hurt {row['last_pain_during_score']} of 10 last time: {turn}."
    if reason == "morning":
        return f"The knee was sorer the morning after: {turn}."
    if reason == "top" and step == "again":
        return TOP_WITHOUT_WEIGHT
    return STEPS.get(reason, "")


def entry_words(row: StrengthHistory) -> str:
    """One row of `page.strength_history`, without its note."""
    side = f"{row['knee']} side" if row["knee"] else ""
    pain, rise = row["pain_during_score"], row["pain_morning_rise_score"]
    parts = [
        amount(
            sets=row["set_count"],
            repetitions=row["repetition_count"],
            hold_s=row["hold_s"],
            load_kg=row["load_kg"],
            is_per_side=False,
        ),
        side,
        "pain not logged" if pain is None else f"pain {pain} of 10",
        "" if rise is None else "no rise next morning" if rise <= 0 else f"{rise} up next morning",
    ]
    return " · ".join(part for part in parts if part)


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
