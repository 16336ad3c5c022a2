"""What a runner trains for: kept in versions in the journal."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from etl.errors import UserError
from etl.journal.entries import LONGEST_NAME
from etl.journal.fields import OneOf
from etl.journal.store import Journal

PRIORITIES = ("A", "B", "C")
LONGEST_M = 1_000_000
FURTHEST_AHEAD = timedelta(days=5 * 366)
"""Beyond these a number or a day was mistyped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnerEvent:
    """An event on a day, in the runner's own words; distance in metres, priority A to C."""

    runner_id: str
    name: str
    event_date: date
    distance_m: float | None = None
    priority: Annotated[str | None, OneOf("priority", PRIORITIES)] = None
    entry_id: str | None = None


def keep_event(journal: Journal, event: RunnerEvent, *, saved_by: str = "local") -> str:
    """Keep an event, or a newer version of it; return its entry_id.

    Raises UserError for a name, day, distance or priority that cannot be.
    """
    if not event.name.strip() or len(event.name) > LONGEST_NAME or not event.name.isprintable():
        raise UserError(f"An event has a name of 1 to {LONGEST_NAME} characters, on one line.")
    if event.event_date > journal.settings.current_time().date() + FURTHEST_AHEAD:
        raise UserError("An event lies within the next five years: look at the year again.")
    if event.distance_m is not None and not 0 < event.distance_m <= LONGEST_M:
        raise UserError("The distance of an event is more than 0 and at most 1,000 km.")
    return journal.save_entry("runner_event", event, saved_by=saved_by)


def delete_event(journal: Journal, entry_id: str, *, saved_by: str = "local") -> None:
    """Mark an event taken back; its history stays."""
    journal.mark_deleted("runner_event", entry_id, saved_by=saved_by)
