"""What kind of file a FIT file is, by its first bytes: takeouts hold thousands that are none."""

from fitdecode.profile import FIELD_TYPES

FILE_KINDS = {
    "settings": "settings of a device",
    "device": "a description of a device",
    "sport": "settings of a sport",
    "workout": "a planned workout",
    "course": "a planned course",
    "schedules": "a training calendar",
    "totals": "totals of a device",
    "goals": "goals",
    "weight": "weighings",
    "blood_pressure": "blood pressure readings",
    "monitoring_a": "all-day monitoring",
    "monitoring_b": "all-day monitoring",
    "monitoring_daily": "all-day monitoring",
    "segment": "a segment",
    "segment_list": "a list of segments",
    "sleep": "sleep",
}
"""Kinds of files that hold no activity, as the profile names them, to words."""

# Type 49 stands in no profile; takeouts of Garmin hold one a night.
_KINDS: dict[int, str] = {**(FIELD_TYPES["file"].enum or {}), 49: "sleep"}
_FILE_ID, _TYPE = 0, 0  # number of the message, and of its field, in the FIT profile
_DEFINITION, _LOCAL_TYPE = 0x40, 0x0F  # parts of a message's first byte
_FIXED = 6  # bytes of a definition before its fields


def other_kind(head: bytes) -> str | None:
    """What a file holds instead of an activity, in words; None: it may hold one."""
    return FILE_KINDS.get(kind_of(head) or "")


def kind_of(head: bytes) -> str | None:
    """The kind as the profile names it, such as "monitoring_b"; None where it cannot be told.

    The first message of a file says it; `head` needs no more than that.
    """
    if head[8:12] != b".FIT":
        return None
    at = head[0]
    try:
        order = "big" if head[at + 2] else "little"
        number = int.from_bytes(head[at + 3 : at + 5], order)
        count = head[at + 5]
        if not head[at] & _DEFINITION or number != _FILE_ID:
            return None
        data_at = at + _FIXED + 3 * count
        if head[data_at] != head[at] & _LOCAL_TYPE:
            return None  # other definitions stand in between
        value_at = data_at + 1
        for field in range(at + _FIXED, at + _FIXED + 3 * count, 3):
            if head[field] == _TYPE:
                return _KINDS.get(head[value_at])
            value_at += head[field + 1]
    except IndexError:
        return None
    return None
