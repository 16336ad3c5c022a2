"""Whether a recording can be the run that it says it is; what no body does is asked about.

Told here from the recording alone; beside the runner's other runs in `sql/exposure/judged.sql`.
"""

from datetime import datetime, timedelta

from etl import clock
from etl.analysis.parameters import CLEANING, Cleaning

DOUBTS = {
    "still_to_come": "It is dated in the future.",
    "too_far": "That is more than anyone runs at a time.",
    "too_fast": "That is faster than anyone runs: it looks like a ride.",
    "faster_than_own": "That is far faster than your other runs: it looks like a ride.",
    "sport_guessed": "The file does not say what it was; only its speed is that of a run.",
}
"""Code in `core.activity.set_aside_reason` to its sentence; numbers stand beside, in any units."""

_CLOCKS_APART = timedelta(days=1)  # no zone is further from UTC


def why_set_aside(
    *,
    started_at: datetime,
    distance_m: float | None,
    motion_s: float | None,
    now: datetime | None = None,
    cleaning: Cleaning = CLEANING,
) -> str | None:
    """The code of `DOUBTS` for why a run waits for its runner's word; None: it counts.

    `started_at` and `now` are aware. Unknown distance or time raises no doubt.
    """
    if started_at > (now or clock.read()) + _CLOCKS_APART:
        return "still_to_come"
    if not distance_m:
        return None
    if distance_m > cleaning.longest_run_m:
        return "too_far"
    if not motion_s or distance_m < cleaning.doubted_from_m:
        return None
    return "too_fast" if distance_m / motion_s > cleaning.fastest_held_mps else None


def doubt_words(code: str) -> str:
    """The sentence of a code; what an earlier version stored as a sentence is one already."""
    return DOUBTS.get(code, code)
