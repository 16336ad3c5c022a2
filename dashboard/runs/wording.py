"""Runs in words: what a list of them says, a line a run, and what one of them was."""

from datetime import date

import polars as pl

from dashboard.rows import to_rows
from dashboard.rows.runs import RunsList
from dashboard.ui import display

ALL_RUNS, HURT, PAINLESS = "All runs", "With pain", "Without pain"
FILTERS = (ALL_RUNS, HURT, PAINLESS)
PAIN_LABEL, RUNS_LABEL = "Pain", "Runs"
WHENEVER = "Any time"
MOMENTS = {
    WHENEVER: None,
    "During": "pain_during_score",
    "After": "pain_after_score",
    "Next morning": "pain_morning_score",
}
"""When it hurt, to the column of `page.pain_entry`; None: any of them."""
_IN_SENTENCE = {
    "During": " while running",
    "After": " an hour after",
    "Next morning": " the next morning",
}
MOMENT_LABEL = "When it hurt"
NOTHING_YET = "Your runs appear here once they are in."
BACK = "← All runs"
LATER, EARLIER = "← Later", "Earlier →"
NO_SUCH_RUN = "There is no such run; it may have been left out or taken back."
DAY, TIME, PACE, DISTANCE = "Day", "Time", "Pace", "Distance"
DAY_FORMAT = "ddd D MMM YY"
PAIN_SCORE, OVER_LONGEST = "Pain, 0–10", "× longest of 30 days"
STEPS, BEATS, FAST, KNEE_LOAD, TREADMILL = (
    "Steps/min",
    "Beats/min",
    "Fast, min",
    "Knee load",
    "Treadmill",
)
HOW_TO_OPEN = (
    "Tap a run to open it. Pain, 0–10: the worst of its day and the morning after. × longest: of "
    "the 30 days before"
)
AS_TABLE = "As a table, to sort by any column"
JUMP_BANDS = ("small", "moderate", "large")


def none_in_period(period: str) -> str:
    """Nothing lies in the period, but something before it."""
    return f"No runs in the last {period}. Choose a longer period above."


def none_of_filter(pain: str, moment: str) -> str:
    """Nothing of the period is left by the filter."""
    return f"No runs {pain.lower()}{_IN_SENTENCE.get(moment, '')} in this period."


def page_words(first: int, until: int, count: int) -> str:
    """Which of the runs are shown."""
    return f"{first}–{until} of {count:,}"


def column_in(name: str, unit: str) -> str:
    """Heading of a column with its unit."""
    return f"{name}, {unit}"


UP, DOWN = "Up", "Down"


def list_title(runs: pl.DataFrame, units: str) -> str:
    """What rows of `page.runs_list`, newest first, say of knees: when it hurt last, or did not."""
    for run in to_rows(runs.filter(pl.col("worst_pain_score") > 0).head(1), RunsList):
        return (
            f"A knee last hurt with {display.distance(run['distance_m'], units)} on "
            f"{display.day(run['local_date'])}: {run['worst_pain_score']:g} of 10"
        )
    longest = runs.sort("distance_m", descending=True, nulls_last=True).head(1)
    (run,) = to_rows(longest, RunsList)
    words = f"{display.distance(run['distance_m'], units)} on {display.day(run['local_date'])}"
    if runs["worst_pain_score"].drop_nulls().is_empty():
        return f"Your longest was {words}; nothing was logged about pain"
    return f"No knee hurt on these runs; the longest was {words}"


def run_line(run: RunsList, units: str, *, today: date) -> str:
    """One run as a line of four cells, in Markdown: `runs.css` sets them side by side."""
    pain, ratio, descent_m = run["worst_pain_score"], run["spike_ratio"], run["descent_m"]
    is_jump = run["spike_band"] in JUMP_BANDS and ratio is not None
    terrain = "on a treadmill" if run["is_treadmill"] else "descent unknown"
    if descent_m is not None:
        terrain = f"{display.height(descent_m, units)} down"
    notes = [
        "" if pain is None else f"pain {pain:g}" if pain else "no pain",
        f"{ratio:.1f} × longest" if is_jump else "",
    ]
    cells = [
        f":gray[{run['local_date']:%a} {display.short_day(run['local_date'], today)}]",
        f"**{display.distance(run['distance_m'], units)}**",
        f":gray[{display.pace(run['speed_mps'], units)} · {terrain}]",
        *(f"*{words}*" for words in [" · ".join(filter(None, notes))] if words),
    ]
    return " ".join(cells)


def hurt_title(knee: str, score: float) -> str:
    """That a knee hurt with a run, where no place was told."""
    return f"{knee} pain, at most {score:g} of 10"


def onset_title(onset_m: float, descent_m: float | None, units: str) -> str:
    """Where pain began on a run, and after how much descent where that is known."""
    words = f"Pain began at {display.distance(onset_m, units)}"
    if descent_m is None:
        return words
    return f"{words}, after {display.height(descent_m, units)} of descent"


# The streams of one run.
HEART_RATE = "heart rate"
STREAMS_SUBTITLE = "Over distance; shaded: steeper than 2 %, brown downhill, blue uphill"
PAIN_BEGAN = "pain began"
NO_STREAMS = "This run has no streams"


def onset_of(onset_m: float, length: str, units: str) -> str:
    """Where pain began, of the whole length."""
    return f"Pain began at {display.distance(onset_m, units)} of {length}"


def streams_over(names: str, length: str) -> str:
    """What is drawn, over the whole length."""
    return f"{names} over {length}"
