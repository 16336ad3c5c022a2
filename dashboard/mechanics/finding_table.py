"""What a check found last, by side and date, each with its cue or the exercise that trains it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from dashboard.mechanics import wording
from dashboard.rows import to_rows
from dashboard.rows.mechanics import MechanicsCourse, MechanicsFinding
from dashboard.ui.escape import escaped
from etl.reference.clinic.mechanics_items import Item
from etl.reference.clinic.strength_programmes import Programme


@dataclass(frozen=True, slots=True)
class Found:
    """One line: what was found, of both sides where both have it, when, and what follows."""

    words: str
    seen: str
    advice: str


def found_lines(
    items: Sequence[Item],
    findings: pl.DataFrame,
    course: pl.DataFrame,
    programmes: Sequence[Programme],
    *,
    today: date,
) -> list[Found]:
    """A line an item that the newest check which looked at it found, or that advice follows.

    `findings`: rows of `page.mechanics_finding`, oldest check first; `course`: of
    `page.mechanics_course`.
    """
    exercises = {each.id: each.title for one in programmes for each in one.exercises}
    newest = findings.unique(["item_id", "side"], keep="last", maintain_order=True).sort(
        "item_index", "side", nulls_last=True
    )
    by_id = {item.id: item for item in items}
    seen = {(row["item_id"], row["side"]): row for row in to_rows(course, MechanicsCourse)}
    grouped: dict[tuple[str, str], list[MechanicsFinding]] = {}
    for row in to_rows(newest, MechanicsFinding):
        advice = advice_on(row, by_id.get(row["item_id"]), exercises)
        if row["is_noted"] or advice:
            grouped.setdefault((row["item_id"], advice), []).append(row)
    return [
        Found(
            words="; ".join(wording.found_words(row) for row in rows),
            seen="; ".join(
                dict.fromkeys(
                    wording.seen_words(row, seen.get((row["item_id"], row["side"])), today)
                    for row in rows
                )
            ),
            advice=advice or wording.NO_ADVICE,
        )
        for (_, advice), rows in grouped.items()
    ]


def advice_on(row: MechanicsFinding, item: Item | None, exercises: Mapping[str, str]) -> str:
    """The cue, or the exercise, that the list has for what was seen; empty where it has none."""
    if item is None or row["value_code"] is None:
        return ""
    cue, exercise = item.follows(row["value_code"])
    if exercise in exercises:
        return wording.trains_words(escaped(exercises[exercise]))
    return f"**{escaped(cue)}**" if cue else ""


def as_table(lines: Sequence[Found]) -> str:
    """The lines as a Markdown table."""
    cells = [wording.FOUND_HEADS, ("---",) * len(wording.FOUND_HEADS)]
    cells += [(line.words, line.seen, line.advice) for line in lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)
