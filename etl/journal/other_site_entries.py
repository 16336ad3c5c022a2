"""What hurts beside the diary of a knee, and what is refused: rows of the journal as values."""

from dataclasses import dataclass
from datetime import date

from etl.errors import UserError
from etl.journal.entries import KNEES, PAIN_SCORES, check_score, check_word

SITES = ("hip", "shin", "calf", "achilles", "foot", "back")

LIGHT_PROFILES = ("pfp_strict", "tendon_5")
DECIDERS = ("clinician", "runner")


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePain:
    """How a place other than the knee felt on a day, 0-10; None is "not asked", never 0."""

    runner_id: str
    local_date: date
    site: str
    side: str | None = None
    entry_id: str | None = None
    pain_before_score: int | None = None
    pain_during_score: int | None = None
    pain_after_score: int | None = None
    pain_morning_score: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LightProfile:
    """Which limits the light of a knee goes by, from `local_date` on.

    `decided_by` is clinician, or runner: on a clinician's word.
    """

    runner_id: str
    local_date: date
    knee: str
    profile: str
    decided_by: str

    @property
    def entry_id(self) -> str:
        """One a runner, knee and day: a second word for a day replaces the first."""
        return f"{self.runner_id}-{self.knee}-{self.local_date:%Y%m%d}"


def check_light_profile(entry: LightProfile) -> None:
    """Raises UserError for a knee or profile nobody knows, or nobody to answer for it."""
    check_word("knee", entry.knee, KNEES)
    check_word("profile", entry.profile, LIGHT_PROFILES)
    check_word("decider", entry.decided_by, DECIDERS)


def check_site_pain(entry: SitePain) -> None:
    """Raises UserError for a place nobody knows, a score outside 0-10, or no score at all."""
    check_word("place", entry.site, SITES)
    if entry.side is not None:
        check_word("side", entry.side, KNEES)
    scores = {name: getattr(entry, name) for name in PAIN_SCORES}
    for name, score in scores.items():
        check_score(name, score)
    if all(score is None for score in scores.values()):
        raise UserError("Give at least one score from 0 (none) to 10 (worst).")
