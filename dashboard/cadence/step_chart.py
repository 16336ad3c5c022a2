"""A plan of quicker steps: each run against the cadence it was to hold."""

import plotly.graph_objects as go
import polars as pl

from dashboard.cadence import step_wording as wording
from dashboard.ui import display
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import axis_of

EVENTS = "page.cadence_step"
LEAST_CADENCE_SPAN = 10.0  # steps a minute; a tighter axis would make noise look like change
RUN_LOOKS = {
    True: (wording.HELD, {"color": palette.DISTANCE, "symbol": "circle", "size": 9}),
    False: (wording.NOT_HELD, {"color": palette.NEUTRAL, "symbol": "circle-open", "size": 9}),
}
PAIN_LOOK = {"color": palette.PAIN, "symbol": "x", "size": 9}


def draw_cadence_step(
    events: pl.DataFrame, *, title: str, units: str, speed_mps: float
) -> go.Figure:
    """Cadence of a plan's runs at its own speed, over the cadence to hold.

    `events`: one plan's rows of `page.cadence_step` (local_date, event_kind, cadence_adjusted_spm,
    is_held, target_spm, held_from_spm, judged_by_spm), oldest first.
    """
    axis = axis_of(EVENTS, "cadence_adjusted_spm")
    figure = style.new_chart(
        title=title,
        subtitle=wording.step_subtitle(axis.unit, display.pace(speed_mps, units)),
        height=300,
    )
    figure.add_trace(_level(events, "target_spm", name=wording.TO_HOLD, dash="dash"))
    figure.add_trace(_level(events, "held_from_spm", name=wording.COUNTS_FROM, dash="dot"))
    for is_held, (name, look) in RUN_LOOKS.items():
        figure.add_trace(_runs(events.filter(pl.col("is_held") == is_held), name, look))
    painful = events.filter(pl.col("event_kind").is_in(list(wording.PAIN_NAMES)))
    if painful.height:
        figure.add_trace(_pains(painful))
    shown = pl.concat([events["cadence_adjusted_spm"], events["target_spm"]])
    figure.update_xaxes(tickformat="%-d %b<br>%Y", nticks=6)
    figure.update_yaxes(title_text=axis.unit, range=style.wide_range(shown, LEAST_CADENCE_SPAN))
    return figure


def _level(events: pl.DataFrame, column: str, *, name: str, dash: str) -> go.Scatter:
    return go.Scatter(
        x=events["local_date"],
        y=events[column],
        mode="lines",
        name=name,
        line={"color": palette.NEUTRAL, "width": 2, "dash": dash, "shape": "hv"},
        hovertemplate=f"{name}: %{{y:.1f}} {axis_of(EVENTS, column).unit}<extra></extra>",
    )


def _runs(runs: pl.DataFrame, name: str, look: dict) -> go.Scatter:
    unit = axis_of(EVENTS, "cadence_adjusted_spm").unit
    return go.Scatter(
        x=runs["local_date"],
        y=runs["cadence_adjusted_spm"],
        mode="markers",
        name=wording.run_name(name),
        marker=look,
        hovertext=[display.day(day) for day in runs["local_date"]],
        customdata=runs["judged_by_spm"],
        hovertemplate=wording.run_hover(unit, name),
    )


def _pains(pains: pl.DataFrame) -> go.Scatter:
    names = [wording.PAIN_NAMES[kind] for kind in pains["event_kind"]]
    days = [display.day(day) for day in pains["local_date"]]
    return go.Scatter(
        x=pains["local_date"],
        y=pains["target_spm"],
        mode="markers",
        name=wording.PAIN_BACK,
        marker=PAIN_LOOK,
        customdata=list(zip(days, names, strict=True)),
        hovertemplate=wording.PAIN_HOVER,
    )
