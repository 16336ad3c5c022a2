"""Cadence: are my steps getting quicker at the same pace?"""

from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from dashboard import display, session
from dashboard.charts.cadence import (
    draw_cadence_speed,
    draw_cadence_trend,
    draw_step_length,
    then_and_now,
    with_era,
)
from dashboard.widgets.chart import chart_with_table
from dashboard.widgets.empty import empty_state
from dashboard.widgets.period import show_period_picker

NO_TARGET = (
    "There is no cadence that is right for everybody: it depends on your speed and your legs. What "
    "can be compared is you with yourself, at the same pace."
)


def show() -> None:
    """The whole screen, top down."""
    person = session.current_runner()
    weeks = session.rows_of(person, "page.cadence_week") if person else pl.DataFrame()
    if person is None or weeks.is_empty() or weeks["cadence_spm"].is_null().all():
        empty_state(
            "Cadence appears here once runs with steps are in; most running watches count them.",
            "Bring in runs",
        )
        return
    first_day = show_period_picker().first_day(session.today(person))
    weeks = weeks.filter(pl.col("week_start_date") >= first_day)
    pain_days = session.rows_of(person, "page.pain_mark").filter(
        pl.col("local_date") >= weeks["week_start_date"].min()
    )
    table = _week_table(weeks, person.units)
    chart_with_table(draw_cadence_trend(weeks, pain_days), table, name="cadence")
    st.caption(NO_TARGET)
    show_own_line(person, first_day)
    chart_with_table(draw_step_length(weeks, person.units), table, name="step-length")
    show_effect()


def show_own_line(person: session.Person, first_day: date) -> None:
    """Cadence over speed, with the runner's own line at both ends of the period."""
    lines = then_and_now(session.rows_of(person, "page.cadence_line"), first_day)
    if lines.is_empty():
        return
    runs = with_era(session.rows_of(person, "page.cadence_run"), lines)
    chart_with_table(
        draw_cadence_speed(runs, lines, person.units),
        _run_table(runs, person.units),
        name="cadence-over-speed",
    )
    st.caption(_line_words(lines))


def show_effect() -> None:
    """What slightly quicker steps would mean for the knee, with the uncertainty said aloud."""
    effects = session.current_gateway().load(session.current_viewer(), "page.cadence_effect")
    st.markdown("#### What slightly quicker steps would mean for the knee")
    st.markdown(_effect_words(effects.row(0, named=True)))


def _effect_words(effect: dict[str, Any]) -> str:
    return (
        f"At the same speed, steps {display.percent(effect['step_share'])} quicker are that much "
        f"shorter. By our estimate the load of one step at the knee is then about "
        f"**{display.percent(-effect['per_step_share'])} less**; over a kilometre, with the extra "
        f"steps counted, about **{display.percent(-effect['per_km_share'])} less** (plausible: "
        f"{display.percent(-effect['per_km_least_share'])} to "
        f"{display.percent(-effect['per_km_most_share'])}). In one trial, runners whose steps "
        f"became {display.percent(effect['trial_step_share'], 1)} quicker did "
        f"{display.percent(effect['trial_per_km_share'])} less braking work with the knee per "
        "kilometre. This is about work done by the knee, not the force on the ground, and whether "
        "it means fewer injuries is not known (evidence C)."
    )


def _line_words(lines: pl.DataFrame) -> str:
    spans = [
        f"{era} {display.day(start)} to {display.day(end)}, {method}"
        for era, start, end, method in lines.select(
            "era",
            "from_date",
            "until_date",
            pl.col("line_method").replace(LINE_METHODS),
        ).rows()
    ]
    return f"Lines: {'; '.join(spans)}."


# How the line was found: code of `page.cadence_line` to words.
LINE_METHODS = {
    "own": "from your own runs alone",
    "drawn_to_usual": "few runs or one pace only, so its slope leans on other runners",
    "usual": "too few runs, so its slope is that of other runners",
}


def _week_table(weeks: pl.DataFrame, units: str) -> pl.DataFrame:
    unit = display.height_unit(units)
    return weeks.select(
        pl.col("week_start_date").alias("Week from"),
        pl.col("cadence_adjusted_spm").round(1).alias("At your usual pace, steps/min"),
        pl.col("cadence_spm").round(1).alias("As measured, steps/min"),
        pl.col("trend_spm_per_week").round(2).alias("Trend, steps/min a week"),
        display.to_height(pl.col("step_length_m"), units).round(2).alias(f"Step length, {unit}"),
        pl.col("run_count").alias("Runs"),
    ).sort("Week from", descending=True)


def _run_table(runs: pl.DataFrame, units: str) -> pl.DataFrame:
    ordered = runs.sort("local_date", descending=True)
    unit = display.height_unit(units)
    return ordered.select(
        pl.col("local_date").alias("Day"),
        pl.Series(
            "Pace on the flat", [display.pace(speed, units) for speed in ordered["flat_speed_mps"]]
        ),
        pl.col("flat_cadence_spm").round(1).alias("Cadence there, steps/min"),
        pl.col("cadence_adjusted_spm").round(1).alias("At your usual pace, steps/min"),
        display.to_height(pl.col("step_length_m"), units).round(2).alias(f"Step length, {unit}"),
        pl.col("era").alias("When"),
    )


show()
