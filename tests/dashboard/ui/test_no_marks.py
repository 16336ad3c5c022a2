"""A chart without a mark is known before it is sent."""

import plotly.graph_objects as go
import pytest

from dashboard.ui.charts import style
from dashboard.ui.charts.kept import written


@pytest.mark.parametrize(
    ("trace", "has_marks"),
    [
        (go.Scatter(x=[1, 2], y=[None, float("nan")]), False),
        (go.Scatter(x=[1, 2], y=[None, 0.0]), True),
        (go.Bar(x=[1, 2], y=[0, None]), False),
        (go.Bar(x=[1, 2], y=[0, 3]), True),
        (go.Bar(x=[3], y=["tomorrow"], orientation="h"), True),
        (go.Heatmap(z=[[None, None]]), False),
        (go.Heatmap(z=[[None, 2]]), True),
    ],
)
def test_a_chart_knows_whether_it_shows_anything(trace: go.Bar, has_marks: bool):
    """A bar of no height shows nothing; a point at zero does."""
    figure = style.new_chart(title="Weeks", subtitle="km")
    figure.add_trace(trace)
    assert written(figure).is_empty is not has_marks
