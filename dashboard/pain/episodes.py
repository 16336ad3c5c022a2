"""Spells of pain: their bars, and what they prompt to do."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.method.common_questions_popover import show_answers
from dashboard.method.explainer import show_how_known
from dashboard.pain.episode_chart import draw_pain_episodes, logged_words
from dashboard.rows import to_rows
from dashboard.rows.pain import PainEpisode
from dashboard.ui import display
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.described_table import DescribedTable, described
from etl.reference.rules import parameter_value

LEAST_DAYS = 2  # one day of pain is no spell to draw yet


def show_pain_episodes(person: session.Person) -> None:
    """Spells of the shared period, the prompts of those that go on under them."""
    today = session.today(person)
    period = session.current_period()
    first_day = period.first_day(today)
    rows = session.rows_of(person, "page.pain_episode").filter(pl.col("end_date") >= first_day)
    if rows.is_empty() or rows["duration_days"].sum() < LEAST_DAYS:
        return
    figure = drawn(
        draw_pain_episodes,
        rows,
        first_day=first_day if period.weeks else min(rows["start_date"].to_list()),
        today=today,
        quiet_days=round(parameter_value("pain_episode_quiet_days")),
        start_score=parameter_value("pain_episode_start_score"),
    )
    chart_with_table(figure, partial(_table, rows), name="pain-episodes")
    prompted = rows.filter(~pl.col("is_over") & pl.col("prompt_rule_id").is_not_null())
    for row in to_rows(prompted, PainEpisode):
        st.markdown(prompt_words(row))
        if row["assessed_date"] is None and row["prompt_rule_id"]:
            show_how_known(row["prompt_rule_id"])
    lasting = rows.filter(
        ~pl.col("is_over") & (pl.col("duration_days") >= parameter_value("answers_from_days"))
    )
    if lasting.height:
        show_answers()


def prompt_words(row: PainEpisode) -> str:
    """What to do about a spell that goes on, with how much of it is known."""
    knee = display.KNEES[row["knee"]]
    days = f"{display.count(row['duration_days'], 'day')}, {logged_words(row)}"
    told = f"{knee.shape} **{knee.word} knee: {row['prompt_text']}** ({days})."
    if row["assessed_date"] is not None:
        return f"{told} Assessed on {display.day(row['assessed_date'])}."
    return f"{told} {row['prompt_what_to_do']}"


def _table(rows: pl.DataFrame) -> DescribedTable:
    knees = {code: mark.word for code, mark in display.KNEES.items()}
    return described(
        "page.pain_episode",
        rows,
        pl.col("knee").replace(knees).alias("Knee"),
        pl.col("start_date").alias("From"),
        pl.col("end_date").alias("To"),
        pl.col("duration_days").alias("Days"),
        pl.col("logged_day_count").alias("Days logged"),
        pl.col("logged_share").round(2).alias("Logged, share"),
        pl.col("worst_score").alias("Worst, 0-10"),
        pl.col("is_recurrence").alias("Came back"),
        pl.col("is_over").alias("Over"),
        pl.col("prompt_text").alias("Prompt"),
        pl.col("assessed_date").alias("Assessed"),
    )
