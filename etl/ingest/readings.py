"""What travels between a file, whoever reads it and the one process that stores what was read.

Nothing here loads a reader of files: the process that stores has no need of one.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import polars as pl

    from etl.analysis.parts import Words

IS_HERE = "This file is here already."
TOO_LARGE = (
    "Reading this file takes more memory than an import may use for one; if it is a recording,"
    " export it again as FIT."
)


class Readable(Protocol):
    """A file that can be read when its turn comes; picklable, holds no bytes."""

    @property
    def label(self) -> str:
        """The path as it was given, or a.zip!member."""

    @property
    def context(self) -> str | None:
        """What the table of an export says of this file; None where nothing does."""

    @property
    def archive(self) -> str | None:
        """The archive or platform that holds it, as `garmin_takeout`; None: it lies by itself."""

    def read(self) -> bytes:
        """The content without any .gz around it. Raises SourceError with a plain sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRow:
    """One row of `core.activity` as far as its own source determines it."""

    activity_id: str
    source: str
    source_activity_id: str | None
    original_sha256: str
    part_index: int
    sport: str
    sport_rule: str
    is_run: bool
    is_treadmill: bool
    is_excluded: bool
    started_at: datetime
    local_date: date
    time_zone: str
    device: str | None
    distance_m: float | None
    moving_s: float | None
    elapsed_s: float | None
    ascent_m: float | None
    descent_m: float | None
    altitude_source: str
    heart_rate_bpm: float | None
    cadence_spm: float | None
    cadence_rule: str | None
    perceived_exertion_score: float | None
    shoe_id: str | None
    ground_contact_s: float | None
    left_contact_share: float | None
    vertical_oscillation_m: float | None
    vertical_ratio: float | None
    power_w: float | None
    normalized_power_w: float | None
    feel_score: float | None
    detail_level: str
    duplicate_of: str | None
    share_class: str
    expires_at: datetime | None
    note: str | None
    motion_s: float | None
    last_moved_s: float | None
    set_aside_reason: str | None
    is_zone_assumed: bool
    utc_offset_s: int
    told_ascent_m: float | None
    roughness_m_per_km: float | None
    jaggedness_ratio: float | None
    pace_answer_ratio: float | None
    part_of: str | None
    part_from_s: float | None
    ride_m: float | None
    run_part: str | None
    run_part_from_s: float | None
    run_part_until_s: float | None
    run_part_m: float | None


@dataclass(frozen=True, slots=True)
class ReadActivity:
    """One activity ready to be stored; frames lack only the ids."""

    activity_id: str
    row: ActivityRow
    split: "pl.DataFrame"
    descent: "pl.DataFrame"
    best_effort: "pl.DataFrame"
    cadence_block: "pl.DataFrame"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading:
    """What became of one file: status imported, duplicate, skipped or failed, with the reason."""

    label: str
    status: str
    original_sha256: str | None = None
    format: str | None = None
    reason: str | None = None
    context: str | None = None
    archive: str | None = None
    activities: tuple[ReadActivity, ...] = field(default=())
    activity_ids: tuple[str, ...] = field(default=())
    original_crc32: int | None = None  # of the kept original, packed; None: none is kept


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingTask:
    """Everything a worker needs for one file, beside the file itself."""

    home: Path
    runner_id: str
    runner_time_zone: str
    known: dict[str, list[str]]  # SHA-256 of originals that are in already, with their activities
    choices: "Words"  # (activity_id, field): the runner's own word
    bare: frozenset[str] = frozenset()  # those of them that came without a word of any table
    keeps_originals: bool = True  # not what a platform lent: that is kept where it can be swept
