"""What came of the check-ins: a chart of each questionnaire and knee."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.check_ins.charts import draw_check_ins
from dashboard.check_ins.wording import REASONS, count_words, finding
from dashboard.rows import to_rows
from dashboard.rows.check_ins import CheckIn, CheckInCount
from dashboard.ui import display
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.described_table import DescribedTable, described
from etl.journal.check_ins import delete_check_in
from etl.reference.questionnaires.definitions import facts_of


def show_answers(person: session.Person, answers: pl.DataFrame) -> None:
    """A chart of each questionnaire and knee, the latest answered first."""
    if answers.is_empty():
        st.markdown("#### No check-in yet")
        st.caption("The first one is where later ones are compared with.")
        return
    counts = {row["knee"]: row for row in session.records_of(person, CheckInCount)}
    series = answers.select("questionnaire_id", "knee").unique(maintain_order=True).rows()
    for questionnaire_id, knee in series:
        rows = answers.filter(
            (pl.col("questionnaire_id") == questionnaire_id) & pl.col("knee").eq_missing(knee)
        ).reverse()
        with st.container(gap="xsmall"):
            latest = to_rows(rows.tail(1), CheckIn)[0]
            _show_series(rows, latest)
            if facts_of(questionnaire_id).schedule == "weekly" and knee in counts:
                st.caption(count_words(counts[knee]))
            _show_take_back(latest)


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
    label = (
        f"Take back the answer of {display.short_day(latest['local_date'], session.today(None))}"
    )
    if st.button(label, type="tertiary", key=f"take-back-{latest['entry_id']}"):
        delete_check_in(session.current_journal(), latest["entry_id"])
        st.rerun()


def _table(rows: pl.DataFrame) -> DescribedTable:
    return described(
        "page.check_in",
        rows.reverse(),
        pl.col("local_date").alias("Day"),
        pl.col("score").round(1).alias("Score"),
        pl.col("score_reason").replace(REASONS).alias("Why none"),
        pl.col("is_substantial").alias("Substantial"),
        pl.col("change_first_words").alias("Since the first"),
        pl.col("change_last_words").alias("Since the last"),
        pl.col("questionnaire_version").alias("Version of the words"),
    )
