"""Warning signs in words: whom to see and how soon, the most urgent first."""

from collections.abc import Iterable

from dashboard.rows.pain import WarningSign
from etl.journal.red_flags import RedFlag, red_flags

__all__ = ["HOLDS", "RedFlag", "by_urgency", "red_flags", "to_be_seen"]

HOLDS = {
    "refer": "Before any of this counts, have the warning sign on *Today* looked at.",
    "under_care": "Your knee is with a clinician, and what they say goes. Advice on training comes "
    "back once you log on *Today* that you may train.",
}
"""Why advice is held back: `hold_name` of `page.today` to a sentence."""

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
