"""What Strava posts when something changed, as an event."""

from collections.abc import Mapping

from etl.sources.platform import Event
from etl.sources.strava_api.terms import TERMS

_KINDS = ("activity", "athlete")
_MOST_DIGITS = 20


def to_event(message: object) -> Event | None:
    """What Strava posted, as far as it is used; None where it is not an event we know."""
    if not isinstance(message, Mapping):
        return None
    kind = message.get("object_type")
    ids = (message.get("owner_id"), message.get("object_id"))
    if kind not in _KINDS or not all(_is_id(value) for value in ids):
        return None
    updates = message.get("updates")
    private = updates.get("private") if isinstance(updates, Mapping) else None
    is_withdrawn = str(private).casefold() == "true"
    return Event(TERMS.provider, kind, str(ids[0]), str(ids[1]), is_withdrawn=is_withdrawn)


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**_MOST_DIGITS
