"""The words of Today's card and of what is folded below it; short lines, each with its number.

The number itself and what it rests on are worded in `dashboard/limit`, statuses and findings in
`status_wording`, what is under way in whole sentences in `advice_wording`.
"""

from collections.abc import Callable, Sequence
from datetime import date
from textwrap import shorten

from dashboard.limit import wording as limit_wording
from dashboard.rows.others import NextRun
from dashboard.rows.plan import PlanToday
from dashboard.rows.squad import ShownNote
from dashboard.rows.today import StoryPain, Today, TodayMeasure, TodayReason
from dashboard.today.status_wording import NOT_ENOUGH_DATA, PROMPTS, Statement
from dashboard.ui import display
from dashboard.ui.charts.story_words import run_of
from dashboard.ui.escape import escaped, escaped_line
from dashboard.ui.plain_names import plain_name

UNDER_CARE = "Tomorrow: what your clinician says"
PAUSED = "No running until {day}"
NOTHING_YET = "Bring in your runs, and this page says what your knees are up against."
LOG_PAIN = "Log pain"
SEE_PLAN = "See the plan"
NO_STORY = "Nothing is here of the last twelve weeks"
KEEP_PICTURE = "Save as picture"
PICTURE_HOLDS = "Your name and your places are never in it."
WITH_DATES = "With dates"
DOWNLOAD_PICTURE = "Download the picture"
UNDATED = "Twelve weeks of running and knee pain"
PICTURE_PAIN = "knee pain, 0 to 10"
PICTURE_KNEES = {code: display.knee(code) for code in display.PAIN_KNEES}
LAST_7_DAYS = "Last 7 days"
PLAN_IN_ALL, KNEE_IN_ALL = "Your plan's week in all", "Next 7 days in all"
PLAN_IS_LESS = "Your plan's week, which is less than what your knee alone asks for."
WHAT_SETS = "What sets the limit"
WHAT_TO_DO = "What to do"
WEEK_IN_NUMBERS = "The week in numbers"
FROM_COACH = "From your coach"
COACH = "Your coach"
PUT_AWAY = "I have read it"
NOTE_LETTERS = 28  # of a note on its line, which beside a name and a day is all a phone holds
MANY_SHOWN = 3  # reasons in sight; the others are one tap away

_TERRAINS = {
    "swap": ", flat and easy",
    "speed_later": ", not fast",
    "run_walk": ", run and walk in turns",
}
"""How, where something that is under way says so: measure to the end of the headline."""

_SHORT_REASONS = {
    "session_spike": "Longest run, by far",
    "descent_most": "Most descent in six weeks",
    "pain_morning": "Pain up the morning after",
    "pain_after": "Pain up an hour after",
    "pain_during": "Pain while running",
    "pain_during_tendon": "Pain while running",
    "pain_at_rest": "Pain without running",
    "pain_episode": "Pain goes on",
    "event_pain": "Pain with an event ahead",
    "hill_pain": "Pain came with the hills",
    "fast_minutes": "More fast running than usual",
    "weekly_ramp": "More in seven days than before",
    "build_up": "Four weeks above the four before",
    "low_cadence": "Slow, long steps",
    "coverage": "Runs are missing",
}
"""A reason in a few words: rule to line; others have their title."""

_SHORT_MEASURES: dict[str, str] = {
    "pause": "No running",
    "easing": "Less distance",
    "rebuild": "Back up slowly",
    "keep_running": "Smaller runs",
    "swap": "Flat and easy",
    "speed_later": "Downhill yes, fast no",
    "run_walk": "Run and walk in turns",
    "return": "Back after a break",
}
"""What is under way in a few words: measure to line."""


def headline(
    limit: NextRun | None, today: Today, measures: Sequence[TodayMeasure], units: str
) -> str:
    """The one answer: how far tomorrow, and how; who has the word where there is no number."""
    pause = next((row for row in measures if row["measure_code"] == "pause"), None)
    if today["hold_name"] == "under_care":
        return UNDER_CARE
    if today["hold_name"] is not None:
        return limit_wording.HEADLINES["care"]
    if pause is not None:
        return PAUSED.format(day=_weekday(pause["until_date"]))
    if limit is None:
        return limit_wording.HEADLINES["unknown"]
    words = limit_wording.headline(limit, units)
    if not limit["training_m"]:
        return words
    codes = [row["measure_code"] for row in measures]
    return words + next((end for code, end in _TERRAINS.items() if code in codes), "")


def because(
    said: Statement, limit: NextRun | None, pains: Sequence[StoryPain], today: Today, units: str
) -> str:
    """The sentence below it: what made the status; without that what the number rests on."""
    rests = "" if limit is None else limit_wording.rests_on(limit, units)
    if said.why:
        words = why_sentence(said.why[0], pains, units, today["local_date"])
        is_little_known = today["status"] == NOT_ENOUGH_DATA or (
            limit is not None and limit["training_reason"] == "unknown"
        )
        return f"{words} {rests}" if is_little_known and today["hold_name"] is None else words
    finding = said.finding if said.finding.endswith(".") else f"{said.finding}."
    return f"{finding} {rests}".strip()


def why_sentence(row: TodayReason, pains: Sequence[StoryPain], units: str, today: date) -> str:
    """A reason as a sentence with its subject; the finding and its day where it has no other."""
    of_day = (row["local_date"], row["knee"])
    pain = next((one for one in pains if (one["local_date"], one["knee"]) == of_day), None)
    words = _WHY[row["rule_id"]](row, pain, units, today) if row["rule_id"] in _WHY else None
    if words is not None:
        return words
    knee = f", {display.knee(row['knee'])}" if row["knee"] else ""
    return f"{row['text']}{knee}, {display.day(row['local_date'])}."


def short_reason(row: TodayReason, pains: Sequence[StoryPain], units: str) -> str:
    """`Pain up the morning after **0 → 1**`: one line that opens the details."""
    words = _SHORT_REASONS.get(row["rule_id"], row["title"])
    number = _number(row, pains, units)
    return f"{words} **{number}**" if number else words


def limit_rests_on(limit: NextRun) -> str:
    """`What sets the limit **the knee**`: one line that opens the sentence."""
    return f"{WHAT_SETS} **{limit_wording.SHORT[limit['training_reason']]}**"


def more_reasons(count: int) -> str:
    """The fold with those that are not in sight."""
    return "1 more reason" if count == 1 else f"{count} more reasons"


def under_way_title(measures: Sequence[TodayMeasure], today: date) -> str:
    """With the last day where all that is under way has the same."""
    return f"Under way{_until(measures, today)}"


def short_measure(row: TodayMeasure, measures: Sequence[TodayMeasure], units: str) -> str:
    """`Less distance **28.1 km in 7 days**`, one of several; its last day where these differ."""
    words = _SHORT_MEASURES[row["measure_code"]]
    number = ""
    if row["week_m"] is not None:
        number = f"{display.distance_down(row['week_m'], units)} in 7 days"
    elif row["measure_code"] == "keep_running" and row["run_m"] is not None:
        number = f"{row['run_count']} × {display.distance_down(row['run_m'], units)}"
    if not _until(measures, row["until_date"]):
        words = f"{words}, until {display.axis_day(row['until_date'])}"
    return f"{words} **{number}**" if number else words


def week_words(
    today: Today, plan: PlanToday | None, units: str
) -> tuple[str, float | None, float | None]:
    """What the bar is of, how much of it was run, and how much it holds, metres; null: unknown.

    While the knee asks for less, seven days; else the week of a plan, if one is under way.
    """
    if today["target_7d_m"] is None and plan is not None and plan["target_distance_m"]:
        return "This week", plan["distance_m"], plan["target_distance_m"]
    return LAST_7_DAYS, today["distance_7d_m"], today["target_7d_m"]


def week_line(label: str, run_m: float | None, target_m: float | None, units: str) -> str:
    """`Last 7 days <b>34.0</b> of 23.5 km`, for a page; what is unknown is said so."""
    if run_m is None:
        return f"{label}: not known in full"
    if target_m is None:
        return f"{label} <b>{display.distance(run_m, units)}</b>"
    unit = display.distance_unit(units)
    run = display.distance(run_m, units).removesuffix(f" {unit}")
    return f"{label} <b>{run}</b> of {display.distance_down(target_m, units)}"


def easing_holds(today: Today, units: str) -> str:
    """By how much less the knee asks for, of what, and until when."""
    usual = display.distance(today["baseline_7d_m"], units)
    return (
        f"{display.percent(today['easing_share'])} less than your usual week of {usual}. Holds "
        f"until {display.day(today['easing_until_date'])} if the knee stays calm."
    )


def last_run(today: Today) -> str:
    """`Last run, 2 May`"""
    return f"Last run, {display.short_day(today['last_run_date'], today['local_date'])}"


def known_of_week(known_m: float, units: str) -> str:
    """What is known of a week that has an unknown day."""
    return f"{display.distance(known_m, units)} known" if known_m else display.UNKNOWN


def picture_runs(unit: str) -> str:
    """Above the bars of the picture."""
    return f"{unit} a run; dashed: what the 30 days before allow"


def weeks_ago(count: int) -> str:
    """Below them, where no date is told."""
    return f"{count} weeks ago"


def table_pain(knee: str) -> str:
    """Heading of a column of the story's table; `knee` is `Left` or `Right`."""
    return f"{knee}, worst, 0-10"


def table_ceiling(unit: str) -> str:
    """Heading of the column with the limit of each run's day."""
    return f"What the 30 days before allow, {unit}"


def is_prompt(row: TodayReason) -> bool:
    """It asks to have the knee assessed: said in sight."""
    return row["rule_id"] in PROMPTS


def _morning(row: TodayReason, pain: StoryPain | None, units: str, today: date) -> str | None:
    if pain is None or pain["before_score"] is None or pain["morning_score"] is None:
        return None
    run = run_of(row["local_date"], pain["run_m"], today=today, units=units)
    return (
        f"{_knee(row)} pain rose from {pain['before_score']:g} to {pain['morning_score']:g} the "
        f"morning after {run}."
    )


def _after(row: TodayReason, pain: StoryPain | None, units: str, today: date) -> str | None:
    if pain is None or pain["before_score"] is None or pain["after_score"] is None:
        return None
    run = run_of(row["local_date"], pain["run_m"], today=today, units=units)
    return (
        f"{_knee(row)} pain rose from {pain['before_score']:g} to {pain['after_score']:g} an hour "
        f"after {run}."
    )


def _during(row: TodayReason, pain: StoryPain | None, units: str, today: date) -> str | None:
    if pain is None or pain["during_score"] is None:
        return None
    run = run_of(row["local_date"], pain["run_m"], today=today, units=units)
    return f"{_knee(row)} pain reached {pain['during_score']:g} of 10 on {run}."


def _coverage(row: TodayReason, _pain: StoryPain | None, _units: str, _today: date) -> str:
    return f"{row['text']}."


def _spike(row: TodayReason, _pain: StoryPain | None, units: str, today: date) -> str | None:
    if row["run_m"] is None or row["compared_m"] is None:
        return None
    run = run_of(row["local_date"], row["run_m"], today=today, units=units)
    longest = display.distance(row["compared_m"], units)
    return (
        f"{run[:1].upper()}{run[1:]} went {display.percent(row['value'] - 1)} past your longest "
        f"run of the 30 days before, {longest}."
    )


def _number(row: TodayReason, pains: Sequence[StoryPain], units: str) -> str:
    if row["metric"] == "spike_ratio":
        return display.change(row["value"])
    if row["unit"] == "points":
        pain = next(
            (
                one
                for one in pains
                if (one["local_date"], one["knee"]) == (row["local_date"], row["knee"])
            ),
            None,
        )
        after = {"pain_morning": "morning_score", "pain_after": "after_score"}.get(row["rule_id"])
        if pain is not None and after == "morning_score":
            return f"{_score(pain['before_score'])} → {_score(pain['morning_score'])}"
        if pain is not None and after == "after_score":
            return f"{_score(pain['before_score'])} → {_score(pain['after_score'])}"
    if row["unit"] == "ratio":
        return f"{row['value']:.1f} ×"
    if row["unit"] == "yes or no":
        return ""
    return display.quantity(row["value"], row["unit"], units)


def _until(measures: Sequence[TodayMeasure], today: date) -> str:
    days = {row["until_date"] for row in measures}
    return f" until {display.short_day(days.pop(), today)}" if len(days) == 1 else ""


def _score(score: float | None) -> str:
    return display.UNKNOWN if score is None else f"{score:g}"


def _knee(row: TodayReason) -> str:
    return display.knee_subject(row["knee"])


def _weekday(day: date) -> str:
    return f"{day:%A} {display.axis_day(day)}"


_Why = Callable[[TodayReason, StoryPain | None, str, date], str | None]
_WHY: dict[str, _Why] = {
    "pain_morning": _morning,
    "pain_after": _after,
    "pain_during": _during,
    "pain_during_tendon": _during,
    "session_spike": _spike,
    "coverage": _coverage,
}


def coach_and_day(row: ShownNote, name: str | None, today: date) -> str:
    """Who wrote a note, Markdown, and when: `Ida M., 3 May`; without a name where none is known."""
    who = escaped(plain_name(name)) if name else COACH
    return f"{who}, {display.short_day(row['local_date'], today)}"


def coach_line(row: ShownNote, name: str | None, today: date, *, count: int) -> str:
    """The line of the newest of `count` notes, Markdown: who, when, and how it begins.

    It is cut between words, where there are any.
    """
    words = shorten(row["note"], NOTE_LETTERS, placeholder=" …")
    begins = escaped_line(plain_name(row["note"] if words == "…" else words, longest=NOTE_LETTERS))
    more = f" **+{count - 1}**" if count > 1 else ""
    return f"{coach_and_day(row, name, today)}: {begins}{more}"


def older_coach_notes(count: int) -> str:
    """In front of those that were read, or are older."""
    return f"Earlier notes of your coach **{count}**"
