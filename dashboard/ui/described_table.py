"""A table for people whose columns tell what they mean, in the words of the views' headers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from etl.reference.views import column_meanings

_UNIT = re.compile(
    r",? (metres a second|metres|seconds|steps a minute( of both feet| a week)?|0-1(?=$|;))"
    r"(?=$|[;,:])"
)
_LEFT_OUT = re.compile(r"\b(null|empty|likewise|metres|seconds)\b|\w_\w", re.IGNORECASE)
"""What a screen does not say: that nothing is known, codes, other units than those it shows."""


@dataclass(frozen=True, slots=True)
class DescribedTable:
    """What is shown, columns in the runner's units and named for people, and what each means."""

    rows: pl.DataFrame
    meanings: Mapping[str, str]


def described(view: str, rows: pl.DataFrame, *columns: pl.Expr | pl.Series) -> DescribedTable:
    """These columns of a view's rows, each with its help: that of the column it is made of.

    One that is made of several, of none that the view has, or worked out beforehand has no help.
    """
    told = column_meanings(view)
    meanings = {}
    for column in columns:
        if isinstance(column, pl.Series):
            continue
        made_of = column.meta.root_names()
        if len(made_of) == 1 and (words := help_words(told.get(made_of[0], ""))):
            meanings[column.meta.output_name()] = words
    return DescribedTable(rows.select(*columns), meanings)


def help_words(meaning: str) -> str:
    """The meaning without the unit of storage and what is said of nulls; empty if none is left.

    The table's own heading has the unit that is shown.
    """
    parts = [_UNIT.sub("", part) for part in meaning.split("; ")]
    plain = [part for part in parts if not _LEFT_OUT.search(part)]
    if not parts[0] or plain[:1] != parts[:1]:
        return ""
    words = "; ".join(plain)
    return f"{words[:1].upper()}{words[1:]}."
