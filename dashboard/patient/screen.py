"""Patient: what do I need to know before they walk in?"""

from dashboard import session
from dashboard.patient.about_section import show_about
from dashboard.patient.actions import show_actions
from dashboard.patient.change_section import show_changes
from dashboard.patient.done_section import show_done
from dashboard.patient.gap_section import show_gaps
from dashboard.patient.knee_section import show_knees
from dashboard.patient.limit_section import show_limits
from dashboard.patient.notes import show_notes
from dashboard.patient.now_section import show_now
from dashboard.patient.week_section import show_weeks
from dashboard.rows.today import Today
from dashboard.ui.empty_state import empty_state

WEEKS = 12
NOTHING_YET = "Bring in a runner's runs, and this page lays twelve weeks side by side."


def show() -> None:
    """What hurts, what changed, what was done, what is not known."""
    person = session.current_runner()
    if person is None:
        empty_state(NOTHING_YET)
        return
    today = session.record_of(person, Today)
    weeks = session.rows_of(person, "page.patient_week").tail(WEEKS + 1)
    show_about(person)
    show_now(person, today)
    show_knees(person)
    show_actions(person, week_count=WEEKS)
    show_changes(person)
    show_weeks(person, weeks, week_count=WEEKS)
    show_done(person, weeks)
    show_gaps(person, today, weeks)
    show_limits(person)
    show_notes(person)


if __name__ == "__main__":
    show()
