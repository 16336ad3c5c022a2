"""Strength: what to do today, what was done last time, and how the weeks went beside the knee."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import display, session
from dashboard.charts.strength import draw_strength
from dashboard.strength_entries import entry_words
from dashboard.widgets.answers import show_answers
from dashboard.widgets.chart import chart_with_table
from dashboard.widgets.empty import empty_state
from dashboard.widgets.escape import escaped
from dashboard.widgets.pain_log import show_missing_mornings
from dashboard.widgets.period import show_period_picker
from dashboard.widgets.section import section
from dashboard.widgets.strength_log import show_exercises, week_words
from dashboard.widgets.warm_up import show_programme, show_warm_up
from etl.programmes import read_programmes

SHOWN_ENTRIES = 8


def show() -> None:
    """The whole screen, top down: today first, the weeks below."""
    person = session.current_runner()
    if person is None:
        empty_state(
            "Strength is logged beside your runs: bring those in, or tell us your name.",
            "Go to Data",
        )
        return
    programme = session.rows_of(person, "page.strength_programme").row(0, named=True)
    weeks = session.rows_of(person, "page.strength_week")
    show_today(person, programme, weeks)
    if weeks.is_empty():
        st.markdown("#### No strength work logged yet")
        st.caption("Sessions you log appear here by week, beside your running and your knees.")
        return
    show_weeks(person, weeks)
    show_history(person)


def show_today(person: session.Person, programme: dict[str, Any], weeks: pl.DataFrame) -> None:
    """The programme with today's list, the warm-up, and what is missing to tell the next step."""
    with section("Strength today"):
        this_week = week_words(weeks.tail(1).row(0, named=True)) if weeks.height else ""
        st.markdown(f"{escaped(programme['title'])}" + (f" · **{this_week}**" if this_week else ""))
        st.caption(escaped(programme["what_for"]))
        for problem in read_programmes(session.current_home().programmes).problems:
            st.warning(escaped(problem))
        show_missing_mornings(person, session.rows_of(person, "page.strength_missing"))
        show_warm_up(person, programme)
        show_exercises(person, session.rows_of(person, "page.strength_today"))
        show_programme(person, programme)
        show_answers()


def show_weeks(person: session.Person, weeks: pl.DataFrame) -> None:
    """Sessions by week under the shared period, kilometres above and pain below."""
    period = show_period_picker()
    first_day = period.first_day(session.today(person))
    shown = weeks.filter(pl.col("week_start_date") >= first_day)
    shown = shown if shown.height else weeks.tail(1)
    start = shown["week_start_date"][0]
    running = session.rows_of(person, "page.load_week").filter(pl.col("week_start_date") >= start)
    pain = session.rows_of(person, "page.pain_mark").filter(pl.col("local_date") >= start)
    figure = draw_strength(shown, running, pain, person.units)
    unit = display.distance_unit(person.units)
    table = shown.select(
        pl.col("week_start_date").alias("Week from"),
        pl.col("session_count").alias("Sessions"),
        pl.col("planned_session_count").alias("Planned"),
        pl.col("set_count").alias("Sets"),
        pl.col("warm_up_count").alias("Warm-ups"),
        display.to_distance(pl.col("distance_m"), person.units).round(1).alias(f"Running, {unit}"),
        pl.col("pain_worst_score").alias("Worst pain, 0-10"),
    ).reverse()
    chart_with_table(figure, table, name="strength")


def show_history(person: session.Person) -> None:
    """The newest entries, each with a way to take it back."""
    entries = session.rows_of(person, "page.strength_history")
    shown = st.session_state.get("strength-shown", SHOWN_ENTRIES)
    with section("What you logged"):
        for row in entries.head(shown).to_dicts():
            _show_entry(row)
    if entries.height > shown and st.button("Show more", type="tertiary"):
        st.session_state["strength-shown"] = shown + 3 * SHOWN_ENTRIES
        st.rerun()


def _show_entry(row: dict[str, Any]) -> None:
    name = row["title"] or row["exercise"].replace("_", " ").capitalize()
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="small",
        wrap=False,
    ):
        with st.container(gap=None):
            st.markdown(f"**{display.day(row['local_date'])}** · {escaped(name)}")
            note = f" · “{escaped(row['note'])}”" if row["note"] else ""
            st.caption(escaped(entry_words(row)) + note)
        if st.button("Take back", key=f"back-{row['entry_id']}", type="tertiary"):
            session.current_journal().delete_strength(row["entry_id"])
            st.rerun()


show()
