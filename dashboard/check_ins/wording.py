"""Check-ins in words: what a score is, and how often a knee got in the way."""

from collections.abc import Set

import polars as pl

from dashboard.rows import to_rows
from dashboard.rows.check_ins import CheckIn, CheckInCount, CheckInDue
from dashboard.ui import display

REASONS = {
    "unanswered": "no score: a question was left out",
    "too_few_answers": "no score: too few were answered",
}
"""Why a score is missing: stored code to words."""


def named(title: str, knee: str | None) -> str:
    """`Weekly check-in, ▶ right knee`."""
    return title if knee is None else f"{title}, {display.KNEES[knee].shape} {knee} knee"


def next_words(can_ask: Set[tuple[str, str | None]], due: pl.DataFrame) -> str:
    """When the next one that can be asked, by id and knee, will be due; else when it would be."""
    for row in to_rows(due.sort("due_date"), CheckInDue):
        if (row["questionnaire_id"], row["knee"]) in can_ask:
            name = named(row["title"], row["knee"])
            return f"Next: {name}, from {display.day(row['due_date'])}. Any can be answered today."
    return (
        "The weekly check-in is due while a knee was logged with pain in the last four weeks, or "
        "if you ask for it below. Any can be answered today."
    )


def finding(latest: CheckIn) -> str:
    """The latest answer of a series as a chart's title: its score, and what became of the first."""
    name = named(latest["title"], latest["knee"])
    if latest["score"] is None:
        return f"{name}: {REASONS[latest['score_reason'] or 'unanswered']}"
    words = latest["change_first_words"]
    since = f", since the first {words}" if words else ", the first"
    return f"{name}: {latest['score']:.3g}{since}"


def count_words(count: CheckInCount) -> str:
    """How often the knee got in the way, over all weekly check-ins."""
    checks = display.count(count["check_in_count"], "weekly check-in")
    return (
        f"Of {checks}, {count['problem_count']} told of a problem and "
        f"{count['substantial_count']} of a substantial one. Mean score {count['mean_score']:.0f}, "
        f"all added up {count['sum_score']:.0f}."
    )
