"""What a browser says of where its reader is, checked: it can say anything."""

from zoneinfo import available_timezones

_MILES = frozenset({"US", "GB", "LR"})  # road distances there are in miles (Unicode CLDR)


def to_zone(told: str | None) -> str | None:
    """A zone that is known here, else None."""
    return told if told in available_timezones() else None


def to_units(told: str | None) -> str | None:
    """`miles` for a locale of a country that has them, `km` for others; None where none is told."""
    if not told:
        return None
    *_, region = told.replace("_", "-").split("-")
    return "miles" if region.upper() in _MILES else "km"
