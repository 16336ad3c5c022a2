"""All weeks of a plan, a line each: why it looks as it does, and the whole of it as a picture."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.method.explainer import LABEL, show_method_link
from dashboard.plan import change_wording
from dashboard.plan import wording as plan_wording
from dashboard.plan.charts import draw_plan
from dashboard.plan.end_section import show_outcome
from dashboard.plan.week import post, show_change, show_changes
from dashboard.plan.week_rows import week_before, week_table
from dashboard.rows import to_rows
from dashboard.rows.plan import Plan, PlanChange, PlanOutcome, PlanWeek
from dashboard.ui.card import card
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.escape import escaped, escaped_line
from dashboard.ui.folds import show_behind, show_in_fold


def show_weeks(person: session.Person, plan: Plan, weeks: pl.DataFrame, current: PlanWeek) -> None:
    """The weeks a line each; folded below them the picture, changes, and what became of it."""
    rows = to_rows(weeks, PlanWeek)
    with card(plan_wording.weeks_title(plan, rows), key="plan-weeks"):
        if not plan["is_pain_shared"]:
            st.info(plan_wording.NOT_SHARED)
        with st.container(gap=None):
            for row in rows:
                _show_line(person, plan, row, week_before(rows, row))
        show_behind(LABEL, _show_known, key="known-plan")
    with st.container(gap="small"):
        show_in_fold(
            plan_wording.PICTURE,
            partial(_show_picture, person, plan, weeks, current),
            key="plan-picture",
        )
        changes = session.records_of(person, PlanChange)
        if changes:
            show = partial(show_changes, person, changes)
            show_in_fold(change_wording.CHANGES, show, key="plan-changes")
        if plan["status_name"] in plan_wording.UNDER_WAY:
            outcomes = session.records_of(person, PlanOutcome)
            if outcomes:
                show = partial(show_outcome, outcomes)
                show_in_fold(plan_wording.OUTCOME, show, key="plan-outcome")


def _show_picture(
    person: session.Person, plan: Plan, weeks: pl.DataFrame, current: PlanWeek
) -> None:
    title = plan_wording.finding(plan, current, person.units)
    figure = drawn(draw_plan, weeks, title=title, units=person.units)
    chart_with_table(figure, partial(week_table, weeks, person.units), name="plan")


def _show_known() -> None:
    st.markdown(plan_wording.CHOSEN)
    show_method_link("plan_week")


def _show_line(person: session.Person, plan: Plan, week: PlanWeek, former: PlanWeek | None) -> None:
    which, says = plan_wording.listed_week(week, person.units, session.today(person))
    show_in_fold(
        f"{escaped_line(which)} **{escaped_line(says)}**",
        partial(_show_week, person, plan, week, former),
        key=f"plan-week-{week['week_index']}",
        kind="compact",
    )


def _show_week(person: session.Person, plan: Plan, week: PlanWeek, former: PlanWeek | None) -> None:
    st.markdown(escaped(plan_wording.because(week, former, plan, person.units)))
    said = plan_wording.targets(week, person.units)
    if said:
        st.markdown(escaped(" ".join(said)))
    st.caption(f"{post(week)} {escaped(plan_wording.gate(week))}")
    if week["gate_name"] in ("to_come", "running") and not week["is_current"]:
        show_change(person, plan, week)
