"""A row of a Strava export to a recording, alone or on top of the file it belongs to."""

import json
from dataclasses import asdict, replace
from datetime import datetime

import polars as pl

from etl.errors import BrokenFile
from etl.recording import Recording
from etl.sources.common.sports import SPORTS, to_sport
from etl.sources.common.to_recording import RawActivity, to_cadence
from etl.sources.strava_export.corrections import with_corrections
from etl.sources.strava_export.reader import ExportRow, utc_text

_KIND = "strava_export_row"
_MOST_EXERTION = 10.0


def to_recordings(row: ExportRow) -> tuple[Recording, ...]:
    """The summary of an activity that has no file. Raises BrokenFile where the row has no date."""
    if row.started_at is None:
        raise BrokenFile(
            "The date of this activity cannot be read, so it cannot be placed. "
            "Set Strava to English, ask for a new export and import that."
        )
    sport = to_sport(row.sport)
    known = sport or SPORTS["other"]
    cadence = None
    if known.is_run:
        stored = pl.Series([], dtype=pl.Float64)
        cadence = to_cadence(stored, average=row.cadence, source="strava")
    has_climb = bool(row.ascent_m or row.descent_m)
    cadence_spm = round(row.cadence * cadence.factor, 6) if row.cadence and cadence else None
    return (
        Recording(
            source="strava_export",
            source_activity_id=row.source_activity_id,
            sport=known.name,
            is_run=known.is_run,
            is_treadmill=known.is_treadmill,
            started_at=row.started_at,
            # Zeros in the table stand for what was not told: nobody runs 0 km in 45 minutes.
            distance_m=row.distance_m or None,
            moving_s=row.moving_s or None,
            elapsed_s=row.elapsed_s or None,
            ascent_m=row.ascent_m if has_climb else None,
            descent_m=row.descent_m if has_climb else None,
            # Strava's totals come from a barometer or from its height model, never raw from GPS.
            altitude_source="corrected" if has_climb else "none",
            cadence_spm=cadence_spm,
            cadence_rule=cadence.rule if cadence else None,
            heart_rate_bpm=row.heart_rate_bpm,
            perceived_exertion_score=_exertion(row),
            shoe_id=row.gear_id,
            notes=_summary_notes(row, is_sport_known=sport is not None),
        ),
    )


def enrich(recordings: tuple[Recording, ...], row: ExportRow) -> tuple[Recording, ...]:
    """What the table knows and the file cannot: its id, effort, shoe, climb, corrections.

    The row of a file with several activities is of them all together, and corrects none.
    """
    if len(recordings) == 1:
        recordings = (with_corrections(recordings[0], row),)
    return tuple(
        replace(
            recording,
            source_activity_id=row.source_activity_id,
            table_ascent_m=row.ascent_m or None if len(recordings) == 1 else None,
            perceived_exertion_score=_exertion(row),
            shoe_id=row.gear_id,
        )
        for recording in recordings
    )


def with_told_sport(raws: tuple[RawActivity, ...], row: ExportRow) -> tuple[RawActivity, ...]:
    """The kind of activity as the athlete put it right on Strava, before anything is computed.

    A finer word of the file stands: Strava calls a trail or treadmill run a run. The parts of a
    multisport file keep their own.
    """
    told = to_sport(row.sport)
    if told is None or len(raws) != 1:
        return raws
    raw = raws[0]
    is_finer = raw.sport is not None and raw.sport.is_run and told.name == "run"
    if raw.sport == told or is_finer:
        return raws
    note = "The kind of activity is from the table of the export."
    return (replace(raw, sport=told, notes=(*raw.notes, note)),)


def row_to_json(row: ExportRow) -> str:
    """The row as one line of JSON, the same bytes whenever it is the same row."""
    facts = {name: value for name, value in asdict(row).items() if value is not None}
    if row.started_at is not None:
        facts["started_at"] = utc_text(row.started_at)
    return json.dumps({"kind": _KIND, **facts}, sort_keys=True, ensure_ascii=True)


def row_from_json(text: str) -> ExportRow:
    """The row again. Raises BrokenFile where the text is not of our making."""
    try:
        facts = json.loads(text)
        facts.pop("kind")
        started_at = facts.pop("started_at", None)
        return ExportRow(
            started_at=datetime.fromisoformat(started_at) if started_at else None,
            sport=facts.pop("sport", None),
            **facts,
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BrokenFile("This line of a Strava export cannot be read.") from error


def is_row_content(data: bytes) -> bool:
    """Whether the bytes are a row as `row_to_json` writes it."""
    return data.startswith(b"{") and f'"kind": "{_KIND}"'.encode() in data[:4096]


def _exertion(row: ExportRow) -> float | None:
    score = row.perceived_exertion_score
    return score if score is not None and 0 < score <= _MOST_EXERTION else None


def _summary_notes(row: ExportRow, *, is_sport_known: bool) -> tuple[str, ...]:
    notes = ["Only a summary: the export has no file for this activity."]
    if not row.distance_m:
        notes.append("The table gives no distance; it is unknown.")
    if not is_sport_known:
        notes.append("The kind of activity is not one we know; it is kept as another sport.")
    return tuple(notes)
