"""Spells of pain, a line each with its dates."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.pain.history import wording
from dashboard.rows import to_rows
from dashboard.rows.pain import PainEpisode
from dashboard.ui import display
from dashboard.ui.chart import table_with_csv
from dashboard.ui.described_table import DescribedTable, described
from etl.reference.rules import parameter_value

LEAST_DAYS = 2  # one day of pain is no spell to tell yet
SHOWN = 8


def show_pain_episodes(person: session.Person) -> None:
    """The newest spells of the shared period, or that there was none; all of them as a table."""
    today = session.today(person)
    first_day = session.current_period().first_day(today)
    rows = session.rows_of(person, "page.pain_episode").filter(pl.col("end_date") >= first_day)
    if rows.is_empty() or rows["duration_days"].sum() < LEAST_DAYS:
        st.caption(wording.NO_SPELL)
        return
    newest = to_rows(rows.head(SHOWN), PainEpisode)
    with st.container(gap="xsmall"):
        st.markdown("\n".join(f"- {wording.spell_line(row, today)}" for row in newest))
        st.caption(
            wording.spells_caption(
                start_score=parameter_value("pain_episode_start_score"),
                quiet_days=round(parameter_value("pain_episode_quiet_days")),
            )
        )
        table_with_csv(partial(_table, rows), name="pain-episodes")


def _table(rows: pl.DataFrame) -> DescribedTable:
    knees = {code: mark.word for code, mark in display.PAIN_KNEES.items()}
    return described(
        "page.pain_episode",
        rows.with_columns(pl.col("logged_share").round(2)),
        pl.col("knee").replace(knees).alias("Knee"),
        pl.col("start_date").alias("From"),
        pl.col("end_date").alias("To"),
        *(pl.col(name).alias(head) for name, head in wording.SPELL_COLUMNS.items()),
        pl.col("is_over").alias("Over"),
        pl.col("prompt_text").alias("Prompt"),
        pl.col("assessed_date").alias("Assessed"),
    )
