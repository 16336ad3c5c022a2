"""Check-ins in words: what a score is, and how often a knee got in the way."""

from collections.abc import Iterable, Set
from datetime import date

import polars as pl

from dashboard.rows import to_rows
from dashboard.rows.check_ins import CheckIn, CheckInCount, CheckInDue
from dashboard.ui import display
from dashboard.ui.escape import escaped
from etl.reference.questionnaires.definitions import Questionnaire

EMPTY = "A check-in asks how far a knee got in the way: bring in your runs, or log pain first."
NO_CHECK_IN = "No check-in yet"
FIRST_COMPARES = "The first one is where later ones are compared with."
HOW_KNOWN = "How is this known?"

# The answer on top: what the latest score means.
SUBSTANTIAL = (
    "By the questionnaire, substantial is a moderate part or more of the running lost, or of how "
    "you run"
)


def meaning_title(latest: CheckIn, facts: Questionnaire) -> str:
    """What stands largest: the latest score in the bands that its questionnaire has."""
    if latest["score"] is None:
        reason = REASONS[latest["score_reason"] or "unanswered"]
        return f"{named(latest['title'], latest['knee'])}: {reason}"
    if latest["is_substantial"] is None:
        return f"{named(latest['title'], latest['knee'])}: {_course(latest)}"
    knee = f"{(latest['knee'] or '').capitalize()} knee"
    if latest["score"] >= facts.highest_score:
        return f"{knee}: no running because of it"
    if latest["is_substantial"]:
        return f"{knee}: a substantial problem"
    if latest["score"] <= facts.lowest_score:
        return f"{knee}: it did not get in the way"
    return f"{knee}: it got in the way, but not substantially"


def _course(latest: CheckIn) -> str:
    """Against the first, in words: of questionnaires that know no bands."""
    change = latest["change_first_score"]
    if change is None:
        return "the first score, with nothing to compare yet"
    if not change:
        return "as at first"
    better = "better" if (change > 0) == latest["is_higher_better"] else "worse"
    if latest["is_beyond_noise"] is None:
        return f"{better} than at first; whether by more than chance is not known"
    if not latest["is_beyond_noise"]:
        return "no change since the first that is more than chance"
    if latest["is_important"]:
        return f"{better} than at first, by as much as mattered to people"
    return f"{better} than at first, by more than chance"


def meaning_detail(latest: CheckIn, facts: Questionnaire, *, today: date) -> str:
    """The score with its scale, and the change since the first."""
    day = display.short_day(latest["local_date"], today)
    if latest["score"] is None:
        return f"Answered on {day}."
    good, bad = facts.lowest_score, facts.highest_score
    if latest["is_higher_better"]:
        good, bad = bad, good
    scale = f"{good:g} is best and {bad:g} worst"
    if facts.schedule == "weekly":
        scale = f"{good:g} is no problem and {bad:g} no running"
    told = f"{latest['score']:.3g} on {day}: {scale}."
    if latest["change_first_words"]:
        told += f" Since the first: {latest['change_first_words']}."
    return told


def bands_words(latest: CheckIn, facts: Questionnaire) -> str:
    """What the questionnaire itself calls a problem or a change, and where that is from."""
    return f"{_bands(latest)}. Source: {escaped(facts.source)}."


def _bands(latest: CheckIn) -> str:
    if latest["is_substantial"] is not None:
        return SUBSTANTIAL
    noise, important = latest["noise_score"], latest["important_score"]
    told = [
        "Measurement noise is not known"
        if noise is None
        else f"A change below {noise:.3g} points is measurement noise",
        "" if important is None else f"from {important:.3g} on it mattered to people",
    ]
    return "; ".join(part for part in told if part)


# Answering.
DUE_NOW = "Due now"
NOTHING_DUE = "Nothing is due today"
ANSWER_EACH = "Answer each question first."


def choice_words(name: str, *, is_due: bool) -> str:
    """On the button that chooses what is answered."""
    return f"{name} · due" if is_due else name


def due_line(name: str, more: int) -> str:
    """On Today, while one is due."""
    return f"Check-in due: {name}" + (f" and {more} more" if more else "")


# What is folded.
SCORES = "Scores over time"
ASKED = "Which knee is asked about weekly"
ASKED_BY_ITSELF = (
    "A knee with pain in the last four weeks is asked about by itself, until you say no."
)
NOT_OFFERED = "Questionnaires not offered here"
PERMISSIONS = "Permission of each"


def take_back(day: date, today: date) -> str:
    """On the button that takes the latest answer of a series back."""
    return f"Take back the answer of {display.short_day(day, today)}"


def fault(words: str) -> str:
    """That a clinic's file is not used."""
    return escaped(f"A clinic's file is left out. {words}")


def not_offered(titles: Iterable[str]) -> str:
    """Why, and what a clinic can do."""
    return (
        f"{', '.join(titles)}: their words belong to others, so they do not come with Kneewise. "
        "A clinic that has a licence puts a file into the folder `questionnaires` of this home; "
        "the scoring is here already."
    )


SCORE_COLUMNS = {
    "change_first_words": "Since the first",
    "change_last_words": "Since the last",
    "questionnaire_version": "Version of the words",
}
WHY_NONE = "Why none"

# The chart.
NOISE = "measurement noise"
THE_FIRST = "the first"


def chart_subtitle(
    label: str, lowest: float, highest: float, *, better: str, noise: float | None, unit: str
) -> str:
    """The scale, and what the band is."""
    band = (
        "how much of a change is measurement noise is not known"
        if noise is None
        else f"within the band a change since the first is measurement noise ({noise:g} {unit})"
    )
    return f"{label.capitalize()}, {lowest:g} to {highest:g}, {better} is better; {band}"


REASONS = {
    "unanswered": "no score: a question was left out",
    "too_few_answers": "no score: too few were answered",
}
"""Why a score is missing: stored code to words."""


def named(title: str, knee: str | None) -> str:
    """`Weekly check-in, ▶ right knee`."""
    return title if knee is None else f"{title}, {display.KNEES[knee].shape} {knee} knee"


def next_words(can_ask: Set[tuple[str, str | None]], due: pl.DataFrame) -> str:
    """When the next one that can be asked, by id and knee, will be due; else when it would be."""
    for row in to_rows(due.sort("due_date"), CheckInDue):
        if (row["questionnaire_id"], row["knee"]) in can_ask:
            name = named(row["title"], row["knee"])
            return f"Next: {name}, from {display.day(row['due_date'])}. Any can be answered today."
    return (
        "The weekly check-in is due while a knee was logged with pain in the last four weeks, or "
        "if you ask for it below. Any can be answered today."
    )


def finding(latest: CheckIn) -> str:
    """The latest answer of a series as a chart's title: its score, and what became of the first."""
    name = named(latest["title"], latest["knee"])
    if latest["score"] is None:
        return f"{name}: {REASONS[latest['score_reason'] or 'unanswered']}"
    words = latest["change_first_words"]
    since = f", since the first {words}" if words else ", the first"
    return f"{name}: {latest['score']:.3g}{since}"


def count_words(count: CheckInCount) -> str:
    """How often the knee got in the way, over all weekly check-ins."""
    checks = display.count(count["check_in_count"], "weekly check-in")
    return (
        f"Of {checks}, {count['problem_count']} told of a problem and "
        f"{count['substantial_count']} of a substantial one. Mean score {count['mean_score']:.0f}, "
        f"all added up {count['sum_score']:.0f}."
    )
