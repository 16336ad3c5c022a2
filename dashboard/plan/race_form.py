"""Events ahead: a small form, and those that were logged."""

from dashboard import session
from dashboard.plan import event_wording
from dashboard.plan.asking import EVENT
from dashboard.rows.plan import Event
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
    with section(event_wording.AHEAD):
        for row in rows:
            words = event_wording.event(row, escaped(row["name"]), person.units)
            show_entry(EVENT, row["entry_id"], words)
