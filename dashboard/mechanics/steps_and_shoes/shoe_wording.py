"""Pairs of shoes in words: kilometres, since when, and scores before and after, without a cause."""

from collections.abc import Sequence
from datetime import date

from dashboard.rows.mechanics import Shoe, ShoeChange
from dashboard.ui import display
from etl.reference.rules import parameter_value

SHOES = "Shoes and their kilometres"
HOW_KNOWN = "How is this known?"
NO_SHOES = (
    "No run here says which shoes it was in. A Strava export and a Garmin takeout do, where you "
    "chose a pair there."
)
REASONS = {
    "another_pair": "another new pair came within these weeks, so nothing is compared",
    "not_over": "the weeks after are not over yet",
    "few_scores": "too few days with a score",
}
"""Why scores are not compared: stored code to words."""
HEADS = ("Pair", "Distance", "Runs", "Worn")
SHOWN = 8  # pairs and changes each, what a phone can hold


def shoe_name(shoe: Shoe) -> str:
    """`Pair 3`: its own name is not kept."""
    return f"Pair {shoe['shoe_index']}"


def shoe_lines(shoes: Sequence[Shoe], today: date, units: str) -> list[str]:
    """The rows of a Markdown table, the last worn first."""
    lines = [f"| {' | '.join(HEADS)} |", "|---" * len(HEADS) + "|"]
    for shoe in shoes[:SHOWN]:
        cells = (
            shoe_name(shoe),
            _distance_words(shoe, units),
            f"{shoe['run_count']:,}",
            _worn_words(shoe, today),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def older_words(shoes: Sequence[Shoe]) -> str:
    """How many pairs are not in the table; empty where all are."""
    return f"And {display.count(older, 'older pair')}." if (older := len(shoes) - SHOWN) > 0 else ""


def _distance_words(shoe: Shoe, units: str) -> str:
    """Its distance; at least that, where some of its runs tell none."""
    if shoe["distance_m"] is None:
        return display.UNKNOWN
    more = "at least " if shoe["unmeasured_run_count"] else ""
    return more + display.distance(shoe["distance_m"], units, 0)


def _worn_words(shoe: Shoe, today: date) -> str:
    """`new since 1 Apr, last on 5 Apr`."""
    first, last = (display.short_day(shoe[key], today) for key in ("first_date", "last_date"))
    since = f"new since {first}" if shoe["new_since_date"] else f"known since {first}"
    return f"{since}, last on {last}"


def change_lines(changes: Sequence[ShoeChange], shoes: Sequence[Shoe], today: date) -> list[str]:
    """A line a knee and new pair, the newest first."""
    names = {shoe["shoe_id"]: shoe_name(shoe) for shoe in shoes}
    return [
        f"- **{names[row['shoe_id']]}, since {display.short_day(row['changed_on'], today)}, "
        f"{display.knee(row['knee'])}:** {_scores(row)}"
        for row in changes[:SHOWN]
    ]


def _scores(row: ShoeChange) -> str:
    """`eight weeks before 2.6 …, after 1.4 …`, or why nothing is said."""
    if row["before_score"] is None or row["after_score"] is None:
        return f"{REASONS[row['reason'] or 'few_scores']}."
    return (
        f"before {row['before_score']:.1f} of 10 "
        f"({display.count(row['before_day_count'], 'day')} with a score), "
        f"after {row['after_score']:.1f} ({display.count(row['after_day_count'], 'day')})."
    )


def no_cause() -> str:
    """What the two means do not say."""
    weeks = int(parameter_value("shoe_week_count"))
    left_out = int(parameter_value("shoe_left_out_days"))
    return (
        f"Before and after are {weeks} weeks each, without the {left_out} days on either side of "
        "the first run in the pair. Weeks after a bad spell fall by themselves, and people change "
        "shoes when it hurts: that the shoes did it is not shown. Load, strength work and season "
        "changed as well and are not looked at here."
    )
