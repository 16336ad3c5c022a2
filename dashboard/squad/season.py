"""What a squad trains for and how far its season is, in words."""

from datetime import date

from dashboard.ui import display
from etl.people.groups import Group


def season_words(group: Group, today: date) -> str:
    """`Half marathon, week 5 of 12`; empty where no season was told."""
    return ", ".join(filter(None, [group.season, _when(group, today)]))


def _when(group: Group, today: date) -> str:
    """Weeks are counted in sevens from the first day."""
    start, end = group.season_start_date, group.season_end_date
    if start is None:
        return ""
    if today < start:
        return f"begins {display.short_day(start, today)}"
    if end is not None and today > end:
        return f"ended {display.short_day(end, today)}"
    week = (today - start).days // 7 + 1
    return f"week {week} of {(end - start).days // 7 + 1}" if end else f"week {week}"
