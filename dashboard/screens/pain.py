"""Pain: log a day in ten seconds, see how it is going, put entries right."""

import polars as pl
import streamlit as st

from dashboard import display, session
from dashboard.charts.pain import draw_pain_calendar
from dashboard.charts.pain_morning import draw_pain_mornings
from dashboard.widgets.chart import chart_with_table
from dashboard.widgets.day_log import show_sleep_log
from dashboard.widgets.empty import empty_state
from dashboard.widgets.events import show_event_log, show_events
from dashboard.widgets.light_profile import show_light_profile
from dashboard.widgets.pain_entries import show_deleted, show_entries
from dashboard.widgets.pain_episodes import show_pain_episodes
from dashboard.widgets.pain_form import show_pain_form
from dashboard.widgets.period import show_period_picker
from dashboard.widgets.red_flag_question import show_red_flag_question
from dashboard.widgets.site_pain import show_site_log, show_site_pains
from dashboard.widgets.warning_signs import show_assessment_log, show_assessments
from etl.rules import parameter_value


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
        show_assessment_log(person, label="Log an assessment")
    entries = session.rows_of(person, "page.pain_entry")
    st.space("small")
    if entries.is_empty():
        st.markdown("#### No pain logged yet")
        st.caption("Days you log appear here as a calendar. A 0 is worth logging: it is good news.")
    else:
        show_calendar(person)
        show_pain_episodes(person)
        show_mornings(person)
        show_entries(person, entries)
    show_deleted(person)
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
    sites = session.rows_of(person, "page.site_pain_week")
    figure = draw_pain_calendar(days, today=session.today(person), sites=sites)
    chart_with_table(figure, _calendar_table(days), name="pain-calendar")


def show_mornings(person: session.Person) -> None:
    """Each next morning against before the run; nothing where none can be compared."""
    mornings = session.rows_of(person, "page.pain_morning")
    if mornings.is_empty():
        return
    figure = draw_pain_mornings(
        mornings,
        units=person.units,
        weeks=round(parameter_value("pain_pattern_weeks")),
        amber_rise=parameter_value("pain_rise_amber_score"),
        red_rise=parameter_value("pain_rise_red_score"),
    )
    chart_with_table(figure, _morning_table(mornings, person.units), name="pain-mornings")


def _morning_table(mornings: pl.DataFrame, units: str) -> pl.DataFrame:
    knees = {code: mark.word for code, mark in display.KNEES.items()}
    unit = display.distance_unit(units)
    return mornings.reverse().select(
        pl.col("local_date").alias("Day"),
        pl.col("knee").replace(knees).alias("Knee"),
        display.to_distance(pl.col("distance_m"), units).round(1).alias(f"Run, {unit}"),
        pl.col("before_score").alias("Before, 0-10"),
        pl.col("morning_score").alias("Morning after, 0-10"),
        pl.col("rise_score").alias("Difference, points"),
    )


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
