"""A chart with everything a chart owes its reader: words above, table and CSV below."""

from collections.abc import Callable, Mapping
from functools import partial
from json import dumps
from typing import Any

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.layout_utils import LayoutConfig
from streamlit.elements.lib.utils import compute_and_register_element_id
from streamlit.proto.PlotlyChart_pb2 import PlotlyChart

from dashboard.ui import wording
from dashboard.ui.charts.kept import KeptChart
from dashboard.ui.charts.style import CONFIG
from dashboard.ui.described_table import DescribedTable
from dashboard.ui.escape import escaped_line
from dashboard.ui.folds import show_behind
from dashboard.ui.wording import NOTHING_DRAWN
from etl.text import for_spreadsheet

TABLE_HEIGHT = 320  # pixels; the button below takes 56 more
DATE_FORMAT = "D MMM YYYY"
Table = pl.DataFrame | DescribedTable


def chart_with_table(
    chart: KeptChart,
    table: Table | Callable[[], Table],
    *,
    name: str,
    beside: Callable[[], None] | None = None,
    is_said: bool = False,
) -> None:
    """Show a chart with its title and subtitle, and behind it its table and a CSV download.

    `table` is or makes what is drawn, columns already in the runner's units and named for people;
    what is made is made once it is opened. `name` is unique on the screen and names the CSV file;
    a described table explains its columns; `beside` shows another link in the row of the table's;
    `is_said`: the line that was unfolded has said its title. A chart without a mark is not drawn:
    its title and one line stand instead.
    """
    place = st.container(gap="xsmall")
    with place:
        subtitle = NOTHING_DRAWN if chart.is_empty else chart.subtitle
        if is_said:
            st.caption(escaped_line(subtitle))
        else:
            show_heading(chart.title, subtitle)
        if not chart.is_empty:
            show_chart(place, chart, name=name)
        with st.container(horizontal=True, gap="medium"):
            table_with_csv(table, name=name)
            if beside is not None:
                beside()


def show_chart(place: DeltaGenerator, chart: KeptChart, *, name: str) -> None:
    """Send what is kept of a chart as `st.plotly_chart` would, which wants to write it anew."""
    proto = PlotlyChart(
        spec=chart.spec,
        config=dumps(CONFIG),
        theme="streamlit",
        alt=f"{chart.title}. {chart.subtitle}",
    )
    proto.id = compute_and_register_element_id(
        "plotly_chart",
        user_key=f"chart-{name}",
        key_as_main_identity=False,
        dg=place,
        plotly_spec=proto.spec,
        plotly_config=proto.config,
        selection_mode=("points", "box", "lasso"),
        is_selection_activated=False,
        theme=proto.theme,
        width="stretch",
        height="content",
        alt=proto.alt,
    )
    layout = LayoutConfig(width="stretch", height=chart.height)
    place._enqueue("plotly_chart", proto, layout_config=layout)


def show_heading(title: str, subtitle: str) -> None:
    """The finding, and below it what is shown."""
    with st.container(gap="xxsmall"):
        st.markdown(f"#### {escaped_line(title)}")
        st.caption(escaped_line(subtitle))


def table_with_csv(
    table: Table | Callable[[], Table], *, name: str, label: str = wording.TABLE_AND_CSV
) -> None:
    """A quiet link that opens the table, with a button that downloads it as CSV.

    The table is made and sent once it is open: ten years of weeks weigh more than their chart.
    """
    show = partial(_show_table, table, name)
    show_behind(label, show, key=f"table-{name}", height=TABLE_HEIGHT + 56)


def _show_table(table: Table | Callable[[], Table], name: str) -> None:
    made = table if isinstance(table, (pl.DataFrame, DescribedTable)) else table()
    rows, meanings = (made, None) if isinstance(made, pl.DataFrame) else (made.rows, made.meanings)
    columns = columns_of(rows, meanings)
    st.dataframe(rows.to_arrow(), hide_index=True, column_config=columns, height=TABLE_HEIGHT)
    st.download_button(
        wording.DOWNLOAD_CSV,
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
