"""The terrain in words: how well altitude is known, and what a descent was."""

import polars as pl

from dashboard.rows.hills import HillsDescent, HillsLever
from dashboard.ui import display

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
