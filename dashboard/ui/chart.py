"""A chart with everything a chart owes its reader: words above, table and CSV below."""

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go
import polars as pl
import streamlit as st

from dashboard.ui.charts import style
from dashboard.ui.described_table import DescribedTable
from dashboard.ui.escape import escaped_line
from etl.text import for_spreadsheet

DATE_FORMAT = "D MMM YYYY"


def chart_with_table(figure: go.Figure, table: pl.DataFrame | DescribedTable, *, name: str) -> None:
    """Show a figure with its title and subtitle, and behind it its table and a CSV download.

    `table` holds what is drawn, columns already in the runner's units and named for people;
    `name` is unique on the screen and names the CSV file; a described table explains its columns.
    """
    text = style.text_of(figure)
    with st.container(gap="xsmall"):
        show_heading(text.title, text.subtitle)
        st.plotly_chart(
            figure,
            width="stretch",
            config=style.CONFIG,
            key=f"chart-{name}",
            alt=f"{text.title}. {text.subtitle}",
        )
        table_with_csv(table, name=name)


def show_heading(title: str, subtitle: str) -> None:
    """The finding, and below it what is shown."""
    with st.container(gap="xxsmall"):
        st.markdown(f"#### {escaped_line(title)}")
        st.caption(escaped_line(subtitle))


def table_with_csv(table: pl.DataFrame | DescribedTable, *, name: str) -> None:
    """A quiet link that opens the table, with a button that downloads it as CSV."""
    rows, meanings = (
        (table, None) if isinstance(table, pl.DataFrame) else (table.rows, table.meanings)
    )
    with st.popover("Table and CSV", type="tertiary", key=f"table-{name}"):
        st.dataframe(rows, hide_index=True, column_config=columns_of(rows, meanings), height=320)
        st.download_button(
            "Download CSV",
            data=lambda: for_spreadsheet(rows).write_csv(),  # called when it is asked for
            file_name=f"kneewise-{name}.csv",
            mime="text/csv",
            key=f"csv-{name}",
            on_click="ignore",
        )


def columns_of(table: pl.DataFrame, meanings: Mapping[str, str] | None = None) -> dict[str, Any]:
    """How each column is shown: dates as dates, meanings on hover."""
    meanings = meanings or {}
    return {
        column: st.column_config.DateColumn(format=DATE_FORMAT, help=meanings.get(column))
        if kind == pl.Date
        else st.column_config.Column(help=meanings.get(column))
        for column, kind in table.schema.items()
    }
