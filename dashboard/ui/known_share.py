"""Of how much of each week its sums are, as a column of a table."""

import polars as pl

from dashboard.ui import display


def known_of(weeks: pl.DataFrame, share: str, name: str) -> pl.Series:
    """Of how much of each week the sums are: `120 of 360 min`; unknown below 80 %."""
    pairs = zip(weeks[share], weeks["moving_s"], strict=True)
    return pl.Series(name, [display.minutes_known(*pair) for pair in pairs], dtype=pl.String)
