"""How much of the recordings is known, by device and year, and what to do about the rest."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.hills.doubted_altitude import HELP
from dashboard.ui.chart import columns_of
from dashboard.ui.described_table import described
from etl.reference.rules import parameter_value

_TITLES = {
    "year": "Year",
    "device": "Recorded by",
    "run_count": "Runs",
    "distance_known_share": "Distance",
    "altitude_known_share": "Climb",
    "altitude_doubted_count": "Altitude not believed",
    "cadence_known_share": "Cadence",
    "heart_rate_known_share": "Heart rate",
    "mended_count": "Mended",
    "merged_count": "Second recordings",
    "set_aside_count": "Wait for your word",
}
# Column of a share to what its lack means and what helps.
_ADVICE = {
    "altitude_known_share": "climb and descent: a watch with a barometer, or its FIT files instead "
    "of GPX",
    "cadence_known_share": "steps: switch cadence on, or wear the watch on the wrist while running",
    "distance_known_share": "distance: import the recording itself instead of a row of a table",
}


def show_recording_health(person: session.Person) -> None:
    """A table of what is known, and a sentence for what mostly is not."""
    rows = session.rows_of(person, "page.recording_health")
    if rows.is_empty():
        return
    table = described(
        "page.recording_health",
        rows,
        *(
            (pl.col(name) * 100).round(0).cast(pl.Int64).alias(f"{title} known, %")
            if name.endswith("_share")
            else pl.col(name).alias(title)
            for name, title in _TITLES.items()
        ),
    )
    st.caption("Of each device and year: how much is known, and what was put right.")
    columns = columns_of(table.rows, table.meanings)
    st.dataframe(table.rows.to_arrow(), hide_index=True, height="content", column_config=columns)
    newest = rows.filter(pl.col("year") == pl.col("year").max())
    for column, advice in _ADVICE.items():
        if _known_share(newest, column) < parameter_value("least_known_share"):
            st.markdown(f"Often missing this year is {advice}.")
    if newest["altitude_doubted_count"].sum():
        st.markdown(f"Altitude is not believed on some runs of this year. {HELP}")


def _known_share(rows: pl.DataFrame, column: str) -> float:
    """Over all devices, each weighed by its runs; whole where nothing can be known."""
    told = rows.drop_nulls(column)
    count = float(told["run_count"].sum())
    return float((told[column] * told["run_count"]).sum()) / count if count else 1.0
