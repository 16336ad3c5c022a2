"""Calendar, spells and mornings: a fold each, drawn when it is opened."""

from functools import partial

import polars as pl

from dashboard import session
from dashboard.pain.history import wording
from dashboard.pain.history.calendar_section import show_calendar
from dashboard.pain.history.episode_section import show_pain_episodes
from dashboard.pain.history.morning_section import show_mornings
from dashboard.ui.folds import show_in_fold


def show_history(person: session.Person, days: pl.DataFrame) -> None:
    """`days`: rows of `page.pain_calendar` of the shared period."""
    if not days.is_empty():
        show_in_fold(wording.CALENDAR, partial(show_calendar, person, days), key="pain-calendar")
    show_in_fold(wording.SPELLS, partial(show_pain_episodes, person), key="pain-spells")
    show_in_fold(wording.MORNINGS, partial(show_mornings, person), key="pain-mornings")
