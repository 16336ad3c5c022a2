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
from dashboard.widgets.cadence_step import show_cadence_step
from dashboard.widgets.chart import chart_with_table, table_with_csv
from dashboard.widgets.empty import empty_state
from dashboard.widgets.known import show_how_known
from dashboard.widgets.period import show_period_picker
from dashboard.widgets.section import section
from etl.cadence_plan import choose_goal

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
    show_cadence_step(person)
    show_own_line(person, first_day)
    context = session.rows_of(person, "page.cadence_context").row(0, named=True)
    chart_with_table(draw_step_length(weeks, person.units), table, name="step-length")
    show_own_length(context)
    show_effect(person)
    show_advice_of_170(person, context)


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


def show_own_length(context: dict[str, Any]) -> None:
    """Whether steps were longer than one's own of late, and what a watch cannot see."""
    ratio = context["least_step_length_ratio"]
    if ratio is not None:
        st.markdown(_length_words(context, ratio))
    st.caption("A watch cannot see foot placement, shin angle or knee, only how long a step is.")
    show_how_known("long_steps")


def show_effect(person: session.Person) -> None:
    """What slightly quicker steps would mean for the knee, with the uncertainty said aloud."""
    with section("What slightly quicker steps would mean for the knee"):
        effect = session.rows_of(person, "page.cadence_effect").row(0, named=True)
        st.markdown(_effect_words(effect, person.units))
        st.markdown(_seed_words(effect, person.units))
        studies = session.rows_of(person, "page.cadence_study")
        table_with_csv(_study_table(studies, person.units), name="cadence-studies")


def show_advice_of_170(person: session.Person, context: dict[str, Any]) -> None:
    """What is to be made of the advice to run at 170, and the runner's own goal."""
    with section(f"And the advice of {context['advised_spm']:.0f}?"):
        st.markdown(_advice_words(person, context))
        goal = st.toggle(
            "Quicker steps are a goal of mine",
            value=context["has_goal"],
            key=f"cadence-goal-{person.runner_id}",
            help=f"Then a cadence below {context['advised_spm']:.0f} for your height is named "
            "among the reasons on Today, also while nothing hurts.",
        )
    if goal != context["has_goal"]:
        choose_goal(session.current_journal(), runner_id=person.runner_id, has_goal=goal)
        st.rerun()


def _length_words(context: dict[str, Any], ratio: float) -> str:
    runs = f"your last {context['overstride_run_count']} runs"
    if ratio > context["overstride_ratio"]:
        return (
            f"In each of {runs} steps were at least {display.percent(ratio - 1)} longer than your "
            "own line of the weeks before at that speed."
        )
    return f"Not all of {runs} had steps clearly longer than your own at that speed."


def _tall(context: dict[str, Any], person: session.Person) -> str:
    return display.body_height(context["height_cm"], person.units)


def _effect_words(effect: dict[str, Any], units: str) -> str:
    far = display.distance_word(units)
    return (
        f"At the same speed, steps {display.percent(effect['step_share'])} quicker are that much "
        f"shorter. By our estimate the load of one step at the knee is then about "
        f"**{_less(effect, 'per_step')}**; over a {far}, with the extra steps counted, about "
        f"**{_less(effect, 'per_km')}** (plausible: {_range(effect, 'per_step')} a step, "
        f"{_range(effect, 'per_km')} a {far}). In one trial, runners whose steps became "
        f"{display.percent(effect['trial_step_share'], 1)} quicker did "
        f"{display.percent(effect['trial_per_km_share'])} less braking work with the knee per "
        f"{far}. This is about work done by the knee, not the force on the ground: there is "
        "insufficient evidence on injury (evidence C)."
    )


def _seed_words(effect: dict[str, Any], units: str) -> str:
    return (
        f"The saying “{display.percent(effect['step_share'])} quicker, "
        f"{display.percent(effect['seed_small_share'])} less” is of the energy that the knee takes "
        f"up in a step: about {display.percent(effect['seed_small_share'])} less, and about "
        f"{display.percent(effect['seed_large_share'])} less with steps "
        f"{display.percent(effect['twice_step_share'])} quicker, in one laboratory study of "
        f"{effect['seed_runner_count']} runners (numbers not yet checked against the full paper). "
        f"It is not of the force from the ground, and a {display.distance_word(units)} has more of "
        "those steps."
    )


def _less(effect: dict[str, Any], what: str) -> str:
    return f"{display.percent(-effect[f'{what}_share'])} less"


def _range(effect: dict[str, Any], what: str) -> str:
    least, most = effect[f"{what}_least_share"], effect[f"{what}_most_share"]
    return f"{display.percent(-least)} to {display.percent(-most)}"


def _advice_words(person: session.Person, context: dict[str, Any]) -> str:
    advised = f"{context['advised_spm']:.0f}"
    words = [
        f"About {display.percent(context['share_below_advised'])} of experienced recreational "
        f"runners take fewer than {advised} steps a minute at "
        f"{display.pace(context['study_speed_mps'], person.units)} (reckoned from the mean and "
        "spread of one study, evidence C). So a lower number is no fault by itself."
    ]
    if context["equivalent_170_spm"] is None:
        words.append(f"With your height, on Data, {advised} can be fitted to your legs.")
    else:
        words.append(
            f"Longer legs swing slower: at {_tall(context, person)}, {advised} becomes about "
            f"**{context['equivalent_170_spm']:.0f}** (evidence D)."
        )
    if context["recent_spm"] is not None:
        words.append(f"You: **{context['recent_spm']:.0f}** of late, at your usual pace.")
    return " ".join(words)


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


def _study_table(studies: pl.DataFrame, units: str) -> pl.DataFrame:
    return studies.select(
        pl.col("study_name").alias("Study"),
        pl.col("measured_text").alias("Measured"),
        (100 * (pl.col("step_length_ratio") - 1)).round(1).alias("Step length, %"),
        (100 * (pl.col("load_ratio") - 1)).round(1).alias("A step, %"),
        (100 * (pl.col("per_km_ratio") - 1)).round(1).alias(f"A {display.distance_word(units)}, %"),
        pl.col("implied_exponent_ratio").round(2).alias("Exponent"),
    )


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
