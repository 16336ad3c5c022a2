"""Dates as Strava writes them, in many languages; always UTC."""

import re
import tomllib
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

_WORDS = tomllib.loads(Path(__file__).with_name("months.toml").read_text("utf-8"))
_CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?")


def to_utc(text: str | None, *, is_english: bool) -> datetime | None:
    """ "May 29, 2022, 3:53:35 PM", "29.05.2022, 15:53:35", "29 mai 2022 à 15:53:35" and the like.

    None where no date can be read. `is_english` decides between 5/6 and 6/5.
    """
    plain = _plain(text or "")
    clocks = list(_CLOCK.finditer(plain))
    colons = [clock for clock in clocks if ":" in clock[0]] or clocks[-1:]
    if not colons:
        return None
    clock = colons[-1]
    rest = plain[: clock.start()] + " " + plain[clock.end() :]
    day = _day(rest, is_english=is_english)
    hour = _hour(int(clock[1]), rest)
    if day is None or hour is None:
        return None
    try:
        return datetime(*day, hour, int(clock[2]), int(clock[3] or 0), tzinfo=UTC)
    except ValueError:
        return None


def _day(rest: str, *, is_english: bool) -> tuple[int, int, int] | None:
    numbers = [int(found) for found in re.findall(r"\d+", rest)]
    month = _month(rest)
    if month is not None and len(numbers) >= 2:
        year = max(numbers[:2])
        return year, month, min(numbers[:2])
    if len(numbers) < 3:
        return None
    first, second, third = numbers[:3]
    if first > 31:
        return first, second, third
    is_month_first = second > 12 or (is_english and "/" in rest and first <= 12)
    return (third, first, second) if is_month_first else (third, second, first)


def _month(rest: str) -> int | None:
    words = re.findall(r"[^\W\d_]{3,}", rest)
    found = [
        (len(name), number)
        for word in words
        for name, number in _MONTH_OF.items()
        if word.startswith(name)
    ]
    return max(found)[1] if found else None


def _hour(hour: int, rest: str) -> int | None:
    marks = _close(rest)
    if any(mark in marks for mark in _AFTERNOON):
        return hour % 12 + 12
    if any(mark in marks for mark in _MORNING):
        return hour % 12
    return hour if hour < 24 else None


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _close(text: str) -> str:
    return re.sub(r"[.\s]", "", _plain(text))


_MONTH_OF = {
    _plain(name): number for number, names in enumerate(_WORDS["names"], start=1) for name in names
}
_AFTERNOON = tuple(map(_close, _WORDS["afternoon"]))
_MORNING = tuple(map(_close, _WORDS["morning"]))
