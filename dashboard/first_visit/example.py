"""An invented runner to look at: marked as such, read only, left with one tap."""

import polars as pl
import streamlit as st

from dashboard.first_visit import wording
from dashboard.first_visit.example_rows import UNITS, Example, read_example
from dashboard.load.charts import draw_load
from dashboard.ui import display
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.section import section

_OPEN = "first-visit-example"
_MOST_PAIN_DAYS = 6


def open_example() -> None:
    """Show it from now on, in this session alone."""
    st.session_state[_OPEN] = True


def is_example_open() -> bool:
    """Whether this session looks at it."""
    return bool(st.session_state.get(_OPEN))


def show_example() -> None:
    """What Today said of her on that day, the chart it follows from, and the way back."""
    example = read_example()
    mark = display.STATUSES[example.status]
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        border=True,
        key="example-bar",
    ):
        st.markdown(f"**{wording.BADGE}**", width="content")
        st.button(wording.LEAVE, key="example-leave", type="primary", on_click=_leave)
    with st.container(gap="xxsmall"):
        words = f"{mark.shape} {mark.word}"
        st.markdown(f"## :{mark.tone}[{words}]" if mark.tone else f"## {words}")
        st.markdown(f"##### {example.finding}")
        st.markdown(example.limit)
    _show_weeks(example)
    with section("Why"):
        st.markdown("\n".join(f"- {reason}" for reason in example.reasons))
    _show_pain(example)
    st.caption(wording.EXAMPLE_ABOUT.format(day=display.day(example.day)))


def _show_weeks(example: Example) -> None:
    weeks, ceiling, sessions, pain = example.frames.values()
    figure = drawn(draw_load, weeks, ceiling, sessions, pain, UNITS)
    chart_with_table(figure, weeks, name="example")


def _show_pain(example: Example) -> None:
    """The latest days on which a knee hurt, one line each."""
    pain = example.frames["page.pain_mark"].filter(pl.col("worst_score") > 0)
    with section(wording.EXAMPLE_PAIN):
        latest = pain.sort("local_date", descending=True).head(_MOST_PAIN_DAYS).to_dicts()
        lines = (
            f"- {display.short_day(row['local_date'], example.day)}: "
            f"{display.PAIN_KNEES[row['knee']].shape} {display.knee(row['knee'])}, "
            f"{row['worst_score']:g} of 10"
            for row in latest
        )
        st.markdown("\n".join(lines))


def _leave() -> None:
    st.session_state.pop(_OPEN, None)
