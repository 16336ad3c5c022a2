"""Words on charts that several rooms draw."""

from datetime import date

NOT_KNOWN = "not known"
CALM = "logged: none"
CALM_HOVER = "%{x|%a %-d %b %Y}<br>logged: no pain<extra></extra>"


def of_limit(value: float, limit: float) -> str:
    """What a bar up to its limit shows, for who does not see it."""
    return f"{100 * value / limit:.0f} % of it" if limit else "past it"


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


def knee(shape: str, knee: str) -> str:
    """Name of the bars of a knee; `knee` as in `left knee`."""
    return f"{shape} {knee}"


def knee_hover(knee: str) -> str:
    """What a bar says; `knee` as in `Left knee`."""
    return f"%{{customdata|%a %-d %b %Y}}<br>{knee}, worst %{{y}} of 10<extra></extra>"
