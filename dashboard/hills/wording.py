"""The terrain in words: how well altitude is known, and what a descent was."""

from datetime import date

import polars as pl

from dashboard.rows.hills import HillsDescent, HillsLever
from dashboard.ui import display

NOTHING_YET = "Climbs and descents appear here once your runs are in."

QUALITY_MARKS = {
    "barometric": "",
    "corrected": "",
    "gps": "GPS altitude: rough",
    "mixed": "partly GPS altitude: rough",
    "none": "altitude not known",
}
"""How well a week's altitude is known, over its bar."""
BANDS = {
    "up_10_m": "up over 10 %",
    "up_5_10_m": "up 5–10 %",
    "up_2_5_m": "up 2–5 %",
    "down_2_5_m": "down 2–5 %",
    "down_5_10_m": "down 5–10 %",
    "down_10_15_m": "down 10–15 %",
    "down_15_m": "down over 15 %",
}
"""Bands of steepness: columns of `page.hills_week` to words."""
NOT_KNOWN = "altitude not known"
WITH_ALTITUDE, OF_IT_WITH_ALTITUDE = (
    "{} were recorded with altitude",
    "of {} recorded with altitude",
)
NO_DOWNHILL = "You ran no downhill that is recorded in this period"
TOO_LITTLE = "You ran down too little a week to compare"
USUAL_UNKNOWN = "Your usual descent is not known yet: too few weeks with altitude"
USUAL_WEEK, MOST_OF_SIX = "your usual week", "most of the six weeks before"

WEEK_FROM, ALTITUDE_FROM, ALTITUDE_KNOWN = "Week from", "Altitude from", "Altitude known of"
CLIMBED, LOST, USUALLY_LOST, DOWNHILL = "Climbed", "Lost", "Usually lost", "Downhill"
DAY, DESCENTS, GRADE = "Day", "Descents", "Mean grade, %"
DOWNHILL_PACE, FLAT_PACE = "Pace downhill", "Pace on the flat"
AGAINST_USUAL, OVER_LINE = "Against your usual descents", "Step length over own line"
ENERGY = "Energy a step, J/kg"

# How well a week's altitude is known: code of `page.hills_week` to words.
QUALITIES = {
    "barometric": "barometer or map",
    "mixed": "partly GPS, rough",
    "gps": "GPS only, rough",
    "none": "not known",
}

# Why it is not told how a descent was run: code of `metric.run_descent` to words.
DESCENT_REASONS = {
    "gps_altitude": "altitude by GPS only",
    "walked": "walked",
    "no_flat_speed": "too little flat ground in the run",
    "few_descents": "fewer than 20 earlier ones as steep",
}

DOWNHILL_CAVEAT = (
    "Steeper and longer descents ask more braking of the thigh muscles and the knee; how much more "
    "is an upper bound from a laboratory, and no amount of descent has been shown to injure. "
    "Descent you are not used to most often makes muscles sore the next days, not the joint."
)
DESCENT_CAVEAT = (
    "A watch cannot see braking or landing. Slower than your usual descents may be mud, tired "
    "legs, or caution. Energy is the height lost times gravity, less what went into speed, per "
    "kilogram of your weight: the least that legs and shoes take up. With altitude by GPS alone "
    "none of this is told."
)
ABOUT_ALTITUDE = "How well altitude is known, and what downhill does"
ALTITUDE_DOUBTED = "On some runs hills are unknown: altitude is not believed"


def column_in(name: str, unit: str) -> str:
    """Heading of a column with its unit."""
    return f"{name}, {unit}"


def bands_subtitle(unit: str, *, up: str, down: str) -> str:
    """What the chart of steepness shows; `up` and `down` name its two sides."""
    return (
        f"{unit} a week steeper than 2 %: {up} above the line, {down} below; pale where altitude "
        "comes from GPS alone"
    )


def most_downhill(metres: float, week: date, units: str) -> str:
    """The week with most downhill."""
    return (
        f"You ran most downhill, {display.distance(metres, units)}, in the week from "
        f"{display.short_day(week)}"
    )


def descent_subtitle(unit: str, label: str) -> str:
    """What the chart of descent shows."""
    return (
        f"{unit} of {label} a week, your own usual over the four weeks before, and the most that "
        "your legs had in one of six"
    )


def descent_title(
    metres: float, week: date, *, ratio: float, ratio_6w: float | None, units: str
) -> str:
    """The latest week against one's own usual, and whether it was the most of late."""
    most = ", your most in seven weeks" if (ratio_6w or 0) > 1 else ""
    return (
        f"You ran down {display.height(metres, units)} in the week from "
        f"{display.short_day(week)}: {ratio:.1f} × your usual{most}"
    )


def descents_words(least_m: float, units: str) -> str:
    """Which runs the table has, and how one of its columns is read."""
    return (
        f"Your latest runs with descents of {display.height(least_m, units)} or "
        "more in length. Step length over own line: above 1 "
        "longer than your steps on the flat at that speed, below 1 shorter"
    )


def quality_words(weeks: pl.DataFrame) -> str:
    """How well altitude is known over rows of `page.hills_week`; empty where nothing tells."""
    counts = weeks.drop_nulls("altitude_quality")["altitude_quality"].to_list()
    parts = [
        f"{words} in {display.count(counts.count(code), 'week')}"
        for code, words in QUALITIES.items()
        if code in counts
    ]
    return f"Altitude: {', '.join(parts)}." if parts else ""


def descent_finding(lever: HillsLever | None) -> str:
    """How long downhill steps are, of a row of `page.hills_lever`; a plain title without one."""
    ratio = None if lever is None else lever["step_length_ratio"]
    if ratio is None:
        return "Your latest descents"
    share = display.percent(abs(ratio - 1))
    if share == "0 %":
        return "Downhill your steps are as long as on the flat at that speed"
    word = "longer" if ratio > 1 else "shorter"
    return f"Downhill your steps are {share} {word} than on the flat at that speed"


def lever_words(lever: HillsLever) -> str:
    """What a downhill step takes up, and what quicker steps would make of it."""
    runs = display.count(lever["run_count"], "run")
    return (
        f"On your latest {runs} with descents, each downhill step took up about "
        f"**{lever['energy_per_step_j_per_kg']:.2f} J per kg**. How much there is to take up "
        "is settled by the height of the hill; the steps share it. At the same pace, steps "
        f"{display.percent(lever['cadence_step_share'])} quicker and so a little shorter would "
        f"make it **{lever['quicker_energy_per_step_j_per_kg']:.2f}**."
    )


def usual_words(run: HillsDescent) -> str:
    """How fast a row of `page.hills_descent` was run, against one's own descents as steep."""
    share = run["slower_than_usual_share"]
    if share is None:
        return f"not known: {DESCENT_REASONS[run['reason'] or 'few_descents']}"
    word = "slower" if share > 0 else "faster"
    return f"{display.percent(abs(share))} {word}"
