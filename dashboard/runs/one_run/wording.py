"""One run in words: what it was, and a recording of it, how made and how made comparable."""

from dashboard.rows.others import MetricSessionSpike
from dashboard.rows.pain import PainEntry
from dashboard.rows.runs import RunSource
from dashboard.runs.correction_wording import recorded_by, sport_word
from dashboard.ui import display
from dashboard.ui.escape import escaped
from etl.reference.rules import parameter_value

JUMPS = {
    "no_reference": "There was no run in the {days} before to compare it with.",
    "reference": "No jump: {ratio} times the longest run of the {days} before, {longest}.",
    "small": "A jump: {ratio} times the longest run of the {days} before, {longest}.",
    "moderate": "A jump: {ratio} times the longest run of the {days} before, {longest}.",
    "large": "A big jump: {ratio} times the longest run of the {days} before, {longest}.",
}
"""What a run was against its ceiling: band of `metric.session_spike` to a sentence."""
TIME_MOVING, PACE, DOWN, UP = "Time moving", "Pace", "Down", "Up"
CADENCE, HEART_RATE = "Cadence", "Heart rate"
NO_SCORE = "no score"
NO_STREAMS = "This run came as totals only, so there are no streams to show."
CADENCE_COLUMN, HEART_RATE_COLUMN = "Cadence, steps/min", "Heart rate, beats/min"
DISTANCE_COLUMN, ALTITUDE_COLUMN, SPEED_COLUMN = "Distance", "Altitude", "Speed"
AGAINST_USUAL = "Against your usual run"
DOSES = {
    "distance": "Distance",
    "time": "Time",
    "descent": "Descent",
    "downhill": "Distance downhill",
    "fast": "Fast time",
    "knee_load": "Knee load",
}
"""Kinds of dose of `page.run_dose`, in its order."""
WHAT, THIS_RUN, YOUR_USUAL = "What", "This run", "Your usual"
TIMES_USUAL, RUNS_COMPARED = "Times usual", "Runs compared"
SOURCES = "Where the numbers come from"
ON_STRAVA = "View on Strava"  # as its brand rules ask for

CADENCE_RULES = {
    "steps_as_stored": "as stored, steps of both feet",
    "strides_x2": "doubled, since this kind of file counts one leg",
    "guard_x2": "doubled, since as stored it was too low for both feet",
    "not_recorded": "not recorded",
    "outside_range": "left out, since its mean is not one of running with both feet",
}
"""How cadence became steps of both feet: what the stored code ends with, to words."""

SPORT_RULES = {
    "file": "as the file says",
    "guessed_from_name": "guessed from its name",
    "guessed_from_cadence": "guessed from its steps",
    "guessed_from_speed": "guessed from its speed",
    "runner": "as you said",
}
"""Where a recording's sport comes from: stored code to words."""


def which_run(distance: str, day: str) -> str:
    """`18.2 km on Sat 2 May 2026`."""
    return f"{distance} on {day}"


def started(clock: str, *, is_treadmill: bool) -> str:
    """When, and where it was no road: `started at 09:06`."""
    return f"started at {clock}{', on a treadmill' if is_treadmill else ''}"


def after_which(which: str, started: str) -> str:
    """The line below what the run says of a knee."""
    return f"{which}, {started}"


def jump_words(spike: MetricSessionSpike, units: str) -> str:
    """What it was against the longest of the days before."""
    return JUMPS[spike["spike_band"] or "no_reference"].format(
        ratio="–" if spike["spike_ratio"] is None else f"{spike['spike_ratio']:.2f}",
        longest=display.distance(spike["longest_30d_m"], units),
        days=display.count(int(parameter_value("spike_window_days")), "day"),
    )


def pain_line(row: PainEntry, units: str) -> str:
    """What was logged of one knee, in Markdown."""
    knee, given = display.PAIN_KNEES[row["knee"]], dict(row)
    scores = [
        f"{words.lower()} {given[column]:g}"
        for column, words in display.ALL_MOMENTS.items()
        if given[column] is not None
    ]
    onset = display.distance(row["onset_m"], units)
    began = "" if row["onset_m"] is None else f"; it began at {onset}"
    heading = display.knee_heading(row["knee"])
    return f"{knee.shape} **{heading}**: {', '.join(scores) or NO_SCORE}{began}"


def usual_words() -> str:
    """What a run is compared with."""
    weeks = display.count(round(parameter_value("run_usual_days") / 7), "week")
    return (
        f"Usual: the median of your runs of the {weeks} before; knee load in thousand flat "
        "steps, to be compared with your own runs only"
    )


def source_words(row: RunSource) -> str:
    """A row of `page.run_source`: who recorded it, and whether it counts."""
    words = recorded_by(row)
    return f"{words} (second recording, not counted)" if row["duplicate_of"] else words


def source_detail(row: RunSource) -> str:
    """How its sport, altitude and cadence came about, in Markdown."""
    rule = SPORT_RULES.get(row["sport_rule"], row["sport_rule"])
    parts = [
        f"{escaped(sport_word(row['sport']))}, {rule}",
        f"altitude: {_altitude_words(row)}",
        f"cadence: {_cadence_words(row['cadence_rule'])}",
        "totals only" if row["detail_level"] == "summary" else "recorded in detail",
    ]
    return " · ".join(parts)


def _altitude_words(row: RunSource) -> str:
    return (
        "not believed"
        if row["altitude_doubt"]
        else display.ALTITUDE_SOURCES[row["altitude_source"]]
    )


def _cadence_words(rule: str | None) -> str:
    if rule is None:
        return "not recorded"
    return next((words for code, words in CADENCE_RULES.items() if rule.endswith(code)), rule)
