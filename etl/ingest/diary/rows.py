"""Rows of a diary as entries of the journal, each row that is none named with its line and why."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from etl.errors import UserError
from etl.ingest.diary.reading import MOMENTS, Reading, bare, cells, check, numbers, words
from etl.ingest.diary.sheet import LINE, Sheet
from etl.journal.entries import PAIN_SCORES, PainEntry, StrengthEntry
from etl.journal.fields import Between, Text, columns_of
from etl.text import LONGEST_NAME

_ISO = r"^(\d{4})[./-]?(\d{1,2})[./-]?(\d{1,2})"
_SHORT = r"^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})\b"
_NAMED_MONTHS = ("%d %b %Y", "%d %B %Y", "%d. %B %Y", "%b %d, %Y", "%B %d, %Y", "%d-%b-%Y")
_CLOCK = r"\b(\d{1,2}:\d{2})\b"
_SAID_AT = ("before", "during", "after", "next_morning")
_REASON = "reason"

NO_DAY = "it has no day"
NOT_YET = "its day has not come yet"
NO_SCORE = "it has no score"
NOTHING = "nothing but its day is told"
ELSEWHERE = "it is no pain of a knee; kneewise log pain --site takes it"


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that did not come in: its line in the file, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Entries, a column a field and `line`, oldest first, none twice; and rows that are none."""

    entries: pl.DataFrame
    refused: tuple[Refused, ...]
    repeated_count: int = 0


def read_rows(sheet: Sheet, reading: Reading, *, today: date) -> Rows:
    """What a diary holds, read like that. Raises UserError where it cannot be.

    `today` is the runner's: a day after tomorrow has not come anywhere.
    """
    check(sheet, reading)
    base = _dated(sheet, reading, today=today)
    make = {"pain": _pain, "sleep": _sleep, "strength": _strength}[reading.kind]
    found, problems = make(sheet, reading, base)
    refused = [
        Refused(line, f"it has {count} cells where {len(sheet.names)} columns are named")
        for line, count in sheet.torn
    ]
    refused += [Refused(line, reason) for line, reason in problems.rows()]
    content = [name for name in found.columns if name != LINE]
    once = found.unique(content, keep="first", maintain_order=True)
    return Rows(
        entries=once.sort("local_date", LINE),
        refused=tuple(sorted(refused, key=lambda row: row.line)),
        repeated_count=found.height - once.height,
    )


def _dated(sheet: Sheet, reading: Reading, *, today: date) -> pl.DataFrame:
    """line, local_date, clock and reason: why a row has no day that can be."""
    text = cells(sheet, reading.columns["date"]).str.strip_chars()
    order = {"ymd": (1, 2, 3), "dmy": (3, 2, 1), "mdy": (3, 1, 2)}[reading.day_order or "ymd"]
    if reading.day_order == "ymd":
        order = (3, 2, 1)  # a short day among whole ones
    frame = pl.DataFrame({LINE: sheet.rows[LINE], "text": text}).with_columns(
        pl.coalesce(
            _day(pl.col("text"), _ISO, (1, 2, 3)),
            _day(pl.col("text"), _SHORT, order),
            *(pl.col("text").str.to_date(form, strict=False) for form in _NAMED_MONTHS),
        ).alias("local_date"),
        clock=pl.col("text").str.extract(_CLOCK, 1).replace({"00:00": None, "0:00": None}),
    )
    latest = today + timedelta(days=1)
    return frame.select(
        LINE,
        "local_date",
        "clock",
        pl.when(pl.col("text").is_null())
        .then(pl.lit(NO_DAY))
        .when(pl.col("local_date").is_null())
        .then(pl.format("“{}” is no day", pl.col("text").str.slice(0, LONGEST_NAME)))
        .when(pl.col("local_date") > latest)
        .then(pl.lit(NOT_YET))
        .alias(_REASON),
    )


def _day(text: pl.Expr, pattern: str, order: tuple[int, int, int]) -> pl.Expr:
    """A day by the places of year, month and day in the pattern; null where there is none."""
    year, month, day = (text.str.extract(pattern, place) for place in order)
    whole = pl.when(year.str.len_chars() == 2).then("20" + year).otherwise(year)
    padded = [part.str.zfill(2) for part in (month, day)]
    return pl.concat_str(whole, *padded, separator="-").str.to_date("%Y-%m-%d", strict=False)


def _pain(sheet: Sheet, reading: Reading, base: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    columns = reading.columns
    side, unknown_side = _told(sheet, columns.get("side"), "side")
    moment, _ = _told(sheet, columns.get("moment") or columns.get("time"), "moment")
    place, unknown_place = _told(sheet, columns.get("place"), "place")
    scores = {role: _score(sheet, reading, role) for role in _score_roles(reading)}
    frame = base.with_columns(
        side.fill_null("unknown").alias("side"),
        moment.fill_null("untimed").alias("moment"),
        place.alias("place"),
        _note(sheet, reading, base, unknown_place, moment).alias("note"),
        *(value.alias(role) for role, (value, _) in scores.items()),
    )
    reasons = [
        frame[_REASON],
        _quoted(unknown_side, "is no side"),
        pl.select(pl.when(frame["place"] == "elsewhere").then(pl.lit(ELSEWHERE))).to_series(),
        *(reason for _, reason in scores.values()),
        _too_long(frame["note"]),
        _none_told(frame, list(scores)),
    ]
    frame = frame.with_columns(pl.coalesce(reasons).alias(_REASON))
    sound = frame.filter(pl.col(_REASON).is_null())
    parts = [_entries(sound, group) for group in _groups(list(scores))]
    return pl.concat(parts), _problems(frame)


def _score_roles(reading: Reading) -> list[str]:
    known = (*_SAID_AT, "morning", "score", "left", "right")
    return [role for role in known if role in reading.columns]


def _groups(roles: list[str]) -> list[list[str]]:
    """Scores of a row that make one entry; those of a side, or of another day, are their own."""
    together = [role for role in roles if role in _SAID_AT]
    alone = [[role] for role in roles if role not in _SAID_AT]
    return [together, *alone] if together else alone


def _entries(sound: pl.DataFrame, group: list[str]) -> pl.DataFrame:
    """Entries of one group of scores: line and the fields of a `PainEntry`."""
    role = group[0]
    moment = pl.col("moment") if role in ("score", "left", "right") else pl.lit(role)
    is_of_day_before = moment == "morning"
    values: dict[str, pl.Expr] = dict.fromkeys(PAIN_SCORES, pl.lit(None, pl.Float64))
    if role in _SAID_AT:
        values |= {MOMENTS[each]: pl.col(each) for each in group}
    else:
        values = {
            column: pl.when(
                moment.is_in([name for name, kept in MOMENTS.items() if kept == column])
            ).then(pl.col(role))
            for column in values
        }
    knee = pl.lit(role) if role in ("left", "right") else pl.col("side")
    knees = pl.when(knee == "both").then(pl.lit(["left", "right"])).otherwise(pl.concat_list(knee))
    return (
        sound.filter(pl.any_horizontal(pl.col(each).is_not_null() for each in group))
        .select(
            LINE,
            local_date=pl.col("local_date") - pl.duration(days=is_of_day_before.cast(pl.Int64)),
            knee=knees,
            place=pl.col("place"),
            note=pl.col("note"),
            **{column: value.cast(pl.Float64) for column, value in values.items()},
        )
        .explode("knee")
    )


def _score(sheet: Sheet, reading: Reading, role: str) -> tuple[pl.Series, pl.Series]:
    """Scores of a column from 0 to 10, and why one of them is none."""
    text = cells(sheet, reading.columns[role])
    most = reading.scale_most or 10
    number = numbers(text)
    fits = number.is_between(0, most).fill_null(value=False)
    reason = pl.select(
        pl.when(text.is_not_null() & number.is_null())
        .then(pl.format("“{}” is no number", text.str.slice(0, LONGEST_NAME)))
        .when(number.is_not_null() & ~fits)
        .then(pl.format("{} is not from 0 to {}", text, pl.lit(most)))
    ).to_series()
    return (number if most == 10 else number * 10 / most), reason


def _told(sheet: Sheet, name: str | None, what: str) -> tuple[pl.Series, pl.Series]:
    """The word that each cell of a column means, and the cells that mean none we know."""
    if name is None:
        empty = pl.Series([None] * sheet.rows.height, dtype=pl.String)
        return empty, empty
    text = cells(sheet, name)
    called = {
        word: code for code, known in words()["pain"]["values"][what].items() for word in known
    }
    meant = {cell: called.get(bare(cell)) for cell in text.drop_nulls().unique().to_list()}
    blank = {cell for cell in meant if not bare(cell)}  # ?, -, –
    code = text.replace_strict(meant, default=None, return_dtype=pl.String)
    unknown = [cell for cell, word in meant.items() if word is None and cell not in blank]
    return code, text.set(~text.is_in(unknown).fill_null(value=False), None)


def _note(
    sheet: Sheet, reading: Reading, base: pl.DataFrame, place: pl.Series, moment: pl.Series
) -> pl.Series:
    """The note, with what else is told and has no field of its own: a clock time, other words."""
    parts: list[pl.Series] = [base["clock"]]
    for role in ("time", "moment"):
        name = reading.columns.get(role)
        if name is not None:
            text = cells(sheet, name)
            parts.append(text.set(moment.is_not_null() & (moment != "untimed"), None))
    parts.append(place)
    if "note" in reading.columns:
        parts.append(cells(sheet, reading.columns["note"]))
    return pl.select(
        pl.concat_str(parts, separator=" · ", ignore_nulls=True).replace("", None)
    ).to_series()


def _too_long(note: pl.Series) -> pl.Series:
    told = columns_of(PainEntry)["note"].told
    most = told.most if isinstance(told, Text) else 0
    is_long = note.str.len_chars() > most
    return pl.select(
        pl.when(is_long).then(pl.lit(f"its note has more than {most:,} letters"))
    ).to_series()


def _none_told(frame: pl.DataFrame, roles: list[str]) -> pl.Series:
    return frame.select(
        pl.when(pl.all_horizontal(pl.col(role).is_null() for role in roles)).then(pl.lit(NO_SCORE))
    ).to_series()


def _quoted(cells_: pl.Series, what: str) -> pl.Series:
    return pl.select(pl.format(f"“{{}}” {what}", cells_.str.slice(0, LONGEST_NAME))).to_series()


def _problems(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(pl.col(_REASON).is_not_null()).select(LINE, _REASON)


def _sleep(sheet: Sheet, reading: Reading, base: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    text = cells(sheet, reading.columns["hours"])
    clock = text.str.extract_groups(r"^(\d{1,2}):(\d{2})(?::\d{2})?$").struct.unnest()
    hours = clock["1"].cast(pl.Float64) + clock["2"].cast(pl.Float64) / 60
    frame = base.with_columns(
        pl.select(pl.coalesce(numbers(text), hours)).to_series().alias("sleep_h")
    )
    reason = (
        pl.when(pl.lit(text).is_null())
        .then(pl.lit(NOTHING))
        .when(~pl.col("sleep_h").is_between(0, 24).fill_null(value=False))
        .then(pl.format("{} are no hours of a night, 0 to 24", pl.lit(text)))
    )
    frame = frame.with_columns(pl.coalesce(_REASON, reason).alias(_REASON))
    sound = frame.filter(pl.col(_REASON).is_null()).select(LINE, "local_date", "sleep_h")
    again = sound["local_date"].is_duplicated() & ~sound["local_date"].is_first_distinct()
    differs = sound.filter(again).join(
        sound.unique("local_date", keep="first"), on=["local_date", "sleep_h"], how="anti"
    )
    other = differs.select(LINE, pl.lit("another line tells of the same night").alias(_REASON))
    kept = sound.join(differs, on=LINE, how="anti")
    return kept, pl.concat([_problems(frame), other])


_STRENGTH_NUMBERS = {
    "sets": "set_count",
    "repetitions": "repetition_count",
    "hold": "hold_s",
    "load": "load_kg",
    "pain": "pain_during_score",
}


def _strength(
    sheet: Sheet, reading: Reading, base: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    columns = reading.columns
    side, unknown_side = _told(sheet, columns.get("side"), "side")
    exercise = cells(sheet, columns["exercise"]).str.slice(0, LONGEST_NAME + 1)
    values, reasons = {}, [base[_REASON], _quoted(unknown_side, "is no side")]
    for role, name in _STRENGTH_NUMBERS.items():
        values[name], reason = _number(sheet, columns.get(role), name)
        reasons.append(reason)
    note = cells(sheet, columns["note"]) if "note" in columns else pl.lit(None, pl.String)
    frame = base.with_columns(
        exercise.alias("exercise"),
        *(value.alias(name) for name, value in values.items()),
        side.set(side.is_in(["both", "unknown"]).fill_null(value=False), None).alias("knee"),
        note.alias("note"),
    )
    reasons += [
        frame.select(
            pl.when(pl.col("exercise").is_null())
            .then(pl.lit("it names no exercise"))
            .when(pl.col("exercise").str.len_chars() > LONGEST_NAME)
            .then(pl.lit(f"its exercise has more than {LONGEST_NAME} letters"))
            .when(pl.col("note").str.len_chars() > 500)
            .then(pl.lit("its note has more than 500 letters"))
        ).to_series()
    ]
    frame = frame.with_columns(pl.coalesce(reasons).alias(_REASON))
    kept = ["local_date", "exercise", *values, "knee", "note"]
    return frame.filter(pl.col(_REASON).is_null()).select(LINE, *kept), _problems(frame)


def _number(sheet: Sheet, column: str | None, name: str) -> tuple[pl.Series, pl.Series]:
    """Numbers of a column of strength work, and why one of them cannot be."""
    kind = columns_of(StrengthEntry)[name]
    dtype: Any = pl.Int64 if kind.type is int else pl.Float64
    if column is None:
        empty = pl.Series([None] * sheet.rows.height, dtype=pl.String)
        return empty.cast(dtype), empty
    if not isinstance(kind.told, Between):
        raise UserError(f"{name} is no number with bounds.")
    text = cells(sheet, column)
    number = numbers(text.str.replace(r"(?i)\s*(kg|s|sec|x)\.?$", ""))
    fits = number.is_between(kind.told.least, kind.told.most)
    if kind.type is int:
        fits &= number == number.floor()
    reason = pl.select(
        pl.when(text.is_not_null() & ~fits.fill_null(value=False)).then(
            pl.format("“{}”: {}", text.str.slice(0, LONGEST_NAME), pl.lit(kind.told.refused(name)))
        )
    ).to_series()
    return number.set(~fits.fill_null(value=False), None).cast(dtype), reason
