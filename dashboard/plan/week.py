"""One week of a plan: planned and done, its gate, why it looks so, and another number for it."""

import streamlit as st

from dashboard import session
from dashboard.plan import wording as plan_wording
from dashboard.rows.plan import Plan, PlanChange, PlanWeek
from dashboard.ui import display
from dashboard.ui.asking import Asked, Field
from dashboard.ui.entry_form import ask
from dashboard.ui.escape import escaped
from etl.journal import plans

CHANGE = Asked(
    entry=plans.PlanChange, table="plan_change", fields={"reason": Field("Why (optional)")}
)
DECIDERS = {"runner": "My own wish", "clinician": "A clinician's word"}


def show_current(
    person: session.Person, plan: Plan, week: PlanWeek, former: PlanWeek | None
) -> None:
    """The week that is running: its phase, its numbers, its gate."""
    with st.container(border=True, gap="small"):
        today = session.today(person)
        dates = f"{display.short_day(week['week_start_date'], today)} to "
        dates += display.short_day(week["week_end_date"], today)
        phase = f" · {escaped(week['phase_title'])}" if week["phase_title"] else ""
        st.markdown(f"**Week {week['week_index']} of {plan['week_count']}{phase}** · {dates}")
        if plan["status_name"] == "referred":
            st.info(
                "A warning sign is ticked: the plan pauses, and its numbers are hidden until a "
                "clinician has looked at it."
            )
        else:
            show_numbers(person, week)
        st.markdown(escaped(plan_wording.because(week, former, plan, person.units)))
        st.markdown(f"{post(week)} {escaped(plan_wording.gate(week))}")
        if plan["week_count"] > plan["planned_week_count"]:
            st.caption(
                f"Planned for {plan['planned_week_count']} weeks; repeated weeks make it longer, "
                f"up to {plan['most_week_count']}."
            )
        show_change(person, plan, week)


def show_numbers(person: session.Person, week: PlanWeek) -> None:
    """Done of planned, a number each; what is not known is a dash."""
    with st.container(horizontal=True, gap="medium"):
        for name, label in plan_wording.NUMBERS.items():
            planned = plan_wording.amount(week, name, person.units)
            done = plan_wording.amount(week, name, person.units, kind="done")
            st.metric(f"{label}, of {planned}", done, width="content")


def post(week: PlanWeek) -> str:
    """The gate as a traffic post: shape, colour and word."""
    mark = display.GATES[week["gate_name"]]
    words = f"{mark.shape} **{mark.word}**"
    return f":{mark.tone}[{words}]" if mark.tone else words


def show_change(person: session.Person, plan: Plan, week: PlanWeek) -> None:
    """A form that gives one target of a week another number."""
    if plan["status_name"] not in ("waiting", "active", "paused"):
        return
    if week["target_distance_m"] is None:
        return
    key = f"{plan['plan_id']}-{week['week_index']}"
    with (
        st.popover("Change a number", type="tertiary", key=f"change-{key}"),
        st.form(f"change-form-{key}", border=False),
    ):
        st.markdown(f"**Week {week['week_index']}**")
        name = st.selectbox(
            "Which",
            list(plan_wording.NUMBERS),
            format_func=lambda each: _labelled(each, person.units),
            key=f"change-which-{key}",
        )
        shown = st.number_input("At most", min_value=0.0, step=0.5, value=None, key=f"to-{key}")
        decider = st.pills(
            "Decided by", list(DECIDERS), format_func=DECIDERS.__getitem__, default="runner",
            key=f"change-by-{key}",
        )  # fmt: skip
        reason = ask(person, CHANGE, "reason", key=f"change-why-{key}")
        is_sent = st.form_submit_button("Save", type="primary", width="stretch")
    if is_sent:
        _save(person, week, name=name, shown=shown, decider=decider, reason=reason)


def show_changes(person: session.Person) -> None:
    """Every number that is somebody's own, each with a way to take it back."""
    for row in session.records_of(person, PlanChange):
        with st.container(
            horizontal=True,
            horizontal_alignment="distribute",
            vertical_alignment="center",
            gap="small",
            wrap=False,
        ):
            value = plan_wording.changed_amount(row["target_name"], row["value"], person.units)
            reason = f" · “{escaped(row['reason'])}”" if row["reason"] else ""
            whose = "a clinician's word" if row["decided_by"] == "clinician" else "own wish"
            st.markdown(
                f"Week {row['week_index']}: {plan_wording.NUMBERS[row['target_name']].lower()} "
                f"{escaped(value)}, {whose}{reason}"
            )
            if st.button("Take back", key=f"back-{row['entry_id']}", type="tertiary"):
                plans.take_back_change(session.current_journal(), row["entry_id"])
                st.rerun()


def _labelled(name: str, units: str) -> str:
    unit = {"fast_s": "min", "strength_count": "sessions"}.get(name, display.distance_unit(units))
    return f"{plan_wording.NUMBERS[name]}, {unit}"


def _save(
    person: session.Person,
    week: PlanWeek,
    *,
    name: str,
    shown: float | None,
    decider: str | None,
    reason: str | None,
) -> None:
    """Keep the number, unless it asks more than the plan on nobody's word but the runner's."""
    if shown is None or decider is None:
        st.warning("Give a number, and say who decided.")
        return
    scale = {"fast_s": 60.0, "strength_count": 1.0}.get(name, display.metres_per_unit(person.units))
    own = plan_wording.numbers(week, "own")[name]
    is_more = name != "strength_count" and own is not None and shown * scale > own + 1e-6
    if decider == "runner" and is_more:
        most = plan_wording.changed_amount(name, own, person.units)
        st.warning(
            f"The plan asks for at most {most} that week: you may ask less of it. More counts on "
            "a clinician's word."
        )
        return
    change = plans.PlanChange(
        runner_id=person.runner_id,
        plan_id=week["plan_id"],
        week_index=week["week_index"],
        target_name=name,
        value=shown * scale,
        decided_by=decider,
        reason=reason,
    )
    plans.change_plan(session.current_journal(), [change])
    st.rerun()
