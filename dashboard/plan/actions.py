"""Calendar, pause, stop, and a clinician's word that a plan is finished."""

import streamlit as st

from dashboard import session
from dashboard.plan import wording
from dashboard.plan.calendar import to_calendar
from dashboard.rows.plan import Plan, PlanWeek
from etl.journal.plans import act_on_plan


def show_actions(person: session.Person, plan: Plan, weeks: list[PlanWeek]) -> None:
    """Calendar, pause, stop, and a clinician's word that it is finished."""
    with st.container(horizontal=True, gap="small"):
        if any(week["target_distance_m"] is not None for week in weeks):
            st.download_button(
                wording.CALENDAR_FILE,
                data=lambda: _calendar(person, plan, weeks),
                file_name="kneewise-plan.ics",
                mime="text/calendar",
                key="plan-ics",
                on_click="ignore",
            )
        turn = "resume" if plan["status_name"] == "paused" else "pause"
        if st.button(wording.TURNS[turn], key="plan-turn"):
            _act(person, plan, turn)
        with st.popover(wording.END, key="plan-end"):
            st.markdown(wording.WHAT_STAYS)
            if st.button(wording.STOP, key="plan-stop"):
                _act(person, plan, "stop")
            if st.button(wording.FINISHED, key="plan-finish"):
                _act(person, plan, "finish")


def _calendar(person: session.Person, plan: Plan, weeks: list[PlanWeek]) -> bytes:
    return to_calendar(
        plan,
        weeks,
        units=person.units,
        now=session.current_settings().current_time(),
        today=session.today(person),
    )


def _act(person: session.Person, plan: Plan, action: str) -> None:
    act_on_plan(
        session.current_journal(),
        runner_id=person.runner_id,
        plan_id=plan["plan_id"],
        action=action,
        acted_at=session.current_settings().current_time(),
        local_date=session.today(person),
    )
    st.rerun()
