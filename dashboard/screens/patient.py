"""Patient: what do I need to know before they walk in?"""

from collections.abc import Sequence
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from dashboard import display, session
from dashboard.charts.patient import draw_patient_weeks
from dashboard.limit.line import show_limit
from dashboard.mechanics_words import sentence
from dashboard.patient_words import (
    HURT_BEFORE,
    HURTS_NOW,
    NO_CAUSE,
    change_words,
    changes_title,
    check_in_words,
    gap_lines,
    knee_words,
    knees_by_state,
    mechanics_words,
    no_pain_words,
    plan_lines,
    share_words,
    strength_words,
    visit_words,
)
from dashboard.report.contents import PAPERS
from dashboard.report.request import report_bytes, report_name
from dashboard.today.status_wording import NO_DAY, statement
from dashboard.widgets.chart import chart_with_table
from dashboard.widgets.clinic_note import show_note_form, show_notes
from dashboard.widgets.empty import empty_state
from dashboard.widgets.escape import escaped
from dashboard.widgets.section import section
from dashboard.widgets.status import show_status

WEEKS = 12
NOTHING_YET = "Bring in a runner's runs, and this page lays twelve weeks side by side."


def show() -> None:
    """The whole screen: what hurts, what changed, what was done, what is not known."""
    person = session.current_runner()
    if person is None:
        empty_state(NOTHING_YET, "Bring in your runs")
        return
    show_about(person)
    show_now(person)
    show_knees(person)
    show_actions(person)
    show_changes(person)
    show_weeks(person)
    show_done(person)
    show_gaps(person)
    show_notes(person)


def show_about(person: session.Person) -> None:
    """How often they were seen, and what is shared until when; of oneself nothing."""
    visits = session.rows_of(person, "page.patient_visit").to_dicts()
    shares = session.rows_of(person, "page.patient_share").to_dicts()
    parts = [
        *map(visit_words, visits),
        *(share_words(row) for row in shares if not row["is_own"]),
    ]
    if parts:
        st.caption(sentence(" · ".join(parts)))


def show_now(person: session.Person) -> None:
    """Today's status and its first reason."""
    today = session.rows_of(person, "page.today").to_dicts()
    reasons = session.rows_of(person, "page.today_reason").to_dicts()
    row = today[0] if today else NO_DAY
    show_status(row["status"], statement(row, reasons, to_runner=False).finding)
    show_limit(person, whose="their")


def show_knees(person: session.Person) -> None:
    """Each knee's latest spell of pain."""
    now, before = knees_by_state(session.rows_of(person, "page.patient_knee"))
    with section(HURTS_NOW):
        if not now:
            st.markdown(no_pain_words(has_hurt=bool(before)))
        _show_knees(now)
    if before:
        with section(HURT_BEFORE):
            _show_knees(before)


def _show_knees(rows: Sequence[dict[str, Any]]) -> None:
    for row in rows:
        headline, detail = knee_words(row)
        st.markdown(f"**{escaped(headline)}**  \n:gray[{escaped(detail)}]")


def show_actions(person: session.Person) -> None:
    """The note, and the report to print."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        show_note_form(person)
        st.page_link(
            "screens/plan.py",
            label="Adjust the plan",
            query_params={session.RUNNER_KEY: person.runner_id},
            width="content",
        )
        with st.popover("Report as PDF", key="report"):
            paper = st.segmented_control(
                "Paper",
                list(PAPERS),
                format_func=PAPERS.__getitem__,
                default="a4",
                required=True,
                key="report-paper",
            )
            st.download_button(
                "Make the report",
                data=partial(
                    report_bytes,
                    session.current_gateway(),
                    session.current_viewer(),
                    person,
                    weeks=WEEKS,
                    paper=str(paper),
                ),
                file_name=report_name(person, session.today(person)),
                mime="application/pdf",
                on_click="ignore",
                key="report-make",
            )
            st.caption("One to three pages. What came through the Strava API stays out of it.")


def show_changes(person: session.Person) -> None:
    """What was different before the pain began."""
    changes = session.rows_of(person, "page.patient_change")
    if changes.is_empty():
        return
    rows = [change_words(row, person.units) for row in changes.to_dicts()]
    head = ["What", "Four weeks before", "Three weeks up to it", "Difference"]
    with section(changes_title(changes)):
        st.table(pl.DataFrame(rows, schema=head, orient="row"), border="horizontal")
        st.caption(NO_CAUSE)


def show_weeks(person: session.Person) -> None:
    """Small charts over one axis."""
    weeks = session.rows_of(person, "page.patient_week").tail(WEEKS + 1)
    if weeks.is_empty():
        return
    figure = draw_patient_weeks(weeks, units=person.units, title=f"The last {WEEKS} weeks")
    chart_with_table(figure, _table(weeks, person.units), name="patient-weeks")


def show_done(person: session.Person) -> None:
    """Plan, strength work, check-ins against their noise, and what was seen of the mechanics."""
    check_ins = session.rows_of(person, "page.check_in").unique(
        ["questionnaire_id", "knee"], keep="first", maintain_order=True
    )
    strength = strength_words(session.rows_of(person, "page.patient_week").tail(WEEKS + 1))
    lines = [
        *plan_lines(session.rows_of(person, "page.plan_today"), person.units),
        *([strength] if strength else []),
        *map(check_in_words, check_ins.to_dicts()),
    ]
    _show_lines("What was done and said", lines)
    seen = session.rows_of(person, "page.mechanics_course").to_dicts()
    _show_lines("Mechanics", [mechanics_words(row) for row in seen])


def _show_lines(title: str, lines: list[str]) -> None:
    if lines:
        with section(title):
            st.markdown("\n".join(f"- {escaped(line)}" for line in lines))


def show_gaps(person: session.Person) -> None:
    """What nobody knows of the last weeks."""
    gaps = session.rows_of(person, "page.patient_gap")
    today = session.rows_of(person, "page.today")
    last_run_date = today["last_run_date"][0] if today.height else None
    with section("Not known"):
        lines = gap_lines(gaps, last_run_date=last_run_date, today=session.today(person))
        st.markdown("\n".join(f"- {escaped(line)}" for line in lines))


def _table(weeks: pl.DataFrame, units: str) -> pl.DataFrame:
    distance, height = display.distance_unit(units), display.height_unit(units)
    columns: dict[str, Any] = {
        "Week from": weeks["week_start_date"],
        f"Distance, {distance}": display.to_distance(weeks["distance_m"], units).round(1),
        f"Longest run, {distance}": display.to_distance(weeks["longest_run_m"], units).round(1),
        f"Descent, {height}": display.to_height(weeks["descent_m"], units).round(),
        "Fast running, min": display.to_minutes(weeks["fast_s"]).round(1),
        "Cadence, steps/min": weeks["cadence_adjusted_spm"].round(1),
        "Worst pain, left": weeks["left_worst_score"],
        "Worst pain, right": weeks["right_worst_score"],
        "Days logged": weeks["logged_day_count"],
        "Strength done": weeks["strength_count"],
        "Strength planned": weeks["strength_planned_count"],
    }
    return pl.DataFrame(columns).reverse()


show()
