"""Times and numbers of XML as text, whole columns at once."""

from collections.abc import Sequence

import numpy as np
import polars as pl

_SHORTEST = len("2026-05-03T07:00:00Z")
_MOST_DECIMALS = 6
_SIGNS = {4: "-", 7: "-", 10: "T", 13: ":", 16: ":"}


def to_unix_s(texts: Sequence[str | None]) -> pl.Series:
    """ISO 8601 times as Unix seconds; without an offset they are taken as UTC, else null."""
    epoch_us = _plain_utc_us(texts)
    if epoch_us is not None:
        return pl.Series("time_s", epoch_us).cast(pl.Float64) / 1e6
    times = pl.Series("time_s", texts, dtype=pl.String).str.strip_chars()
    with_offset = times.str.to_datetime(
        "%+", time_unit="us", time_zone="UTC", strict=False, exact=True
    )
    if with_offset.null_count():
        plain = times.str.replace(" ", "T").str.to_datetime(
            "%Y-%m-%dT%H:%M:%S%.f", time_unit="us", strict=False, exact=True
        )
        with_offset = with_offset.fill_null(plain.dt.replace_time_zone("UTC"))
    return with_offset.dt.epoch("us").cast(pl.Float64) / 1e6


def _plain_utc_us(texts: Sequence[str | None]) -> np.ndarray | None:
    """Microseconds of times that are all written as 2026-05-03T07:00:00Z, or with decimals.

    None where one is not, or is no time: then the whole column needs a closer look, which takes
    five times as long.
    """
    length = len(texts[0] or "") if texts else 0
    decimals = max(length - _SHORTEST - 1, 0)
    if length < _SHORTEST or decimals > _MOST_DECIMALS or length == _SHORTEST + 1:
        return None
    if None in texts:
        return None
    joined = "".join(map(str, texts))
    if len(joined) != length * len(texts) or not joined.isascii():
        return None
    signs = np.frombuffer(joined.encode("ascii"), np.uint8).reshape(len(texts), length).T.copy()
    dot = {_SHORTEST - 1: "."} if decimals else {}
    for at, sign in (_SIGNS | dot | {length - 1: "Z"}).items():
        if not np.all(signs[at] == ord(sign)):  # so all texts are of one length, too
            return None
    return _to_us(signs - ord("0"), decimals)


def _to_us(digits: np.ndarray, decimals: int) -> np.ndarray | None:
    """By rows of digits, one for each place in a text; what is below zero is large here."""
    places = [*range(4), 5, 6, 8, 9, 11, 12, 14, 15, 17, 18, *range(20, 20 + decimals)]
    if any(int(digits[place].max()) > 9 for place in places):
        return None
    year, month, day, hour, minute, second, fraction = (
        _number(digits[start:stop])
        for start, stop in (
            (0, 4),
            (5, 7),
            (8, 10),
            (11, 13),
            (14, 16),
            (17, 19),
            (20, 20 + decimals),
        )
    )
    if year.min() < 1 or month.min() < 1 or month.max() > 12:
        return None
    of_month = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    of_day = of_month.astype("datetime64[D]") + (day - 1)
    is_date = of_day.astype("datetime64[M]") == of_month
    if not is_date.all() or hour.max() > 23 or minute.max() > 59 or second.max() > 59:
        return None
    clock_s = of_day.astype(np.int64) * 86_400 + hour * 3600 + minute * 60 + second
    return clock_s * 1_000_000 + fraction * 10 ** (_MOST_DECIMALS - decimals)


def _number(digits: np.ndarray) -> np.ndarray:
    total = np.zeros(digits.shape[1], dtype=np.int64)
    for row in digits:
        total = total * 10 + row
    return total


def to_numbers(texts: pl.Series) -> pl.Series:
    """Numbers as written; null where a text is none."""
    numbers = texts.cast(pl.Float64, strict=False)
    if numbers.null_count() > texts.null_count():
        numbers = texts.str.strip_chars().cast(pl.Float64, strict=False)
    if np.isnan(numbers.to_numpy()).sum() > numbers.null_count():
        numbers = numbers.fill_nan(None)
    return numbers
