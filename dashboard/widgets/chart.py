"""A chart with everything a chart owes its reader: words above, table and CSV below."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import plotly.graph_objects as go
import polars as pl
import streamlit as st
from polars import selectors

from dashboard.charts import style

DATE_FORMAT = "D MMM YYYY"
_FORMULA = r"^\s*(?:[=@]|[+-][^\d\s])"


def chart_with_table(
    figure: go.Figure,
    table: pl.DataFrame,
    *,
    name: str,
    meanings: Mapping[str, str] | None = None,
) -> None:
    """Show a figure with its title and subtitle, and behind it its table and a CSV download.

    `table` holds what is drawn, columns already in the runner's units and named for people;
    `name` is unique on the screen and names the CSV file; `meanings` explains columns on hover.
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
        table_with_csv(table, name=name, meanings=meanings)


def show_heading(title: str, subtitle: str) -> None:
    """The finding, and below it what is shown."""
    with st.container(gap="xxsmall"):
        st.markdown(f"#### {title}")
        st.caption(subtitle)


def table_with_csv(
    table: pl.DataFrame, *, name: str, meanings: Mapping[str, str] | None = None
) -> None:
    """A quiet link that opens the table, with a button that downloads it as CSV."""
    with st.popover("Table and CSV", type="tertiary", key=f"table-{name}"):
        st.dataframe(table, hide_index=True, column_config=columns_of(table, meanings), height=320)
        st.download_button(
            "Download CSV",
            data=partial(as_csv, table),  # called when it is asked for
            file_name=f"kneewise-{name}.csv",
            mime="text/csv",
            key=f"csv-{name}",
            on_click="ignore",
        )


def as_csv(table: pl.DataFrame) -> str:
    """The table as CSV. What somebody typed and a spreadsheet would work out begins with '."""
    return table.with_columns(selectors.string().str.replace(_FORMULA, "'$0")).write_csv()


def columns_of(table: pl.DataFrame, meanings: Mapping[str, str] | None = None) -> dict[str, Any]:
    """How each column is shown: dates as dates, meanings on hover."""
    meanings = meanings or {}
    return {
        column: st.column_config.DateColumn(format=DATE_FORMAT, help=meanings.get(column))
        if kind == pl.Date
        else st.column_config.Column(help=meanings.get(column))
        for column, kind in table.schema.items()
    }
