"""Whether steps get quicker at the same pace: cadence by week, over speed, and step length."""

from datetime import date

import plotly.graph_objects as go
import polars as pl

from dashboard.cadence import wording
from dashboard.ui import display
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import axis_of

LINE_LOOKS = {
    "then": {"color": palette.NEUTRAL, "width": 3, "dash": "dash"},
    "now": {"color": palette.DISTANCE, "width": 3, "dash": "solid"},
}
DOT_LOOKS = {
    "then": {"color": palette.NEUTRAL, "symbol": "circle-open"},
    "between": {"color": palette.NEUTRAL, "symbol": "x-thin-open"},
    "now": {"color": palette.DISTANCE, "symbol": "circle"},
}
WEEKS = "page.cadence_week"
RUNS = "page.cadence_run"
LEAST_CADENCE_SPAN = 10.0  # steps a minute; a tighter axis would make noise look like change
LEAST_STEP_SPAN = 0.2  # metres or feet
DRAWN_CADENCES = ("cadence_adjusted_spm", "trend_low_spm", "trend_high_spm")


def draw_cadence_trend(weeks: pl.DataFrame, pain_days: pl.DataFrame) -> go.Figure:
    """Cadence at one's own usual pace by week, with its trend and the band around it.

    `weeks`: rows of `page.cadence_week` (week_start_date, cadence_adjusted_spm, cadence_spm,
    trend_value_spm, trend_low_spm, trend_high_spm, run_count); the trend is null where fewer than
    its window of weeks is known.
    """
    figure = style.new_chart_with_pain(
        title=_trend_title(weeks),
        subtitle=wording.TREND_SUBTITLE,
        height=380,
    )
    axis = axis_of(WEEKS, "cadence_adjusted_spm")
    _add_trend_band(figure, weeks)
    figure.add_trace(_weekly_cadence(weeks), row=1, col=1)
    style.add_pain(figure, pain_days)
    drawn = pl.concat([weeks[column].cast(pl.Float64) for column in DRAWN_CADENCES])
    figure.update_yaxes(
        title_text=axis.unit, range=style.wide_range(drawn, LEAST_CADENCE_SPAN), row=1, col=1
    )
    return style.show_weeks(figure, weeks["week_start_date"].to_list())


def _add_trend_band(figure: go.Figure, weeks: pl.DataFrame) -> None:
    known = weeks.drop_nulls("trend_value_spm")
    axis = axis_of(WEEKS, "trend_value_spm")
    x = style.middle_of_week(known["week_start_date"])
    edge = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    figure.add_trace(
        go.Scatter(x=x, y=known["trend_low_spm"], showlegend=False, **edge), row=1, col=1
    )
    figure.add_trace(
        go.Scatter(
            x=x,
            y=known["trend_high_spm"],
            fill="tonexty",
            fillcolor=palette.TREND_BAND,
            name=wording.SPREAD,
            **edge,
        ),
        row=1,
        col=1,
    )
    figure.add_trace(
        go.Scatter(
            x=x,
            y=known["trend_value_spm"],
            mode="lines",
            name=axis.label,
            line={"color": palette.DISTANCE, "width": 3},
            hovertemplate=f"{axis.label}: %{{y:.1f}} {axis.unit}<extra></extra>",
        ),
        row=1,
        col=1,
    )


def _weekly_cadence(weeks: pl.DataFrame) -> go.Scatter:
    axis = axis_of(WEEKS, "cadence_adjusted_spm")
    return go.Scatter(
        x=style.middle_of_week(weeks["week_start_date"]),
        y=weeks["cadence_adjusted_spm"],
        mode="markers",
        name=wording.WEEK_DOT,
        marker={"color": palette.SECOND, "size": 7},
        customdata=list(zip(weeks["cadence_spm"], weeks["run_count"], strict=True)),
        hovertext=style.week_names(weeks),
        hovertemplate=wording.week_hover(axis.unit),
    )


def _trend_title(weeks: pl.DataFrame) -> str:
    known = weeks.drop_nulls("cadence_adjusted_spm").sort("week_start_date")
    trend = None if known.is_empty() else known["trend_spm_per_week"][-1]
    return wording.trend_title(trend, is_known=not known.is_empty())


def draw_cadence_speed(runs: pl.DataFrame, lines: pl.DataFrame, units: str) -> go.Figure:
    """Cadence over speed, a dot a run, with the runner's own line then and now.

    `runs`: `page.cadence_run` with a column `era` (then, between, now): flat_speed_mps,
    flat_cadence_spm, local_date. `lines`: era, intercept, slope, min_speed_mps,
    max_speed_mps, one row an era.
    """
    speed = axis_of(RUNS, "flat_speed_mps", units)
    cadence = axis_of(RUNS, "flat_cadence_spm", units)
    figure = style.new_chart(
        title=line_title(lines, units),
        subtitle=wording.speed_subtitle(cadence.unit, speed.label, speed.unit),
        height=340,
    )
    for era, look in DOT_LOOKS.items():
        figure.add_trace(_run_dots(runs.filter(pl.col("era") == era), era, look, units))
    for line in lines.iter_rows(named=True):
        figure.add_trace(_own_line(line, units))
    figure.update_xaxes(title_text=speed.title, nticks=6)
    figure.update_yaxes(title_text=cadence.unit)
    return figure


def _run_dots(runs: pl.DataFrame, era: str, look: dict[str, str], units: str) -> go.Scatter:
    paces = [display.pace(speed, units) for speed in runs["flat_speed_mps"]]
    days = [display.short_day(day) for day in runs["local_date"]]
    unit = axis_of(RUNS, "flat_cadence_spm").unit
    return go.Scatter(
        x=axis_of(RUNS, "flat_speed_mps", units).shown(runs["flat_speed_mps"]),
        y=runs["flat_cadence_spm"],
        mode="markers",
        name=wording.run_name(era),
        marker={**look, "size": 7, "opacity": 0.8},
        customdata=list(zip(days, paces, strict=True)),
        hovertemplate=f"%{{customdata[0]}}<br>%{{y:.0f}} {unit} at %{{customdata[1]}}"
        "<extra></extra>",
    )


def _own_line(line: dict[str, float], units: str) -> go.Scatter:
    speeds = pl.Series([line["min_speed_mps"], line["max_speed_mps"]])
    unit, name = axis_of(RUNS, "flat_cadence_spm").unit, wording.line_name(str(line["era"]))
    return go.Scatter(
        x=axis_of(RUNS, "flat_speed_mps", units).shown(speeds),
        y=line["intercept"] + line["slope"] * speeds,
        mode="lines",
        name=name,
        line=LINE_LOOKS[str(line["era"])],
        hovertemplate=f"{name}: %{{y:.0f}} {unit}<extra></extra>",
    )


def line_title(lines: pl.DataFrame, units: str) -> str:
    """What the lines named `then` and `now` give at one pace."""
    spm = dict(lines.select("era", "reference_cadence_spm").rows())
    if "now" not in spm:
        return wording.NO_LINE
    pace = display.pace(lines["reference_speed_mps"][-1], units)
    unit = axis_of(RUNS, "flat_cadence_spm").unit
    return wording.line_title(pace, unit, now_spm=spm["now"], then_spm=spm.get("then"))


def draw_step_length(weeks: pl.DataFrame, units: str) -> go.Figure:
    """Length of one step by week. `weeks`: week_start_date, step_length_m."""
    axis = axis_of(WEEKS, "step_length_m", units)
    known = weeks.drop_nulls("step_length_m").sort("week_start_date")
    figure = style.new_chart(
        title=length_title(known, units),
        subtitle=wording.length_subtitle(axis.unit),
        height=220,
    )
    figure.add_trace(
        go.Scatter(
            x=style.middle_of_week(weeks["week_start_date"]),
            y=axis.shown(weeks["step_length_m"]),
            mode="lines+markers",
            name=axis.title,
            line={"color": palette.THIRD, "width": 2},
            connectgaps=False,
            hovertext=style.week_names(weeks),
            hovertemplate=f"%{{hovertext}}<br>%{{y:.2f}} {axis.unit}<extra></extra>",
        )
    )
    steps = axis.shown(known["step_length_m"])
    figure.update_yaxes(title_text=axis.unit, range=style.wide_range(steps, LEAST_STEP_SPAN))
    return style.show_weeks(figure, weeks["week_start_date"].to_list())


def length_title(weeks: pl.DataFrame, units: str) -> str:
    """The latest length that is known among rows of `page.cadence_week`."""
    known = weeks.sort("week_start_date")["step_length_m"].drop_nulls()
    return wording.length_title(known[-1] if known.len() else None, units)


def then_and_now(lines: pl.DataFrame, first_day: date) -> pl.DataFrame:
    """Of the lines from `first_day` on the first and the last, named `then` and `now`.

    `lines`: all rows of `page.cadence_line` of a runner. `then` is the first line whose weeks all
    lie within the runner's history; there is only `now` where the two would share weeks.
    """
    ordered = lines.sort("week_start_date")
    in_period = ordered.filter(pl.col("week_start_date") >= first_day)
    now = in_period.tail(1).with_columns(era=pl.lit("now"))
    if now.is_empty():
        return now
    whole = in_period.filter(pl.col("from_date") >= ordered["week_start_date"][0])
    then = whole.head(1).filter(pl.col("until_date") < now["from_date"][0])
    return pl.concat([then.with_columns(era=pl.lit("then")), now])


def with_era(runs: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """The runs of the lines' span, each named by the line it lies behind, or `between`."""
    era = pl.lit("between")
    for line in lines.iter_rows(named=True):
        behind = pl.col("local_date").is_between(line["from_date"], line["until_date"])
        era = pl.when(behind).then(pl.lit(line["era"])).otherwise(era)
    first_day, last_day = lines["from_date"].min(), lines["until_date"].max()
    return runs.filter(pl.col("local_date").is_between(first_day, last_day)).with_columns(era=era)
