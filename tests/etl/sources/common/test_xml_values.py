"""Whole columns of times and numbers are read as each one would be by itself."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.sources.common import xml_values
from etl.sources.common.xml_values import to_numbers, to_unix_s

TIMES = [
    "2026-05-03T07:00:00Z", "2026-05-03T07:00:01Z", "1969-12-31T23:59:59Z", "2024-02-29T00:00:00Z",
    "2023-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-04-31T00:00:00Z",
    "2026-04-00T00:00:00Z", "2026-05-03T24:00:00Z", "2026-05-03T07:60:00Z", "2026-05-03T07:00:60Z",
    "2026-05-03T07:00:61Z", "2026-05-03 07:00:00Z", "2026-05-03T07:00:00z",
    "2026-05-03T07:00:0\u0661Z",
    "0001-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "+026-05-03T07:00:00",
    "2026-05-03T07:00:00.5Z", "2026-05-03T07:00:00.250Z", "2026-05-03T07:00:00.999999Z",
    "2026-05-03T07:00:00.9999999Z", "2026-05-03T07:00:00.Z", "2026-05-03T09:00:00+02:00",
    " 2026-05-03T07:00:00Z", "2026-05-03 07:00:00", "yesterday", "", None,
]  # fmt: skip
NUMBERS = ["1", "-1.5", " 7 ", "1e3", "nan", "inf", "-inf", "0x1", "\u0661", "1_0", "1,5", "", None]


def one_by_one(texts: list[str | None], monkeypatch: pytest.MonkeyPatch) -> list[float | None]:
    """Each time by the closer look."""
    with monkeypatch.context() as patched:
        patched.setattr(xml_values, "_plain_utc_us", lambda _: None)
        return [to_unix_s([text])[0] for text in texts]


@pytest.mark.parametrize("decimals", [0, 1, 3, 6])
def test_a_plain_column_of_times_needs_no_closer_look(decimals: int):
    """As most files write them, with up to six decimals."""
    end = f".{'1' * decimals}Z" if decimals else "Z"
    found = xml_values._plain_utc_us([f"2026-05-03T07:00:0{second}{end}" for second in range(9)])
    assert found is not None
    assert (found[0] / 1e6) == pytest.approx(
        1_777_791_600 + float(f"0{end[:-1]}" if end[1:] else 0)
    )


@settings(max_examples=300, deadline=None)
@given(texts=st.lists(st.sampled_from(TIMES), max_size=3))
def test_times_are_the_same_in_a_column_as_alone(texts: list[str | None]):
    """What is no time is null in either."""
    with pytest.MonkeyPatch.context() as patch:
        alone = one_by_one(texts, patch)
    assert to_unix_s(texts).to_list() == alone


@pytest.mark.parametrize("text", TIMES)
def test_every_kind_of_time_is_read_alike(text: str | None, monkeypatch: pytest.MonkeyPatch):
    """Twice the same, which is a column of one length."""
    read = to_unix_s([text, text]).to_list()
    assert read == one_by_one([text, text], monkeypatch)


@settings(max_examples=200, deadline=None)
@given(texts=st.lists(st.sampled_from(NUMBERS), max_size=5))
def test_numbers_are_the_same_in_a_column_as_alone(texts: list[str | None]):
    """A word for no number is null, and blanks around one are none of it."""
    series = pl.Series(texts, dtype=pl.String)
    slow = series.str.strip_chars().cast(pl.Float64, strict=False).fill_nan(None)
    assert to_numbers(series).to_list() == slow.to_list()
