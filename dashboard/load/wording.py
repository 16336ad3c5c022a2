"""Load in words: tomorrow, the weeks and their runs beyond the longest, and week against week."""

from collections.abc import Mapping
from datetime import date, timedelta

import polars as pl

from dashboard.rows.load import LoadGrowth
from dashboard.ui import display

NOTHING_YET = "Weekly distance, and single runs that jumped, appear here once your runs are in."

# Tomorrow.
YOUR_LIMIT = "your limit"
TOMORROW_FOLD = "Where a jump would begin"
WHAT = "What"
TOLERANCE_M = 1e-6
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
RAMP_CAVEAT = (
    "How much a week grows over the one before has not been shown to predict injury in runners, "
    "so nothing here is coloured. It is a convention for pacing; single long runs tell more."
)
WEEK_FROM = "Week from"
RUNS = "Runs"
NO_RAMP = "No week of this period can be compared with those before it."
OVER_ONE_COLUMN, OVER_FOUR_COLUMN = "Over the week before", "Over the four before"


def slider_label(units: str) -> str:
    """What the slider asks."""
    return f"If you ran tomorrow, {display.distance_unit(units)}"


def tomorrow_finding(distance_m: float, band: str, units: str) -> str:
    """`11.5 km tomorrow: within your limit`."""
    return f"{display.distance(distance_m, units)} tomorrow: {band}"


def band_name(distance_m: float, limits: Mapping[str, float], *, name: str = YOUR_LIMIT) -> str:
    """Which stretch a distance lies in; a limit itself still belongs below it.

    `limits`: reference_until_m and moderate_until_m of `page.load_tomorrow`, and limit_m, which
    the knee, a plan or a return may set below where jumps begin; small and moderate jumps are one
    tier. `name` is what the limit is called.
    """
    least = distance_m - TOLERANCE_M
    if least <= limits["limit_m"]:
        return within(name)
    if least <= limits["reference_until_m"]:
        return beyond(name)
    return (beyond_jump if least <= limits["moderate_until_m"] else beyond_big_jump)(name)


def edge_line(what: str, distance: float, units: str) -> str:
    """One edge: `No jump up to **11.0 km**`."""
    return f"{what} **{distance:.1f} {display.distance_unit(units)}**"


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


def ramp_line(weeks: pl.DataFrame, today: date) -> str:
    """Growth of the last week that is over and can be compared: rows of `page.load_week`."""
    over = weeks.filter(pl.col("week_start_date") <= today - timedelta(days=7))
    told = over.filter(pl.any_horizontal(pl.col("ramp_ratio", "ramp_4w_ratio").is_not_null()))
    if told.is_empty():
        return NO_RAMP
    start, one, four = (
        told.sort("week_start_date")
        .select("week_start_date", "ramp_ratio", "ramp_4w_ratio")
        .row(-1)
    )
    parts = [
        f"{ratio:.1f} × {before}"
        for ratio, before in ((one, "the week before"), (four, "the mean of the four before"))
        if ratio is not None
    ]
    return f"The week from {display.short_day(start, today)} was {' and '.join(parts)}."


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
