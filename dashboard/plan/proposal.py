"""The proposal of a plan: why, what it would ask for, how long, and the button; or why not."""

import streamlit as st

from dashboard import session
from dashboard.method.citations import linked
from dashboard.method.review_note import note_review
from dashboard.plan import wording as plan_wording
from dashboard.rows.first_visit import TrainingHabit
from dashboard.rows.plan import PlanStart
from dashboard.ui import display
from dashboard.ui.escape import escaped
from dashboard.ui.section import section
from etl.journal.plans import REFUSALS, start_plan, to_plan
from etl.reference.clinic.plan_templates import PlanTemplate, read_plans
from etl.reference.sign_offs import checked_by


def show_start(person: session.Person) -> None:
    """What a start would freeze and ask for, with its button; or why it has to wait."""
    start = session.records_of(person, PlanStart)[0]
    templates = read_plans(session.current_home().plans)
    for problem in templates.problems:
        st.warning(escaped(problem))
    if start["refusal_code"] is not None:
        with section("A plan cannot start today"):
            st.markdown(REFUSALS[start["refusal_code"]])
            show_said(person)
            if st.button("Go to Today", key="plan-to-today"):
                st.switch_page("today/screen.py")
        return
    with section("A plan of 4 to 8 weeks"):
        show_said(person)
        st.markdown(plan_wording.REASONS[start["reason_name"]] + _noted(start))
        template = _choose_template(templates.all)
        st.markdown(escaped(template.what_for))
        show_form(person, start, template)
        _show_evidence(template)


def show_said(person: session.Person) -> None:
    """What the runner said of their training on a first visit, beside what their runs say."""
    habit = session.record_of(person, TrainingHabit)
    if habit is not None and (words := plan_wording.said(habit, person.units)):
        st.caption(words)


def show_form(person: session.Person, start: PlanStart, template: PlanTemplate) -> None:
    """Length, phases, the first numbers, and the button."""
    weeks = st.segmented_control(
        "Weeks",
        sorted(template.weeks),
        default=template.default_weeks,
        key=f"plan-weeks-{template.template_id}",
    )
    length = int(weeks or template.default_weeks)
    st.markdown(escaped(plan_wording.spread(template.steps(length))))
    st.markdown(_first_week(start, person.units))
    is_asked_for = start["reason_name"] != "none"
    label = "Start the plan" if is_asked_for else "Start one all the same"
    kind = "primary" if is_asked_for else "secondary"
    if st.button(label, type=kind, key="plan-start"):
        start_plan(session.current_journal(), to_plan(start), template, week_count=length)
        st.rerun()


def _noted(start: PlanStart) -> str:
    words = [
        " Your descent of late stands out too." if start["is_downhill_noted"] else "",
        " So does your fast running." if start["is_fast_noted"] else "",
    ]
    return "".join(words)


def _choose_template(templates: tuple[PlanTemplate, ...]) -> PlanTemplate:
    if len(templates) == 1:
        return templates[0]
    chosen = st.selectbox(
        "Plan", templates, format_func=lambda each: each.title, key="plan-template"
    )
    return chosen or templates[0]


def _first_week(start: PlanStart, units: str) -> str:
    target = display.distance_down(start["first_target_m"], units)
    share = display.percent(start["easing_share"])
    baseline = display.distance(start["baseline_7d_m"], units)
    longest = (
        ""
        if start["baseline_longest_m"] is None
        else f", no run longer than {display.distance_down(start['baseline_longest_m'], units)}"
    )
    return (
        f"Week 1, from **{display.day(start['start_date'])}**: at most **{target}**{longest}. That "
        f"is {share} less than your week of {baseline}, which is the smaller of the last seven "
        "days and the mean of four weeks. It is written down at the start and does not move."
    )


def _show_evidence(template: PlanTemplate) -> None:
    with st.popover("How is this known?", type="tertiary", key="plan-known"):
        st.markdown(escaped(template.evidence))
        grade = template.grade
        st.markdown(f"Evidence grade **{grade}**: {display.EVIDENCE_GRADES[grade]}.")
        st.caption(f"Source: {linked(template.source)}")
        signed = checked_by(session.current_home(), f"plans/{template.template_id}.toml")
        note_review(signed)
        if signed:
            st.caption(escaped(f"Checked by {signed}."))
        st.page_link(
            "method/screen.py", label="The method in full", query_params={"about": "plan_week"}
        )
