"""Times and numbers of XML as text, whole columns at once."""

from collections.abc import Sequence

import numpy as np
import polars as pl

_SHORTEST = len("2026-05-03T07:00:00Z")
_MOST_DECIMALS = 6
_SIGNS = {4: "-", 7: "-", 10: "T", 13: ":", 16: ":"}


def to_unix_s(texts: pl.Series) -> pl.Series:
    """ISO 8601 times as Unix seconds; without an offset they are taken as UTC, else null."""
    texts = texts.cast(pl.String)
    epoch_us = _plain_utc_us(texts.to_list())
    if epoch_us is not None:
        return pl.Series(texts.name, epoch_us).cast(pl.Float64) / 1e6
    texts = texts.str.strip_chars()
    with_offset = texts.str.to_datetime(
        "%+", time_unit="us", time_zone="UTC", strict=False, exact=True
    )
    if with_offset.null_count():
        plain = texts.str.replace(" ", "T").str.to_datetime(
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
    if None in texts or set(map(len, texts)) != {length}:  # ty: ignore[invalid-argument-type]
        return None
    joined = "".join(map(str, texts))
    if not joined.isascii():
        return None
    signs = np.frombuffer(joined.encode("ascii"), np.uint8).reshape(len(texts), length)
    digits = np.delete(signs, [*_expected(length)], axis=1).astype(np.int64) - ord("0")
    are_as_expected = all(
        bool(np.all(signs[:, at] == ord(sign))) for at, sign in _expected(length).items()
    )
    if not are_as_expected or digits.min() < 0 or digits.max() > 9:
        return None
    return _to_us(digits, decimals)


def _expected(length: int) -> dict[int, str]:
    """The signs of a time that are no digits, by place."""
    dot = {_SHORTEST - 1: "."} if length > _SHORTEST else {}
    return _SIGNS | dot | {length - 1: "Z"}


def _to_us(digits: np.ndarray, decimals: int) -> np.ndarray | None:
    year, month, day, hour, minute, second = (
        digits[:, start:stop] @ 10 ** np.arange(stop - start)[::-1]
        for start, stop in ((0, 4), (4, 6), (6, 8), (8, 10), (10, 12), (12, 14))
    )
    if year.min() < 1 or month.min() < 1 or month.max() > 12:
        return None
    of_month = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    of_day = of_month.astype("datetime64[D]") + (day - 1)
    is_date = of_day.astype("datetime64[M]") == of_month
    if not is_date.all() or hour.max() > 23 or minute.max() > 59 or second.max() > 59:
        return None
    of_day_s = of_day.astype(np.int64) * 86_400
    fraction_us = digits[:, 14:] @ 10 ** (5 - np.arange(decimals))
    return (of_day_s + hour * 3600 + minute * 60 + second) * 1_000_000 + fraction_us


def to_numbers(texts: pl.Series) -> pl.Series:
    """Numbers as written; null where a text is none."""
    texts = texts.cast(pl.String)
    numbers = texts.cast(pl.Float64, strict=False)
    if numbers.null_count() > texts.null_count():
        numbers = texts.str.strip_chars().cast(pl.Float64, strict=False)
    if np.isnan(numbers.to_numpy()).sum() > numbers.null_count():
        numbers = numbers.fill_nan(None)
    return numbers
