"""What clinicians say after what a check saw: a cue, or the exercise that trains it."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows import to_rows
from dashboard.rows.mechanics import MechanicsFinding
from dashboard.ui.escape import escaped
from dashboard.ui.section import section
from etl.reference.clinic.mechanics_items import Item
from etl.reference.clinic.strength_programmes import Programme, read_programmes

UNTESTED = (
    "Clinicians' advice, grade D: whether a cue or an exercise changes what was seen, or a knee, "
    "was not tested."
)


def show_cues(items: Sequence[Item], findings: pl.DataFrame) -> None:
    """A line for each thing last seen that a cue or an exercise follows; nothing where none does.

    `findings`: rows of `page.mechanics_finding`, oldest check first.
    """
    lines = cue_lines(items, findings, read_programmes(session.current_home().programmes).all)
    if not lines:
        return
    with section("What clinicians say to that"):
        st.markdown("\n".join(f"- {line}" for line in lines))
        st.caption(UNTESTED)


def cue_lines(
    items: Sequence[Item], findings: pl.DataFrame, programmes: Sequence[Programme]
) -> list[str]:
    """Each cue and each exercise once, with the findings that it follows, as Markdown."""
    exercises = {each.id: each.title for one in programmes for each in one.exercises}
    newest = findings.drop_nulls("value_code").unique(
        ["item_id", "side"], keep="last", maintain_order=True
    )
    seen: dict[str, list[str]] = {}
    by_id = {item.id: item for item in items}
    for row in to_rows(newest, MechanicsFinding):
        item, seen_as = by_id.get(row["item_id"]), row["value_code"]
        cue, exercise = item.follows(seen_as) if item and seen_as else ("", "")
        advice = f"**{escaped(cue)}**" if cue else ""
        if exercise in exercises:
            advice = f"**{escaped(exercises[exercise])}**, on *Strength*, trains it."
        if advice:
            seen.setdefault(advice, []).append(row["finding_words"])
    return [f"{_sentence(escaped('; '.join(words)))}: {advice}" for advice, words in seen.items()]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
