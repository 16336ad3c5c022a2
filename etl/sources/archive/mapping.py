"""A row of an archive to a recording, alone or on top of the file it belongs to."""

from collections.abc import Callable
from dataclasses import replace

from etl.errors import BrokenFile, SkippedFile
from etl.recording import Recording
from etl.sources.archive.row import ArchiveRow
from etl.sources.common.running_form import told_first
from etl.sources.common.sports import SPORTS, to_sport
from etl.sources.common.start_zone import to_offset_name
from etl.sources.common.to_recording import RawActivity

_SUMMARY = "Only a summary: the archive has no recording of this activity."
_NO_DISTANCE = "The archive gives no distance; it is unknown."
_UNKNOWN_SPORT = "The kind of activity is not one we know; it is kept as another sport."
_LOCAL_CLOCK = "The archive tells the local time without its zone; day and hour are as told."
_TOLD_SPORT = "The kind of activity is from the archive's table."


def to_recordings(row: ArchiveRow) -> tuple[Recording, ...]:
    """The summary of an activity that has no file.

    Raises BrokenFile where the row has no date, SkippedFile where it tells nothing of an activity.
    """
    if row.started_at is None:
        raise BrokenFile(
            "The date of this activity cannot be read, so it cannot be placed. "
            "Ask for a new export and import that."
        )
    if not (row.distance_m or row.moving_s or row.elapsed_s):
        raise SkippedFile("The row gives neither distance nor time, so there is nothing to count.")
    sport = to_sport(row.sport)
    known = sport or SPORTS["other"]
    has_climb = bool(row.ascent_m or row.descent_m) and not known.is_treadmill
    cadence_spm = row.cadence_spm if known.is_run else None
    notes = (
        _SUMMARY,
        None if row.distance_m else _NO_DISTANCE,
        None if sport else _UNKNOWN_SPORT,
        _LOCAL_CLOCK if row.is_local_clock else None,
    )
    return (
        Recording(
            source=row.source,
            sport=known.name,
            is_run=known.is_run,
            is_treadmill=known.is_treadmill,
            started_at=row.started_at,
            time_zone=_zone(row),
            device=row.device,
            distance_m=row.distance_m,
            moving_s=row.moving_s,
            elapsed_s=row.elapsed_s,
            ascent_m=row.ascent_m if has_climb else None,
            descent_m=row.descent_m if has_climb else None,
            # A platform's totals come from a barometer or from its height model.
            altitude_source="corrected" if has_climb else "none",
            cadence_spm=cadence_spm,
            cadence_rule=_cadence_rule(row) if cadence_spm else None,
            heart_rate_bpm=row.heart_rate_bpm,
            perceived_exertion_score=row.perceived_exertion_score,
            form=row.form,
            shoe_id=row.shoe_id,
            notes=tuple(note for note in notes if note),
        ),
    )


def with_row(
    row: ArchiveRow,
    read: Callable[[], tuple[RawActivity, ...]],
    to_recording: Callable[[tuple[RawActivity, ...]], tuple[Recording, ...]],
) -> tuple[Recording, ...]:
    """A file's recordings with what its row tells and the file does not.

    The kind of activity as the row has it goes in before anything is computed. Where the file
    cannot be read, the row alone stands for the activity.
    """
    try:
        recordings = to_recording(_with_told_sport(read(), row))
    except (BrokenFile, SkippedFile) as error:
        if row.started_at is None or not (row.distance_m or row.moving_s or row.elapsed_s):
            raise
        (alone,) = to_recordings(row)
        return (replace(alone, notes=(*alone.notes, f"Its file was no use: {error}")),)
    if len(recordings) != 1:  # the row is of them all together
        return recordings
    return (_filled(recordings[0], row),)


def _with_told_sport(raws: tuple[RawActivity, ...], row: ArchiveRow) -> tuple[RawActivity, ...]:
    """The row's kind of activity; a finer word of the file for a run stands."""
    told = to_sport(row.sport)
    if told is None or len(raws) != 1:
        return raws
    raw = raws[0]
    is_finer = raw.sport is not None and raw.sport.is_run and told.name == "run"
    if raw.sport == told or is_finer:
        return raws
    notes = raw.notes if raw.sport is None else (*raw.notes, _TOLD_SPORT)
    return (replace(raw, sport=told, notes=notes),)


def _filled(recording: Recording, row: ArchiveRow) -> Recording:
    """What the file has not, from the row."""
    samples = recording.samples
    has_cadence = recording.cadence_spm is not None or (
        samples is not None and samples["cadence_spm"].count() > 0
    )
    cadence_spm = row.cadence_spm if recording.is_run and not has_cadence else None
    filled = replace(
        recording,
        time_zone=recording.time_zone or _zone(row),
        device=row.device or recording.device,
        distance_m=recording.distance_m or row.distance_m,
        moving_s=recording.moving_s or row.moving_s,
        elapsed_s=recording.elapsed_s or row.elapsed_s,
        table_ascent_m=row.ascent_m,
        heart_rate_bpm=recording.heart_rate_bpm or row.heart_rate_bpm,
        perceived_exertion_score=_first(
            recording.perceived_exertion_score, row.perceived_exertion_score
        ),
        form=told_first(recording.form, row.form),
        shoe_id=recording.shoe_id or row.shoe_id,
    )
    if cadence_spm is None:
        return filled
    return replace(filled, cadence_spm=cadence_spm, cadence_rule=_cadence_rule(row))


def _first(told: float | None, otherwise: float | None) -> float | None:
    return otherwise if told is None else told


def _zone(row: ArchiveRow) -> str | None:
    """A clock on the wall written as UTC has no shift: its day stays the day that was told."""
    return to_offset_name(0.0) if row.is_local_clock else row.time_zone


def _cadence_rule(row: ArchiveRow) -> str:
    return f"{row.source}_steps_as_stored"
