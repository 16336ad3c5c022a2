"""How much of the recordings is known, by device and year, and what to do about the rest."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.data import wording
from dashboard.hills.doubted_altitude import HELP
from dashboard.ui.chart import columns_of
from dashboard.ui.described_table import described
from etl.reference.rules import parameter_value


def show_recording_health(person: session.Person) -> None:
    """A table of what is known, and a sentence for what mostly is not."""
    rows = session.rows_of(person, "page.recording_health")
    if rows.is_empty():
        return
    table = described(
        "page.recording_health",
        rows,
        *(
            (pl.col(name) * 100).round(0).cast(pl.Int64).alias(wording.known_heading(title))
            if name.endswith("_share")
            else pl.col(name).alias(title)
            for name, title in wording.HEALTH_HEADINGS.items()
        ),
    )
    st.caption(wording.HEALTH)
    columns = columns_of(table.rows, table.meanings)
    st.dataframe(table.rows.to_arrow(), hide_index=True, height="content", column_config=columns)
    newest = rows.filter(pl.col("year") == pl.col("year").max())
    for column, advice in wording.HEALTH_ADVICE.items():
        if _known_share(newest, column) < parameter_value("least_known_share"):
            st.markdown(wording.often_missing(advice))
    if newest["altitude_doubted_count"].sum():
        st.markdown(wording.altitude_doubted(HELP))


def _known_share(rows: pl.DataFrame, column: str) -> float:
    """Over all devices, each weighed by its runs; whole where nothing can be known."""
    told = rows.drop_nulls(column)
    count = float(told["run_count"].sum())
    return float((told[column] * told["run_count"]).sum()) / count if count else 1.0
