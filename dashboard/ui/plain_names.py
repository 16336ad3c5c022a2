"""Names that somebody typed or a file brought, as one short line of plain text."""

import unicodedata

from dashboard.ui.wording import NO_NAME
from etl.text import one_line

LONGEST = 40  # letters: what a cell, a button or the head of a panel can hold
_JOINERS = "\u200c\u200d"  # some scripts need them inside a word


def plain_name(name: str, *, longest: int = LONGEST) -> str:
    """One line, without marks that are not seen or turn the direction of what follows."""
    return one_line("".join(map(_shown, name)), most=longest) or NO_NAME


def _shown(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind in {"Cc", "Zl", "Zp"}:
        return " "
    return "" if kind.startswith("C") and letter not in _JOINERS else letter
