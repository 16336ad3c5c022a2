"""Words on charts that several rooms draw."""

from datetime import date

NOT_KNOWN = "not known"


def week_from(start: date) -> str:
    """Hover words of a week."""
    return f"Week from {start.day} {start:%b %Y}"


def week_of_month(start: date) -> str:
    """Likewise where a month's weeks stand together."""
    return f"A week of {start:%B %Y}, on average"


def week_of_quarter(start: date, last: date) -> str:
    """Likewise of a quarter; `last` is its last day."""
    return f"A week of {start:%b} to {last:%b %Y}, on average"


def on_average(span: str) -> str:
    """What a subtitle says of months and quarters."""
    return f"; a {span}'s weeks on average"


def knee_pain(knee: str) -> str:
    """Name of the marks of a knee; `knee` is `Left` or `Right`."""
    return f"{knee} knee pain"
