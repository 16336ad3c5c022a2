"""Entries, spells and mornings in words for people."""

from datetime import date, timedelta

import polars as pl

from dashboard.pain.wording import CAME_BACK, logged_words
from dashboard.rows.pain import PainDeleted, PainEntry, PainEpisode, PainMorning, PainVersion
from dashboard.ui import display
from dashboard.ui.escape import escaped
from etl.reference.rules import parameter_value

Entry = PainEntry | PainVersion | PainDeleted

# Entries.
LOGGED = "What you logged"
SHOW_MORE = "Show more"
VERSIONS = "Versions of this entry"
BRING_BACK = "Bring back"


def week_words(start: date, rows: list[PainEntry], today: date) -> str:
    """The line of a week: when, how many entries, and the worst of them."""
    ago = (today - start).days // 7
    name = {0: "This week", 1: "Last week"}.get(ago, f"Week from {display.short_day(start, today)}")
    scores = [row["worst_score"] for row in rows if row["worst_score"] is not None]
    worst = f"worst {max(scores):g} of 10" if scores else "no score"
    return f"{name} · {display.count(len(rows), 'entry', 'entries')}, {worst}"


def earlier_words(count: int) -> str:
    """The line of all weeks before those."""
    return f"Earlier · {display.count(count, 'entry', 'entries')}"


def changed_words(count: int) -> str:
    """`Changed once`, `Changed 3 times`."""
    times = {1: "once", 2: "twice"}.get(count, f"{count} times")
    return f"Changed {times}"


def deleted_words(count: int) -> str:
    """The line of entries that can be brought back."""
    days = round(parameter_value("pain_deleted_days"))
    return f"{display.count(count, 'entry', 'entries')} deleted in the last {days} days"


def newest_of(shown: int, count: int) -> str:
    """Of many deleted at once, as with a diary taken back, which are shown."""
    return (
        f"The last {shown} of {count:,}. A diary that was taken back comes in again from its file."
    )


def entry_headline(row: Entry) -> str:
    """Day, knee and worst score."""
    knee = display.PAIN_KNEES[row["knee"]]
    worst = "no score" if row["worst_score"] is None else f"worst **{row['worst_score']:g}** of 10"
    return f"**{display.day(row['local_date'])}** · :{knee.tone}[{knee.shape}] {knee.word}, {worst}"


def entry_detail(row: Entry, *more: str) -> str:
    """Every answer of the entry in a line."""
    answers = dict(row)
    scores = [
        f"{word} {answers[column]:g}"
        for column, word in display.ALL_MOMENTS.items()
        if answers[column] is not None
    ]
    parts = [
        ", ".join(scores).capitalize(),
        display.PLACES.get(row["place"] or "", ""),
        *(display.CHIPS.get(chip, chip) for chip in row["chips"] or ()),
        "Limping" if row["is_limping"] else "",
        display.count(len(row["red_flags"]), "warning sign") if row["red_flags"] else "",
        f"“{escaped(row['note'])}”" if row["note"] else "",
        *more,
    ]
    return " · ".join(part for part in parts if part) or "No details"


def late(local_date: date, *, written: date, today: date) -> str:
    """`logged 3 days later`; empty where it was not, or where the home's clock stands still."""
    days = (written - local_date).days
    if written > today or days < parameter_value("pain_late_days"):
        return ""
    return f"logged {display.count(days, 'day')} later"


# The tables of days and, elsewhere, of weeks.
DAY_COLUMNS = {
    "worst_score": "Worst, 0-10",
    "pain_before_score": "Before",
    "pain_during_score": "While running",
    "pain_after_score": "An hour after",
    "pain_morning_score": "Morning after",
    "pain_untimed_score": "Moment not said",
}
"""Heads of the columns: column to words."""
WEEK_FROM, PLACE, SIDE = "Week from", "Place", "Side"
SITE_COLUMNS = {"worst_score": "Worst, 0-10", "logged_day_count": "Days logged"}
"""Likewise of other places."""

# Spells.
SPELLS = "Spells of pain, and how long each took"
NO_SPELL = "No spell of pain of two days or more in this period."
SPELL_COLUMNS = {
    "duration_days": "Days",
    "logged_day_count": "Days logged",
    "logged_share": "Logged, share",
    "worst_score": "Worst, 0-10",
    "is_recurrence": "Came back",
}


def spells_caption(*, start_score: float, quiet_days: int) -> str:
    """What counts as one, and when it is over."""
    return (
        f"Spells of pain of {start_score:g} or more. One is over after {quiet_days} quiet "
        "days, and days without a log count as quiet."
    )


def spell_line(row: PainEpisode, today: date) -> str:
    """In Markdown: which knee, from when to when, how long and how bad."""
    knee = display.PAIN_KNEES[row["knee"]]
    start, end = (display.short_day(row[name], today) for name in ("start_date", "end_date"))
    when = f"{start} to {end}" if row["is_over"] else f"since {start}, last on {end}"
    parts = [
        f":{knee.tone}[{knee.shape}] **{display.knee_heading(row['knee'])}**, {when}: "
        f"{display.count(row['duration_days'], 'day')}, {logged_words(row)}, worst "
        f"**{row['worst_score']:g}** of 10.",
        CAME_BACK if row["is_recurrence"] else "",
    ]
    return " ".join(part for part in parts if part)


# Mornings.
MORNINGS = "The morning after each run"
NO_MORNING = "No run of the last weeks has both scores: before it and of the morning after."


def mornings_subtitle(*, weeks: int, amber_rise: float, red_rise: float) -> str:
    """What is drawn, and what the dotted lines are."""
    return (
        f"The morning after less before the run, for each run of the last {weeks} weeks "
        f"with both scores. Dotted: amber from {amber_rise:g} up, red from {red_rise:g}."
    )


def mornings_title(mornings: pl.DataFrame) -> str:
    """The finding: how many runs left a knee worse the next morning."""
    runs = mornings["local_date"].n_unique()
    worse = mornings.filter(pl.col("rise_score") > 0)["local_date"].n_unique()
    if runs == 0:
        return "No run has a score of the morning after yet"
    if worse == 0:
        return f"No knee was worse the morning after, in {display.count(runs, 'run')}"
    return f"A knee was worse the morning after {worse} of {display.count(runs, 'run')}"


def knee_name(knee: str) -> str:
    """In the legend."""
    return display.knee_heading(knee)


def morning_words(row: PainMorning, units: str) -> str:
    """On hover over a mark."""
    knee = display.knee_heading(row["knee"])
    return (
        f"{display.day(row['local_date'])}, {display.distance(row['distance_m'], units)}<br>"
        f"{knee}: before {row['before_score']:g}, the morning after {row['morning_score']:g}"
    )


BEFORE_COLUMN = "Before, 0-10"
MORNING_COLUMN = "Morning after, 0-10"
DIFFERENCE_COLUMN = "Difference, points"


def start_of_week(day: date) -> date:
    """The Monday of its week, as charts count weeks."""
    return day - timedelta(days=day.weekday())
