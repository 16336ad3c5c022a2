"""Another number for a week of a plan, in words: its form, what is refused, what was changed."""

from dashboard.plan import wording
from dashboard.rows.plan import PlanChange, PlanWeek

CHANGE = "Change a number"
CHANGES = "Numbers of your own"
WHICH, AT_MOST, DECIDED_BY = "Which", "At most", "Decided by"
REASON = "Why (optional)"
DECIDERS = {"runner": "My own wish", "clinician": "A clinician's word"}
SAVE, UNDO = "Save", "Undo"
MISSING = "Give a number, and say who decided."


def week(row: PlanWeek) -> str:
    """Which week gets another number, as Markdown."""
    return f"**Week {row['week_index']}**"


def number(name: str, units: str) -> str:
    """A number of a week with its unit, to choose from."""
    return f"{wording.NUMBERS[name]}, {wording.unit(name, units)}"


def too_much(most: str) -> str:
    """Why more than the plan asks for is not kept on the runner's own wish."""
    return (
        f"The plan asks for at most {most} that week: you may ask less of it. More counts on a "
        "clinician's word."
    )


def changed(row: PlanChange, units: str) -> str:
    """One number that is somebody's own, without their reason; plain text."""
    value = wording.changed_amount(row["target_name"], row["value"], units)
    whose = "a clinician's word" if row["decided_by"] == "clinician" else "own wish"
    what = wording.NUMBERS[row["target_name"]].lower()
    return f"Week {row['week_index']}: {what} {value}, {whose}"
