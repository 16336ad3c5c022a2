"""Words that people typed or files brought, without what would turn the words around them about.

Marks that override or embed a direction (Unicode's bidirectional controls) reach past the text they
stand in: a name with one shows the rest of its line backwards. Right-to-left letters need none.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

LONGEST_NAME = 80  # characters

# Embeddings and overrides, isolates, and controls other than tab and line breaks.
_TRICKS = r"[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
_TRICK = re.compile(_TRICKS)
_FORMULA = r"^\s*[=+\-@\t\r＝＋－＠]"  # full-width ones too: some spreadsheets read them alike
_SIGNED_NUMBER = r"^[+-][\d.,]+ ?(%|km|mi|m|ft)?$"
_BLANKS = re.compile(r"\s+")
_FEW_WORDS = 2_000  # looked at one by one in a quarter of the time that Polars takes to begin


def plain(words: str) -> str:
    """The words without marks of direction and without control characters."""
    return _TRICK.sub("", words)


def one_line(words: str, *, most: int) -> str:
    """The same on one line of at most so many characters: nobody's name pushes others away."""
    line = _BLANKS.sub(" ", plain(words)).strip()
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def is_name(words: str) -> bool:
    """Whether it can be a name: 1 to `LONGEST_NAME` characters on one line, none of them hidden."""
    return bool(words) and one_line(words, most=LONGEST_NAME) == words


def for_spreadsheet(frame: "pl.DataFrame") -> "pl.DataFrame":
    """A frame for a file that a spreadsheet may open: no cell of words is run as a formula.

    What would be one gets an apostrophe in front (OWASP, CSV injection); numbers with a sign and a
    unit, such as -10 %, stay as they are.
    """
    import polars as pl  # noqa: PLC0415  a check of a name needs no frames

    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    return frame.with_columns(
        pl.when(pl.col(name).str.contains(_FORMULA) & ~pl.col(name).str.contains(_SIGNED_NUMBER))
        .then("'" + pl.col(name))
        .otherwise(pl.col(name))
        .alias(name)
        for name in texts
    )


def plain_frame(frame: "pl.DataFrame") -> "pl.DataFrame":
    """A frame whose words are plain, and whose names are names; not inside lists or structs."""
    import polars as pl  # noqa: PLC0415  likewise

    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    if frame.height * len(texts) <= _FEW_WORDS and _is_plain(frame, texts):
        return frame
    plain_text = {name: pl.col(name).str.replace_all(_TRICKS, "") for name in texts}
    if "display_name" in plain_text:
        line = plain_text["display_name"].str.replace_all(r"\s+", " ").str.strip_chars()
        is_long = line.str.len_chars() > LONGEST_NAME
        cut = line.str.slice(0, LONGEST_NAME - 1).str.strip_chars_end() + "…"
        plain_text["display_name"] = (
            pl.when(is_long).then(cut).otherwise(line).alias("display_name")
        )
    return frame.with_columns(plain_text.values())


def _is_plain(frame: "pl.DataFrame", texts: list[str]) -> bool:
    """Whether nothing has to be done to any of the words."""
    return all(
        is_name(words) if name == "display_name" else _TRICK.search(words) is None
        for name in texts
        for words in frame[name].to_list()
        if words
    )
