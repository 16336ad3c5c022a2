"""Events ahead: a small form, and those that were logged."""

from datetime import timedelta

import streamlit as st

from dashboard import session
from dashboard.rows.plan import Event
from dashboard.ui import display
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped
from dashboard.ui.section import section
from etl.journal.entries import LONGEST_NAME
from etl.journal.races import PRIORITIES, RunnerEvent, delete_event, keep_event


def show_event_log(person: session.Person) -> None:
    """A quiet button that asks what, when and how far."""
    today = session.today(person)
    unit = display.distance_unit(person.units)
    with (
        st.popover("Log an event", key="event-log"),
        st.form("event-form", border=False, clear_on_submit=True),
    ):
        name = st.text_input("What is it called?", max_chars=LONGEST_NAME, key="event-name")
        event_date = st.date_input(
            "Day",
            value=None,
            min_value=today,
            max_value=today + timedelta(days=1825),
            key="event-day",
        )
        distance = st.number_input(
            f"How far, {unit}", min_value=0.0, step=1.0, value=None, key="event-distance"
        )
        priority = st.segmented_control(
            "How much it matters, A most", PRIORITIES, key="event-priority"
        )
        is_sent = st.form_submit_button("Keep this event", type="primary", width="stretch")
    if is_sent and (not name.strip() or event_date is None):
        st.warning("Give it a name and a day.")
    elif is_sent and event_date is not None:
        event = RunnerEvent(
            runner_id=person.runner_id,
            name=name.strip(),
            event_date=event_date,
            distance_m=distance * display.metres_per_unit(person.units) if distance else None,
            priority=priority,
        )
        with errors_as_words():
            keep_event(session.current_journal(), event)
            st.toast("Kept.")
            st.rerun()


def show_events(person: session.Person) -> None:
    """Those ahead, each with a way to take it back; nothing where there is none."""
    rows = session.records_of(person, Event)
    if not rows:
        return
    with section("Events ahead"):
        for row in rows:
            _show_event(row, person.units)


def _show_event(row: Event, units: str) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"
    ):
        st.markdown(event_words(row, units))
        if st.button("Take it back", key=f"event-gone-{row['entry_id']}", type="tertiary"):
            delete_event(session.current_journal(), str(row["entry_id"]))
            st.rerun()


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
