"""Plan: the weeks back to normal running, what each asks for, and what its gate said."""

from functools import partial

from dashboard import session
from dashboard.plan import wording as plan_wording
from dashboard.plan.actions import show_actions
from dashboard.plan.end_section import show_end
from dashboard.plan.proposal import show_start
from dashboard.plan.week import show_current
from dashboard.plan.week_rows import current_week, week_before
from dashboard.plan.weeks_section import show_weeks
from dashboard.rows import to_rows
from dashboard.rows.plan import Plan, PlanWeek
from dashboard.ui.empty_state import empty_state
from dashboard.ui.folds import show_in_fold


def show() -> None:
    """The whole screen: the week that is running first, then all of them."""
    person = session.current_runner()
    if person is None or session.rows_of(person, "metric.run").is_empty():
        empty_state(plan_wording.EMPTY)
        return
    plan = session.record_of(person, Plan)
    if plan is None:
        show_start(person)
        return
    weeks = session.rows_of(person, "page.plan_week")
    is_under_way = plan["status_name"] in plan_wording.UNDER_WAY
    rows = to_rows(weeks, PlanWeek)
    current = current_week(rows)
    if is_under_way:
        show_current(person, plan, current, week_before(rows, current))
        show_weeks(person, plan, weeks, current)
        show_actions(person, plan, rows)
    else:
        show_end(person, plan)
        show_weeks(person, plan, weeks, current)
        show_in_fold(plan_wording.ANOTHER_PLAN, partial(show_start, person), key="plan-another")


if __name__ == "__main__":
    show()
