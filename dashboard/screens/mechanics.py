"""Mechanics: what was seen of how you run and stand, by side and date, beside your runs."""

import polars as pl
import streamlit as st

from dashboard import display, session
from dashboard.charts.mechanics import can_draw, draw_mechanics
from dashboard.mechanics_words import (
    RUNS_SUBTITLE,
    SEERS,
    change_lines,
    check_title,
    run_lines,
    run_title,
    sentence,
    unknown_words,
)
from dashboard.widgets.chart import chart_with_table, show_heading, table_with_csv
from dashboard.widgets.empty import empty_state
from dashboard.widgets.escape import escaped
from dashboard.widgets.mechanics_checks import show_checks, show_what_is_known
from dashboard.widgets.mechanics_cues import show_cues
from dashboard.widgets.mechanics_form import Former, show_check_form
from dashboard.widgets.section import section
from etl.mechanics import Mechanics, read_mechanics
from etl.mechanics_log import host_of

SHOWN_SPANS = 3  # of the runs: now and before the last two checks, what a phone can hold


def show() -> None:
    """The whole screen: a check in a few taps, what was seen, and the runs beside it."""
    person = session.current_runner()
    if person is None:
        empty_state(
            "A mechanics check stands beside your runs: bring those in, or tell us your name.",
            "Go to Data",
        )
        return
    mechanics = read_mechanics(session.current_home().mechanics)
    for problem in mechanics.problems:
        st.warning(escaped(problem))
    findings = session.rows_of(person, "page.mechanics_finding")
    show_log(person, mechanics, findings)
    if findings.is_empty():
        st.markdown("#### No mechanics check yet")
        st.caption("What you or a clinician saw appears here by side and date, beside your runs.")
    else:
        course = session.rows_of(person, "page.mechanics_course")
        show_findings(findings, course)
        show_changes(course)
        show_cues(mechanics.items, findings)
        show_runs(session.rows_of(person, "page.mechanics_run"), person.units)
        checks = session.rows_of(person, "page.mechanics_check")
        show_checks(person, mechanics.items, checks, findings)
    show_what_is_known(mechanics)


def show_log(person: session.Person, mechanics: Mechanics, findings: pl.DataFrame) -> None:
    """The form of a new check, open while there is none."""
    turn = hash(tuple(findings["saved_at"]))  # any other version, also where the clock was set back
    with st.expander("Log a check", expanded=findings.is_empty()):
        show_check_form(person, mechanics.items, former=Former(), turn=f"new-{turn}")


def show_findings(findings: pl.DataFrame, course: pl.DataFrame) -> None:
    """Marks by item and side over time, with everything that was seen in the table behind."""
    title = check_title(course)
    table = findings.reverse().select(
        pl.col("local_date").alias("Day"),
        pl.col("seen_by").replace(SEERS).alias("Seen by"),
        pl.col("title").alias("What"),
        pl.col("side").alias("Side"),
        pl.col("value_words").alias("Seen"),
        pl.col("note").alias("Note"),
        pl.col("video_url").map_elements(host_of, return_dtype=pl.String).alias("Video on"),
    )
    if can_draw(findings):
        chart_with_table(draw_mechanics(findings, title=title), table, name="mechanics")
        return
    show_heading(title, "Words only so far, so there is nothing to draw")
    table_with_csv(table, name="mechanics")


def show_changes(course: pl.DataFrame) -> None:
    """What the last check saw otherwise than the one before that looked; nothing of a first."""
    if course["previous_date"].drop_nulls().is_empty():
        return
    last = course.filter(pl.col("is_of_last_check"))["last_date"][0]
    with section(f"What the check of {display.short_day(last)} saw otherwise"):
        st.markdown("\n".join(f"- {escaped(line)}" for line in change_lines(course)))
        st.caption("What was seen, not why: two checks may differ by the eye that looked.")


def show_runs(spans: pl.DataFrame, units: str) -> None:
    """Numbers of the four weeks before each check beside those up to today."""
    shown = spans.head(SHOWN_SPANS).to_dicts()
    with st.container(gap="xsmall"):
        show_heading(
            run_title(shown),
            RUNS_SUBTITLE,
        )
        st.markdown("\n".join(run_lines(shown)))
        unknown = unknown_words(shown)
        if unknown:
            st.caption(sentence(unknown))
        unit = display.height_unit(units)
        table = spans.select(
            pl.col("check_date").alias("Before the check of"),
            pl.col("from_date").alias("From"),
            pl.col("until_date").alias("Until"),
            pl.col("run_count").alias("Runs"),
            pl.col("cadence_adjusted_spm").round(1).alias("Cadence at usual pace, spm"),
            pl.col("step_length_ratio").round(3).alias("Step length over own line"),
            pl.col("descent_slower_share").round(3).alias("Downhill slower than usual, share"),
            pl.col("descent_step_length_ratio").round(3).alias("Downhill steps over own line"),
            display.to_height(pl.col("descent_m"), units).round(0).alias(f"Descent, {unit}"),
        )
        table_with_csv(table, name="mechanics-runs")


show()
