"""The drawer for experts, in words: means, ratios, monotony and strain."""

from typing import Final

from dashboard.ui import display
from etl.reference.metric_catalog import Metric

DRAWER = "For experts: ratios of load, monotony, strain"
MEANS_TITLE = "What you ran lately, and what you are used to"
LAST_28, LAST_7 = "last 28 days", "last 7 days"
RATIOS: Final = {
    "coupled_ratio": ("7 over 28 days", "solid"),
    "uncoupled_ratio": ("7 over the 21 before", "dash"),
    "smooth_ratio": ("smoothed", "dot"),
}
"""Columns of `page.load_expert` that are drawn alike: words, and the dash that tells them apart."""
DAY, SMOOTHED = "Day", "Smoothed"
SESSION_LOAD, MONOTONY, STRAIN = "Session load, 7 days", "Monotony", "Strain"


def means_subtitle(unit: str) -> str:
    """What the lines are, above and below."""
    return (
        f"Mean {unit}: of the last 7 days (thin) and of the last 28 (thick). Below: three ways to "
        "divide the two, three numbers; above or below no line is anything known to happen"
    )


def mean_column(days: int, units: str) -> str:
    """Heading of a mean of so many days."""
    return f"{days} days, {display.distance_unit(units)} a day"


def caveat(metric: Metric, source: str) -> str:
    """What was found of a measure and what it cannot know, as its entry says."""
    return (
        f"{metric.evidence} Evidence grade {metric.grade}. It cannot know: {metric.cannot_know} "
        f"Source: {source}."
    )
