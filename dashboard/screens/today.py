"""Today: what is my knee up against, and what do I do now?"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import polars as pl
import streamlit as st

from dashboard import display, session
from dashboard.charts.overview import draw_overview
from dashboard.data.set_aside import show_set_aside
from dashboard.limit.line import show_limit
from dashboard.today.status_wording import advice, statement
from dashboard.widgets.adult_limits import show_adult_limits
from dashboard.widgets.cadence_step import show_cadence_line
from dashboard.widgets.chart import chart_with_table
from dashboard.widgets.check_in_form import show_check_in_line
from dashboard.widgets.empty import empty_state
from dashboard.widgets.measures import show_measures
from dashboard.widgets.pain_log import show_missing_mornings, show_quick_log
from dashboard.widgets.plan_line import show_plan_line
from dashboard.widgets.reasons import show_reasons
from dashboard.widgets.red_flag_question import show_red_flag_question
from dashboard.widgets.section import section
from dashboard.widgets.status import show_status
from dashboard.widgets.strength_log import show_strength_line
from dashboard.widgets.warning_signs import show_warning_signs

OVERVIEW_WEEKS = 12
NOTHING_YET = "Bring in your runs, and this page says what your knees are up against."
WEEK_OF_PLAN = "Your plan's week, which is less than what your knee alone asks for."


def show() -> None:
    """The whole screen: status first, then what to do and why; the chart last."""
    person = session.current_runner()
    today = None if person is None else _today(person)
    if person is None or today is None:
        empty_state(NOTHING_YET, "Bring in your runs")
        return
    reasons = session.rows_of(person, "page.today_reason").to_dicts()
    said = statement(today, reasons)
    show_status(today["status"], said.finding)
    show_set_aside(person)
    show_what_to_do(person, today, reasons)
    show_log(person, today)
    show_reasons(person, said)
    if today["hold_name"] is None:
        show_plan_line(person)
        show_cadence_line(person)
    show_strength_line(person)
    show_check_in_line(person)
    show_overview(person)
    session.note_shown(person, today, reasons)


def show_what_to_do(
    person: session.Person, today: dict[str, Any], reasons: Sequence[dict[str, Any]]
) -> None:
    """Advice of the first reason, and its numbers; none while a clinician has the word."""
    with section("What to do"):
        if today["hold_name"] != "under_care":
            for told in advice(reasons):
                st.markdown(told.text)
                if told.because_words:
                    st.caption(told.because_words)
        if today["hold_name"] is not None:
            show_warning_signs(person)
        else:
            show_limit(person)
            show_measures(person)
            show_weeks(person, today)
            show_adult_limits(person)


def show_log(person: session.Person, today: dict[str, Any]) -> None:
    """The quick form, warning signs where they are to be asked about, and missing mornings."""
    with st.container(gap="small"):
        show_quick_log(person, has_run_today=today["has_run_today"])
        show_red_flag_question(person)
        show_missing_mornings(person, session.rows_of(person, "page.today_missing"))


def show_weeks(person: session.Person, today: dict[str, Any]) -> None:
    """While the knee asks for less, the next seven days together; what was run of late."""
    with st.container(horizontal=True, gap="medium"):
        if today["target_7d_m"] is not None:
            start = display.distance(today["baseline_7d_m"], person.units)
            st.metric(
                "Your plan's week in all" if today["is_target_of_plan"] else "Next 7 days in all",
                display.distance_down(today["target_7d_m"], person.units),
                help=WEEK_OF_PLAN
                if today["is_target_of_plan"]
                else f"{display.percent(today['easing_share'])} less than your usual week of "
                f"{start}. Holds until {display.day(today['easing_until_date'])} if the knee "
                "stays calm.",
                width="content",
            )
        st.metric(
            "Last 7 days",
            _last_week(person, today),
            width="content",
        )
        st.metric(
            f"Last run, {display.short_day(today['last_run_date'], today['local_date'])}",
            display.distance(today["last_run_m"], person.units),
            width="content",
        )


def _last_week(person: session.Person, today: dict[str, Any]) -> str:
    """Distance of the last seven days; with an unknown day among them, what is known of it."""
    if today["distance_7d_m"] is not None:
        return display.distance(today["distance_7d_m"], person.units)
    days = session.rows_of(person, "metric.runner_day").filter(
        pl.col("local_date").is_between(
            today["local_date"] - timedelta(days=6), today["local_date"]
        )
    )
    known_m = sum(days["distance_m"].drop_nulls().to_list())
    return f"{display.distance(known_m, person.units)} known" if known_m else display.UNKNOWN


def show_overview(person: session.Person) -> None:
    """The last weeks on one axis; last on the page, since its script loads last."""
    weeks = session.rows_of(person, "page.load_week").tail(OVERVIEW_WEEKS)
    if weeks.is_empty():
        return
    first_day = weeks["week_start_date"][0]
    pain = session.rows_of(person, "page.pain_mark").filter(pl.col("local_date") >= first_day)
    unit = display.distance_unit(person.units)
    table = pl.DataFrame(
        {
            "Week from": weeks["week_start_date"],
            f"Week, {unit}": display.to_distance(weeks["distance_m"], person.units).round(1),
            f"Longest run, {unit}": display.to_distance(weeks["longest_run_m"], person.units).round(
                1
            ),
            "Runs": weeks["run_count"],
        }
    ).reverse()
    chart_with_table(draw_overview(weeks, pain, person.units), table, name="overview")


def _today(person: session.Person) -> dict[str, Any] | None:
    """Today's row; None while neither a run nor pain is known."""
    rows = session.rows_of(person, "page.today")
    is_known = rows.height and (
        rows["last_run_date"][0] is not None
        or session.rows_of(person, "page.pain_entry").height > 0
    )
    return rows.row(0, named=True) if is_known else None


show()
