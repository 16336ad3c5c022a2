"""Time on the ground, its balance and the sore side, in words that claim no cause."""

from collections.abc import Sequence

from dashboard.rows.mechanics import ContactSide
from dashboard.ui import display

CONTACT = "Balance beside the sore side"
HOW_KNOWN = "How is this known?"
NO_CAUSE = (
    "It describes and explains nothing: which came first, and whether one has to do with the "
    "other, is not shown here, and no study we know settles it. A sloping road, or a belt that "
    "slipped, moves the balance too. No reason to change how you run."
)
REASONS = {
    "no_run": "no run recorded",
    "not_told": "no watch, belt or pod told it",
    "read_before": "read before it was asked for; a rebuild asks",
    "few_runs": "too few runs that tell it",
}
"""Why a number of a span is not known: stored code to words."""
EVEN = "even: left 50.0 %"
LINES = ("Balance", "Time on the ground", "Left knee", "Right knee")
WHAT, LATE, EARLIER = "Told of", "Last four weeks", "Four weeks before"


def contact_title(row: ContactSide) -> str:
    """`Left 50.9 %, right knee sore`; what is not known is said."""
    return f"{_balance_title(row)}, {_sore_words(row)}"


def _balance_title(row: ContactSide) -> str:
    share = row["left_contact_share"]
    if share is None:
        return "Balance not known"
    if row["longer_side"] is None:
        return EVEN[0].upper() + EVEN[1:]
    return f"Left {display.percent(share, 1)}"


def _sore_words(row: ContactSide) -> str:
    match row["sore_knee"]:
        case None:
            return "no score of either knee"
        case "none":
            return "no knee sore"
        case "both":
            return "both knees alike sore"
        case knee:
            return f"{knee} knee sore"


def contact_lines(spans: Sequence[ContactSide]) -> list[str]:
    """The rows of a Markdown table: a line a number, a column a span."""
    heads = [WHAT, *(LATE, EARLIER)[: len(spans)]]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for words, *values in zip(LINES, *map(_values, spans), strict=True):
        lines.append(f"| {' | '.join([words, *values])} |")
    return lines


def _values(row: ContactSide) -> tuple[str, str, str, str]:
    share, seconds = row["left_contact_share"], row["ground_contact_s"]
    balance = contact = display.UNKNOWN
    if share is not None:
        sides = f"left {display.percent(share, 1)}, right {display.percent(1 - share, 1)}"
        balance = f"{sides} in {display.count(row['balance_run_count'], 'run')}"
    if seconds is not None:
        runs = display.count(row["contact_run_count"], "run")
        contact = f"{seconds * 1000:.0f} ms a step in {runs}"
    return (
        balance,
        contact,
        _score_words(row["left_score"], row["left_day_count"]),
        _score_words(row["right_score"], row["right_day_count"]),
    )


def _score_words(score: float | None, day_count: int) -> str:
    """`2.4 of 10, mean of 12 days`."""
    if score is None:
        return display.UNKNOWN
    return f"{score:.1f} of 10, mean of {display.count(day_count, 'day')}"


def unknown_words(spans: Sequence[ContactSide]) -> str:
    """Why a number is not known, span by span; empty where all are."""
    parts = [
        f"{span.lower()}, {name}: {REASONS[reason]}"
        for span, row in zip((LATE, EARLIER), spans, strict=False)
        for name, reason in (
            ("balance", row["balance_reason"]),
            ("time on the ground", row["contact_reason"]),
        )
        if reason is not None
    ]
    return f"Not known {'; '.join(parts)}." if parts else ""
