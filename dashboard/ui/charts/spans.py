"""Long histories drawn by month or quarter: what a week was there on average, in the same units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

import plotly.graph_objects as go
import polars as pl

from dashboard.ui.charts import style, wording

START: Final = "week_start_date"
Word = Literal["week", "month", "quarter"]
WEEKS_A_YEAR: Final = 53  # a year of weeks touches as many
_EVERY: Final[dict[Word, str]] = {"week": "1w", "month": "1mo", "quarter": "1q"}
_FILLED: Final = 0.82  # of its place; the rest is the gap to the next bar


@dataclass(frozen=True, slots=True)
class Spans:
    """Weeks as they are drawn: each by itself, or a month's or a quarter's together.

    `rows` have the columns of the weeks; `week_start_date` is the first day of the span.
    """

    word: Word
    rows: pl.DataFrame

    @property
    def starts(self) -> list[date]:
        """The first day of each."""
        return self.rows[START].to_list()

    @property
    def ends(self) -> list[date]:
        """The day after each."""
        return [_next(start, self.word) for start in self.starts]

    @property
    def middles(self) -> pl.Series:
        """Where each stands on the time axis."""
        halves = [(end - start) / 2 for start, end in zip(self.starts, self.ends, strict=True)]
        starts = self.rows[START].cast(pl.Datetime("ms"))
        return starts + pl.Series(halves, dtype=pl.Duration("ms"))

    @property
    def widths_ms(self) -> list[float]:
        """How wide a bar of each is, in milliseconds."""
        lengths = zip(self.starts, self.ends, strict=True)
        return [(end - start) / timedelta(milliseconds=1) * _FILLED for start, end in lengths]

    @property
    def names(self) -> list[str]:
        """Hover words of each."""
        if self.word == "week":
            return style.week_names(self.rows)
        if self.word == "month":
            return [wording.week_of_month(start) for start in self.starts]
        return [
            wording.week_of_quarter(start, end - timedelta(days=1))
            for start, end in zip(self.starts, self.ends, strict=True)
        ]

    @property
    def note(self) -> str:
        """What the subtitle says of it; nothing of weeks, which are what they are."""
        return "" if self.word == "week" else wording.on_average(self.word)

    def unknown(
        self, column: str, words: Sequence[str], *, name: str = wording.NOT_KNOWN
    ) -> go.Scatter:
        """Crosses where there were runs, but too little is known of them for a sum of `column`."""
        crosses = style.unknown_weeks(self.rows, column, words, name=name)
        if self.word != "week":
            is_unknown = self.rows[column].is_null() & (self.rows["moving_s"] > 0).fill_null(False)
            crosses.x = self.middles.filter(is_unknown)
        return crosses


def word_for(week_count: int) -> Word:
    """Weeks up to a year, months over one, quarters over four."""
    if week_count > 4 * WEEKS_A_YEAR:
        return "quarter"
    return "month" if week_count > WEEKS_A_YEAR else "week"


def in_spans(weeks: pl.DataFrame, *, like: Word | None = None) -> Spans:
    """The weeks as they are drawn for a period as long as theirs, or as others are.

    Of a month or a quarter numbers are the mean of its known weeks, null where none is known, and
    words those of most of its weeks. A week belongs to where its middle lies.
    """
    word = like or word_for(weeks.height)
    if word == "week":
        return Spans(word, weeks)
    middle = pl.col("week_start_date") + timedelta(days=3)
    rows = (
        weeks.sort("week_start_date")
        .group_by(middle.dt.truncate(_EVERY[word]).alias("start"), maintain_order=True)
        .agg(_together(name, kind) for name, kind in weeks.schema.items() if name != START)
        .rename({"start": START})
    )
    return Spans(word, rows.select(weeks.columns))


def _together(name: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if kind.is_integer():
        return column.mean().round(1)
    return column.mean() if kind.is_numeric() else column.drop_nulls().mode().sort().first()


def show_spans(figure: go.Figure, spans: Spans) -> go.Figure:
    """Label the time axis, few enough for a phone, and end it after the last."""
    style.show_weeks(figure, spans.starts)
    if spans.word == "week" or not spans.starts:
        return figure
    return figure.update_xaxes(range=[min(spans.starts).isoformat(), max(spans.ends).isoformat()])


def _next(start: date, word: Word) -> date:
    if word == "week":
        return start + timedelta(days=7)
    month = start.month + (1 if word == "month" else 3)
    return date(start.year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
