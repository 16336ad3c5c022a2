"""The cadence step: start it, follow it on a ladder of counted runs, pause it, stop it."""

from functools import partial
from typing import TypeGuard

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.cadence import step_wording as wording
from dashboard.cadence.step_chart import draw_cadence_step
from dashboard.limit.line import show_limit
from dashboard.method.explainer import show_how_known
from dashboard.pain.red_flags.alerts import held_back
from dashboard.rows.cadence import CadencePlan, CadenceStart, CadenceToday
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.described_table import DescribedTable, described
from dashboard.ui.folds import show_in_fold
from etl.journal.cadence_plan import act_on_plan, start_plan, to_plan

SCREEN = "cadence/screen.py"
RULE = "low_cadence"


def show_cadence_line(person: session.Person) -> None:
    """One line for Today while a plan is under way; nothing otherwise."""
    plan = session.record_of(person, CadenceToday)
    if plan is not None:
        st.page_link(SCREEN, label=wording.today_line(plan, person.units))


def show_next(person: session.Person, plan: CadencePlan | None) -> None:
    """What to do next, in one line: the step under way, the start of another, or why not."""
    if not is_under_way(plan):
        show_start(person, has_had_one=plan is not None)
    elif words := held_back(person):
        st.markdown(words)
        _show_turns(person, plan)
    else:
        show_under_way(person, plan)


def is_under_way(plan: CadencePlan | None) -> TypeGuard[CadencePlan]:
    """Whether it is neither over nor never begun."""
    return plan is not None and plan["status_name"] in wording.UNDER_WAY


def show_under_way(person: session.Person, plan: CadencePlan) -> None:
    """Where the plan stands, and what the runner can do with it."""
    st.markdown(wording.where_it_stands(plan))
    show_limit(person)
    _show_turns(person, plan)
    show_in_fold(
        wording.HOW_IT_GOES,
        partial(_show_rules, person, plan),
        key="cadence-rules",
        kind="compact",
    )


def _show_rules(person: session.Person, plan: CadencePlan) -> None:
    st.markdown(wording.rules(plan, person.units))
    st.caption(wording.frozen(plan, person.time_zone))


def _show_turns(person: session.Person, plan: CadencePlan) -> None:
    is_paused = plan["status_name"] == "paused"
    with st.container(horizontal=True, gap="small"):
        label, turn = (wording.RESUME, "resume") if is_paused else (wording.PAUSE, "pause")
        if st.button(label, key="cadence-turn"):
            _act(person, plan, turn)
        if st.button(wording.STOP, key="cadence-stop"):
            _act(person, plan, "stop")
        show_calf_log(person, plan)
        show_how_known(RULE)


def show_calf_log(person: session.Person, plan: CadencePlan) -> None:
    """Quicker steps ask more of the calf: the one place that a plan has to ask about."""
    with st.popover(wording.CALF, key="cadence-calf"), st.form("calf-form", border=False):
        score = st.pills(wording.CALF_SCORE, range(11), key="calf-score")
        if st.form_submit_button(wording.SAVE, type="primary", width="stretch"):
            if score is None:
                st.warning(wording.NO_SCORE)
            else:
                _act(person, plan, "calf_pain", pain_score=int(score))


def show_start(person: session.Person, *, has_had_one: bool) -> None:
    """What a start would freeze and ask, with its button; or why it has to wait."""
    start = session.records_of(person, CadenceStart)[0]
    baseline_spm, target_spm = start["baseline_spm"], start["target_spm"]
    if start["refusal_code"] is not None or baseline_spm is None or target_spm is None:
        st.markdown(wording.no_step(start))
        show_how_known(RULE)
        return
    st.markdown(wording.next_step(start, target_spm, person.units))
    label = wording.START_ANOTHER if has_had_one else wording.START
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button(label, type="primary", key="cadence-start"):
            now = session.current_settings().current_time()
            start_plan(session.current_journal(), to_plan(start, started_at=now))
            st.toast(wording.STARTED)
            st.rerun()
        show_how_known(RULE)

    def show_basis() -> None:
        st.markdown(wording.HALF_BACK)
        st.caption(wording.start_basis(start, baseline_spm, target_spm))

    show_in_fold(wording.WHAT_IT_ASKS, show_basis, key="cadence-asks", kind="compact")


def show_diary(person: session.Person, plan: CadencePlan | None) -> None:
    """Every run of the newest plan against what it was to hold, folded: most often it is over."""
    if plan is not None:
        show = partial(_show_diary, person, plan)
        show_in_fold(wording.diary_label(plan), show, key="cadence-diary")


def _show_diary(person: session.Person, plan: CadencePlan) -> None:
    events = session.rows_of(person, "page.cadence_step", plan_id=plan["plan_id"])
    if events.height < 2:  # the start alone
        st.markdown(wording.NO_RUN_OF_IT)
        return
    chart_with_table(
        drawn(
            draw_cadence_step,
            events,
            title=wording.finding(plan),
            units=person.units,
            speed_mps=plan["reference_speed_mps"],
        ),
        partial(_event_table, events),
        name="cadence-step",
    )


def _event_table(events: pl.DataFrame) -> DescribedTable:
    newest_first = events.sort("event_index", descending=True)
    return described(
        "page.cadence_step",
        newest_first,
        pl.col("local_date").alias(wording.DAY),
        pl.col("event_kind").replace(wording.EVENTS).alias(wording.WHAT),
        pl.col("cadence_adjusted_spm").round(1).alias(wording.CADENCE_COLUMN),
        pl.col("judged_by_spm").round(1).alias(wording.TO_HOLD_COLUMN),
        pl.col("is_held").alias(wording.HELD_COLUMN),
        pl.col("counted_run_count").alias(wording.COUNTED),
    )


def _act(
    person: session.Person, plan: CadencePlan, action: str, pain_score: int | None = None
) -> None:
    act_on_plan(
        session.current_journal(),
        runner_id=person.runner_id,
        plan_id=plan["plan_id"],
        action=action,
        acted_at=session.current_settings().current_time(),
        local_date=session.today(person),
        pain_score=pain_score,
    )
    st.rerun()
