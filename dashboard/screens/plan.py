"""Plan: the weeks back to normal running, what each asks for, and what its gate said."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboard import display, plan_words, session
from dashboard.charts.plan import draw_plan
from dashboard.limit.line import show_limit
from dashboard.plan_calendar import to_calendar
from dashboard.widgets.chart import chart_with_table
from dashboard.widgets.empty import empty_state
from dashboard.widgets.escape import escaped
from dashboard.widgets.known import show_method_link
from dashboard.widgets.plan_start import show_start
from dashboard.widgets.plan_week import post, show_change, show_changes, show_current
from dashboard.widgets.section import section
from etl.plans import act_on_plan

Row = Mapping[str, Any]

CHOSEN = (
    "Phases, steps of a tenth and gates are experts' advice and our choice (grade D): they say "
    "what is tried next, not what a knee can take."
)


def show() -> None:
    """The whole screen: the week that is running first, then all of them."""
    person = session.current_runner()
    if person is None or session.rows_of(person, "metric.run").is_empty():
        empty_state("A plan starts from your usual week: bring in your runs first.", "Go to Data")
        return
    plans = session.rows_of(person, "page.plan")
    plan = plans.row(0, named=True) if plans.height else None
    if plan is None:
        show_start(person)
        return
    weeks = session.rows_of(person, "page.plan_week")
    is_under_way = plan["status_name"] in plan_words.UNDER_WAY
    rows = weeks.to_dicts()
    current = next(row for row in rows if row["is_current"])
    if is_under_way:
        show_limit(person)
        show_current(person, plan, current, _former(rows, current))
        show_actions(person, plan, rows)
    else:
        show_end(person, plan)
    show_weeks(person, plan, weeks, current)
    if not is_under_way:
        show_start(person)


def show_actions(person: session.Person, plan: Row, weeks: list[dict[str, Any]]) -> None:
    """Calendar, pause, stop, and a clinician's word that it is finished."""
    with st.container(horizontal=True, gap="small"):
        if any(week["target_distance_m"] is not None for week in weeks):
            st.download_button(
                "Calendar file",
                data=lambda: _calendar(person, plan, weeks),
                file_name="kneewise-plan.ics",
                mime="text/calendar",
                key="plan-ics",
                on_click="ignore",
            )
        turn = "resume" if plan["status_name"] == "paused" else "pause"
        if st.button(turn.capitalize(), key="plan-turn"):
            _act(person, plan, turn)
        with st.popover("End it", key="plan-end"):
            st.markdown("What was run and logged stays. Another plan can be started after it.")
            if st.button("Stop the plan", key="plan-stop"):
                _act(person, plan, "stop")
            if st.button("Finished, on a clinician's word", key="plan-finish"):
                _act(person, plan, "finish")


def show_end(person: session.Person, plan: Row) -> None:
    """What became of a plan that is over, and whether the questionnaires moved."""
    with section("Your last plan"):
        st.markdown(escaped(plan_words.ended(plan)))
        show_outcome(person)


def show_outcome(person: session.Person) -> None:
    """Change of each questionnaire since the start, against what mattered to people."""
    for row in session.rows_of(person, "page.plan_outcome").to_dicts():
        knee = f", {row['knee']} knee" if row["knee"] else ""
        turn = {True: "better", False: "worse", None: "no change"}[row["is_better"]]
        limit = (
            "which change matters to people is not known"
            if row["important_score"] is None
            else f"{row['important_score']:g} points matter to people"
            + (": reached" if row["is_important"] else ": not reached")
        )
        st.markdown(
            f"{escaped(row['title'])}{knee}: {row['first_score']:g} → {row['last_score']:g}, "
            f"{turn}; {limit}."
        )


def show_weeks(person: session.Person, plan: Row, weeks: pl.DataFrame, current: Row) -> None:
    """The weeks as columns, and below them why each looks as it does."""
    figure = draw_plan(
        weeks, title=plan_words.finding(plan, current, person.units), units=person.units
    )
    chart_with_table(figure, _table(weeks, person.units), name="plan")
    if not plan["is_pain_shared"]:
        st.info(
            "How the knee took a week is not shared with you. Only the first week is told: which "
            "phase comes after it follows from that."
        )
    if plan["status_name"] in plan_words.UNDER_WAY:
        show_outcome(person)
    rows = weeks.to_dicts()
    with section("Why each week looks as it does"):
        for row in rows:
            _show_week(person, plan, row, _former(rows, row))
        show_changes(person)
        st.caption(CHOSEN)
        show_method_link("plan_week")


def _show_week(person: session.Person, plan: Row, week: Row, former: Row | None) -> None:
    phase = f" {escaped(week['phase_title'])}" if week["phase_title"] else ""
    label = f"{post(week)} · Week {week['week_index']}{phase}, from "
    with st.expander(label + display.short_day(week["week_start_date"], session.today(person))):
        st.markdown(escaped(plan_words.because(week, former, plan, person.units)))
        said = plan_words.targets(week, person.units)
        if said:
            st.markdown(escaped(" ".join(said)))
        st.caption(escaped(plan_words.gate(week)))
        if week["gate_name"] in ("to_come", "running") and not week["is_current"]:
            show_change(person, plan, week)


def _former(rows: list[dict[str, Any]], week: Row) -> Row | None:
    index = week["week_index"] - 2
    return rows[index] if index >= 0 else None


def _calendar(person: session.Person, plan: Row, weeks: list[dict[str, Any]]) -> bytes:
    return to_calendar(
        plan,
        weeks,
        units=person.units,
        now=session.current_settings().current_time(),
        today=session.today(person),
    )


def _table(weeks: pl.DataFrame, units: str) -> pl.DataFrame:
    unit = display.distance_unit(units)
    pairs = [
        column
        for name, label in (
            ("distance_m", f"Distance, {unit}"),
            ("longest_run_m", f"Longest run, {unit}"),
            ("downhill_m", f"Downhill, {unit}"),
        )
        for column in (
            display.to_distance(pl.col(f"target_{name}"), units)
            .round(1)
            .alias(f"{label}: planned"),
            display.to_distance(pl.col(name), units).round(1).alias(f"{label}: done"),
        )
    ]
    return weeks.select(
        pl.col("week_index").alias("Week"),
        pl.col("week_start_date").alias("From"),
        pl.col("phase_title").alias("Phase"),
        pl.col("gate_name").replace({code: mark.word for code, mark in display.GATES.items()})
        .alias("Gate"),
        *pairs,
        display.to_minutes(pl.col("target_fast_s")).round(0).alias("Fast, min: planned"),
        display.to_minutes(pl.col("fast_s")).round(0).alias("Fast, min: done"),
        pl.col("target_strength_count").alias("Strength: planned"),
        pl.col("strength_count").alias("Strength: done"),
        pl.col("green_day_count").alias("Green days"),
        pl.col("known_day_count").alias("Known days"),
    )  # fmt: skip


def _act(person: session.Person, plan: Row, action: str) -> None:
    act_on_plan(
        session.current_journal(),
        runner_id=person.runner_id,
        plan_id=plan["plan_id"],
        action=action,
        acted_at=session.current_settings().current_time(),
        local_date=session.today(person),
    )
    st.rerun()


show()
