"""activities.csv of a Strava bulk export, in any language and layout, to typed rows."""

import csv
import hashlib
import io
import math
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from etl.errors import BrokenFile
from etl.sources.strava_export.dates import to_utc

_COLUMNS = tomllib.loads(Path(__file__).with_name("headers.toml").read_text("utf-8"))
_MEMBER = re.compile(r"^[\w .-]+/.+\.\w+$")
_FASTEST_MPS = 60.0  # nothing in an activity table is faster; tells kilometres from metres
_LONGEST_HEADER = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow:
    """What one row says of one activity; names, notes and places are left behind.

    `cadence` is as Strava stores it: for runs, of one leg. `file` is the member's path, if any.
    """

    source_activity_id: str
    started_at: datetime | None
    sport: str | None
    file: str | None = None
    distance_m: float | None = None
    moving_s: float | None = None
    elapsed_s: float | None = None
    ascent_m: float | None = None
    descent_m: float | None = None
    cadence: float | None = None
    heart_rate_bpm: float | None = None
    perceived_exertion_score: float | None = None
    gear_id: str | None = None


def is_export_table(data: bytes) -> bool:
    """Whether a CSV begins like Strava's table of activities, in whatever language."""
    head = data[:_LONGEST_HEADER].decode("utf-8-sig", "replace")
    try:
        header, *rows = [row for _, row in zip(range(2), _rows(head), strict=False)]
    except (ValueError, csv.Error):
        return False
    places = _places(header)
    named = {"source_activity_id", "started_at", "sport", "file"} & _named(header)
    if len(named) == 4:
        return True
    return len(header) >= 80 and "distance_m" in places and _looks_like_activities(rows, places)


def read_table(data: bytes) -> tuple[ExportRow, ...]:
    """All rows of activities.csv. Raises BrokenFile where it is none."""
    text = data.decode("utf-8-sig", "replace")
    try:
        header, *rows = list(_rows(text))
    except (ValueError, csv.Error) as error:
        raise BrokenFile(
            "The table of activities cannot be read. Ask Strava for a new export."
        ) from error
    places = _places(header)
    if not {"source_activity_id", "started_at", "distance_km"} <= places.keys():
        raise BrokenFile("The table does not have the columns of a Strava export.")
    is_english = _plain(header[0]) in ("activityid", "id")
    filled = (row for row in rows if any(cell.strip() for cell in row))
    return tuple(_to_row(row, places, is_english=is_english) for row in filled)


def _rows(text: str) -> Iterator[list[str]]:
    first_line = text.partition("\n")[0]
    delimiter = ";" if first_line.count(";") > first_line.count(",") else ","
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _places(header: Sequence[str]) -> dict[str, int]:
    """Where each column stands: by its name, else by its place."""
    plain = [_plain(cell) for cell in header]
    places: dict[str, int] = {}
    for column, about in _COLUMNS.items():
        place = _named_place(plain, about)
        place = _usual_place(plain, about) if place is None else place
        if place is not None:
            places[column] = place
    if "file" not in places and (second := _second_elapsed(plain)) is not None:
        places["file"] = second - 3  # file, athlete's weight, bike's weight, elapsed time
    return places


def _named(header: Sequence[str]) -> set[str]:
    plain = [_plain(cell) for cell in header]
    return {name for name, about in _COLUMNS.items() if _named_place(plain, about) is not None}


def _named_place(plain: Sequence[str], about: dict[str, object]) -> int | None:
    names = about["names"]
    known = {_plain(str(name)) for name in names} if isinstance(names, list) else set()
    found = [index for index, cell in enumerate(plain) if cell in known]
    occurrence = about.get("occurrence", 1)
    wanted = (occurrence if isinstance(occurrence, int) else 1) - 1
    return found[wanted] if wanted < len(found) else None


def _usual_place(plain: Sequence[str], about: dict[str, object]) -> int | None:
    at, after = about.get("at"), about.get("after_second_elapsed")
    second = _second_elapsed(plain)
    place = at if isinstance(at, int) else None
    if isinstance(after, int) and second is not None:
        place = second + after
    return place if place is not None and place < len(plain) else None


def _second_elapsed(plain: Sequence[str]) -> int | None:
    """Elapsed time is the sixth column and stands a second time a few columns on."""
    if len(plain) < 20 or plain[5] not in plain[6:]:
        return None
    return plain.index(plain[5], 6)


def _looks_like_activities(rows: Sequence[Sequence[str]], places: dict[str, int]) -> bool:
    if not rows:
        return False
    cells = rows[0]
    if places["source_activity_id"] >= len(cells) or places["started_at"] >= len(cells):
        return False
    return (
        cells[places["source_activity_id"]].strip().isdigit()
        and to_utc(cells[places["started_at"]], is_english=False) is not None
    )


def _to_row(cells: Sequence[str], places: dict[str, int], *, is_english: bool) -> ExportRow:
    def text(column: str) -> str | None:
        place = places.get(column)
        value = cells[place].strip() if place is not None and place < len(cells) else ""
        return value or None

    def number(column: str) -> float | None:
        return to_number(text(column), is_english=is_english)

    elapsed_s = number("elapsed_s")
    moving_s = number("moving_s")
    file = text("file")
    return ExportRow(
        source_activity_id=text("source_activity_id") or "",
        started_at=to_utc(text("started_at"), is_english=is_english),
        sport=text("sport"),
        file=file if file and _MEMBER.match(file) else None,
        distance_m=_metres(number("distance_m"), number("distance_km"), moving_s or elapsed_s),
        moving_s=moving_s,
        elapsed_s=elapsed_s,
        ascent_m=number("ascent_m"),
        descent_m=number("descent_m"),
        cadence=number("cadence") or None,
        heart_rate_bpm=number("heart_rate_bpm") or None,
        perceived_exertion_score=number("perceived_exertion_score") or None,
        gear_id=to_gear_id(text("gear")),
    )


def _metres(metres: float | None, kilometres: float | None, seconds: float | None) -> float | None:
    """The column in metres, else the rounded one: kilometres, but metres in old exports."""
    if metres is not None:
        return metres
    if kilometres is None:
        return None
    is_metres = seconds is not None and kilometres * 1000 > _FASTEST_MPS * max(seconds, 1.0)
    return round(kilometres if is_metres else kilometres * 1000, 3)


def to_number(text: str | None, *, is_english: bool) -> float | None:
    """A number as written: in English a comma parts thousands, elsewhere it may be the decimal."""
    digits = re.sub(r"[\s\u00a0\u202f'’]", "", text or "")
    last = max(digits.rfind(","), digits.rfind("."))
    if "," in digits and "." in digits:
        digits = re.sub(r"[.,]", "", digits[:last]) + "." + digits[last + 1 :]
    elif is_english:
        digits = digits.replace(",", "")
    else:
        digits = digits.replace(",", ".")
    try:
        value = float(digits)
    except ValueError:
        return None
    return round(value, 3) if math.isfinite(value) else None


def _plain(cell: str) -> str:
    words = unicodedata.normalize("NFKD", re.sub(r"<[^>]*>", "", cell).casefold())
    letters = "".join(sign for sign in words if not unicodedata.combining(sign))
    return re.sub(r"[\s_'’.\-]+", "", letters)


def to_gear_id(gear: str | None) -> str | None:
    """A name for a shoe that stays the same and tells nothing: the name itself is not kept."""
    if not gear:
        return None
    return "gear-" + hashlib.sha256(gear.casefold().encode()).hexdigest()[:12]


def utc_text(moment: datetime) -> str:
    """A UTC instant as text, the same way everywhere."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
