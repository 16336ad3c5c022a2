"""Cadence, step length and their effect on the knee, in words."""

import polars as pl

from dashboard.rows.cadence import CadenceContext, CadenceEffect
from dashboard.ui import display

# How the line was found: code of `page.cadence_line` to words.
LINE_METHODS = {
    "own": "from your own runs alone",
    "drawn_to_usual": "few runs or one pace only, so its slope leans on other runners",
    "usual": "too few runs, so its slope is that of other runners",
}


def length_words(context: CadenceContext, ratio: float) -> str:
    """Whether the steps of the last runs were all longer than their own line."""
    runs = f"your last {context['overstride_run_count']} runs"
    if ratio > context["overstride_ratio"]:
        return (
            f"In each of {runs} steps were at least {display.percent(ratio - 1)} longer than your "
            "own line of the weeks before at that speed."
        )
    return f"Not all of {runs} had steps clearly longer than your own at that speed."


def effect_words(effect: CadenceEffect, units: str) -> str:
    """What slightly quicker steps would take off the knee, a step and a distance."""
    far = display.distance_word(units)
    step = _range(effect["per_step_least_share"], effect["per_step_most_share"])
    whole = _range(effect["per_km_least_share"], effect["per_km_most_share"])
    return (
        f"At the same speed, steps {display.percent(effect['step_share'])} quicker are that much "
        f"shorter. By our estimate the load of one step at the knee is then about "
        f"**{_less(effect['per_step_share'])}**; over a {far}, with the extra steps counted, about "
        f"**{_less(effect['per_km_share'])}** (plausible: {step} a step, "
        f"{whole} a {far}). In one trial, runners whose steps became "
        f"{display.percent(effect['trial_step_share'], 1)} quicker did "
        f"{display.percent(effect['trial_per_km_share'])} less braking work with the knee per "
        f"{far}. This is about work done by the knee, not the force on the ground: there is "
        "insufficient evidence on injury (evidence C)."
    )


def seed_words(effect: CadenceEffect, units: str) -> str:
    """Where the saying of quicker steps comes from, and what it is of."""
    return (
        f"The saying “{display.percent(effect['step_share'])} quicker, "
        f"{display.percent(effect['seed_small_share'])} less” is of the energy that the knee takes "
        f"up in a step: about {display.percent(effect['seed_small_share'])} less, and about "
        f"{display.percent(effect['seed_large_share'])} less with steps "
        f"{display.percent(effect['twice_step_share'])} quicker, in one laboratory study of "
        f"{effect['seed_runner_count']} runners (numbers not yet checked against the full paper). "
        f"It is not of the force from the ground, and a {display.distance_word(units)} has more of "
        "those steps."
    )


def advice_words(context: CadenceContext, units: str) -> str:
    """What a row of `page.cadence_context` says of the advised number of steps."""
    advised = f"{context['advised_spm']:.0f}"
    words = [
        f"About {display.percent(context['share_below_advised'])} of experienced recreational "
        f"runners take fewer than {advised} steps a minute at "
        f"{display.pace(context['study_speed_mps'], units)} (reckoned from the mean and "
        "spread of one study, evidence C). So a lower number is no fault by itself."
    ]
    if context["equivalent_170_spm"] is None:
        words.append(f"With your height, on Data, {advised} can be fitted to your legs.")
    else:
        words.append(
            f"Longer legs swing slower: at {_tall(context, units)}, {advised} becomes about "
            f"**{context['equivalent_170_spm']:.0f}** (evidence D)."
        )
    if context["recent_spm"] is not None:
        words.append(f"You: **{context['recent_spm']:.0f}** of late, at your usual pace.")
    return " ".join(words)


def line_words(lines: pl.DataFrame) -> str:
    """From when to when each line of `page.cadence_line` is, and how it was found."""
    spans = [
        f"{era} {display.day(start)} to {display.day(end)}, {method}"
        for era, start, end, method in lines.select(
            "era",
            "from_date",
            "until_date",
            pl.col("line_method").replace(LINE_METHODS),
        ).rows()
    ]
    return f"Lines: {'; '.join(spans)}."


def _tall(context: CadenceContext, units: str) -> str:
    return display.body_height(context["height_cm"], units)


def _less(share: float) -> str:
    return f"{display.percent(-share)} less"


def _range(least: float, most: float) -> str:
    return f"{display.percent(-least)} to {display.percent(-most)}"
