"""Limits that a clinician set for one runner, in words: never a silent change."""

import re
from collections.abc import Mapping

from dashboard.method.cards import COMPARISONS
from dashboard.rows.others import RuleOverride
from dashboard.ui import display

_PERSON = re.compile(r"p[0-9a-f]{32}")


def own_limit(row: RuleOverride, units: str, *, who: str) -> str:
    """What was changed, from when to when, by whom and why; plain text."""
    end = f" to {display.day(row['until_date'])}" if row["until_date"] else ", until changed"
    why = f": {row['reason']}" if row["reason"] else ""
    return (
        f"Set for this runner: {row['title']}, {change(row, units)}, from "
        f"{display.day(row['from_date'])}{end}, by {who}{why}"
    )


def change(row: RuleOverride, units: str) -> str:
    """`above 1.30 times instead of 1.10 times`."""
    usual = display.quantity(row["usual_threshold"], row["unit"], units)
    if row["threshold"] is None:
        return f"level {row['level']} is off instead of {COMPARISONS[row['comparison']]} {usual}"
    own = display.quantity(row["threshold"], row["unit"], units)
    return f"{COMPARISONS[row['comparison']]} {own} instead of {usual}"


def name_of(saved_by: str, names: Mapping[str, str]) -> str:
    """A person's name; one typed in a home without a sign-in is that name itself."""
    if saved_by in names:
        return names[saved_by]
    if saved_by == "local" or _PERSON.fullmatch(saved_by):
        return "a clinician"
    return saved_by
