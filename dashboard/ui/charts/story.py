"""Twelve weeks as one story: a bar a run under the limit of its day, descent, and pain below."""

from datetime import date, datetime, time, timedelta

import plotly.graph_objects as go
import polars as pl

from dashboard.ui import display
from dashboard.ui.charts import palette, story_words, style
from dashboard.ui.charts.axes import axis_of
from dashboard.ui.charts.days import new_days, show_days
from dashboard.ui.charts.pain_bars import MOST_SCORE, add_pain_bars, noon, pain_time
from dashboard.ui.charts.story_words import descent_words, jump_words, subtitle, title

RUNS, PAINS, WEEKS = "page.story_run", "page.story_pain", "page.hills_week"
PAST_MOST = 1.0  # of `descent_6w_ratio`: more than the legs are used to
_ROWS = {"runs": 1, "descent": 2, "pain": 3}
_HEIGHT = 380
_SHARES = (0.56, 0.14, 0.3)  # of it: runs, descent, pain
_ROOM = 1.42  # above the longest run, for what is named there
_DAY_MS = 24 * 3600 * 1000
_SYMBOLS = {"cadence": "x", "plan": "square", "speed": "diamond"}
"""What stands above the runs: kind of `page.story_event` to its mark."""


def draw_story(
    runs: pl.DataFrame,
    weeks: pl.DataFrame,
    pain: pl.DataFrame,
    events: pl.DataFrame,
    *,
    units: str,
    first_day: date,
    today: date,
) -> go.Figure:
    """Rows of `page.story_run`, `page.hills_week`, `page.story_pain`, `page.story_event`."""
    figure = new_days(
        title=title(runs, pain, events, units=units, today=today),
        subtitle=subtitle(pain),
        height=_HEIGHT,
        shares=_SHARES,
        gap=0.075,
    )
    figure.update_layout(
        barmode="overlay",
        margin={"l": 8, "r": 12, "t": 22, "b": 8},
    )
    _add_runs(figure, runs, units)
    _add_weeks(figure, weeks, units)
    add_pain_bars(figure, pain, row=_ROWS["pain"])
    _add_named(figure, runs, events, units)
    _join(figure, pain, events)
    _dress_axes(figure, runs, weeks, units)
    starts = [first_day + timedelta(weeks=week) for week in range(0, 12, 2)]
    labels = [display.axis_day(day) for day in starts]
    return show_days(figure, first_day, today, ticks=starts, labels=labels)


def _add_runs(figure: go.Figure, runs: pl.DataFrame, units: str) -> None:
    axis, ceiling = axis_of(RUNS, "distance_m", units), axis_of(RUNS, "ceiling_m", units)
    known = runs.drop_nulls("distance_m")
    for is_past, colour in ((False, palette.DISTANCE), (True, palette.PAST_LIMIT)):
        part = known.filter(pl.col("is_past") == is_past)
        figure.add_trace(
            go.Bar(
                x=_times(part),
                y=axis.shown(part["distance_m"]),
                width=[0.8 * _DAY_MS / count for count in part["day_run_count"]],
                name=story_words.PAST if is_past else axis.label,
                showlegend=is_past and not part.is_empty(),
                marker={"color": colour, "opacity": 1 if is_past else 0.65},
                customdata=[
                    "" if limit is None else f"<br>{ceiling.label}: {limit:.1f} {axis.unit}"
                    for limit in ceiling.shown(part["ceiling_m"])
                ],
                hovertemplate="%{x|%a %-d %b}<br>%{y:.1f} "
                + axis.unit
                + "%{customdata}<extra></extra>",
            ),
            row=_ROWS["runs"],
            col=1,
        )
    figure.add_trace(
        go.Scatter(
            x=_times(runs),
            y=ceiling.shown(runs["ceiling_m"]),
            mode="lines",
            name=story_words.LIMIT,
            showlegend=runs["ceiling_m"].is_not_null().any(),
            line={"shape": "vh", "width": 1.5, "dash": "dash", "color": palette.LIMIT},
            hoverinfo="skip",
        ),
        row=_ROWS["runs"],
        col=1,
    )


def _add_weeks(figure: go.Figure, weeks: pl.DataFrame, units: str) -> None:
    axis = axis_of(WEEKS, "descent_m", units)
    past = (weeks["descent_6w_ratio"] > PAST_MOST).fill_null(False)
    figure.add_trace(
        go.Bar(
            x=style.middle_of_week(weeks["week_start_date"]),
            y=axis.shown(weeks["descent_m"]),
            width=style.WEEK_MS * 0.9,
            name=axis.label,
            showlegend=False,
            marker={
                "color": [palette.PAST_LIMIT if is_past else palette.NEUTRAL for is_past in past],
                "opacity": [0.9 if is_past else 0.4 for is_past in past],
                "pattern": {"shape": ["/" if is_past else "" for is_past in past], "size": 5},
            },
            customdata=style.week_names(weeks),
            hovertemplate=f"%{{customdata}}<br>%{{y:.0f}} {axis.unit} down<extra></extra>",
        ),
        row=_ROWS["descent"],
        col=1,
    )
    words = [story_words.LITTLE_ALTITUDE] * weeks.height
    figure.add_trace(
        style.unknown_weeks(weeks, "descent_m", words, name=story_words.DESCENT_UNKNOWN),
        row=_ROWS["descent"],
        col=1,
    )
    if past.any():
        most = weeks.filter(past).sort("descent_m").row(-1, named=True)
        _name_beside(
            figure,
            row=_ROWS["descent"],
            at=style.middle_of_week(pl.Series([most["week_start_date"]]))[0],
            y=axis.shown(most["descent_m"]),
            words=descent_words(most, units),
        )


def _add_named(figure: go.Figure, runs: pl.DataFrame, events: pl.DataFrame, units: str) -> None:
    """The last run that went past its limit by its number; what else began by its word."""
    past = runs.filter("is_past").drop_nulls("distance_m")
    unit = axis_of(RUNS, "distance_m", units)
    if not past.is_empty():
        last = past.row(-1, named=True)
        _name_beside(
            figure,
            row=_ROWS["runs"],
            at=_times(past)[-1],
            y=unit.shown(last["distance_m"]),
            words=jump_words(last, units),
        )
    highest = unit.shown(max(runs["distance_m"].drop_nulls(), default=0))
    for kind, symbol in _SYMBOLS.items():
        word = story_words.NAMED[kind]
        told = events.filter(pl.col("event_kind") == kind)
        if kind == "speed":  # nothing by itself: told beside pain alone, as its rule is
            told = told.drop_nulls("pain_date")
        if told.is_empty():
            continue
        figure.add_trace(
            go.Scatter(
                x=[noon(day) for day in told["local_date"]],
                y=[highest * (_ROOM - 0.08)] * told.height,
                mode="markers",
                name=word,
                cliponaxis=False,
                marker={"symbol": symbol, "size": 8, "color": palette.NEUTRAL},
                hovertemplate=f"%{{x|%a %-d %b}}<br>{word}<extra></extra>",
            ),
            row=_ROWS["runs"],
            col=1,
        )


def _join(figure: go.Figure, pain: pl.DataFrame, events: pl.DataFrame) -> None:
    """A thin line from what came before to the pain within the days that its rule holds."""
    both = set(
        pain.filter(pl.col("worst_score") > 0)
        .group_by("local_date")
        .len()
        .filter(pl.col("len") > 1)["local_date"]
    )
    floor = figure.layout.yaxis.domain[0]
    bottom, top = figure.layout.yaxis3.domain
    joined = events.drop_nulls("pain_date").unique(
        ["local_date", "pain_date", "pain_knee"], maintain_order=True
    )
    for row in joined.to_dicts():
        figure.add_shape(
            type="line",
            xref="x",
            yref="paper",
            x0=noon(row["local_date"]),
            y0=floor,
            x1=pain_time(row["pain_date"], row["pain_knee"], is_alone=row["pain_date"] not in both),
            y1=bottom + (top - bottom) * row["pain_score"] / MOST_SCORE,
            line={"width": 1.2, "dash": "dot", "color": palette.NEUTRAL},
            name=story_words.FOLLOWED,
        )


def _dress_axes(figure: go.Figure, runs: pl.DataFrame, weeks: pl.DataFrame, units: str) -> None:
    run, descent = axis_of(RUNS, "distance_m", units), axis_of(WEEKS, "descent_m", units)
    most = max([*runs["distance_m"].drop_nulls(), *runs["ceiling_m"].drop_nulls()], default=0)
    figure.update_yaxes(range=[0, run.shown(most) * _ROOM or 1], nticks=4, row=1, col=1)
    lost = descent.shown(max(weeks["descent_m"].drop_nulls(), default=0))
    figure.update_yaxes(
        range=[0, 2 * lost or 1],
        tickvals=[lost] if lost else [],
        ticktext=[f"{lost:,.0f}"],
        showgrid=False,
        row=2,
        col=1,
    )
    headings = (
        f"{run.unit} a run",
        story_words.descent_axis(descent.unit),
        axis_of(PAINS, "worst_score").title,
    )
    for axis, words in zip(("yaxis", "yaxis2", "yaxis3"), headings, strict=True):
        figure.add_annotation(
            x=0,
            y=figure.layout[axis].domain[1],
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="bottom",
            showarrow=False,
            text=words,
            font={"size": 11},
        )


def _name_beside(figure: go.Figure, *, row: int, at: datetime, y: float, words: str) -> None:
    """Words at a bar's top, on the side that has room."""
    figure.add_annotation(
        x=at,
        y=y,
        row=row,
        col=1,
        xanchor="right",
        yanchor="bottom",
        align="right",
        showarrow=False,
        text=f"<b>{words}</b>",
        font={"size": 11},
    )


def _times(runs: pl.DataFrame) -> list[datetime]:
    """Where a run's bar stands: several of a day beside each other."""
    return [
        _midnight(day) + timedelta(days=(index - 0.5) / count)
        for day, index, count in zip(
            runs["local_date"], runs["run_index"], runs["day_run_count"], strict=True
        )
    ]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
