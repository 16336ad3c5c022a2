"""What travels between a source and the warehouse."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningForm:
    """How the steps of a run were, as a watch, belt or pod tells, and how it felt; None: not told.

    Means over the run. `left_contact_share` is the left foot's part of the time on the ground, 0-1;
    `vertical_ratio` the way up and down over the length of a step; `feel_score` 0 (very weak) to
    100 (very strong), as told to the watch after the run.
    """

    ground_contact_s: float | None = None
    left_contact_share: float | None = None
    vertical_oscillation_m: float | None = None
    vertical_ratio: float | None = None
    power_w: float | None = None
    normalized_power_w: float | None = None
    feel_score: float | None = None


NO_FORM = RunningForm()
"""Nothing told of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """One activity as its source tells it: nothing computed but units and cadence of both feet.

    A file may hold several (a triathlon, chained files); `part_index` counts them.
    Totals are the source's own and null where it gives none. `samples` follows `SAMPLE_SCHEMA`,
    or is None where the source has only a summary.
    """

    source: str  # fit, gpx, tcx, strava_export, strava_api, or an archive's, as garmin_takeout
    part_index: int = 0
    source_activity_id: str | None = None
    sport: str  # run, trail_run, treadmill_run, track_run, virtual_run, walk, hike, ride, swim, …
    sport_rule: str = "file"  # file, guessed_from_name, _cadence or _speed, runner
    is_run: bool
    is_treadmill: bool = False
    started_at: datetime  # aware, UTC
    time_zone: str | None = None  # IANA name, or UTC+02:00 where only the offset is known
    device: str | None = None
    distance_m: float | None = None
    moving_s: float | None = None
    elapsed_s: float | None = None
    ascent_m: float | None = None
    descent_m: float | None = None
    table_ascent_m: float | None = None  # what a platform's table tells beside the file
    altitude_source: str = "none"  # barometric, gps, corrected, none
    cadence_spm: float | None = None
    cadence_rule: str | None = None  # how it became steps a minute of both feet
    heart_rate_bpm: float | None = None
    perceived_exertion_score: float | None = None
    form: RunningForm = NO_FORM
    shoe_id: str | None = None
    keeps_ride: bool = False  # by its runner's word: what looks like a ride counts
    share_class: str = "own_file"  # own_file may be shared by grant, strava_api may not
    expires_at: datetime | None = None  # aware; None: it stays
    samples: "pl.DataFrame | None" = None
    notes: tuple[str, ...] = field(default=())  # plain sentences: salvaged, guessed, repaired


FORMULA_VERSION = 5
"""Raised whenever a formula of the analysis or of `sql/exposure` changes what it yields."""
