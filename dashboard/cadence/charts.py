"""Whether steps get quicker at the same pace: cadence by week, over speed, and step length."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go
import polars as pl

from dashboard.cadence import wording
from dashboard.ui import display
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import axis_of
from dashboard.ui.charts.dots import dots, new_dots
from dashboard.ui.charts.dots import line as line_through
from dashboard.ui.charts.spans import Spans, in_spans
from dashboard.ui.charts.weeks import band, dashes, draw_weeks, usual

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
    its window of weeks is known. Long periods are drawn by month or quarter.
    """
    axis, spans = axis_of(WEEKS, "cadence_adjusted_spm"), in_spans(weeks)
    drawn = pl.concat([spans.rows[column].cast(pl.Float64) for column in DRAWN_CADENCES])
    reach = style.wide_range(drawn, LEAST_CADENCE_SPAN)
    trend = axis_of(WEEKS, "trend_value_spm")
    low, high = spans.rows["trend_low_spm"], spans.rows["trend_high_spm"]
    return draw_weeks(
        spans,
        [
            band(spans, low, high, name=wording.SPREAD),
            _weekly_cadence(spans, reach or [0.0, 1.0]),
            usual(
                spans,
                spans.rows["trend_value_spm"],
                name=trend.label,
                unit=trend.unit,
                digits=1,
            ),
        ],
        axis,
        title=_trend_title(weeks),
        subtitle=wording.TREND_SUBTITLE,
        height=380,
        pain=pain_days,
        reach=reach,
    )


def _weekly_cadence(spans: Spans, reach: Sequence[float]) -> go.Bar:
    rows = spans.rows
    return dashes(
        spans,
        rows["cadence_adjusted_spm"],
        name=wording.WEEK_DASH,
        reach=reach,
        beside=(rows["cadence_spm"], rows["run_count"]),
        hovertemplate=wording.week_hover(axis_of(WEEKS, "cadence_adjusted_spm").unit),
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
    figure = new_dots(
        speed,
        title=line_title(lines, units),
        subtitle=wording.speed_subtitle(cadence.unit, speed.label, speed.unit),
        height=340,
        words=speed.title,
    )
    for era, look in DOT_LOOKS.items():
        figure.add_trace(_run_dots(runs.filter(pl.col("era") == era), era, look, units))
    for line in lines.iter_rows(named=True):
        figure.add_trace(_own_line(line, units))
    return figure.update_yaxes(title_text=cadence.unit)


def _run_dots(runs: pl.DataFrame, era: str, look: dict[str, str], units: str) -> go.Scatter:
    paces = [display.pace(speed, units) for speed in runs["flat_speed_mps"]]
    days = [display.short_day(day) for day in runs["local_date"]]
    unit = axis_of(RUNS, "flat_cadence_spm").unit
    return dots(
        axis_of(RUNS, "flat_speed_mps", units).shown(runs["flat_speed_mps"]),
        runs["flat_cadence_spm"],
        name=wording.run_name(era),
        **look,
        customdata=list(zip(days, paces, strict=True)),
        hovertemplate=f"%{{customdata[0]}}<br>%{{y:.0f}} {unit} at %{{customdata[1]}}"
        "<extra></extra>",
    )


def _own_line(line: dict[str, float], units: str) -> go.Scatter:
    speeds = pl.Series([line["min_speed_mps"], line["max_speed_mps"]])
    unit, name = axis_of(RUNS, "flat_cadence_spm").unit, wording.line_name(str(line["era"]))
    return line_through(
        axis_of(RUNS, "flat_speed_mps", units).shown(speeds),
        line["intercept"] + line["slope"] * speeds,
        name=name,
        look=LINE_LOOKS[str(line["era"])],
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
    axis, spans = axis_of(WEEKS, "step_length_m", units), in_spans(weeks)
    steps = axis.shown(spans.rows["step_length_m"])
    reach = style.wide_range(steps, LEAST_STEP_SPAN)
    made = dashes(
        spans,
        steps,
        name=axis.title,
        reach=reach or [0.0, 1.0],
        hovertemplate=f"%{{hovertext}}<br>%{{customdata[0]:.2f}} {axis.unit}<extra></extra>",
    )
    return draw_weeks(
        spans,
        [made],
        axis,
        title=length_title(weeks, units),
        subtitle=wording.length_subtitle(axis.unit),
        height=220,
        reach=reach,
    )


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
