"""Words that people typed or files brought, without what would turn the words around them about.

Marks that override or embed a direction (Unicode's bidirectional controls) reach past the text they
stand in: a name with one shows the rest of its line backwards. Right-to-left letters need none.
"""

import re

import polars as pl

# Embeddings and overrides, isolates, and controls other than tab and line breaks.
_TRICKS = r"[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
_TRICK = re.compile(_TRICKS)
_BLANKS = re.compile(r"\s+")


def plain(words: str) -> str:
    """The words without marks of direction and without control characters."""
    return _TRICK.sub("", words)


def one_line(words: str, *, most: int) -> str:
    """The same on one line of at most so many characters: nobody's name pushes others away."""
    line = _BLANKS.sub(" ", plain(words)).strip()
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def plain_frame(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame whose columns of words, not those inside lists or structs, are plain."""
    names = [name for name, kind in frame.schema.items() if kind == pl.String]
    return frame.with_columns(pl.col(name).str.replace_all(_TRICKS, "") for name in names)
