"""All words of a first visit, of an older history, and of the example."""

from collections.abc import Sequence

from dashboard.plan.wording import days_words
from dashboard.rows.first_visit import (
    History,
    HistoryBreak,
    HistoryCadence,
    HistoryHills,
    HistoryJump,
    TrainingHabit,
)
from dashboard.ui import display

WELCOME = "How far may I run, and why?"
WELCOME_MORE = (
    "Kneewise reads what your watch recorded beside the pain you log. There are three ways in."
)
MORE_WAYS = "No runs are here yet. Bring them in, and the limits become yours."
DROP, CONNECT, EXAMPLE = "Drop files", "Connect", "Look at an example runner"
CONNECT_MORE = "Runs come in by themselves, from an account you connect once."
OPEN_EXAMPLE = "Open the example"
EXAMPLE_MORE = "An invented runner. Nothing of it mixes with what is yours."
HURTS_NOW = "Or log pain first"
CALL_YOU = "What shall we call you?"
NEEDS_NAME = "And what shall we call you?"
SCORE = "How much now, 0 none to 10 worst"
NEEDS_KNEE = "And which knee?"

BADGE = "Example · Mara K., an invented runner, read only"
LEAVE = "Back to my own"
EXAMPLE_ABOUT = (
    "Mara K. does not exist. Her runs, her pain and her dates are made up; the sentences and the "
    "chart are what the same rules made of them on {day}."
)
EXAMPLE_PAIN = "What was logged of the knees in the last weeks"

WHICH = "Does a knee hurt now?"
KNEES = {"left": "◀ Left", "right": "▶ Right", "both": "Both", "neither": "Neither"}
WORST = "{knee} knee: how much {when}, 0 none to 10 worst"
WHEN = {"pain_during_score": "while running today", "pain_before_score": "now"}
SINCE = "Since when?"
SINCES = {
    "days": "A few days",
    "weeks": "One to four weeks",
    "months": "One to three months",
    "longer": "Longer",
}
SINCE_NOTES = {
    "days": "Began a few days before this.",
    "weeks": "Began one to four weeks before this.",
    "months": "Began one to three months before this.",
    "longer": "Began more than three months before this.",
}
GOAL, GOAL_DATE = "Is there a run you train for?", "Its day"
GOAL_NAME = "Its name"
DAYS = "Which days do you run?"
LONGEST = "Your longest run of late"
RECORDER = "What records your runs?"
RECORDERS = {
    "garmin": "Garmin",
    "coros": "Coros",
    "polar": "Polar",
    "suunto": "Suunto",
    "apple": "Apple Watch",
    "phone": "A phone",
    "other": "Something else",
    "none": "Nothing",
}
HOW_OUT = {
    "garmin": "Garmin Connect gives out each run as a FIT file (Export Original), or connect "
    "Strava.",
    "coros": "The Coros app gives out each run as a FIT file, or connect Strava.",
    "polar": "Polar Flow gives out each run as TCX or GPX, or connect Strava.",
    "suunto": "The Suunto app gives out each run as a FIT file, or connect Strava.",
    "apple": "Apple's own app gives out no FIT files: connect Strava, or use an app that does.",
    "phone": "Connect Strava, or drop the GPX files of your running app.",
    "other": "Drop FIT, GPX or TCX files, or connect Strava.",
    "none": "Pain alone can be logged; limits need recorded runs.",
}
SKIP, NEXT, STOP = "Skip", "Next", "No more questions"


def question_of(index: int, count: int) -> str:
    """`Question 2 of 6`."""
    return f"Question {index + 1} of {count}"


def until_runs(habit: TrainingHabit, units: str) -> str:
    """What to do until there are runs to work a limit out from, by what was said."""
    days = f", on {days_words(habit['running_days'])}" if habit["running_days"] else ""
    longest = habit["longest_lately_m"]
    if longest is None:
        stay = f"Until your runs are in: keep each run short and easy{days}."
    else:
        stay = (
            f"Until your runs are in: stay within {display.distance_down(longest, units)}, the "
            f"longest you told of{days}. It is your word, not yet a limit worked out."
        )
    how = HOW_OUT.get(habit["recorder_name"] or "", "")
    return f"{stay} {how}".strip()


def history_title(row: History, *, is_own: bool) -> str:
    """`What your 479 runs say`."""
    runs = display.count(row["run_count"], "run")
    verb = "says" if row["run_count"] == 1 else "say"
    return f"What {'your ' if is_own else ''}{runs} {verb}"


def history_span(row: History, units: str) -> str:
    """From when to when, and how long ago that was."""
    known = "" if row["distance_m"] is None else f", {display.distance(row['distance_m'], units)}"
    return (
        f"{display.short_day(row['first_run_date'])} to {display.short_day(row['last_run_date'])}"
        f"{known}. The latest was {ago(row['quiet_days'])}."
    )


def ago(days: int) -> str:
    """`today`, `9 days ago`, `5 weeks ago`, `14 months ago`."""
    if days < 1:
        return "today"
    if days < 28:
        return f"{display.count(days, 'day')} ago"
    if days < 180:
        return f"{display.count(days // 7, 'week')} ago"
    return f"{display.count(round(days / 30.44), 'month')} ago"


FINDINGS = "What stands out"
NONE_CLEAR, NOT_TELLABLE, NO_BREAK = "none clear", "cannot be told", "none"
JUMPS = "Biggest jumps"
NO_JUMPS = "No run went clearly past the longest of the 30 days before it."
NOT_CAUSE = "What came after is not shown to have come from it."
HILLS = "Hilliest week"
NO_HILLS = "Too flat, or too little altitude, to tell a usual week from."
CADENCE = "Cadence, then and now"
NO_CADENCE = "Too few flat runs with cadence at both ends to compare."
BREAKS = "Breaks"
NO_BREAKS = "No break stands in these runs."
UP_TO_DATE = "Bring it up to date"
UP_TO_DATE_MORE = "A limit for tomorrow needs runs of the last 30 days."
TO_TODAY = "Go to Today"


def jumps_short(rows: Sequence[HistoryJump]) -> str:
    """`Biggest jumps **+42 %**`: one line that opens the runs; likewise those below."""
    return _short(JUMPS, [display.change(row["spike_ratio"]) for row in rows] or [NONE_CLEAR])


def hills_short(rows: Sequence[HistoryHills], units: str) -> str:
    """The metres of descent that the week had."""
    most = [f"{display.height(row['descent_m'], units)} down" for row in rows]
    return _short(HILLS, most or [NOT_TELLABLE])


def cadence_short(rows: Sequence[HistoryCadence]) -> str:
    """Steps a minute at both ends."""
    steps = [f"{row['first_spm']:.0f} → {row['last_spm']:.0f}" for row in rows]
    return _short(CADENCE, steps or [NOT_TELLABLE])


def breaks_short(rows: Sequence[HistoryBreak]) -> str:
    """How long the first of them was."""
    return _short(BREAKS, [display.count(row["gap_days"], "day") for row in rows] or [NO_BREAK])


def _short(title: str, numbers: Sequence[str]) -> str:
    return f"{title} **{numbers[0]}**"


def jump_line(row: HistoryJump, units: str) -> str:
    """One run, how far past, and what was logged in the week from it on."""
    run, longest = (display.distance(row[name], units) for name in ("distance_m", "longest_30d_m"))
    return (
        f"**{display.short_day(row['local_date'])}**: {run} after a longest of {longest}. "
        f"{pain_words(row['worst_score'], row['knee'])}."
    )


def pain_words(score: float | None, knee: str | None) -> str:
    """What was logged in the week from a day on; nothing logged is not no pain."""
    if score is None:
        return "No pain was logged either way in the week from it on"
    if score == 0:
        return "The knees were logged calm in the week from it on"
    return f"{display.knee_subject(knee)} up to {score:g} of 10 in the week from it on"


def hills_line(row: HistoryHills, units: str) -> str:
    """The week with most descent beside the usual one."""
    most, usual = (display.height(row[name], units) for name in ("descent_m", "usual_descent_m"))
    times = "" if row["descent_ratio"] is None else f", {row['descent_ratio']:.1f} × as much"
    return (
        f"**Week from {display.short_day(row['week_start_date'])}**: {most} of descent{times}. "
        f"A usual week had {usual}."
    )


def cadence_line(row: HistoryCadence, units: str) -> str:
    """Steps a minute at one pace, at both ends."""
    then, now = round(row["first_spm"]), round(row["last_spm"])
    pace = display.pace(row["speed_mps"], units)
    what = "the same" if then == now else "quicker steps" if now > then else "slower steps"
    return (
        f"At {pace} on the flat: **{then}** steps a minute from "
        f"{display.short_day(row['first_from_date'])} on, **{now}** up to "
        f"{display.short_day(row['last_until_date'])}: {what}."
    )


def break_line(row: HistoryBreak, units: str) -> str:
    """One break, its first week back beside what is meant for one, and the knees."""
    back = display.short_day(row["return_date"])
    line = f"**{display.count(row['gap_days'], 'day')}** until {back}."
    if row["first_week_m"] is not None:
        line += f" First week back: {display.distance(row['first_week_m'], units)}"
        if row["cap_m"] is not None:
            line += f", where {display.distance_down(row['cap_m'], units)} were meant"
        line += "."
    return f"{line} {pain_words(row['worst_score'], row['knee'])}."
