"""What hurts beside the diary of a knee, and what is refused: rows of the journal as values."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from etl.errors import UserError
from etl.journal.entries import KNEES, TIMED_SCORES
from etl.journal.fields import OneOf, Score, note_of

SITES = ("hip", "shin", "calf", "achilles", "foot", "back")

LIGHT_PROFILES = ("pfp_strict", "tendon_5")
DECIDERS = ("clinician", "runner")


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePain:
    """How a place other than the knee felt on a day, 0-10; None is "not asked", never 0."""

    runner_id: str
    local_date: date
    site: Annotated[str, OneOf("place", SITES)]
    side: Annotated[str | None, OneOf("side", KNEES)] = None
    entry_id: str | None = None
    pain_before_score: Annotated[int | None, Score] = None
    pain_during_score: Annotated[int | None, Score] = None
    pain_after_score: Annotated[int | None, Score] = None
    pain_morning_score: Annotated[int | None, Score] = None
    note: Annotated[str | None, note_of(500)] = None

    def check(self) -> None:
        """Raises UserError where no score is told at all."""
        if all(getattr(self, name) is None for name in TIMED_SCORES):
            raise UserError("Give at least one score from 0 (none) to 10 (worst).")


@dataclass(frozen=True, slots=True, kw_only=True)
class LightProfile:
    """Which limits the light of a knee goes by, from `local_date` on.

    `decided_by` is clinician, or runner: on a clinician's word.
    """

    runner_id: str
    local_date: date
    knee: Annotated[str, OneOf("knee", KNEES)]
    profile: Annotated[str, OneOf("profile", LIGHT_PROFILES)]
    decided_by: Annotated[str, OneOf("decider", DECIDERS)]

    @property
    def entry_id(self) -> str:
        """One a runner, knee and day: a second word for a day replaces the first."""
        return f"{self.runner_id}-{self.knee}-{self.local_date:%Y%m%d}"
