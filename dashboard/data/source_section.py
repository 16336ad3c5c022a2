"""What is here: which source and device brought what, until when."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.ui import display
from dashboard.ui.chart import columns_of
from dashboard.ui.described_table import described
from dashboard.ui.section import section


def show_sources(person: session.Person) -> None:
    """What came from where, until when."""
    sources = session.rows_of(person, "page.data_source")
    if sources.is_empty():
        return
    table = described(
        "page.data_source",
        sources,
        pl.col("source").replace(display.SOURCES).alias("Source"),
        pl.col("device").alias("Device"),
        pl.col("first_date").alias("From"),
        pl.col("last_date").alias("Until"),
        pl.col("run_count").alias("Runs"),
        pl.col("other_count").alias("Other sports"),
        pl.col("duplicate_count").alias("Also from elsewhere"),
    )
    runs, last = sum(sources["run_count"].to_list()), max(sources["last_date"].to_list())
    with section("What is here"):
        st.caption(
            f"{display.count(runs, 'recorded run')}, each counted once, the latest on "
            f"{display.day(last)}."
        )
        columns = columns_of(table.rows, table.meanings)
        st.dataframe(
            table.rows.to_arrow(), hide_index=True, height="content", column_config=columns
        )
