"""Which column of a diary is what, and how its days and scores are written: guessed, or said."""

import json
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from etl.errors import UserError
from etl.ingest.diary.sheet import Sheet

KINDS = ("pain", "sleep", "strength")
DAY_ORDERS = ("ymd", "dmy", "mdy")
SCALES = (10, 100)
MOMENTS = {
    "before": "pain_before_score",
    "during": "pain_during_score",
    "after": "pain_after_score",
    "next_morning": "pain_morning_score",
    "morning": "pain_morning_score",
    "untimed": "pain_untimed_score",
}
"""What a score may be of, and where it is kept; that of a `morning` belongs to the day before."""
SCORES = ("score", "before", "during", "after", "morning", "next_morning", "left", "right")
"""Columns of a diary of pain that hold scores; of `score`, `left` and `right` the moment is told
by the column `moment`, or not at all."""
NEEDED = {"pain": ("date",), "sleep": ("date", "hours"), "strength": ("date", "exercise")}

_MANY_ABOVE = 0.1  # so large a part of scores above 10, and so many, are no slips of the pen
_SLIPS = 4
_MOST = 0.9  # of a column: what is told by its values
_FAR = 9
_DAY = r"^(\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{8})"


class Unclear(UserError):
    """A file does not tell how it is to be read; `what` is to be said: days, scale, or a column."""

    def __init__(self, what: str, words: str) -> None:
        super().__init__(words)
        self.what = what


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a diary is read: by what it holds, the name of its column.

    `day_order` and `scale_most` are None where the file alone does not tell.
    """

    kind: str = "pain"
    columns: Mapping[str, str] = field(default_factory=dict)
    day_order: str | None = None
    scale_most: int | None = 10

    def as_json(self) -> str:
        """For the journal, so that the next file of this make is read the same way."""
        return json.dumps(asdict(self), sort_keys=True)


def from_json(text: str) -> Reading:
    """What `as_json` wrote."""
    return Reading(**json.loads(text))


@cache
def words() -> dict[str, Any]:
    """By kind: names of columns, and words in them."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


def roles_of(kind: str) -> tuple[str, ...]:
    """What a column of such a diary may be."""
    return tuple(words()[kind]["columns"])


def bare(text: str) -> str:
    """Without case, accents and marks: `Schmerz (0–10)` is `schmerz 0 10`."""
    split = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in split if not unicodedata.combining(letter))
    return re.sub(r"[^0-9a-z]+", " ", letters).strip()


def guess(sheet: Sheet, kind: str = "pain") -> Reading:
    """What the names of the columns and their values say; what they leave open is None."""
    columns = _guessed_columns(sheet, kind)
    reading = Reading(kind=kind, columns=columns)
    return completed(sheet, reading)


def completed(
    sheet: Sheet, reading: Reading, *, day_order: str | None = None, scale_most: int | None = None
) -> Reading:
    """The same columns, with what their values say of days and scores, unless it was said."""
    columns = dict(reading.columns)
    return Reading(
        kind=reading.kind,
        columns=columns,
        day_order=day_order or day_order_of(sheet, columns.get("date")),
        scale_most=scale_most or scale_of(sheet, columns),
    )


def said(sheet: Sheet, reading: Reading, told: Mapping[str, str]) -> Reading:
    """With columns that somebody named; a name without one is none. Raises UserError."""
    columns = dict(reading.columns)
    for role, name in told.items():
        if role not in roles_of(reading.kind):
            raise UserError(
                f"{role!r} is nothing a column can be: choose {', '.join(roles_of(reading.kind))}."
            )
        found = next((known for known in sheet.names if bare(known) == bare(name)), None)
        if name and found is None:
            raise UserError(f"There is no column {name!r}: there are {', '.join(sheet.names)}.")
        columns = {known: at for known, at in columns.items() if at != found and known != role}
        if found is not None:
            columns[role] = found
    return completed(sheet, Reading(kind=reading.kind, columns=columns))


def check(sheet: Sheet, reading: Reading) -> None:
    """Raises Unclear where it cannot be read like that."""
    there = f"Its columns are {', '.join(sheet.names)}."
    for role in NEEDED[reading.kind]:
        if role not in reading.columns:
            raise Unclear(role, f"Which column holds the {role} cannot be told. {there}")
    if reading.kind == "pain" and not set(SCORES) & set(reading.columns):
        raise Unclear("score", f"Which column holds the score cannot be told. {there}")
    if reading.day_order is None:
        raise Unclear(
            "days",
            "Whether its days are written day/month or month/day cannot be told: each can be read"
            " both ways.",
        )
    if reading.scale_most is None:
        raise Unclear("scale", "Many of its scores lie between 10 and 100, so their scale is open.")


def cells(sheet: Sheet, name: str) -> pl.Series:
    """The cells of a column, as text."""
    return sheet.rows[f"c{sheet.names.index(name)}"]


def day_order_of(sheet: Sheet, name: str | None) -> str | None:
    """The order in which the whole column can be read; None where two fit, or none is there.

    A column that no order fits whole is read in the one that fits most of it.
    """
    if name is None:
        return "ymd"
    parts = (
        cells(sheet, name)
        .drop_nulls()
        .str.extract_groups(r"^(\d{1,4})([./-])(\d{1,2})[./-](\d{1,4})")
        .struct.unnest()
        .drop_nulls()
    )
    if parts.is_empty() or (parts["1"].str.len_chars() == 4).all():
        return "ymd"
    short = parts.filter(parts["1"].str.len_chars() < 4)
    first, second = short["1"].cast(pl.Int64), short["3"].cast(pl.Int64)
    fits_dmy = ((first <= 31) & (second <= 12)).sum()
    fits_mdy = ((first <= 12) & (second <= 31)).sum()
    if fits_dmy == fits_mdy:
        is_same = bool((first == second).all())
        return "dmy" if is_same or (short["2"] == ".").all() else None
    return "dmy" if fits_dmy > fits_mdy else "mdy"


def scale_of(sheet: Sheet, columns: Mapping[str, str]) -> int | None:
    """10, unless many scores lie above it; then it is to be said."""
    scores = [numbers(cells(sheet, columns[role])) for role in SCORES if role in columns]
    known = pl.concat(scores).drop_nulls() if scores else pl.Series([], dtype=pl.Float64)
    above = ((known > 10) & (known <= 100)).sum()
    return 10 if above <= max(_MANY_ABOVE * known.len(), _SLIPS) else None


def numbers(text: pl.Series) -> pl.Series:
    """Numbers with a point or a comma, also `3/10`; null where it is none."""
    return (
        text.str.strip_chars()
        .str.replace(r"\s*(/|of|von|sur|de|su|van)\s*10$", "")
        .str.replace(r"^(-?\d+),(\d+)$", "${1}.${2}")
        .cast(pl.Float64, strict=False)
    )


def _guessed_columns(sheet: Sheet, kind: str) -> dict[str, str]:
    """By role, the column whose name fits it best; each column once."""
    known = words()[kind]["columns"]
    fits = sorted(
        (_distance(bare(name), called), place, at, role, name)
        for at, name in enumerate(sheet.names)
        for place, (role, called) in enumerate(known.items())
    )
    found: dict[str, str] = {}
    for distance, _, _, role, name in fits:
        if distance < _FAR and role not in found and name not in found.values():
            found[role] = name
    if kind == "pain":
        _judge_values(sheet, found)
        _part_mornings(sheet, found)
    if "date" not in found:
        _find_days(sheet, found)
    return found


def _distance(name: str, called: list[str]) -> int:
    """0 where it is called that, 1 where several words of it are, 2 where one is."""
    if name in called:
        return 0
    parts = f" {name} "
    lengths = [word.count(" ") + 1 for word in called if f" {word} " in parts and len(word) > 1]
    return _FAR if not lengths else 1 if max(lengths) > 1 else 2


def _judge_values(sheet: Sheet, found: dict[str, str]) -> None:
    """A column called knee that holds sides is the side, and one without numbers no score.

    Beside scores that have their moment, one without is their worst, told twice.
    """
    sides = {word for called in words()["pain"]["values"]["side"].values() for word in called}
    for role in [role for role in SCORES if role in found]:
        values = cells(sheet, found[role])
        is_side = _share(values.drop_nulls().str.to_lowercase().is_in(sorted(sides))) > _MOST
        if is_side and "side" not in found:
            found["side"] = found[role]
        if is_side or not numbers(values).is_not_null().any():
            del found[role]
    if {"before", "during", "after", "next_morning"} & set(found):
        named = words()["pain"]["columns"]["score"]
        if bare(found.get("score", "")) not in named:
            found.pop("score", None)


def _part_mornings(sheet: Sheet, found: dict[str, str]) -> None:
    """A `morning` that stands behind the run's scores is the one after it."""
    if "morning" not in found or "next_morning" in found:
        return
    place = sheet.names.index(found["morning"])
    later = [role for role in ("during", "after") if role in found]
    if later and all(sheet.names.index(found[role]) < place for role in later):
        found["next_morning"] = found.pop("morning")


def _find_days(sheet: Sheet, found: dict[str, str]) -> None:
    """Without such a name, the first column of days; then the only one of numbers is the score."""
    days = [name for name in sheet.names if _share(cells(sheet, name).str.contains(_DAY)) > _MOST]
    if not days:
        return
    for role in [role for role, name in found.items() if name == days[0]]:
        del found[role]
    found["date"] = days[0]
    free = [name for name in sheet.names if name not in found.values()]
    scored = [
        name for name in free if _share(numbers(cells(sheet, name)).is_between(0, 100)) > _MOST
    ]
    if len(scored) == 1 and not set(SCORES) & set(found):
        found["score"] = scored[0]


def _share(fits: pl.Series) -> float:
    """How much of a column does, cells without a value left out."""
    return 0.0 if fits.is_empty() else float(fits.drop_nulls().sum() / fits.len())
