"""A clinician's limits for one runner in words, and how one is asked for."""

from dashboard.method.cards import COMPARISONS
from dashboard.method.clinician_limits import change
from dashboard.method.explainer import who_set
from dashboard.rows.others import RuleOverride
from dashboard.ui import display
from etl.reference.rules import Level, Rule

TITLE = "Own limits"
NONE = "The usual limits count. What pain may be is chosen on Pain; warning signs have no limit."
SET_A_LIMIT = "Set a limit"
SET_THIS = "Set this limit"
YOUR_NAME = "Your name, as the clinician (nobody verifies it here)"
WHOSE_NAME = "The clinician"
SWITCH_OFF = "Not for this runner: switch it off"
USUAL_AGAIN = "The usual limit counts again."
ABOUT = (
    "Counts from today in place of the rule's own, in the status, on the board and in reports; "
    "tomorrow's limit goes by the first one for a longer run. The runner sees it with your name "
    "and the reason."
)


def bounds(rule: Rule, level: Level) -> str:
    """`Above (1 to 1.5 times)`: what a limit of one's own may be."""
    within = "" if level.own is None else f" ({level.own.least:g} to {level.own.most:g} times)"
    return f"{COMPARISONS[rule.comparison].capitalize()}{within}"


def named(rule: Rule, level: Level, *, units: str) -> str:
    """A rule with its usual limit."""
    usual = display.quantity(level.threshold, rule.unit, units)
    return f"{rule.title}: {COMPARISONS[rule.comparison]} {usual}"


def past(row: RuleOverride, units: str) -> str:
    """What counted before, or is yet to count."""
    ended = f", ended early by {who_set(row['ended_by'])}" if row["ended_by"] else ""
    days = f"{display.day(row['from_date'])} to {display.day(row['until_date'])}"
    until_date = row["until_date"]
    if row["ended_by"] and until_date is not None and until_date < row["from_date"]:
        days = f"{display.day(row['from_date'])}, withdrawn before it counted for a day"
        ended = f" by {who_set(row['ended_by'])}"
    why = f": {row['reason']}" if row["reason"] else ""
    who = who_set(row["saved_by"])
    return f"{row['title']}, {change(row, units)}, {days}{ended}; set by {who}{why}"
