"""One row of a platform's archive: what it says of an activity, and the text that is kept."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

from etl.errors import BrokenFile
from etl.recording import NO_FORM, RunningForm

_KIND = "archive_row"
_MARK = f'"kind": "{_KIND}"'.encode()
_LOOK_FOR_MARK = 4096  # bytes; keys are sorted, and what stands before `kind` is short


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRow:
    """What an archive says of one activity; names, notes and places are left behind.

    `entry` tells the row from others of the archive, mostly by the platform's own id. `sport` is a
    word that `sports.toml` knows, or the platform's own where that knows none. Zeros that stand for
    nothing told are None. `is_local_clock`: `started_at` is the clock on the wall written as UTC,
    since the archive names no zone.
    """

    source: str
    entry: str
    started_at: datetime | None  # aware
    time_zone: str | None = None  # IANA name, or UTC+02:00
    is_local_clock: bool = False
    sport: str | None = None
    distance_m: float | None = None
    moving_s: float | None = None
    elapsed_s: float | None = None
    ascent_m: float | None = None
    descent_m: float | None = None
    cadence_spm: float | None = None  # both feet
    heart_rate_bpm: float | None = None
    perceived_exertion_score: float | None = None
    form: RunningForm = NO_FORM
    shoe_id: str | None = None
    device: str | None = None


def of_part(row: ArchiveRow) -> ArchiveRow:
    """What a row of several files says of each: not its totals."""
    return replace(
        row,
        distance_m=None,
        moving_s=None,
        elapsed_s=None,
        ascent_m=None,
        descent_m=None,
        form=NO_FORM,
    )


def row_to_json(row: ArchiveRow) -> str:
    """The row as one line of JSON, the same bytes whenever it is the same row."""
    facts = {name: value for name, value in asdict(row).items() if value not in (None, False)}
    facts["form"] = {name: value for name, value in facts["form"].items() if value is not None}
    if not facts["form"]:  # the bytes of a row that tells none are as they ever were
        del facts["form"]
    if row.started_at is not None:
        facts["started_at"] = row.started_at.astimezone(UTC).isoformat()
    return json.dumps({"kind": _KIND, **facts}, sort_keys=True, ensure_ascii=True)


def is_archive_row(data: bytes) -> bool:
    """Whether the bytes are a row as `row_to_json` writes it."""
    return data.startswith(b"{") and _MARK in data[:_LOOK_FOR_MARK]


def row_from_json(text: str) -> ArchiveRow:
    """The row again. Raises BrokenFile where the text is not of our making."""
    try:
        facts = json.loads(text)
        facts.pop("kind")
        started_at = facts.pop("started_at", None)
        return ArchiveRow(
            started_at=datetime.fromisoformat(started_at) if started_at else None,
            form=RunningForm(**facts.pop("form", {})),
            **facts,
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BrokenFile("This row of an archive cannot be read.") from error
