"""A pain entry beside what that knee and day already hold: for the form and for the shell."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl

from dashboard.rows import pain, to_rows
from etl.journal.store import PainEntry

Load = Callable[..., pl.DataFrame]
"""Rows of one view of one runner: its name, then column = value."""


def existing_entry(
    load: Load, *, knee: str, local_date: date, session_id: str | None = None
) -> PainEntry | None:
    """The newest entry of that knee and day, if any; with a run, none of another run."""
    rows = load("page.pain_entry", knee=knee, local_date=local_date)
    if session_id is not None:
        is_of_run = pl.col("session_id").is_null() | (pl.col("session_id") == session_id)
        rows = rows.filter(is_of_run)
    return next(map(to_entry, to_rows(rows.head(1), pain.PainEntry)), None)


def session_of(load: Load, local_date: date) -> str | None:
    """The last run of that day, to which its pain belongs."""
    rows = load("metric.run", local_date=local_date)
    return rows.sort("started_at")["session_id"][-1] if rows.height else None


def joined_to_its_day(load: Load, entry: PainEntry) -> PainEntry:
    """What to keep: that day's earlier entry of the knee completed, or a new one for its run."""
    earlier = existing_entry(load, knee=entry.knee, local_date=entry.local_date)
    if earlier is None:
        return replace(entry, session_id=session_of(load, entry.local_date))
    return completed(earlier, entry)


def completed(earlier: PainEntry, entry: PainEntry) -> PainEntry:
    """The new answers over the earlier ones of that knee and day; a dash changes nothing."""
    answered = {name: value for name, value in _values(entry).items() if value not in (None, ())}
    merged = _values(earlier) | answered
    merged["chips"] = tuple(dict.fromkeys((*earlier.chips, *entry.chips)))
    merged["red_flags"] = tuple(dict.fromkeys((*earlier.red_flags, *entry.red_flags)))
    merged["is_limping"] = earlier.is_limping or entry.is_limping
    return to_entry(merged | {"entry_id": earlier.entry_id})


def to_entry(row: Mapping[str, Any]) -> PainEntry:
    """A row of `page.pain_entry` as what the journal keeps."""
    values: dict[str, Any] = {name: row[name] for name in PainEntry.__dataclass_fields__}
    for name in ("chips", "red_flags"):
        values[name] = tuple(values[name] or ())
    return PainEntry(**values)


def _values(entry: PainEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in PainEntry.__dataclass_fields__}
