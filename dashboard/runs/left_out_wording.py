"""Recordings that do not count, in words."""

from dashboard.rows.runs import RunsLeftOut
from dashboard.ui import display

LEFT_OUT_REASONS = {
    "set_aside": "it waits for your word",
    "excluded": "you left it out",
    "duplicate": "the same run is here from another file",
    "other_sport": "read as another sport",
    "too_short": "too short to count as a run",
}
"""Why a recording does not count: code of `page.runs_left_out` to words."""
COUNT_IT = "Count it"
COUNT_ONE, CHOOSE_ONE = "Count one after all", "Choose a recording"
DAY, SPORT, SOURCE, WHY = "Day", "Sport", "From", "Why it does not count"


def why_words(row: RunsLeftOut, units: str) -> str:
    """Which recording it is, and why it does not count."""
    distance = display.distance(row["distance_m"], units)
    why = LEFT_OUT_REASONS[row["reason"]]
    return f"{distance} on {display.day(row['local_date'])} do not count: {why}."


def fold_label(count: int) -> str:
    """The line that unfolds them."""
    recordings = display.count(count, "recording")
    return f"{recordings} that {'does' if count == 1 else 'do'} not count as a run"


def choice_words(row: RunsLeftOut, units: str) -> str:
    """One of them in a list to choose from."""
    distance = display.distance(row["distance_m"], units)
    return f"{display.day(row['local_date'])}, {distance}, {LEFT_OUT_REASONS[row['reason']]}"


def distance_column(units: str) -> str:
    """Heading of the distances."""
    return f"Distance, {display.distance_unit(units)}"
