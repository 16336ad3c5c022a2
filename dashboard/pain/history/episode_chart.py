"""Spells of pain as bars on a time axis, one row a knee."""

from datetime import date, datetime, time, timedelta
from typing import Final

import plotly.graph_objects as go
import polars as pl

from dashboard.pain.history import wording
from dashboard.rows import to_rows
from dashboard.rows.pain import PainEpisode
from dashboard.ui import display
from dashboard.ui.charts import style

DAY_MS: Final = 24 * 3600 * 1000
OVER_OPACITY: Final = 0.45


def draw_pain_episodes(
    episodes: pl.DataFrame, *, first_day: date, today: date, quiet_days: int, start_score: float
) -> go.Figure:
    """A bar a spell from `first_day` to `today`; paler once it is over.

    `episodes`: rows of `page.pain_episode`, at least one, newest first.
    """
    figure = style.new_chart(
        title=wording.spells_title(to_rows(episodes.head(1), PainEpisode)[0]),
        subtitle=wording.spells_subtitle(start_score=start_score, quiet_days=quiet_days),
        height=150,
    )
    for knee, mark in display.KNEES.items():
        rows = to_rows(episodes.filter(pl.col("knee") == knee), PainEpisode)
        figure.add_trace(
            go.Bar(
                orientation="h",
                base=[datetime.combine(row["start_date"], time()) for row in rows],
                x=[row["duration_days"] * DAY_MS for row in rows],
                y=[f"{mark.word[0]} knee"] * len(rows),
                width=0.6,
                marker={
                    "color": display.KNEE_COLOURS[knee],
                    "opacity": [OVER_OPACITY if row["is_over"] else 1 for row in rows],
                },
                customdata=[wording.spell_words(row) for row in rows],
                hovertemplate="%{customdata}<extra></extra>",
                showlegend=False,
            )
        )
    figure.update_layout(barmode="overlay")
    figure.update_yaxes(
        categoryorder="array", categoryarray=["R knee", "L knee"], range=[-0.6, 1.6], nticks=2
    )
    first_week = first_day - timedelta(days=first_day.weekday())
    weeks = [first_week + timedelta(weeks=n) for n in range((today - first_week).days // 7 + 1)]
    return style.show_weeks(figure, weeks)
