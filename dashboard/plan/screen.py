"""Plan: the weeks back to normal running, what each asks for, and what its gate said."""

from dashboard import session
from dashboard.limit.line import show_limit
from dashboard.plan import wording as plan_wording
from dashboard.plan.actions import show_actions
from dashboard.plan.end_section import show_end
from dashboard.plan.proposal import show_start
from dashboard.plan.week import show_current
from dashboard.plan.week_rows import current_week, week_before
from dashboard.plan.weeks_section import show_weeks
from dashboard.ui.empty_state import empty_state


def show() -> None:
    """The whole screen: the week that is running first, then all of them."""
    person = session.current_runner()
    if person is None or session.rows_of(person, "metric.run").is_empty():
        empty_state("A plan starts from your usual week: bring in your runs first.", "Go to Data")
        return
    plans = session.rows_of(person, "page.plan")
    plan = plans.row(0, named=True) if plans.height else None
    if plan is None:
        show_start(person)
        return
    weeks = session.rows_of(person, "page.plan_week")
    is_under_way = plan["status_name"] in plan_wording.UNDER_WAY
    rows = weeks.to_dicts()
    current = current_week(rows)
    if is_under_way:
        show_limit(person)
        show_current(person, plan, current, week_before(rows, current))
        show_actions(person, plan, rows)
    else:
        show_end(person, plan)
    show_weeks(person, plan, weeks, current)
    if not is_under_way:
        show_start(person)


if __name__ == "__main__":
    show()
