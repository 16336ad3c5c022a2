"""Load in words: tomorrow, the weeks and their runs beyond the longest, and week against week."""

from collections.abc import Mapping
from datetime import date

from dashboard.rows.load import LoadGrowth
from dashboard.ui import display

NOTHING_YET = "Weekly distance, and single runs that jumped, appear here once your runs are in."

# Tomorrow.
YOUR_LIMIT = "your limit"
TOMORROW_FOLD = "Where a jump would begin"
TOMORROW_BAR = "tomorrow"
WHAT = "What"
LIMIT_ROWS = {
    "used_to_m": "Longest run it is compared with",
    "reference_until_m": "No jump up to",
    "small_until_m": "Small jump up to",
    "moderate_until_m": "Moderate jump up to",
}
"""Columns of `page.load_tomorrow` below the limit itself."""

# The weeks.
JUMP, BIG_JUMP = "Jump", "Big jump"
BANDS = {
    "no_reference": "nothing to compare with",
    "reference": "no jump",
    "small": "jump (small)",
    "moderate": "jump (moderate)",
    "large": "big jump",
}
"""Bands of `metric.session_spike`: stored code to words."""
CEILING = "Longest run of 30 days"
NO_RUN = "No run is recorded in this period"
NOTHING_TO_COMPARE = "No run of this period has a longest run of 30 days before to compare with"
NO_JUMP = "No run went clearly past the longest of the 30 days before it"
TIMES_THAT = "Times that"
WHICH_IS = "Which is"
DAY = "Day"

# Week against week.
RAMP_FOLD = "How much each week grew"
RAMP_TITLE = "Week to week: context, not a warning"
RAMP_SUBTITLE = (
    "This week's distance over the week before (dots) and over the mean of the four before (line); "
    "1 = the same"
)
RAMP_CAVEAT = (
    "How much a week grows over the one before has not been shown to predict injury in runners, "
    "so nothing here is coloured. It is a convention for pacing; single long runs tell more."
)
OVER_FOUR, OVER_ONE = "over the four before", "over the week before"
AFTER_FOUR, AFTER_ONE = "the mean of the four weeks before", "the week before"
WEEK_FROM = "Week from"
RUNS = "Runs"
OVER_ONE_COLUMN, OVER_FOUR_COLUMN = "Over the week before", "Over the four before"


def slider_label(units: str) -> str:
    """What the slider asks."""
    return f"If you ran tomorrow, {display.distance_unit(units)}"


def tomorrow_finding(distance_m: float, band: str, units: str) -> str:
    """`11.5 km tomorrow: within your limit`."""
    return f"{display.distance(distance_m, units)} tomorrow: {band}"


def tomorrow_subtitle(label: str, unit: str) -> str:
    """What the bar of a run tomorrow shows."""
    return f"One run's {label} in {unit}; the line is the slider"


def within(name: str) -> str:
    """Distances up to the limit; `name` is what it is called."""
    return f"within {name}"


def beyond(name: str) -> str:
    """Distances past it that are no jump."""
    return f"beyond {name}"


def beyond_jump(name: str) -> str:
    """Distances past it that are a jump."""
    return f"beyond {name}, a jump"


def beyond_big_jump(name: str) -> str:
    """Distances past it that are a big one."""
    return f"beyond {name}, a big jump"


def load_subtitle(unit: str) -> str:
    """What the chart of the weeks shows."""
    return (
        f"Bars: {unit} a week. Line: longest run of the 30 days before. Marks: runs beyond it. "
        "Below: pain of each knee"
    )


def jump_title(day: date, distance_m: float, *, ratio: float, units: str) -> str:
    """A run that went clearly past the longest of its 30 days; `ratio`: how many times that."""
    return (
        f"Your {display.distance(distance_m, units)} of {display.day(day)} were {ratio:.1f} × the "
        "longest of the 30 days before"
    )


def ceiling_hover(label: str, unit: str) -> str:
    """Over the line of the longest run."""
    return f"%{{x|%-d %b %Y}}<br>{label} of the 30 days before: %{{y:.1f}} {unit}<extra></extra>"


def jump_hover(name: str, units: Mapping[str, str]) -> str:
    """Over the mark of a run beyond it; `units` of distance, ratio and longest."""
    return (
        f"%{{x|%a %-d %b %Y}}<br>{name}: %{{y:.1f}} {units['distance']}, "
        f"%{{customdata[1]:.2f}} {units['ratio']} the longest of the 30 days before "
        f"(%{{customdata[0]:.1f}} {units['longest']})<extra></extra>"
    )


def in_unit(name: str, units: str) -> str:
    """Heading of a column of distances."""
    return f"{name}, {display.distance_unit(units)}"


DISTANCE, LONGEST, LONGEST_BEFORE = "Distance", "Longest", "Longest of 30 days before"


def growth_words(row: LoadGrowth, units: str) -> str:
    """How the weeks have grown, in Markdown: a row of `page.load_growth`."""
    recent = display.distance(row["recent_m"], units)
    earlier = display.distance(row["earlier_m"], units)
    per = "in seven days" if row["metric"] == "ramp_7d_ratio" else "a week"
    day = display.day(row["local_date"])
    return f"**{row['text']}**: {recent} {per} up to {day}, after {earlier}."
