"""The cadence step: start it, follow it on a ladder of counted runs, pause it, stop it."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.cadence.step_chart import PAIN_NAMES, draw_cadence_step
from dashboard.limit.line import show_limit
from dashboard.method.explainer import show_how_known
from dashboard.pain.red_flags.alerts import held_back
from dashboard.rows.cadence import CadencePlan, CadenceStart, CadenceToday
from dashboard.ui import display
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.described_table import DescribedTable, described
from dashboard.ui.section import section
from etl.journal.cadence_plan import REFUSALS, act_on_plan, start_plan, to_plan
from etl.reference.rules import parameter_value

SCREEN = "cadence/screen.py"
RULE = "low_cadence"
UNIT = "steps/min"
UNDER_WAY = ("active", "paused")
ENDS = {
    "done": "Done: held, and as quick as the aim.",
    "acclimated_stop": "Held. That is as far as this goes.",
    "stopped": "Stopped.",
    "lapsed": "Ended by itself: {weeks} old, its beginning says little about today.",
}
"""What became of a plan that is over: its status to words."""

TURNS = {
    "reset": "Runs in a row fell short, so the count began anew.",
    "revert_half_step": "Knee, calf or Achilles tendon complained: half a step back.",
    "next_step": "The step before is held; this is the next.",
}
"""What the last event did to a plan under way, where it did more than count."""

EVENTS = {"start": "Start", "run": "Run", **PAIN_NAMES}


def show_cadence_line(person: session.Person) -> None:
    """One line for Today while a plan is under way; nothing otherwise."""
    plan = session.record_of(person, CadenceToday)
    if plan is None:
        return
    until = f"until {display.day(plan['until_date'])} at the latest"
    st.page_link(
        SCREEN, label=f"Cadence step: {_progress(plan)}, at {_pace(plan, person)}, {until}"
    )


def show_cadence_step(person: session.Person) -> None:
    """The newest plan with its ladder, and below it the start of another, or why not."""
    plan = session.record_of(person, CadencePlan)
    with section("Quicker steps, one step at a time"):
        is_under_way = plan is not None and plan["status_name"] in UNDER_WAY
        if plan is not None and is_under_way and (words := held_back(person)):
            st.markdown(words)
            _show_turns(person, plan)
        elif plan is not None and is_under_way:
            show_under_way(person, plan)
        else:
            show_start(person, has_had_one=plan is not None)
        show_how_known(RULE)
    if plan is not None:
        show_diary(person, plan)


def show_under_way(person: session.Person, plan: CadencePlan) -> None:
    """Where the plan stands, and what the runner can do with it."""
    st.markdown(f"{ladder(plan)} **{_progress(plan)}**")
    words = [TURNS.get(plan["state_name"], ""), _rules(plan, person)]
    st.markdown(" ".join(filter(None, words)))
    st.caption(_frozen(plan, person))
    show_limit(person)
    _show_turns(person, plan)


def _show_turns(person: session.Person, plan: CadencePlan) -> None:
    is_paused = plan["status_name"] == "paused"
    with st.container(horizontal=True, gap="small"):
        turn = "resume" if is_paused else "pause"
        if st.button(turn.capitalize(), key="cadence-turn"):
            _act(person, plan, turn)
        if st.button("Stop", key="cadence-stop"):
            _act(person, plan, "stop")
        show_calf_log(person, plan)


def show_calf_log(person: session.Person, plan: CadencePlan) -> None:
    """Quicker steps ask more of the calf: the one place that a plan has to ask about."""
    with (
        st.popover("Calf or Achilles pain", key="cadence-calf"),
        st.form("calf-form", border=False),
    ):
        score = st.pills("Worst today, 0 none to 10 worst", range(11), key="calf-score")
        if st.form_submit_button("Save", type="primary", width="stretch"):
            if score is None:
                st.warning("Choose a number first.")
            else:
                _act(person, plan, "calf_pain", pain_score=int(score))


def show_start(person: session.Person, *, has_had_one: bool) -> None:
    """What a start would freeze and ask, with its button; or why it has to wait."""
    start = session.records_of(person, CadenceStart)[0]
    baseline_spm, target_spm = start["baseline_spm"], start["target_spm"]
    if start["refusal_code"] is not None or baseline_spm is None or target_spm is None:
        st.markdown(refusal(start))
        return
    st.markdown(
        f"From **{baseline_spm:.0f}** to **{target_spm:.0f} {UNIT}** at "
        f"{_pace(start, person)}: {display.change(target_spm / baseline_spm)}, "
        f"held for {display.count(start['wanted_run_count'], 'run')}. Runs count by themselves. "
        "If the knee is worse the morning after, or the calf starts to hurt, it goes back by half."
    )
    st.caption(
        f"{baseline_spm:.0f} is the median of your last {start['wanted_judged_count']} "
        f"runs with {display.duration(start['judged_flat_s'])} of flat, steady running. "
        f"{_aim(start, target_spm)}"
    )
    label = "Start another cadence step" if has_had_one else "Start a cadence step"
    if st.button(label, type="primary", key="cadence-start"):
        now = session.current_settings().current_time()
        start_plan(session.current_journal(), to_plan(start, started_at=now))
        st.toast("Started. Your next run counts.")
        st.rerun()


def show_diary(person: session.Person, plan: CadencePlan) -> None:
    """Every run of the plan against what it was to hold."""
    events = session.rows_of(person, "page.cadence_step", plan_id=plan["plan_id"])
    if events.height < 2:  # the start alone
        return
    chart_with_table(
        drawn(
            draw_cadence_step,
            events,
            title=finding(plan),
            units=person.units,
            speed_mps=plan["reference_speed_mps"],
        ),
        partial(_event_table, events),
        name="cadence-step",
    )


def finding(plan: CadencePlan) -> str:
    """Where the newest plan stands, as a chart's title."""
    if plan["status_name"] in UNDER_WAY:
        return f"Cadence step: {_progress(plan)}"
    day = f", {display.day(plan['finished_date'])}" if plan["finished_date"] else ""
    spm = f"{plan['baseline_spm']:.0f} → {plan['target_spm']:.0f} {UNIT}"
    weeks = display.count(int(parameter_value("cadence_step_most_weeks")), "week")
    end = ENDS[plan["status_name"]].format(weeks=weeks)
    return f"Your last cadence step, {spm}{day}. {end}"


def ladder(plan: CadencePlan) -> str:
    """A rung a run: filled where it counted."""
    counted = plan["counted_run_count"]
    return "●" * counted + "○" * (plan["wanted_run_count"] - counted)


def refusal(start: CadenceStart) -> str:
    """Why a plan cannot start today, and from when it can."""
    words = [REFUSALS[start["refusal_code"] or "no_line"]]
    if start["refusal_code"] == "few_runs":
        words.append(f"So far: {start['judged_run_count']} of {start['wanted_judged_count']}.")
    if start["refused_date"] is not None:
        words.append(f"That run was on {display.day(start['refused_date'])}.")
    if start["open_from_date"] is not None:
        words.append(f"You can start from **{display.day(start['open_from_date'])}**.")
    return " ".join(words)


def _progress(plan: CadencePlan | CadenceToday) -> str:
    counted, wanted = plan["counted_run_count"], plan["wanted_run_count"]
    runs = f"run {counted} of {wanted} at {plan['target_spm']:.0f} {UNIT}"
    return f"{runs}, paused" if plan["status_name"] == "paused" else runs


def _rules(plan: CadencePlan, person: session.Person) -> str:
    return (
        f"A run counts with {display.duration(plan['judged_flat_s'])} of flat, steady running "
        f"and at least {plan['held_from_spm']:.1f} {UNIT} at {_pace(plan, person)}; "
        f"{plan['miss_limit_count']} misses in a row begin the count anew "
        f"(now {plan['missed_run_count']})."
    )


def _frozen(plan: CadencePlan, person: session.Person) -> str:
    start = display.local(plan["started_at"], person.time_zone).date()
    aim = _aim(plan, plan["target_spm"])
    return f"Began {display.day(start)} at {plan['baseline_spm']:.0f} {UNIT}. {aim}"


def _aim(row: CadencePlan | CadenceStart, target_spm: float) -> str:
    """Where this step ends, and whether another one is meant to follow it."""
    target, advised = f"{target_spm:.0f}", f"{row['advised_spm']:.0f}"
    aim, is_fitted = f"{row['aim_spm']:.0f}", row["is_height_known"]
    whose = f"{aim}, which is {advised} fitted to your height" if is_fitted else advised
    height = "" if is_fitted else f" With your height, on Data, {advised} is fitted to it."
    if target_spm >= row["aim_spm"]:
        return f"It ends with {target} held; as that is past {whose}, no step follows.{height}"
    most = display.percent(row["most_share"])
    return (
        f"It ends with {target} held. Further steps may follow towards {whose}, at most {most} "
        f"above the beginning.{height}"
    )


def _pace(row: CadencePlan | CadenceStart | CadenceToday, person: session.Person) -> str:
    return display.pace(row["reference_speed_mps"], person.units)


def _event_table(events: pl.DataFrame) -> DescribedTable:
    newest_first = events.sort("event_index", descending=True)
    return described(
        "page.cadence_step",
        newest_first,
        pl.col("local_date").alias("Day"),
        pl.col("event_kind").replace(EVENTS).alias("What"),
        pl.col("cadence_adjusted_spm").round(1).alias("Cadence, steps/min"),
        pl.col("judged_by_spm").round(1).alias("To hold, steps/min"),
        pl.col("is_held").alias("Held"),
        pl.col("counted_run_count").alias("Counted so far"),
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
