"""The pace in words: the speed that is fast for a runner, and what speed asks of the knee."""

from datetime import date

from dashboard.rows.others import KneeLoadSpeed, MetricSpeedExposure
from dashboard.ui import display

NOTHING_YET = "Fast minutes appear here once your runs are in."
FAST, SPRINT = "fast", "sprint"
FAST_SUBTITLE = "Minutes a week near or above your reference speed, downhill left out"
IN_DETAIL, OF_IT_IN_DETAIL = "{} were recorded in detail", "<br>of {} recorded in detail"
NO_REFERENCE = "there is no reference speed"
NO_TELLING = "There is no telling yet which of your minutes are fast"
WEEK_FROM, EASY_COLUMN, MODERATE_COLUMN = "Week from", "Easy, min", "Moderate, min"
FAST_COLUMN, SPRINT_COLUMN, FAST_RUNS = "Fast, min", "Sprint, min", "Runs with fast minutes"
REFERENCE_PACE, FOUND_FROM, KNOWN_OF = "Reference pace", "Found from", "Known of"

KNEE_LOAD_SUBTITLE = (
    "Thousands of flat steps of your usual length, a week; the thin line at a bar is how far it "
    "may be off, since two of its weights are known only roughly"
)
WITH_CADENCE = "{} were recorded with cadence"
OF_IT_WITH_CADENCE = "<br>of {} recorded with cadence"
FOUR_BEFORE = "mean of the four weeks before"
NOT_COMPARABLE = "Not enough weeks with cadence to compare your knee load"
KNEE_LOAD_COLUMN, AT_LEAST, AT_MOST = "Knee load, thousand flat steps", "At least", "At most"
FOUR_BEFORE_COLUMN, RUNS_WITH_CADENCE = "Four weeks before", "Runs with cadence"
RUNS, CADENCE_KNOWN = "Runs", "Cadence known of"

# How the reference speed was found: code of `metric.speed_exposure` to words.
METHODS = {
    "critical_speed": "the line through your best efforts over several distances "
    "in the last 90 days (critical speed)",
    "best_20_min": "your best 20 minutes of the last 90 days, a little less",
    "best_5_km": "your best 5 km of the last 90 days, a little less",
    "fast_30_s": "your fast half-minutes of the last 90 days, four fifths of them",
}

# Why there is no reference speed: code of `metric.speed_exposure` to words.
SPEED_REASONS = {
    "no_fast_efforts": "Your fastest stretches of the last 90 days are hardly faster than your "
    "easy runs, so there is no telling what is fast for you. That is no fault: it needs one run "
    "with some brisk minutes, and nothing says that you need those.",
    "no_efforts": "There is no reference speed: it needs a few runs recorded in detail, some of "
    "them brisk, within 90 days.",
}

SPEED_CAVEAT = (
    "Fast running has not been shown to cause more injuries than more running: in a trial both "
    "ways to progress ended alike. Training bests are rarely all-out, so the reference speed lies "
    "low rather than high."
)
KNEE_LOAD_CAVEAT = (
    "Knee load counts steps: longer ones than your own line weigh more, downhill ones more, walked "
    "ones less. It compares your weeks with each other and nothing else: it was never tested "
    "against pain or injury, and knows nothing of body weight, shoes, surface or landing."
)
ABOUT_SPEED = "What counts as fast, and what it means for knees"


def reference_words(week: MetricSpeedExposure, units: str, *, is_present: bool) -> str:
    """The reference speed of a row of `metric.speed_exposure`, and how it was found."""
    pace = display.pace(week["reference_speed_mps"], units)
    method = METHODS.get(str(week["reference_speed_method"]), "your recent runs")
    if is_present:
        return f"Your reference speed is **{pace}**, from {method}."
    since = display.short_day(week["week_start_date"])
    return f"In the week from {since} it was **{pace}**, from {method}."


def study_words(study: KneeLoadSpeed, units: str) -> str:
    """What running slower did to the knee in a study: the row of `page.knee_load_speed`."""
    return (
        f"Slower is not always less: in 16 runners the knee's impulse over a "
        f"{display.distance_word(units)} was "
        f"{display.percent(study['impulse_ratio'] - 1)} higher at the slowest speed than at the "
        f"fastest; running {display.percent(study['slower_share'])} slower comes to about "
        f"{display.percent(study['slower_impulse_share'])} more (Petersen 2015)."
    )


def sprint_distance(units: str) -> str:
    """Heading of the distance sprinted."""
    return f"Sprint, {display.distance_unit(units)}"


def fast_hover(unit: str, name: str) -> str:
    """Over a bar."""
    return (
        f"%{{hovertext}}<br>%{{y:.1f}} {unit} {name}"
        "<br>%{customdata[0]} runs with fast minutes%{customdata[1]}<extra></extra>"
    )


def fast_title(fast_s: float | None, sprint_s: float | None, week: date) -> str:
    """What of the latest week that is known was fast."""
    when = f"in the week from {display.short_day(week)}"
    if not fast_s and not sprint_s:
        return f"You ran nothing fast {when}"
    sprinted = f" and sprinted {display.duration(sprint_s)}" if sprint_s else ""
    return f"You ran fast for {display.duration(fast_s)}{sprinted} {when}"


def knee_load_title(ratio: float, week: date) -> str:
    """The latest week that can be compared."""
    return (
        f"Your knee load was {ratio:.1f} × your four weeks before in the week from "
        f"{display.short_day(week)}"
    )


def knee_load_hover(unit: str) -> str:
    """Over the line."""
    return (
        f"%{{hovertext}}<br>%{{y:.1f}} {unit}, between "
        "%{customdata[0]:.1f} and %{customdata[1]:.1f}"
        "<br>%{customdata[2]} runs%{customdata[3]}<extra></extra>"
    )
