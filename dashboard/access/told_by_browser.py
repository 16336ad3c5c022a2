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


# The first that is named: Edge says Chrome and Safari too, Chrome says Safari.
_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"))
_BROWSERS += (("Chrome/", "Chrome"), ("CriOS", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"))
_SYSTEMS += (("Mac OS X", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"))


def to_device(user_agent: str) -> str:
    """Browser and system by name, for their owner to know again; no version, model or size."""
    browser = _first(_BROWSERS, user_agent) or "A browser"
    system = _first(_SYSTEMS, user_agent)
    return f"{browser} on {system}" if system else browser


def _first(marks: tuple[tuple[str, str], ...], text: str) -> str | None:
    return next((name for mark, name in marks if mark in text), None)
