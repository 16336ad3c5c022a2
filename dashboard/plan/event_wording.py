"""Events ahead in words: how one is asked for, and where it stands on the calendar."""

from dashboard.rows.plan import Event
from dashboard.ui import display

COMMAND = (
    "Log an event ahead: pain in the twelve weeks before it prompts to have the knee assessed."
)
OPENS = "Log an event"
MISSING = "Give it a name and a day."
SENDS = "Keep this event"
SAVED = "Kept."
NAME, NAME_HELP = "What is it called?", "What it is called."
DAY_HELP = "The day of it."
HOW_FAR, HOW_FAR_HELP = "How far", "How far."
PRIORITY, PRIORITY_HELP = "How much it matters, A most", "A (trained for), B or C."
AHEAD = "Events ahead"


def event(row: Event, name: str, units: str) -> str:
    """`Sun 14 Jun 2026 · Lake half marathon, 21.1 km, A: in 6 weeks`; `name` is escaped."""
    parts = [name]
    if row["distance_m"] is not None:
        parts.append(display.distance(row["distance_m"], units))
    if row["priority"]:
        parts.append(row["priority"])
    return f"**{display.day(row['event_date'])}** · {', '.join(parts)}: {ahead(row['ahead_days'])}"


def ahead(days: int) -> str:
    """`today`, `in 5 days`, `in 6 weeks`."""
    if days <= 0:
        return "today"
    return f"in {display.count(days, 'day') if days < 14 else display.count(days // 7, 'week')}"
