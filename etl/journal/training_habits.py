"""What a runner says of their usual running: kept in versions in the journal."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

from etl.journal.fields import Between, OneOf

if TYPE_CHECKING:
    from etl.journal.store import Journal

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
RECORDERS = ("garmin", "coros", "polar", "suunto", "apple", "phone", "other", "none")
_LONGEST = Between(
    0, 300_000, "A longest run is more than 0 and at most 300 km: look again.", is_above=True
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingHabit:
    """Running days, longest run of late in metres, and what records them; None is "not said"."""

    runner_id: str
    local_date: date
    running_days: Annotated[tuple[str, ...], OneOf("day of the week", WEEKDAYS)] = ()
    longest_lately_m: Annotated[float | None, _LONGEST] = None
    recorder_name: Annotated[str | None, OneOf("recorder", RECORDERS)] = None

    @property
    def entry_id(self) -> str:
        """One a runner: a second answer replaces the first."""
        return self.runner_id


def save_habit(journal: "Journal", habit: TrainingHabit, *, saved_by: str = "local") -> str:
    """Keep what was said, or a newer version of it; return its entry_id.

    Raises UserError for a day of the week or recorder nobody knows, or a length that cannot be.
    """
    return journal.save_entry("training_habit", habit, saved_by=saved_by)
