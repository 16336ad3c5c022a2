"""Cadence, step length and their effect on the knee, in words."""

from datetime import date

import polars as pl

from dashboard.rows.cadence import CadenceContext, CadenceEffect, CadenceLine, CadenceWeek
from dashboard.ui import display

NOTHING_YET = "Cadence appears here once runs with steps are in; most running watches count them."
NOT_KNOWN = "Your cadence at your usual pace is not known yet"
NOT_KNOWN_BECAUSE = "It needs more flat, steady running with cadence."
NO_TARGET = (
    "There is no cadence that is right for everybody: compare yourself with yourself, at the same "
    "pace."
)
STEADY_SPM_PER_WEEK = 0.1  # a smaller trend rounds to nothing
SPREAD, WEEK_DASH = "spread around the trend", "week, at your usual pace"
TREND_SUBTITLE = (
    "Steps a minute of both feet at your usual easy speed; band: the spread around the trend"
)
NO_WEEKS = "Not enough steady flat running with cadence yet"
FEW_WEEKS = "Your cadence is known of too few weeks for a trend"
STEADY = "Your cadence at your usual pace hardly changes"
NO_LINE = "Not enough steady flat running with cadence to draw your own line"
NO_LENGTH = "not known yet"
NO_FEET = "A watch cannot see foot placement, shin angle or knee, only how long a step is."
EFFECT = "What slightly quicker steps would mean for the knee"
GOAL = "Quicker steps are a goal of mine"
STUDY, MEASURED, STEP_LENGTH_CHANGE = "Study", "Measured", "Step length, %"
A_STEP, EXPONENT = "A step, %", "Exponent"
DAY, FLAT_PACE, FLAT_CADENCE = "Day", "Pace on the flat", "Cadence there, steps/min"
WEEK_FROM, AT_USUAL, AS_MEASURED = (
    "Week from",
    "At your usual pace, steps/min",
    "As measured, steps/min",
)
TREND_COLUMN, RUNS, WHEN = "Trend, steps/min a week", "Runs", "When"

# How the line was found: code of `page.cadence_line` to words.
LINE_METHODS = {
    "own": "from your own runs alone",
    "drawn_to_usual": "few runs or one pace only, so its slope leans on other runners",
    "usual": "too few runs, so its slope is that of other runners",
}


def headline(last: CadenceWeek | None) -> str:
    """The one answer: steps a minute at the usual pace in the latest week that is known."""
    if last is None or last["cadence_adjusted_spm"] is None:
        return NOT_KNOWN
    return f"{last['cadence_adjusted_spm']:.0f} steps a minute at your usual pace"


def against_own(
    last: CadenceWeek | None,
    *,
    now: CadenceLine | None,
    then: CadenceLine | None,
    units: str,
    today: date,
) -> str:
    """Which week that was, and one's own usual of late and before, at the same pace."""
    if last is None:
        return NOT_KNOWN_BECAUSE
    words = f"In the week from {display.short_day(last['week_start_date'], today)}"
    if now is None:
        return f"{words}. Your usual is not known yet."
    pace = display.pace(now["reference_speed_mps"], units)
    usual = ", ".join(_usual(line, today) for line in (now, then) if line is not None)
    return f"{words}, at {pace}. Your usual: {usual}."


def _usual(line: CadenceLine, today: date) -> str:
    first, last = (display.short_day(line[name], today) for name in ("from_date", "until_date"))
    return f"{line['reference_cadence_spm']:.0f} from {first} to {last}"


def trend_title(spm_per_week: float | None, *, is_known: bool) -> str:
    """Whether the steps get quicker; `is_known`: any week of the period is."""
    if not is_known:
        return NO_WEEKS
    if spm_per_week is None:
        return FEW_WEEKS
    if abs(spm_per_week) < STEADY_SPM_PER_WEEK:
        return STEADY
    verb = "rose" if spm_per_week > 0 else "fell"
    change = display.cadence_change(spm_per_week)
    return f"Your cadence at your usual pace {verb} of late: {change} a week"


def week_hover(unit: str) -> str:
    """Over the dash of a week."""
    return (
        f"%{{hovertext}}<br>%{{customdata[0]:.1f}} {unit} at your usual pace"
        "<br>%{customdata[1]:.1f} as measured, %{customdata[2]} runs<extra></extra>"
    )


def speed_subtitle(cadence: str, speed: str, unit: str) -> str:
    """What the chart of cadence over speed shows."""
    return f"Flat, steady running: {cadence} over {speed} in {unit}; a dot is a run"


def run_name(era: str) -> str:
    """Of dots in the legend."""
    return f"runs, {era}"


def line_name(era: str) -> str:
    """Of a line in the legend."""
    return f"your line, {era}"


def line_title(pace: str, unit: str, *, now_spm: float, then_spm: float | None) -> str:
    """Cadence at one pace, now and then."""
    words = f"At {pace}: {now_spm:.0f} {unit} now"
    return words if then_spm is None else f"{words}, {then_spm:.0f} then"


def length_title(metres: float | None, units: str) -> str:
    """`Step length: 1.04 m`."""
    return f"Step length: {NO_LENGTH if metres is None else display.step_length(metres, units)}"


def length_subtitle(unit: str) -> str:
    """What the chart of step length shows."""
    return f"Mean length of one step by week, {unit}; it grows with speed"


def length_column(units: str) -> str:
    """Heading of the length of a step."""
    return f"Step length, {display.height_unit(units)}"


def far_column(units: str) -> str:
    """Heading of what a kilometre or mile asks."""
    return f"A {display.distance_word(units)}, %"


def advice_title(context: CadenceContext) -> str:
    """The fold about the number that is often advised."""
    return f"And the advice of {context['advised_spm']:.0f}?"


def goal_help(context: CadenceContext) -> str:
    """What saying so changes."""
    return (
        f"Then a cadence below {context['advised_spm']:.0f} for your height is named among the "
        "reasons on Today, also while nothing hurts."
    )


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
        "insufficient evidence on injury."
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
        "spread of one study). So a lower number is no fault by itself."
    ]
    if context["equivalent_170_spm"] is None:
        words.append(f"With your height, on Data, {advised} can be fitted to your legs.")
    else:
        words.append(
            f"Longer legs swing slower: at {_tall(context, units)}, {advised} becomes about "
            f"**{context['equivalent_170_spm']:.0f}**."
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
