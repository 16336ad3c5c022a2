"""One week of a plan: what is left of it, its gate, why it looks so, and another number for it."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import session
from dashboard.limit.line import show_limit
from dashboard.plan import change_wording, wording
from dashboard.rows.plan import Plan, PlanChange, PlanWeek
from dashboard.ui import display
from dashboard.ui.asking import Asked, Field
from dashboard.ui.card import card
from dashboard.ui.entry_form import ask
from dashboard.ui.escape import escaped, escaped_line
from dashboard.ui.folds import show_in_fold
from etl.journal import plans

CHANGE = Asked(
    entry=plans.PlanChange,
    table="plan_change",
    fields={"reason": Field(change_wording.REASON)},
)


def show_current(
    person: session.Person, plan: Plan, week: PlanWeek, former: PlanWeek | None
) -> None:
    """The week that is running: what is left of it, tomorrow's limit, and what its gate says."""
    with card(escaped_line(wording.this_week(plan, week, person.units)), key="plan-week"):
        st.caption(escaped(wording.week_line(plan, week, session.today(person))))
        if plan["status_name"] == "referred":
            st.info(wording.REFERRED)
        else:
            st.markdown(wording.week_numbers(week, person.units))
        show_limit(person)
        st.markdown(f"{post(week)} {escaped(wording.gate(week))}")
        show_in_fold(
            wording.WHY,
            partial(_show_why, person, plan, week, former),
            key="plan-why",
            kind="compact",
        )


def _show_why(person: session.Person, plan: Plan, week: PlanWeek, former: PlanWeek | None) -> None:
    st.markdown(escaped(wording.because(week, former, plan, person.units)))
    st.caption(wording.GREEN_DAY)
    if longer := wording.longer(plan):
        st.caption(longer)
    show_change(person, plan, week)


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
        st.popover(change_wording.CHANGE, type="tertiary", key=f"change-{key}"),
        st.form(f"change-form-{key}", border=False),
    ):
        st.markdown(change_wording.week(week))
        name = st.selectbox(
            change_wording.WHICH,
            list(wording.NUMBERS),
            format_func=partial(change_wording.number, units=person.units),
            key=f"change-which-{key}",
        )
        shown = st.number_input(
            change_wording.AT_MOST, min_value=0.0, step=0.5, value=None, key=f"to-{key}"
        )
        decider = st.pills(
            change_wording.DECIDED_BY,
            list(change_wording.DECIDERS),
            format_func=change_wording.DECIDERS.__getitem__,
            default="runner",
            key=f"change-by-{key}",
        )
        reason = ask(person, CHANGE, "reason", key=f"change-why-{key}")
        is_sent = st.form_submit_button(change_wording.SAVE, type="primary", width="stretch")
    if is_sent:
        _save(person, week, name=name, shown=shown, decider=decider, reason=reason)


def show_changes(person: session.Person, rows: Sequence[PlanChange]) -> None:
    """Every number that is somebody's own, each with a way back to the plan's."""
    for row in rows:
        with st.container(
            horizontal=True,
            horizontal_alignment="distribute",
            vertical_alignment="center",
            gap="small",
            wrap=False,
        ):
            reason = f" · “{escaped(row['reason'])}”" if row["reason"] else ""
            st.markdown(f"{escaped(change_wording.changed(row, person.units))}{reason}")
            if st.button(change_wording.UNDO, key=f"back-{row['entry_id']}", type="tertiary"):
                plans.take_back_change(session.current_journal(), row["entry_id"])
                st.rerun()


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
        st.warning(change_wording.MISSING)
        return
    scale = {"fast_s": 60.0, "strength_count": 1.0}.get(name, display.metres_per_unit(person.units))
    own = wording.numbers(week, "own")[name]
    is_more = name != "strength_count" and own is not None and shown * scale > own + 1e-6
    if decider == "runner" and is_more:
        most = wording.changed_amount(name, own, person.units)
        st.warning(change_wording.too_much(most))
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
