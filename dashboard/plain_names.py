"""Names that somebody typed or a file brought, as one short line of plain text."""

import unicodedata

LONGEST = 40  # letters: what a cell, a button or the head of a panel can hold
_JOINERS = "\u200c\u200d"  # some scripts need them inside a word


def plain_name(name: str, *, longest: int = LONGEST) -> str:
    """One line, without marks that are not seen or turn the direction of what follows."""
    shown = (_shown(letter) for letter in name[: 4 * longest])
    words = " ".join("".join(shown).split())
    if not words:
        return "No name"
    is_long = len(words) > longest or len(name) > 4 * longest
    return words[: longest - 1].rstrip() + "…" if is_long else words


def _shown(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind in {"Cc", "Zl", "Zp"}:
        return " "
    return "" if kind.startswith("C") and letter not in _JOINERS else letter
