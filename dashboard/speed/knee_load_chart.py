"""What the steps of a week asked of the knees, as one relative number with its range."""

import plotly.graph_objects as go
import polars as pl

from dashboard.speed import wording
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import axis_of
from dashboard.ui.charts.spans import Spans, in_spans
from dashboard.ui.charts.weeks import bars, draw_weeks, usual

WEEKS = "metric.knee_load"
SHARE = "knee_load_known_share"


def draw_knee_load(weeks: pl.DataFrame) -> go.Figure:
    """Knee load a week with its range, and the runner's own usual.

    `weeks`: rows of `metric.knee_load`; a week that is not known has no bar, and a mark where
    there were runs. Long periods are drawn by month or quarter.
    """
    weeks = weeks.sort("week_start_date")
    axis, spans = axis_of(WEEKS, "knee_load"), in_spans(weeks)
    words = style.known_words(spans.rows, SHARE, wording.WITH_CADENCE)
    before = usual(
        spans,
        spans.rows["usual_knee_load"],
        name=wording.FOUR_BEFORE,
        unit=axis.unit,
        digits=1,
    )
    return draw_weeks(
        spans,
        [_load(spans), before, spans.unknown("knee_load", words)],
        axis,
        title=knee_load_title(weeks),
        subtitle=wording.KNEE_LOAD_SUBTITLE,
        height=260,
    )


def _load(spans: Spans) -> go.Bar:
    axis, rows = axis_of(WEEKS, "knee_load"), spans.rows
    known = style.known_words(rows, SHARE, wording.OF_IT_WITH_CADENCE)
    beside = (rows["knee_load_low"], rows["knee_load_high"], rows["run_count"], known)
    made = bars(
        spans,
        rows["knee_load"],
        name=axis.label,
        opacity=0.75,
        customdata=list(zip(*beside, strict=True)),
        hovertemplate=wording.knee_load_hover(axis.unit),
    )
    return made.update(
        error_y={
            "symmetric": False,
            "array": rows["knee_load_high"] - rows["knee_load"],
            "arrayminus": rows["knee_load"] - rows["knee_load_low"],
            "color": palette.NEUTRAL,
            "thickness": 1.5,
            "width": 3,
        }
    )


def knee_load_title(weeks: pl.DataFrame) -> str:
    """The latest week that can be compared, else why none can."""
    known = weeks.drop_nulls("knee_load_ratio")
    if known.is_empty():
        return wording.NOT_COMPARABLE
    return wording.knee_load_title(*known.select("knee_load_ratio", "week_start_date").row(-1))
