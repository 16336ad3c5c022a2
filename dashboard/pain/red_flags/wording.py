"""Warning signs in words: whom to see and how soon, the most urgent first."""

from collections.abc import Iterable

from dashboard.rows.pain import Assessment, RedFlagDue, WarningSign
from dashboard.ui import display
from dashboard.ui.escape import escaped
from etl.journal.red_flags import RedFlag, red_flags
from etl.reference.rules import parameter_value

HOLDS = {
    "refer": "Before any of this counts, have the warning sign on *Today* looked at.",
    "under_care": "Your knee is with a clinician, and what they say goes. Advice on training comes "
    "back once you log on *Today* that you may train.",
}
"""Why advice is held back: `hold_name` of `page.today` to a sentence."""

ADVICE_IS_HIDDEN = (
    "Advice about training is hidden until this has been assessed, and you may train."
)
IS_ASSESSED = "It has been assessed"
NONE_TICKED = "None of these"
SOME_TICKED = "Keep what I ticked"

_URGENCIES = ("now", "today", "within days", "within weeks")


def to_be_seen(flag: RedFlag) -> str:
    """`See a doctor, within days.`"""
    return f"See {flag.see}, {flag.urgency}."


def by_urgency(rows: Iterable[WarningSign]) -> list[WarningSign]:
    """Rows of `page.warning_sign`: those nobody has looked at first, the most urgent on top."""
    return sorted(rows, key=lambda row: (not row["is_standing"], _urgency(row["red_flag"])))


def _urgency(code: str) -> int:
    flag = red_flags().get(code)
    begun = [
        place for place, word in enumerate(_URGENCIES) if flag and flag.urgency.startswith(word)
    ]
    return begun[0] if begun else len(_URGENCIES)


def sign_words(row: WarningSign) -> str:
    """What to do about one row of `page.warning_sign`."""
    if row["assessed_by"] and not row["is_standing"]:
        who = display.ASSESSORS[row["assessed_by"]].lower()
        return f"**With {who}** since {display.day(row['outcome_date'])}: what they say goes."
    flag = red_flags().get(row["red_flag"])
    return f":violet[✚] **{to_be_seen(flag) if flag else 'See a clinician.'}**"


def ticked_words(row: WarningSign) -> str:
    """Which sign it is, of which knee and day."""
    flag = red_flags().get(row["red_flag"])
    text = flag.text if flag else row["red_flag"].replace("_", " ")
    knee = (
        f"{display.PAIN_KNEES[row['knee']].shape} {display.knee(row['knee'])}, "
        if row["knee"]
        else ""
    )
    return f"{text} · {knee}{display.day(row['local_date'])}"


def assessment_words(row: Assessment) -> str:
    """`Sun 3 May 2026 · A doctor, right knee: May train, within the limits they gave`."""
    knee = f", {row['knee']} knee" if row["knee"] else ""
    note = f" · “{escaped(row['note'])}”" if row["note"] else ""
    who = display.ASSESSORS[row["assessed_by"]]
    outcome = display.OUTCOMES[row["outcome"]]
    return f"**{display.day(row['local_date'])}** · {who}{knee}: {outcome}{note}"


def question(due: RedFlagDue) -> str:
    """Why it is asked, and the question."""
    return f"{asked_because(due)} **Does any of this apply?**"


def all_signs(count: int) -> str:
    """In front of the list: what some of them are, so that nobody takes it for a formality."""
    return f"A fall, fever, pain at night …: look at all {count}"


def asked_because(due: RedFlagDue) -> str:
    """Why it is asked now, from a row of `page.red_flag_due`."""
    knees = "your knees" if due["knee"] is None else f"your {due['knee']} knee"
    if due["reason"] == "rise":
        return (
            f"{due['worst_score']:g} of 10 in {knees} on {display.day(due['local_date'])} is well "
            f"above your usual {due['usual_score']:g}."
        )
    if due["reason"] == "monthly":
        days = round(parameter_value("red_flag_again_days"))
        return f"The pain in {knees} goes on, so this is asked every {days} days."
    return f"The pain in {knees} is new."


def kept_words(count: int) -> str:
    """What was just answered: how many signs, or none."""
    return display.count(count, "warning sign") if count else NONE_TICKED.lower()
