"""Logging beside the card: missing mornings, one tap each."""

from dashboard import session
from dashboard.pain.quick_log import show_missing_mornings
from dashboard.rows.today import TodayMissing
from dashboard.ui.card import card


def show_mornings(person: session.Person) -> None:
    """The question of this morning, one row of numbers a knee; nothing where none is missing."""
    missing = session.records_of(person, TodayMissing)
    if missing:
        with card(key="morning"):
            show_missing_mornings(person, missing)
