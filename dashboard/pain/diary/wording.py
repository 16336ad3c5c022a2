"""A diary from elsewhere in words: what its columns are, what comes in, and what does not."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dashboard.rows.pain import DiaryBatch
from dashboard.ui import display
from dashboard.ui.escape import escaped
from etl.ingest.diary.rows import Refused, Rows
from etl.operations.diary import Batch, Undone

OPENS = "A diary from elsewhere"
DROP = (
    "A diary of years, as CSV or a spreadsheet: a day and a score a line, whatever they are called"
)
KIND = "It is of"
KINDS = {"pain": "Knee pain", "sleep": "Sleep", "strength": "Strength work"}
COLUMNS = "What its columns hold"
MORE_COLUMNS = "More columns"
LEFT_OUT = "Left out"
DAYS_ARE = "Its days are written"
DAY_ORDERS = {"dmy": "Day, month, year", "mdy": "Month, day, year"}
SCALE = "Its scores go up to"
AS_READ = "As it is read"
SIDE_NOT_SAID = "It does not say which knee: the light counts it, and neither knee is given it."
NOTHING_NEW = "All of it is here already."

ROLES = {
    "date": "Day",
    "time": "Time of day",
    "moment": "Moment",
    "side": "Side",
    "place": "Place",
    "note": "Note",
    "score": "Score",
    "before": "Score before or at rest",
    "during": "Score while running",
    "after": "Score an hour after",
    "morning": "Score that morning",
    "next_morning": "Score the morning after",
    "left": "Score, left knee",
    "right": "Score, right knee",
    "hours": "Hours slept",
    "exercise": "Exercise",
    "sets": "Sets",
    "repetitions": "Repetitions",
    "hold": "Seconds held",
    "load": "Kilograms",
    "pain": "Pain during it",
}
"""What a column may be, in the words of a choice."""

_UNCLEAR = {
    "days": "Choose how its days are written: each of them can be read both ways.",
    "scale": "Choose how far its scores go: many lie between 10 and 100.",
    "date": "Choose the column that holds the day.",
    "score": "Choose the column that holds the score.",
    "hours": "Choose the column that holds the hours slept.",
    "exercise": "Choose the column that holds the exercise.",
}


_MOMENTS = {column: words.lower() for column, words in display.PAIN_MOMENTS.items()} | {
    "pain_untimed_score": ""
}
"""Of a score without a moment its number says enough: so is every one of the diary."""


def unclear(what: str) -> str:
    """What to choose before anything can be read."""
    return _UNCLEAR[what]


def twice(role: str) -> str:
    """Two columns were said to be the same."""
    return f"Two columns are {ROLES[role].lower()}: leave one of them out."


def taking(rows: Rows) -> str:
    """On the button."""
    return f"Take in {display.count(rows.entries.height, 'entry', 'entries')}"


def holds(rows: Rows, today: date) -> str:
    """How much there is, and of when."""
    if rows.entries.is_empty():
        return "No row of it can be read like that."
    days = rows.entries["local_date"]
    span = f"{display.short_day(days[0], today)} to {display.short_day(days[-1], today)}"
    return f"{display.count(rows.entries.height, 'entry', 'entries')}, {span}."


def preview(row: Mapping[str, Any]) -> str:
    """One entry as it would stand in the journal, in Markdown."""
    day = f"**{display.day(row['local_date'])}**"
    if "sleep_h" in row:
        return f"{day} · {row['sleep_h']:g} h"
    if "exercise" in row:
        return f"{day} · {escaped(row['exercise'])}"
    mark = display.PAIN_KNEES[row["knee"]]
    scores = ", ".join(
        f"{words} {row[column]:g}".strip()
        for column, words in _MOMENTS.items()
        if row[column] is not None
    )
    parts = [
        f"{day} · :{mark.tone}[{mark.shape}] {mark.word}: {scores}",
        display.PLACES.get(row["place"] or "", ""),
        f"“{escaped(row['note'])}”" if row["note"] else "",
    ]
    return " · ".join(part for part in parts if part)


def refused_title(count: int) -> str:
    """Over what stays out."""
    return f"{display.count(count, 'row')} cannot be read"


def refused(row: Refused) -> str:
    """A row that stays out, with its line."""
    return f"Line {row.line}: {escaped(row.reason)}"


def more(rows: Sequence[Refused], shown: int) -> str:
    """How many more there are."""
    return f"And {len(rows) - shown:,} more."


def came_in(batch: Batch) -> str:
    """What became of the file."""
    if not batch.entry_count:
        return NOTHING_NEW
    words = f"{display.count(batch.entry_count, 'entry', 'entries')} came in"
    here = f", {batch.already_here_count:,} were here already" if batch.already_here_count else ""
    out = f", {display.count(len(batch.refused), 'row')} stayed out" if batch.refused else ""
    return f"{words}{here}{out}."


def batch_line(row: DiaryBatch, today: date) -> str:
    """A diary that came in: its file, how much it brought, and of when."""
    span = " to ".join(display.short_day(row[name], today) for name in ("first_date", "last_date"))
    count = display.count(row["entry_count"], "entry", "entries")
    return f"**{escaped(row['file_name'])}** · {count}, {span}"


def taken_back(undone: Undone) -> str:
    """What an undo left."""
    words = f"{display.count(undone.entry_count, 'entry', 'entries')} taken back."
    if not undone.stays_count:
        return words
    return f"{words} {undone.stays_count:,} stay: you changed them since."
