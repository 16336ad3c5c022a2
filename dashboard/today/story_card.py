"""How it came about: the last twelve weeks as one picture, with its table and a picture to keep."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows.today import Today
from dashboard.today import wording
from dashboard.today.story_picture import draw_picture
from dashboard.ui import display
from dashboard.ui.card import card
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.charts.story import draw_story
from dashboard.ui.folds import show_behind
from etl.reference.rules import parameter_value


def show_story(person: session.Person, today: Today) -> None:
    """The picture; where nothing of the weeks is here, a line in its place."""
    runs, pain, events = (
        session.rows_of(person, name)
        for name in ("page.story_run", "page.story_pain", "page.story_event")
    )
    with card(key="story"):
        if runs.is_empty() and pain.is_empty():
            st.markdown(f"{wording.NO_STORY}.")
            return
        weeks_shown = round(parameter_value("pain_pattern_weeks"))
        first_day = today["local_date"] - timedelta(days=7 * weeks_shown - 1)
        weeks = session.rows_of(person, "page.hills_week").filter(
            pl.col("week_start_date") > first_day - timedelta(days=7)
        )
        chart = drawn(
            draw_story,
            runs,
            weeks,
            pain,
            events,
            units=person.units,
            first_day=first_day,
            today=today["local_date"],
        )
        draw = partial(
            draw_picture,
            runs,
            pain,
            units=person.units,
            first_day=first_day,
            today=today["local_date"],
        )
        keep = partial(_show_picture, draw, chart.title)
        table = partial(_table, runs, pain, person.units)
        beside = partial(show_behind, wording.KEEP_PICTURE, keep, key="picture")
        chart_with_table(chart, table, name="story", beside=beside)


def _show_picture(draw: Callable[..., bytes], title: str) -> None:
    """A download; names and places are never in it, dates where they are asked for."""
    st.caption(wording.PICTURE_HOLDS)
    is_dated = st.checkbox(wording.WITH_DATES, key="picture-dated")
    st.download_button(
        wording.DOWNLOAD_PICTURE,
        data=partial(draw, title=title if is_dated else None),  # called when it is asked for
        file_name="kneewise-story.png",
        mime="image/png",
        key="picture-download",
        on_click="ignore",
    )


def _table(runs: pl.DataFrame, pain: pl.DataFrame, units: str) -> pl.DataFrame:
    """A row a run, and a row a day of pain without one."""
    unit, height = display.distance_unit(units), display.height_unit(units)
    worst = [
        pain.filter(pl.col("knee") == knee).select(
            pl.col("local_date").alias("Day"),
            pl.col("worst_score").alias(wording.table_pain(display.knee_heading(knee))),
        )
        for knee in display.PAIN_KNEES
        if knee in display.KNEES or not pain.filter(knee=knee).is_empty()
    ]
    table = runs.select(
        pl.col("local_date").alias("Day"),
        display.to_distance(pl.col("distance_m"), units).round(1).alias(f"Run, {unit}"),
        display.to_distance(pl.col("ceiling_m"), units).round(1).alias(wording.table_ceiling(unit)),
        display.to_height(pl.col("descent_m"), units).round(0).alias(f"Descent, {height}"),
    )
    for of_knee in worst:
        table = table.join(of_knee, on="Day", how="full", coalesce=True)
    return table.sort("Day", descending=True)
