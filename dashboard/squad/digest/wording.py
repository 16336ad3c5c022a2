"""What a digest says, in words: facts of a row of `page.digest`, and how a mail ends."""

from datetime import date, timedelta

from dashboard.rows import squad
from dashboard.squad.wording import NO_JUMP, jump_words, known_words
from dashboard.ui import display
from etl.reference.rules import Rule

LOOK_ON_THE_BOARD = "Look on the board"
DIARY_REASON = "what was logged stands on the board"
GREY_IS_UNKNOWN = "What is not known is grey, never OK."
NO_DIARY = "Scores and words from diaries are left out here: they stand on the board."
HIDDEN_LEFT_OUT = "Hidden runs are in no number here."
BY_MAIL = (
    "You asked for this on Squad; switch it off there.",
    "Nobody reads answers to this message.",
)
NOBODY_SHARES = "Nobody shares with them."
BEFORE = {
    "sent": "Has it already.",
    "sending": "It is being sent, or was cut off while it left: it is not sent again.",
    "unclear": "It may have left before: it is not sent again.",
    "refused": "The mail server refused it before: it is not sent again.",
    "nothing": "Nobody shared with them when its time came.",
}
"""Why a digest does not leave (again), by what became of it before."""


def period(numbers_date: date, status_date: date) -> str:
    """Of which days the numbers and the status are."""
    return f"The seven days to {display.day(numbers_date)}; status of {display.day(status_date)}"


def hidden_fact(run_count: int) -> str:
    """Runs that are here, but not to be shown."""
    return f"{display.count(run_count, 'run')} hidden: lent by a platform for the runner alone"


def rule_words(rule: Rule) -> str:
    """What a rule is, and how well it is known."""
    return f"{rule.title} (evidence {rule.evidence_grade}). {rule.evidence_text}"


def next_day(on: date) -> str:
    """`on 4 May`: the day after the one that is told of."""
    return f"on {display.short_day(on + timedelta(days=1))}"


def jump_fact(ratio: float) -> str:
    """The longest run beside those before it."""
    words = jump_words(ratio)
    if words == NO_JUMP:
        return "no jump in the week: no run clearly longer than the longest of 30 days before"
    return f"longest run {words} of the longest of 30 days before"


def distance_fact(row: squad.Digest) -> str:
    """This week against the four before it."""
    week_m, former_m, units = row["distance_7d_m"], row["former_week_m"], row["units"]
    if week_m is None:
        known = f", {known_words(row)}" if row["known_7d_m"] else ""
        return f"distance of the week not known{known}"
    words = display.distance(week_m, units)
    if not former_m:
        return f"{words}, no usual week to compare with"
    usual = display.distance(former_m, units)
    return f"{words}, {usual} a week in the four before ({display.change(week_m / former_m)})"


def pain_fact(row: squad.Digest) -> str:
    """Worst of the week and of the one before, as far as it is shared."""
    if not row["is_pain_shared"]:
        return "pain not shared"
    before, now = row["worst_before_score"], row["worst_7d_score"]
    if now is None:
        return "no pain logged this week"
    return f"worst pain {now:g} of 10" + ("" if before is None else f", {before:g} the week before")


def age_fact(on: date, days: int) -> str:
    """How old the newest of it is."""
    last = display.short_day(on - timedelta(days=days), on)
    return f"last data {last}" + (f", {display.count(days, 'day')} before" if days else "")


def title(look_count: int, unknown_count: int, all_count: int) -> str:
    """How many to look at, and of how many nothing is known."""
    found = f"{look_count} of {display.count(all_count, 'runner')} to look at"
    return found + (f", {unknown_count} not known" if unknown_count else "")
