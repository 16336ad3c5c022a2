"""What the steps of a week asked of the knees, as one relative number with its range."""

import plotly.graph_objects as go
import polars as pl

from dashboard.ui import display
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import axis_of
from dashboard.ui.charts.spans import in_spans, show_spans


def draw_knee_load(weeks: pl.DataFrame) -> go.Figure:
    """Knee load a week as a line within its range, and the runner's own usual.

    `weeks`: rows of `metric.knee_load`; a week that is not known leaves a gap, and a mark where
    there were runs. Long periods are drawn by month or quarter.
    """
    weeks = weeks.sort("week_start_date")
    axis, spans = axis_of("metric.knee_load", "knee_load"), in_spans(weeks)
    rows = spans.rows
    figure = style.new_chart(
        title=knee_load_title(weeks),
        subtitle="Thousands of flat steps of your usual length, a week; the band is how far it may "
        f"be off, since two of its weights are known only roughly{spans.note}",
        height=260,
    )
    x, share = spans.middles, "knee_load_known_share"
    for column, name, fill in (
        ("knee_load_low", "least", None),
        ("knee_load_high", "range", "tonexty"),
    ):
        figure.add_trace(
            go.Scatter(
                x=x,
                y=rows[column],
                mode="lines",
                name=name,
                fill=fill,
                fillcolor=palette.TREND_BAND,
                line={"width": 0, "color": palette.DISTANCE},
                showlegend=fill is not None,
                hoverinfo="skip",
            )
        )
    figure.add_trace(
        go.Scatter(
            x=x,
            y=rows["knee_load"],
            mode="lines+markers",
            name=axis.label,
            line={"color": palette.DISTANCE, "width": 2},
            customdata=list(
                zip(
                    rows["knee_load_low"],
                    rows["knee_load_high"],
                    rows["run_count"],
                    style.known_words(rows, share, "<br>of {} recorded with cadence"),
                    strict=True,
                )
            ),
            hovertext=spans.names,
            hovertemplate=f"%{{hovertext}}<br>%{{y:.1f}} {axis.unit}, between "
            "%{customdata[0]:.1f} and %{customdata[1]:.1f}"
            "<br>%{customdata[2]} runs%{customdata[3]}<extra></extra>",
        )
    )
    figure.add_trace(
        go.Scatter(
            x=x,
            y=rows["usual_knee_load"],
            mode="lines",
            name="mean of the four weeks before",
            line={"color": palette.NEUTRAL, "width": 2, "shape": "hvh"},
            hovertemplate="mean of the four weeks before: %{y:.1f}<extra></extra>",
        )
    )
    words = style.known_words(rows, share, "{} were recorded with cadence")
    figure.add_trace(spans.unknown("knee_load", words))
    figure.update_yaxes(title_text=axis.unit, rangemode="tozero")
    return show_spans(figure, spans)


def knee_load_title(weeks: pl.DataFrame) -> str:
    """The latest week that can be compared, else why none can."""
    known = weeks.drop_nulls("knee_load_ratio")
    if known.is_empty():
        return "Not enough weeks with cadence to compare your knee load"
    last = known.row(-1, named=True)
    ratio, week = last["knee_load_ratio"], display.short_day(last["week_start_date"])
    return f"Your knee load was {ratio:.1f} × your four weeks before in the week from {week}"
