"""What a runner trains for: kept in versions in the journal."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

from etl.journal.fields import Between, OneOf, Text, Until
from etl.text import LONGEST_NAME

if TYPE_CHECKING:
    from etl.journal.store import Journal

PRIORITIES = ("A", "B", "C")
# Beyond these a number or a day was mistyped.
_NAME = Text(
    LONGEST_NAME,
    f"An event has a name of 1 to {LONGEST_NAME} characters, on one line.",
    is_one_line=True,
)
_DAY = Until(
    timedelta(days=5 * 366), "An event lies within the next five years: look at the year again."
)
_DISTANCE = Between(
    0, 1_000_000, "The distance of an event is more than 0 and at most 1,000 km.", is_above=True
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnerEvent:
    """An event on a day, in the runner's own words; distance in metres, priority A to C."""

    runner_id: str
    name: Annotated[str, _NAME]
    event_date: Annotated[date, _DAY]
    distance_m: Annotated[float | None, _DISTANCE] = None
    priority: Annotated[str | None, OneOf("priority", PRIORITIES)] = None
    entry_id: str | None = None


def keep_event(journal: "Journal", event: RunnerEvent, *, saved_by: str = "local") -> str:
    """Keep an event, or a newer version of it; return its entry_id.

    Raises UserError for a name, day, distance or priority that cannot be.
    """
    return journal.save_entry("runner_event", event, saved_by=saved_by)
