"""Pain in words for people: the answer on top, the forms, the chart and the list below."""

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.rows.load import LoadPastInjury
from dashboard.rows.pain import LightProfile, PainEpisode, SitePain
from dashboard.ui import display
from dashboard.ui.escape import escaped

EMPTY = "Pain is logged beside your runs: bring those in, or log the first score."
NOTHING_LOGGED = "No pain logged yet"
FIRST_ZERO = "Log a day, also one without pain: a 0 is good news worth keeping."

# The answer on top.
CAME_BACK = "It came back after two calm weeks or more."


def answer_title(going_on: Sequence[PainEpisode], last: PainEpisode | None, *, today: date) -> str:
    """What stands largest: the knee that hurts and since when, else since when none did.

    `going_on`: spells that are not over, the worst first; `last`: the newest of those that are.
    """
    if going_on:
        return spell_title(going_on[0], today=today)
    if last is not None:
        return f"No pain of 2 or more logged since {display.short_day(last['end_date'], today)}"
    return "No pain of 2 or more logged so far"


def spell_title(row: PainEpisode, *, today: date) -> str:
    """`▶ Right knee: pain on and off since 25 Apr`."""
    mark = display.PAIN_KNEES[row["knee"]]
    knee = f":{mark.tone}[{mark.shape}] {display.knee_heading(row['knee'])}"
    since = display.short_day(row["start_date"], today)
    return (
        f"{knee}: pain on and off since {since}"
        if row["duration_days"] > 1
        else f"{knee}: pain on {since}"
    )


def spell_detail(row: PainEpisode, *, quiet_days: int) -> str:
    """How long, how much of that is known, how bad, and when it would be over."""
    parts = [
        f"{display.count(row['duration_days'], 'day')}, {logged_words(row)}; worst "
        f"{row['worst_score']:g} of 10.",
        CAME_BACK if row["is_recurrence"] else "",
        f"Over after {quiet_days} quiet days.",
    ]
    return " ".join(part for part in parts if part)


def over_detail(last: PainEpisode) -> str:
    """Of the last spell, once it is over: which knee, how long, how bad."""
    return (
        f"The last spell, of the {display.knee(last['knee'])}: "
        f"{display.count(last['duration_days'], 'day')}, {logged_words(last)}; worst "
        f"{last['worst_score']:g} of 10."
    )


def logged_words(row: PainEpisode) -> str:
    """`logged on 9 of them`: days without a log are not days without pain."""
    if row["logged_day_count"] == row["duration_days"]:
        return "each of them logged" if row["duration_days"] > 1 else "logged"
    return f"logged on {row['logged_day_count']} of them"


def prompt_words(row: PainEpisode) -> str:
    """What to do about a spell that goes on; with an assessment since, when that was."""
    if row["assessed_date"] is not None:
        return f"**{row['prompt_text']}.** Assessed on {display.day(row['assessed_date'])}."
    return f"**{row['prompt_text']}.** {row['prompt_what_to_do']}"


# Logging.
LOG_PAIN = "Log pain"
HOW_WAS_IT = "How was your knee?"
MORE_OF_A_DAY = "Another day, or more about it"
HOW_MUCH = "0 none to 10 worst"
NO_KNEE = "Choose a knee first."
LEAVE_A_DASH = "0 none to 10 worst imaginable. Leave a dash where you cannot say."
MORE_DETAILS = "Where, when it began, and anything worrying"
CHANGE_ENTRY = "Change this entry"
DELETE_ENTRY = "Delete this entry"
SIGNS_IN_FORM = "**Does any of this apply?** Most runners tick nothing here."
TAKE_ONE_BACK = "Take one back"

MOMENTS = {
    "pain_during_score": "While running",
    "pain_after_score": "An hour after",
    "pain_before_score": "At rest",
    "pain_morning_score": "This morning",
}
"""Which of a day's four scores a quick entry fills: column to words."""

SITE_MOMENTS = {"pain_during_score": "While running", "pain_before_score": "At rest"}


def knee_score(knee: str) -> str:
    """Over a knee's row of numbers."""
    mark = display.KNEES[knee]
    return f"{mark.shape} {mark.word} knee, {HOW_MUCH}"


def missing_morning(knee: str) -> str:
    """The same where this morning's score is not in yet."""
    return f"This morning, {display.KNEES[knee].shape} {knee} knee? {HOW_MUCH}"


def saved_score(*, knee: str, moment: str, score: int) -> str:
    """What the quick log kept."""
    return f"{display.KNEES[knee].word} knee, {MOMENTS[moment].lower()}: **{score}** of 10"


# Logging from the page of a run.
WORST_ON_RUN = "Worst while running, 0 none to 10 worst"
SHARP_ON_HILLS = "Sharp on hills"
KNEE_AND_NUMBER = "Choose a knee and a number first."


# What else is logged here.
LOG_ASSESSMENT = "Log an assessment"
ALSO = "Pain elsewhere, sleep, events, assessments"
ELSEWHERE = "Elsewhere than the knee"
BESIDE_THE_KNEE = "Shown beside the knee, and never part of its light."


def from_file(exertion: float) -> str:
    """Beside an effort that came with the recording."""
    return f"{exertion:g} of 10, as the file says; a tap wins over it."


def injury_words(row: LoadPastInjury) -> str:
    """`Left knee, until Sat 7 Mar 2026`."""
    place = f"{row['side']} {row['site']}" if row["side"] else row["site"]
    return f"{place.capitalize()}, until {display.day(row['local_date'])}"


def older_entries(count: int) -> str:
    """What more there is, in a fold."""
    return display.count(count, "older entry", "older entries")


def site_words(row: SitePain) -> str:
    """`Sun 3 May 2026 · Left calf: worst while running 3, the morning after 2`."""
    site = display.SITES[row["site"]]
    place = f"{display.KNEES[row['side']].word} {site.lower()}" if row["side"] else site
    answers = dict(row)
    scores = ", ".join(
        f"{words.lower()} {answers[column]}"
        for column, words in display.PAIN_MOMENTS.items()
        if answers[column] is not None
    )
    note = f" · “{escaped(row['note'])}”" if row["note"] else ""
    return f"**{display.day(row['local_date'])}** · {place}: {scores}{note}"


# The limits that the light goes by.
LIMITS = "Which limits the light goes by"
USUAL_LIMITS = "The light goes by the strict limits for the front of the knee."


def tendon_limits(row: LightProfile) -> str:
    """Of a knee whose limits are others."""
    return (
        f"{display.KNEES[row['knee']].word} knee: the limits for a tendon, up to 5 of 10 while "
        f"running, since {display.day(row['from_date'])}."
    )


# The chart.
def knee_name(knee: str) -> str:
    """`▶ Right knee`, over its row."""
    return f"{display.PAIN_KNEES[knee].shape} {display.knee_heading(knee)}"


CHART_SUBTITLE = {
    "day": "Worst of each day, 0 none to 10 worst. Ring: a logged 0. Empty: not logged.",
    "week": "Worst of each week, 0 none to 10 worst. Ring: a logged 0. Empty: not logged.",
    "month": "Worst of each month, 0 none to 10 worst. Ring: a logged 0. Empty: not logged.",
}
"""By what a bar stands for."""


def nothing_in_period(period: str) -> str:
    """In the place of the chart."""
    return f"No pain logged in the last {period}"


def chart_title(worst: Mapping[str, tuple[float, date]], *, today: date) -> str:
    """Of each knee with a score, its worst and the last day of it: knee to both."""
    hurting = {knee: told for knee, told in worst.items() if told[0] > 0}
    if not hurting:
        which = "your knees" if len(worst) > 1 else f"your {display.knee(next(iter(worst)))}"
        return f"No pain in {which} on the days you logged"
    ordered = sorted(hurting.items(), key=lambda item: -item[1][0])
    parts = [
        f"{display.knee(knee)} at most {score:g} of 10, on {display.short_day(day, today)}"
        for knee, (score, day) in ordered
    ]
    parts += [f"{display.knee(knee)} without pain" for knee in worst if knee not in hurting]
    words = "; ".join(parts)
    return f"{words[:1].upper()}{words[1:]}"


def bar_words(knee: str, score: float, span: str, day: date) -> str:
    """On hover over a bar or ring."""
    when = {
        "day": display.day(day),
        "week": f"Week from {display.day(day)}",
        "month": f"{day:%B %Y}",
    }[span]
    told = "no pain" if score == 0 else f"worst {score:g} of 10"
    return f"{when}<br>{display.knee_heading(knee)}: {told}"
