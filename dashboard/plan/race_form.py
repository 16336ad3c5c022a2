"""Events ahead: a small form, and those that were logged."""

from dashboard import session
from dashboard.plan.asking import EVENT
from dashboard.rows.plan import Event
from dashboard.ui import display
from dashboard.ui.entry_form import show_entry, show_entry_form
from dashboard.ui.escape import escaped
from dashboard.ui.section import section


def show_event_log(person: session.Person) -> None:
    """A quiet button that asks what, when and how far."""
    show_entry_form(person, EVENT)


def show_events(person: session.Person) -> None:
    """Those ahead, each with a way to take it back; nothing where there is none."""
    rows = session.records_of(person, Event)
    if not rows:
        return
    with section("Events ahead"):
        for row in rows:
            show_entry(EVENT, row["entry_id"], event_words(row, person.units))


def event_words(row: Event, units: str) -> str:
    """`Sun 14 Jun 2026 · Lake half marathon, 21.1 km, A: in 6 weeks`."""
    parts = [escaped(row["name"])]
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
