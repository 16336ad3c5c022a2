"""Pain: log a day in ten seconds, see how it is going, put entries right."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import display, session
from dashboard.charts.pain import draw_pain_calendar
from dashboard.widgets.chart import chart_with_table
from dashboard.widgets.day_log import show_sleep_log
from dashboard.widgets.empty import empty_state
from dashboard.widgets.escape import escaped
from dashboard.widgets.events import show_event_log, show_events
from dashboard.widgets.light_profile import show_light_profile
from dashboard.widgets.pain_episodes import show_pain_episodes
from dashboard.widgets.pain_form import edit_dialog, show_pain_form
from dashboard.widgets.period import show_period_picker
from dashboard.widgets.red_flag_question import show_red_flag_question
from dashboard.widgets.section import section
from dashboard.widgets.site_pain import show_site_log, show_site_pains
from dashboard.widgets.warning_signs import show_assessment_log, show_assessments

SHOWN_ENTRIES = 10


def show() -> None:
    """The whole screen, top down."""
    person = session.current_runner()
    if person is None:
        empty_state(
            "Pain is logged beside your runs: bring those in, or tell us your name.",
            "Go to Data",
        )
        return
    show_pain_form(person)
    show_red_flag_question(person)
    with st.container(horizontal=True, gap="small"):
        show_site_log(person)
        show_sleep_log(person)
        show_event_log(person)
        show_assessment_log(person, label="An assessment")
    entries = session.rows_of(person, "page.pain_entry")
    st.space("small")
    if entries.is_empty():
        st.markdown("#### No pain logged yet")
        st.caption("Days you log appear here as a calendar. A 0 is worth logging: it is good news.")
    else:
        show_calendar(person)
        show_pain_episodes(person)
        show_entries(person, entries)
    show_site_pains(person)
    show_events(person)
    show_assessments(person)
    show_light_profile(person)


def show_calendar(person: session.Person) -> None:
    """A square a day and knee, over the shared period."""
    period = show_period_picker()
    first_day = period.first_day(session.today(person))
    days = session.rows_of(person, "page.pain_calendar").filter(pl.col("local_date") >= first_day)
    if days.is_empty():
        st.markdown(f"#### No pain logged in the last {period.word}")
        return
    figure = draw_pain_calendar(days, today=session.today(person))
    chart_with_table(figure, _calendar_table(days), name="pain-calendar")


def show_entries(person: session.Person, entries: pl.DataFrame) -> None:
    """The newest entries as a list, each with a way to change it."""
    shown = st.session_state.get("entries-shown", SHOWN_ENTRIES)
    with section("What you logged"):
        for row in entries.head(shown).to_dicts():
            _show_entry(person, row)
    if entries.height > shown and st.button("Show more", type="tertiary"):
        st.session_state["entries-shown"] = shown + 3 * SHOWN_ENTRIES
        st.rerun()


def _show_entry(person: session.Person, row: dict[str, Any]) -> None:
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="small",
        wrap=False,
    ):
        with st.container(gap=None):
            st.markdown(_entry_headline(row))
            st.caption(_entry_detail(row))
        if st.button("Change", key=f"change-{row['entry_id']}", type="tertiary"):
            edit_dialog(person, row)


def _entry_headline(row: dict[str, Any]) -> str:
    knee = display.KNEES[row["knee"]]
    worst = "no score" if row["worst_score"] is None else f"worst **{row['worst_score']}** of 10"
    return f"**{display.day(row['local_date'])}** · :{knee.tone}[{knee.shape}] {knee.word}, {worst}"


def _entry_detail(row: dict[str, Any]) -> str:
    scores = [
        f"{word} {row[column]}"
        for column, word in display.PAIN_MOMENTS.items()
        if row[column] is not None
    ]
    parts = [
        ", ".join(scores).capitalize(),
        display.PLACES.get(row["place"] or "", ""),
        *(display.CHIPS.get(chip, chip) for chip in row["chips"] or ()),
        "Limping" if row["is_limping"] else "",
        display.count(len(row["red_flags"]), "warning sign") if row["red_flags"] else "",
        f"“{escaped(row['note'])}”" if row["note"] else "",
    ]
    return " · ".join(part for part in parts if part) or "No details"


def _calendar_table(days: pl.DataFrame) -> pl.DataFrame:
    words = {code: mark.word for code, mark in display.LIGHTS.items()}
    knees = {code: mark.word for code, mark in display.KNEES.items()}
    return days.sort("local_date", "knee", descending=[True, False]).select(
        pl.col("local_date").alias("Day"),
        pl.col("knee").replace(knees).alias("Knee"),
        pl.col("worst_score").alias("Worst, 0-10"),
        pl.col("pain_before_score").alias("Before"),
        pl.col("pain_during_score").alias("While running"),
        pl.col("pain_after_score").alias("An hour after"),
        pl.col("pain_morning_score").alias("Morning after"),
        pl.col("light").replace(words).alias("Light"),
    )


show()
