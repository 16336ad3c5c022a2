"""Warning signs in words: whom to see and how soon."""

from etl.red_flags import RedFlag, red_flags

__all__ = ["RedFlag", "red_flags", "to_be_seen"]


def to_be_seen(flag: RedFlag) -> str:
    """`See a doctor, within days.`"""
    return f"See {flag.see}, {flag.urgency}."
