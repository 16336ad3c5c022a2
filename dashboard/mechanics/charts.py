"""What was seen in mechanics checks, by item and side over time."""

from datetime import date

import plotly.graph_objects as go
import polars as pl

from dashboard.mechanics import wording
from dashboard.mechanics.wording import sentence
from dashboard.rows import to_rows
from dashboard.rows.mechanics import MechanicsFinding
from dashboard.ui import display
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.days import around, marks, new_days, show_days
from etl.text import one_line

ROW_PX = 46
SIDE_OFFSET = 0.2  # of a row: left above, right below
MOST_TOLD = 4  # checks that have room for words beside each mark; else the last alone has
LONGEST_WORDS = 14
UNDRAWN = ("text", "date")  # kinds that are words, not marks

_SIDES = (("left", SIDE_OFFSET), ("right", -SIDE_OFFSET), (None, 0.0))


def can_draw(findings: pl.DataFrame) -> bool:
    """Whether anything was seen that is a mark and not a text."""
    return _drawn(findings).height > 0


def draw_mechanics(findings: pl.DataFrame, *, title: str) -> go.Figure:
    """A row an item, a mark a check and side: large where it is a finding, open where not seen.

    `findings`: rows of `page.mechanics_finding`, for which `can_draw` says yes.
    """
    drawn = _drawn(findings)
    titles = (
        drawn.sort("item_index", nulls_last=True)["title"].unique(maintain_order=True).to_list()
    )
    places = {title: len(titles) - 1 - index for index, title in enumerate(titles)}
    figure = new_days(
        title=title,
        subtitle=wording.MARKS_SUBTITLE,
        height=90 + ROW_PX * len(titles),
    )
    days = drawn["local_date"].unique().sort().to_list()
    told = set(days if len(days) <= MOST_TOLD else days[-1:])
    for side, offset in _SIDES:
        rows = drawn.filter(pl.col("side").eq_missing(side))
        if rows.height:
            figure.add_trace(_marks_of(rows, side, places=places, offset=offset, told=told))
    figure.update_yaxes(
        range=[-0.6, len(titles) - 0.4],
        tickmode="array",
        tickvals=list(places.values()),
        ticktext=[style.plain_words(title) for title in places],
    )
    first, last = around(days, before=0.12, after=0.5)  # words stand behind the last
    ticks = sorted({days[0], days[-1]}) if len(days) > MOST_TOLD else days
    return show_days(figure, first, last, ticks=ticks)


def _drawn(findings: pl.DataFrame) -> pl.DataFrame:
    return findings.filter(pl.col("kind").is_in(UNDRAWN).fill_null(value=False).not_())


def _marks_of(
    rows: pl.DataFrame,
    side: str | None,
    *,
    places: dict[str, int],
    offset: float,
    told: set[date],
) -> go.Scatter:
    colour = display.KNEE_COLOURS[side] if side else palette.NEUTRAL
    symbol = display.KNEE_SYMBOLS[side] if side else "diamond"
    told_rows = to_rows(rows, MechanicsFinding)
    return marks(
        [row["local_date"] for row in told_rows],
        [places[row["title"]] + offset for row in told_rows],
        name=wording.side_name(side) if side else wording.NO_SIDE,
        text=[
            f" {_short(row['value_words'])}" if row["local_date"] in told else ""
            for row in told_rows
        ],
        opacity=1,
        symbol=[f"{symbol}-open" if row["is_noted"] is False else symbol for row in told_rows],
        size=[8 if row["is_noted"] is None else 12 for row in told_rows],
        color=colour,
        line={"width": 1.5, "color": colour},
        customdata=[
            [
                display.day(row["local_date"]),
                style.plain_words(sentence(row["finding_words"])),
                wording.SEERS[row["seen_by"]],
            ]
            for row in told_rows
        ],
        hovertemplate=wording.MARK_HOVER,
    )


def _short(words: str) -> str:
    return style.plain_words(one_line(words, most=LONGEST_WORDS))
