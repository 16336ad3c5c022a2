"""What the check-ins mean, in words; and a chart of each questionnaire and knee."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.check_ins import wording
from dashboard.check_ins.charts import draw_check_ins
from dashboard.check_ins.wording import REASONS, count_words, finding
from dashboard.rows import to_rows
from dashboard.rows.check_ins import CheckIn, CheckInCount
from dashboard.ui.card import card
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.described_table import DescribedTable, described
from etl.journal.check_ins import delete_check_in
from etl.reference.questionnaires.definitions import facts_of


def show_meaning(person: session.Person, answers: pl.DataFrame) -> None:
    """What the latest score of each questionnaire and knee says, the latest answered first.

    `answers`: rows of `page.check_in`, newest first.
    """
    today = session.today(person)
    with card(key="answer"):
        if answers.is_empty():
            st.markdown(f"## {wording.NO_CHECK_IN}")
            st.caption(wording.FIRST_COMPARES)
        for index, rows in enumerate(series_of(answers)):
            latest = to_rows(rows.head(1), CheckIn)[0]
            facts = facts_of(latest["questionnaire_id"])
            title = wording.meaning_title(latest, facts)
            st.markdown(f"**{title}**" if index else f"## {title}")
            st.markdown(wording.meaning_detail(latest, facts, today=today))
            st.caption(wording.bands_words(latest, facts))


def show_scores(person: session.Person, answers: pl.DataFrame) -> None:
    """A chart of each questionnaire and knee, the latest answered first."""
    counts = {row["knee"]: row for row in session.records_of(person, CheckInCount)}
    for newest_first in series_of(answers):
        with st.container(gap="xsmall"):
            latest = to_rows(newest_first.head(1), CheckIn)[0]
            _show_series(newest_first.reverse(), latest)
            is_weekly = facts_of(latest["questionnaire_id"]).schedule == "weekly"
            if is_weekly and latest["knee"] in counts:
                st.caption(count_words(counts[latest["knee"]]))
            _show_take_back(latest)


def series_of(answers: pl.DataFrame) -> list[pl.DataFrame]:
    """The answers of each questionnaire and knee, newest first as they came."""
    return answers.partition_by("questionnaire_id", "knee", maintain_order=True)


def _show_series(rows: pl.DataFrame, latest: CheckIn) -> None:
    """Scores of one questionnaire and knee, oldest first, over the noise around the first."""
    facts = facts_of(latest["questionnaire_id"])
    scored = rows.drop_nulls("score")
    title = finding(latest)
    if scored.is_empty():
        st.markdown(f"#### {title}")
        return
    figure = drawn(
        draw_check_ins,
        scored,
        title=title,
        lowest_score=facts.lowest_score,
        highest_score=facts.highest_score,
    )
    name = f"check-in-{facts.questionnaire_id}" + (f"-{latest['knee']}" if latest["knee"] else "")
    chart_with_table(figure, partial(_table, rows), name=name)


def _show_take_back(latest: CheckIn) -> None:
    """The latest answer of a series can be taken back; answering again that day replaces it."""
    label = wording.take_back(latest["local_date"], session.today(None))
    if st.button(label, type="tertiary", key=f"take-back-{latest['entry_id']}"):
        delete_check_in(session.current_journal(), latest["entry_id"])
        st.rerun()


def _table(rows: pl.DataFrame) -> DescribedTable:
    return described(
        "page.check_in",
        rows.reverse(),
        pl.col("local_date").alias("Day"),
        pl.col("score").round(1).alias("Score"),
        pl.col("score_reason").replace(REASONS).alias(wording.WHY_NONE),
        pl.col("is_substantial").alias("Substantial"),
        *(pl.col(name).alias(head) for name, head in wording.SCORE_COLUMNS.items()),
    )
