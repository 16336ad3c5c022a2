"""One run along its way: altitude, speed, cadence and heart rate."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.runs.charts import draw_streams, thinned
from dashboard.runs.one_run import wording
from dashboard.ui import display
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn


def show_streams(person: session.Person, sources: pl.DataFrame, pain: pl.DataFrame) -> None:
    """The streams of each recording that counts, with steep stretches and where pain began."""
    counted = sources.filter(pl.col("duplicate_of").is_null())
    onsets_m = pain["onset_m"].drop_nulls().sort().to_list() if counted.height == 1 else []
    onset_m = onsets_m[0] if onsets_m else None
    for activity_id, doubt in counted.select("activity_id", "altitude_doubt").rows():
        samples = session.current_page().samples(
            session.current_viewer(), activity_id, runner_id=person.runner_id
        )
        if samples is None or samples["distance_m"].is_null().all():
            st.info(wording.NO_STREAMS)
            continue
        stretches = session.rows_of(person, "page.run_stretch", activity_id=activity_id)
        if doubt is not None:
            samples = samples.with_columns(altitude_m=pl.lit(None, dtype=pl.Float64))
        points = thinned(samples)
        chart_with_table(
            drawn(draw_streams, points, stretches, onset_m, person.units),
            partial(_stream_table, points, person.units),
            name=f"streams-{activity_id}",
        )


def _stream_table(points: pl.DataFrame, units: str) -> pl.DataFrame:
    distance = f"{wording.DISTANCE_COLUMN}, {display.distance_unit(units)}"
    altitude = f"{wording.ALTITUDE_COLUMN}, {display.height_unit(units)}"
    return points.select(
        display.to_distance(pl.col("distance_m"), units).round(3).alias(distance),
        display.to_height(pl.col("altitude_m"), units).round(1).alias(altitude),
        display.to_speed(pl.col("speed_mps"), units)
        .round(2)
        .alias(f"{wording.SPEED_COLUMN}, {display.speed_unit(units)}"),
        pl.col("cadence_spm").round(0).alias(wording.CADENCE_COLUMN),
        pl.col("heart_rate_bpm").round(0).alias(wording.HEART_RATE_COLUMN),
    )
