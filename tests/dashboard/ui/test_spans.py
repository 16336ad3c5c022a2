"""Long periods by month and quarter, and what a chart leaves out because nothing is seen of it."""

from datetime import date, timedelta

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard.hills.charts import draw_descent
from dashboard.ui.charts.kept import written
from dashboard.ui.charts.spans import in_spans

MONDAY = date(2024, 1, 1)


def weeks_of(count: int) -> pl.DataFrame:
    """So many weeks from a Monday on: metres down rise by one a week, every fourth is unknown."""
    return pl.DataFrame(
        {
            "week_start_date": [MONDAY + timedelta(weeks=index) for index in range(count)],
            "descent_m": [None if index % 4 == 3 else float(index) for index in range(count)],
            "run_count": [index % 2 for index in range(count)],
            "altitude_quality": [
                "gps" if index % 4 == 0 else "barometric" for index in range(count)
            ],
        }
    )


@pytest.mark.parametrize(
    ("count", "word", "drawn"), [(53, "week", 53), (54, "month", 13), (213, "quarter", 17)]
)
def test_a_year_is_drawn_by_week_more_by_month_and_four_by_quarter(count, word, drawn):
    """Fewer bars than a phone has room for weeks."""
    spans = in_spans(weeks_of(count))
    assert (spans.word, spans.rows.height) == (word, drawn)
    assert len(spans.middles) == len(spans.names) == len(spans.widths_ms) == drawn


def test_a_month_is_the_mean_of_its_known_weeks():
    """In the unit of a week; words are those of most weeks, and each week lies in one month."""
    january = in_spans(weeks_of(60)).rows.row(0, named=True)
    assert january == {
        "week_start_date": MONDAY,
        "descent_m": pytest.approx((0 + 1 + 2) / 3),  # the week from 29 January is of February
        "run_count": 0.5,
        "altitude_quality": "barometric",
    }


def test_a_month_without_a_known_week_stays_unknown():
    """Unknown is never zero."""
    rows = weeks_of(60).with_columns(descent_m=pl.lit(None, pl.Float64))
    assert in_spans(rows).rows["descent_m"].is_null().all()


def test_a_long_period_says_that_its_bars_are_means():
    """Bars as wide as their month, in the words above the chart and on hover."""
    rows = weeks_of(60).with_columns(
        usual_descent_m=pl.lit(5.0),
        most_6w_descent_m=pl.lit(None, pl.Float64),
        descent_28d_ratio=pl.lit(1.0),
        descent_6w_ratio=pl.lit(1.0),
        descent_known_share=pl.lit(1.0),
        moving_s=pl.lit(3_600.0),
    )
    figure = draw_descent(rows, "km")
    bars = figure.data[0]
    assert bars.hovertext[0] == "A week of January 2024, on average"
    assert bars.width[0] > bars.width[1]  # January is longer than February
    chart = written(figure)
    assert chart.subtitle.endswith("a month's weeks on average")
    assert "most of the six weeks before" not in chart.spec  # none is known: no line, no legend


def test_a_chart_without_a_mark_is_empty():
    """Bars of no height are not seen, nor lines along the axis; a point at zero is."""
    nothing = go.Figure([go.Bar(y=[0, None]), go.Scatter(y=[None, float("nan")]), go.Scatter()])
    nothing.update_layout(height=200)
    assert written(nothing).is_empty
    along = go.Figure([go.Scatter(y=[0, 0], mode="lines")], layout={"height": 200})
    assert written(along).is_empty
    point = go.Figure([go.Scatter(y=[None, 0])], layout={"height": 200})
    assert not written(point).is_empty
    across = go.Figure([go.Bar(x=[2], y=["a"], orientation="h")], layout={"height": 200})
    assert not written(across).is_empty
