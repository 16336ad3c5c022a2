"""Whether a recording can be the run that it says it is; what no body does is asked about."""

from datetime import datetime, timedelta

from etl import clock
from etl.analysis.parameters import CLEANING, Cleaning

_CLOCKS_APART = timedelta(days=1)  # no zone is further from UTC


def why_set_aside(
    *,
    started_at: datetime,
    distance_m: float | None,
    motion_s: float | None,
    now: datetime | None = None,
    cleaning: Cleaning = CLEANING,
) -> str | None:
    """The sentence that says why a run does not count until its runner says so; None: it counts.

    `started_at` and `now` are aware. Unknown distance or time raises no doubt.
    """
    if started_at > (now or clock.read()) + _CLOCKS_APART:
        return f"It is dated {started_at:%-d %B %Y}, which is still to come."
    if not distance_m:
        return None
    if distance_m > cleaning.longest_run_m:
        return f"{distance_m / 1000:,.0f} km are more than anyone runs at a time."
    if not motion_s or distance_m < cleaning.doubted_from_m:
        return None
    speed_mps = distance_m / motion_s
    if speed_mps > cleaning.fastest_held_mps:
        return (
            f"{distance_m / 1000:.1f} km at {speed_mps * 3.6:.0f} km/h are faster than anyone "
            "runs: it looks like a ride."
        )
    return None
