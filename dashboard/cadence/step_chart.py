"""A plan of quicker steps: each run against the cadence it was to hold."""

from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard.cadence import step_wording as wording
from dashboard.ui import display
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import axis_of
from dashboard.ui.charts.days import around, level, marks, new_days, show_days

EVENTS = "page.cadence_step"
LEAST_CADENCE_SPAN = 10.0  # steps a minute; a tighter axis would make noise look like change
RUN_LOOKS: dict[bool, tuple[str, dict[str, Any]]] = {
    True: (wording.HELD, {"color": palette.DISTANCE, "symbol": "circle", "size": 9}),
    False: (wording.NOT_HELD, {"color": palette.NEUTRAL, "symbol": "circle-open", "size": 9}),
}
PAIN_LOOK: dict[str, Any] = {"color": palette.PAIN, "symbol": "x", "size": 9}


def draw_cadence_step(
    events: pl.DataFrame, *, title: str, units: str, speed_mps: float
) -> go.Figure:
    """Cadence of a plan's runs at its own speed, over the cadence to hold.

    `events`: one plan's rows of `page.cadence_step` (local_date, event_kind, cadence_adjusted_spm,
    is_held, target_spm, held_from_spm, judged_by_spm), oldest first.
    """
    axis = axis_of(EVENTS, "cadence_adjusted_spm")
    figure = new_days(
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
    figure.update_yaxes(title_text=axis.unit, range=style.wide_range(shown, LEAST_CADENCE_SPAN))
    return show_days(figure, *around(events["local_date"].to_list(), before=0.05, after=0.05))


def _level(events: pl.DataFrame, column: str, *, name: str, dash: str) -> go.Scatter:
    unit = axis_of(EVENTS, column).unit
    return level(events["local_date"], events[column], name=name, unit=unit, dash=dash)


def _runs(runs: pl.DataFrame, name: str, look: dict[str, Any]) -> go.Scatter:
    days = [display.day(day) for day in runs["local_date"]]
    return marks(
        runs["local_date"],
        runs["cadence_adjusted_spm"],
        name=wording.run_name(name),
        customdata=list(zip(days, runs["judged_by_spm"], strict=True)),
        hovertemplate=wording.run_hover(axis_of(EVENTS, "cadence_adjusted_spm").unit, name),
        **look,
    )


def _pains(pains: pl.DataFrame) -> go.Scatter:
    names = [wording.PAIN_NAMES[kind] for kind in pains["event_kind"]]
    days = [display.day(day) for day in pains["local_date"]]
    return marks(
        pains["local_date"],
        pains["target_spm"],
        name=wording.PAIN_BACK,
        customdata=list(zip(days, names, strict=True)),
        hovertemplate=wording.PAIN_HOVER,
        **PAIN_LOOK,
    )
