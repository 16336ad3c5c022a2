"""The proposal of a plan: why, what it would ask for, how long, and the button; or why not."""

from functools import partial

import streamlit as st

from dashboard import session
from dashboard.method.citations import linked
from dashboard.method.explainer import LABEL, show_method_link
from dashboard.method.review_note import note_review
from dashboard.plan import proposal_wording as wording
from dashboard.rows.first_visit import TrainingHabit
from dashboard.rows.plan import PlanStart
from dashboard.ui.escape import escaped
from dashboard.ui.folds import show_behind
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
        with section(wording.WAIT):
            st.markdown(REFUSALS[start["refusal_code"]])
            show_said(person)
            if st.button(wording.TO_TODAY, key="plan-to-today"):
                st.switch_page("today/screen.py")
        return
    with section(wording.TITLE):
        st.markdown(wording.why(start))
        template = _choose_template(templates.all)
        st.markdown(escaped(template.what_for))
        show_form(person, start, template)
        show_said(person)
        _show_evidence(start, template, person.units)


def show_said(person: session.Person) -> None:
    """What the runner said of their training on a first visit, beside what their runs say."""
    habit = session.record_of(person, TrainingHabit)
    if habit is not None and (words := wording.said(habit, person.units)):
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
    st.markdown(escaped(wording.spread(template.steps(length))))
    st.markdown(wording.first_week(start, person.units))
    is_asked_for = start["reason_name"] != "none"
    label = wording.START if is_asked_for else wording.START_ANYWAY
    kind = "primary" if is_asked_for else "secondary"
    if st.button(label, type=kind, key="plan-start"):
        start_plan(session.current_journal(), to_plan(start), template, week_count=length)
        st.rerun()


def _choose_template(templates: tuple[PlanTemplate, ...]) -> PlanTemplate:
    if len(templates) == 1:
        return templates[0]
    chosen = st.selectbox(
        "Plan", templates, format_func=lambda each: each.title, key="plan-template"
    )
    return chosen or templates[0]


def _show_evidence(start: PlanStart, template: PlanTemplate, units: str) -> None:
    signed = checked_by(session.current_home(), f"plans/{template.template_id}.toml")
    note_review(signed)
    show = partial(_show_known, start, template, signed, units)
    show_behind(LABEL, show, key="plan-known")


def _show_known(start: PlanStart, template: PlanTemplate, signed: str, units: str) -> None:
    st.markdown(wording.baseline(start, units))
    st.markdown(escaped(template.evidence))
    st.markdown(wording.grade(template.grade))
    st.caption(wording.source(linked(template.source)))
    if signed:
        st.caption(escaped(wording.checked(signed)))
    show_method_link("plan_week")
