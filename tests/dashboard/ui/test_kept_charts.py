"""A chart is drawn once for the same rows and words, and not kept beyond the rows it shows."""

from collections.abc import Callable
from datetime import date
from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.ui.charts import style
from dashboard.ui.charts.kept import KeptCharts, written

WEEKS = pl.DataFrame({"week": [1, 2, None], "distance_m": [30_000.0, None, 40_000.0]})


class Drawing:
    """A `draw_` function that counts how often it was asked."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, weeks: pl.DataFrame, *about: Any, units: str = "km") -> go.Figure:
        """The weeks as a line."""
        self.count += 1
        figure = style.new_chart(title=f"{weeks.height} weeks in {units}", subtitle=str(about))
        return figure.add_trace(go.Scatter(x=weeks["week"], y=weeks["distance_m"]))


def test_the_same_rows_are_drawn_once() -> None:
    """Another frame of the same rows is the same chart."""
    charts, draw = KeptCharts(), Drawing()
    first = charts.drawn("state", draw, WEEKS, {"limit_m": 8.0}, units="miles")
    again = charts.drawn("state", draw, WEEKS.clone(), {"limit_m": 8.0}, units="miles")
    assert first is again and draw.count == 1
    assert (first.title, first.height) == ("3 weeks in miles", 300)
    assert first.spec == written(draw(WEEKS, {"limit_m": 8.0}, units="miles")).spec


@pytest.mark.parametrize(
    "change",
    [
        lambda weeks: ((weeks.with_columns(pl.col("distance_m") + 1e-9),), {}),
        lambda weeks: ((weeks.reverse(),), {}),
        lambda weeks: ((weeks.with_columns(pl.col("week").cast(pl.Int32)),), {}),
        lambda weeks: ((weeks,), {"units": "miles"}),
        lambda weeks: ((weeks, None), {}),
        lambda weeks: ((weeks, ["a", "b"]), {}),
        lambda weeks: ((weeks, ["ab"]), {}),
        lambda weeks: ((weeks, {"limit_m": 8.0}), {}),
        lambda weeks: ((weeks, date(2026, 5, 1)), {}),
        lambda weeks: ((weeks, weeks), {}),
    ],
)
def test_whatever_is_given_otherwise_is_drawn_anew(
    change: Callable[[pl.DataFrame], tuple[tuple[Any, ...], dict[str, Any]]],
) -> None:
    """A value, an order, a type, a word, or one more of them."""
    charts, draw = KeptCharts(), Drawing()
    charts.drawn("state", draw, WEEKS)
    given, named = change(WEEKS)
    charts.drawn("state", draw, *given, **named)
    assert draw.count == 2


def test_two_ways_to_draw_are_two_charts() -> None:
    """Of the same rows."""
    charts, draw, other = KeptCharts(), Drawing(), Drawing()
    charts.drawn("state", draw, WEEKS)
    charts.drawn("state", other, WEEKS)
    assert (draw.count, other.count) == (1, 1)


def test_what_cannot_be_told_apart_is_refused() -> None:
    """A series is printed shortened: two long ones would look the same."""
    with pytest.raises(TypeError, match="Series"):
        KeptCharts().drawn("state", Drawing(), WEEKS, WEEKS["week"])


def test_nothing_outlasts_the_state_it_was_drawn_from() -> None:
    """Rows that are no more, or no longer shared, are in no chart that is kept."""
    charts, draw = KeptCharts(), Drawing()
    charts.drawn("before", draw, WEEKS)
    assert len(charts) == 1
    charts.forget_unless("before")
    assert len(charts) == 1
    charts.forget_unless("after")
    assert len(charts) == 0


def test_a_page_of_an_older_state_leaves_nothing_behind() -> None:
    """It was drawing while somebody else saw the newer one."""
    charts = KeptCharts()

    def draw() -> go.Figure:
        charts.forget_unless("after")
        return style.new_chart(title="", subtitle="")

    charts.drawn("before", draw)
    assert len(charts) == 0


def test_what_is_kept_is_bounded() -> None:
    """The last ones asked for stay; one that is larger than all is drawn each time."""
    size = len(written(Drawing()(WEEKS)).spec)
    charts, draw = KeptCharts(most_bytes=3 * size), Drawing()
    for number in range(9):
        charts.drawn("state", draw, WEEKS, number)
    assert 0 < len(charts) <= 3
    charts.drawn("state", draw, WEEKS, 8)
    assert draw.count == 9


def test_it_is_sent_as_streamlit_sends_it() -> None:
    """The same message: scheme, alternative text, height and identity included."""

    def script() -> None:
        import streamlit as st

        from dashboard.ui.chart import show_chart
        from dashboard.ui.charts import style
        from dashboard.ui.charts.kept import written

        figure = style.new_chart(title="Weeks", subtitle="In km", height=220)
        place = st.container(gap="xsmall")
        if st.session_state.get("is_kept"):
            show_chart(place, written(figure), name="weeks")
        else:
            place.plotly_chart(
                figure, width="stretch", config=style.CONFIG, key="chart-weeks", alt="Weeks. In km"
            )

    app = AppTest.from_function(script).run()
    (theirs,) = app.get("plotly_chart")
    app.session_state["is_kept"] = True
    (ours,) = app.run().get("plotly_chart")
    assert ours is not theirs
    assert ours.proto == theirs.proto and ours.proto.alt == "Weeks. In km"


def test_a_table_is_made_once_it_is_opened() -> None:
    """Closed, nothing of it is made or sent; opened, it stands there with its CSV."""

    def script() -> None:
        import polars as pl
        import streamlit as st

        from dashboard.ui.chart import table_with_csv

        def made() -> pl.DataFrame:
            st.session_state["made"] = st.session_state.get("made", 0) + 1
            return pl.DataFrame({"Day": [1, 2]})

        table_with_csv(made, name="days")

    app = AppTest.from_function(script).run()
    assert "made" not in app.session_state and not app.dataframe
    app.session_state["table-days"] = True
    app.run()
    assert app.session_state["made"] == 1
    assert list(app.dataframe[0].value["Day"]) == [1, 2]
    assert len(app.get("download_button")) == 1
