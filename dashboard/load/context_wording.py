"""What stands beside the load, in words: a break, steadiness, effort, hard days and sleep."""

import math

from dashboard.rows.load import LoadEffort, LoadHardDay, LoadReturn, LoadSleep
from dashboard.ui import display
from etl.reference.rules import parameter_value

HARD_BECAUSE = {
    "is_spike": "long run",
    "is_fast": "fast minutes",
    "is_effort": "effort",
    "is_descent": "descent",
}
"""What makes a day hard: columns of `page.load_hard_day` to words."""

STEADINESS = "Steadiness and effort"
STEADY_WEEKS = "Weeks with two or more runs"
STEADY_HELP = "Of the last eight full weeks. Too few of them known gives a dash."
NO_EFFORT = "Say on a run's page how hard it felt, and its session load appears here."
INJURY_WORDS = (
    "An injury in the last twelve months is what studies of runners agree on most. It is context: "
    "it changes no number here."
)
DAY, HOW_HARD, MINUTES = "Day", "How hard, 0-10", "Minutes"
SESSION_LOAD, EFFORT_RANK = "Session load", "Own runs that asked no more, %"

RECOVERY = "Hard days and sleep"
NO_HARD_DAY = "No hard day is recorded."
LAST_HARD_DAY, HARD_GAP = "Last hard day", "After the one before"
HARD_IN_A_ROW = "Two hard days in a row: a day between is a habit of coaching."
HARD_BY, DAYS_SINCE = "Hard by", "Days since the one before"
SLEEP = "Sleep, last seven nights"


def return_words(back: LoadReturn, units: str) -> str:
    """The break, the first week that is meant after it, and what is left of that."""
    days = display.count(back["break_days"], "day")
    parts = [
        f"A run tomorrow would be the first after **{days}**."
        if back["is_return"]
        else f"You are back after **{days}** without a run."
    ]
    if back["cap_m"] is None:
        parts.append("Your usual week is not known, so keep the first one short.")
    else:
        usual = display.distance(back["usual_week_m"], units)
        share = display.percent(back["reentry_share"])
        cap = display.distance_down(back["cap_m"], units)
        until = f", until {display.day(back['until_date'])}" if back["is_return"] else ""
        parts.append(
            f"The first week back is meant for **{cap}**{until}: {share} of your usual {usual}."
        )
    if not back["is_return"] and back["left_m"] is not None:
        left = display.distance_down(back["left_m"], units)
        parts.append(f"**{left}** of it are left until {display.day(back['until_date'])}.")
    if back["is_walk_run"]:
        parts.append("After so long, alternate walking and running.")
    return " ".join(parts)


def steady_weeks(count: int | None) -> str:
    """`7 of 8`."""
    return display.UNKNOWN if count is None else f"{count} of 8"


def session_load_of(day: str) -> str:
    """Over the load of the last rated run."""
    return f"Session load, {day}"


def rank_words(run: LoadEffort) -> str:
    """How hard it felt, and what of one's own runs asked no more."""
    weeks = display.count(round(parameter_value("hard_window_days") / 7), "week")
    felt = f"{run['perceived_exertion_score']:g} of 10 times the minutes."
    if run["effort_rank_share"] is None:
        least = display.count(int(parameter_value("hard_least_run_count")), "rated run")
        return f"{felt} With {least} in {weeks} it can be compared with your own."
    return (
        f"{felt} {display.percent(run['effort_rank_share'])} of your rated runs of the {weeks} "
        f"before asked no more; their middle one was {run['effort_median_au']:.0f}."
    )


def days_ago(days: int) -> str:
    """`today`, `1 day ago`."""
    return "today" if days == 0 else f"{display.count(days, 'day')} ago"


def hard_day_help(day: LoadHardDay) -> str:
    """Which day, and what made it hard."""
    return f"{display.day(day['local_date'])}: {reason_words(day)}."


def reason_words(day: LoadHardDay) -> str:
    """What made a day hard."""
    found = dict(day)
    return ", ".join(words for column, words in HARD_BECAUSE.items() if found[column])


def nights_help(nights: LoadSleep) -> str:
    """Of how many nights the mean is, and how many it needs."""
    logged = display.count(nights["night_7d_count"], "night")
    needed_count = math.ceil(7 * parameter_value("coverage_least_share"))
    return f"{logged} of seven logged; the mean needs {needed_count}."


def nights_below(hours: float) -> str:
    """Over the count of short nights."""
    return f"Nights below {hours:g} h"


def recovery_caveat() -> str:
    """What is left out, and what is our choice."""
    hours = parameter_value("sleep_young_least_h")
    return (
        "Heart-rate variability is left out: nothing links it to knees. What counts as hard is our "
        f"choice, and sleep below {hours:g} hours was looked at in adolescents only."
    )
