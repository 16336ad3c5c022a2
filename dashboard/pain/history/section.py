"""Spells and mornings: a fold each, made when it is opened."""

from functools import partial

from dashboard import session
from dashboard.pain.history import wording
from dashboard.pain.history.episode_section import show_pain_episodes
from dashboard.pain.history.morning_section import show_mornings
from dashboard.ui.folds import show_in_fold


def show_history(person: session.Person) -> None:
    """Of the shared period."""
    show_in_fold(wording.SPELLS, partial(show_pain_episodes, person), key="pain-spells")
    show_in_fold(wording.MORNINGS, partial(show_mornings, person), key="pain-mornings")
