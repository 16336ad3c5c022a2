"""All weeks of a plan, and why each looks as it does."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.method.explainer import show_method_link
from dashboard.plan import wording as plan_wording
from dashboard.plan.charts import draw_plan
from dashboard.plan.outcome import show_outcome
from dashboard.plan.week import post, show_change, show_changes
from dashboard.plan.week_rows import week_before, week_table
from dashboard.rows import to_rows
from dashboard.rows.plan import Plan, PlanWeek
from dashboard.ui import display
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.escape import escaped
from dashboard.ui.section import section

CHOSEN = (
    "Phases, steps of a tenth and gates are experts' advice and our choice (grade D): they say "
    "what is tried next, not what a knee can take."
)


def show_weeks(person: session.Person, plan: Plan, weeks: pl.DataFrame, current: PlanWeek) -> None:
    """The weeks as columns, and below them why each looks as it does."""
    figure = drawn(
        draw_plan,
        weeks,
        title=plan_wording.finding(plan, current, person.units),
        units=person.units,
    )
    chart_with_table(figure, partial(week_table, weeks, person.units), name="plan")
    if not plan["is_pain_shared"]:
        st.info(
            "How the knee took a week is not shared with you. Only the first week is told: which "
            "phase comes after it follows from that."
        )
    if plan["status_name"] in plan_wording.UNDER_WAY:
        show_outcome(person)
    rows = to_rows(weeks, PlanWeek)
    with section("Why each week looks as it does"):
        for row in rows:
            _show_week(person, plan, row, week_before(rows, row))
        show_changes(person)
        st.caption(CHOSEN)
        show_method_link("plan_week")


def _show_week(person: session.Person, plan: Plan, week: PlanWeek, former: PlanWeek | None) -> None:
    phase = f" {escaped(week['phase_title'])}" if week["phase_title"] else ""
    label = f"{post(week)} · Week {week['week_index']}{phase}, from "
    with st.expander(label + display.short_day(week["week_start_date"], session.today(person))):
        st.markdown(escaped(plan_wording.because(week, former, plan, person.units)))
        said = plan_wording.targets(week, person.units)
        if said:
            st.markdown(escaped(" ".join(said)))
        st.caption(escaped(plan_wording.gate(week)))
        if week["gate_name"] in ("to_come", "running") and not week["is_current"]:
            show_change(person, plan, week)
