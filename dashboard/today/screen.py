"""Today: what is my knee up against, and what do I do now?"""

from dashboard import session
from dashboard.cadence.step_protocol import show_cadence_line
from dashboard.check_ins.form import show_check_in_line
from dashboard.check_run.screen_part import show_check_run
from dashboard.plan.today_line import show_plan_line
from dashboard.rows.today import TodayReason
from dashboard.runs.set_aside import show_set_aside
from dashboard.strength.session_log import show_strength_line
from dashboard.today.log_section import show_log
from dashboard.today.note_shown import note_shown
from dashboard.today.overview_section import show_overview
from dashboard.today.reasons import show_reasons
from dashboard.today.status import show_status
from dashboard.today.status_wording import statement
from dashboard.today.today_row import today_row
from dashboard.today.what_to_do_section import show_what_to_do
from dashboard.ui.empty_state import empty_state

NOTHING_YET = "Bring in your runs, and this page says what your knees are up against."


def show() -> None:
    """The whole screen: status first, then what to do and why; the chart last."""
    person = session.current_runner()
    today = None if person is None else today_row(person)
    if person is None or today is None:
        if person is not None:
            show_set_aside(person)  # all that came may wait for a word
        empty_state(NOTHING_YET, "Bring in your runs")
        return
    reasons = session.records_of(person, TodayReason)
    said = statement(today, reasons)
    show_status(today["status"], said.finding)
    show_set_aside(person)
    show_what_to_do(person, today, reasons)
    show_log(person, today)
    show_reasons(person, said)
    if today["hold_name"] is None:
        show_plan_line(person)
        show_cadence_line(person)
    show_strength_line(person)
    show_check_in_line(person)
    show_overview(person)
    show_check_run(person)
    note_shown(person, today, reasons)


if __name__ == "__main__":
    show()
