"""Which period a screen begins with: the shortest one that holds runs."""

from datetime import date

import polars as pl

from dashboard import session


def shortest_with(days: pl.Series, today: date) -> session.Period:
    """The shortest period with one of the days in it; the first where there are none."""
    last = days.max()
    periods = session.PERIODS.values()
    if not isinstance(last, date):
        return next(iter(periods))
    return next(period for period in periods if period.first_day(today) <= last)
