"""One file from bytes to rows: what a worker process does, and all it does.

It keeps the original, reads it, analyses each activity in it and leaves the samples beside it; the
rows go back to the one process that writes the warehouse.
"""

import hashlib
import logging
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

from etl.analysis import Analysis, analyse
from etl.analysis.parts import Part, Words, kept_ride, parts_of
from etl.analysis.plausible import why_set_aside
from etl.errors import BrokenFile, SkippedFile
from etl.home import Home
from etl.ingest.readings import (
    IS_HERE,
    TOO_LARGE,
    ActivityRow,
    FileReading,
    Readable,
    ReadActivity,
    ReadingTask,
)
from etl.ingest.resumed import apart
from etl.machine_refusals import words_of
from etl.recording import NO_FORM, Recording
from etl.sources.common.parameters import READING
from etl.sources.common.running_form import LEFT_OUT, possible
from etl.sources.detect import read_file
from etl.sources.strava_api.mapping import SOURCE as STRAVA_API
from etl.storage.originals import Originals
from etl.storage.samples import write_samples
from etl.time_zones import to_zone

_log = logging.getLogger(__name__)
_UNEXPECTED = (
    "Reading this file failed in a way nobody foresaw. It is kept, and a later version may read"
    " it; until then, export it in another format."
)


def read_one(source: Readable, task: ReadingTask) -> FileReading:
    """Read one file; a fault of the file becomes its status and reason, never an exception."""
    reading = FileReading(
        label=source.label,
        status="imported",
        context=source.context,
        archive=source.archive,
    )
    try:
        content = source.read()
    except (SkippedFile, BrokenFile, OSError, MemoryError) as error:
        return _unread(reading, error)
    sha256 = hashlib.sha256(content).hexdigest()
    reading = replace(reading, original_sha256=sha256)
    if task.keeps_originals:
        originals = Originals(Home(task.home).originals)
        if sha256 in task.known:
            originals.keep(content, sha256=sha256)  # mends one that the disk has damaged
            crc32 = originals.packed_crc32(sha256)
        else:  # of which nothing was told yet: `read_chunks` has it outlive a power cut
            crc32 = originals.keep_for_now(content, sha256=sha256)
        reading = replace(reading, original_crc32=crc32)
    is_told_more = source.context is not None and sha256 in task.bare
    if sha256 in task.known and not is_told_more:
        here = tuple(task.known[sha256])
        return replace(reading, status="duplicate", reason=IS_HERE, activity_ids=here)
    try:
        recordings = apart(read_file(source.label, content, context=source.context))
        return _with_activities(reading, recordings, sha256=sha256, task=task)
    except (SkippedFile, BrokenFile, MemoryError) as error:
        return _unread(reading, error)
    except Exception as error:
        if words_of(error):  # what was read could not be written, which is no fault of the file
            raise
        _log.warning("original %s failed to be read: %s", sha256[:12], type(error).__name__)
        return replace(reading, status="failed", reason=_UNEXPECTED)


def _with_activities(
    reading: FileReading, recordings: tuple[Recording, ...], *, sha256: str, task: ReadingTask
) -> FileReading:
    activities = tuple(
        _store(part, sha256=sha256, task=task)
        for recording in recordings
        for part in _parts(recording, sha256=sha256, task=task)
    )
    notes = dict.fromkeys(read.row.note for read in activities if read.row.note)
    return replace(
        reading,
        format=recordings[0].source,
        reason=" ".join(notes) or None,
        activities=activities,
        activity_ids=tuple(read.activity_id for read in activities),
    )


def _parts(recording: Recording, *, sha256: str, task: ReadingTask) -> list[Part]:
    """What a recording is by its runner's word, under ids that content decides."""
    whole_id = recording_id(recording, sha256=sha256, runner_id=task.runner_id)
    recording = _as_chosen(_possible(recording), activity_id=whole_id, words=task.choices)
    return parts_of(recording, activity_id=whole_id, words=task.choices)


def recording_of(
    source: Readable, *, activity_id: str, runner_id: str, words: Words
) -> Recording | None:
    """One recording of a file as these words have it, before anything is cut; None: not in it.

    Raises SourceError where the file cannot be read.
    """
    content = source.read()
    sha256 = hashlib.sha256(content).hexdigest()
    for recording in apart(read_file(source.label, content, context=source.context)):
        if recording_id(recording, sha256=sha256, runner_id=runner_id) == activity_id:
            chosen = _as_chosen(_possible(recording), activity_id=activity_id, words=words)
            return kept_ride(chosen, activity_id=activity_id, words=words)
    return None


def _store(part: Part, *, sha256: str, task: ReadingTask) -> ReadActivity:
    """Analyse one activity and leave its samples on disk."""
    activity_id, recording = part.activity_id, part.recording
    if part.part_of is not None:
        recording = _as_chosen(recording, activity_id=activity_id, words=task.choices)
    analysis = analyse(recording)
    if recording.is_run and analysis.samples is not None:
        write_samples(Home(task.home), activity_id, analysis.samples)
    return ReadActivity(
        activity_id=activity_id,
        row=_to_row(replace(part, recording=recording), analysis, sha256=sha256, task=task),
        split=analysis.splits,
        descent=analysis.descents,
        best_effort=analysis.best_efforts,
        cadence_block=analysis.cadence_block,
    )


def recording_id(recording: Recording, *, sha256: str, runner_id: str) -> str:
    """A platform's own id outlives edits there; a file's content is all the id it has."""
    if recording.source == STRAVA_API:
        return api_activity_id(recording.source_activity_id or sha256, runner_id=runner_id)
    return activity_id_of(sha256, recording.part_index, runner_id=runner_id)


def api_activity_id(source_activity_id: str, *, runner_id: str) -> str:
    """Our id of an activity of Strava's API: the same after an edit or a renewal."""
    return activity_id_of(f"{STRAVA_API}:{source_activity_id}", 0, runner_id=runner_id)


def activity_id_of(sha256: str, part_index: int, *, runner_id: str) -> str:
    """The same bytes of the same runner always give the same id, so a second import is harmless."""
    text = f"{runner_id}|{sha256}|{part_index}"
    return "a" + hashlib.sha256(text.encode()).hexdigest()[:15]


def _possible(recording: Recording) -> Recording:
    """Totals and steps that cannot be are faults of the file, and unknown."""
    form = possible(recording.form)
    if form != recording.form:
        recording = replace(recording, form=form, notes=(*recording.notes, LEFT_OUT))
    limits = {
        "distance_m": READING.longest_activity_m,
        "moving_s": READING.longest_activity_s,
        "elapsed_s": READING.longest_activity_s,
        "ascent_m": READING.longest_activity_m,
        "descent_m": READING.longest_activity_m,
    }
    given = {name: getattr(recording, name) for name in limits}
    faults = {
        name: None
        for name, value in given.items()
        if value is not None and not 0 <= value <= limits[name]
    }
    if not faults:
        return recording
    note = "A total in the file cannot be true and was left out."
    return replace(recording, **faults, notes=(*recording.notes, note))


def _as_chosen(recording: Recording, *, activity_id: str, words: Words) -> Recording:
    """The runner's word on the sport wins before anything is computed from it."""
    sport = words.get((activity_id, "sport"))
    treadmill = words.get((activity_id, "is_treadmill"))
    if sport is not None:
        recording = replace(
            recording,
            sport=sport,
            sport_rule="runner",
            is_run=sport.endswith("run"),
            is_treadmill=sport == "treadmill_run",
        )
    if treadmill is not None:
        recording = replace(recording, is_treadmill=treadmill == "true")
    return recording


def _to_row(part: Part, analysis: Analysis, *, sha256: str, task: ReadingTask) -> ActivityRow:
    recording, run_part = part.recording, analysis.run_part
    zone = recording.time_zone or task.runner_time_zone
    local_start = recording.started_at.astimezone(to_zone(zone))
    notes = dict.fromkeys((*recording.notes, *analysis.notes))
    return ActivityRow(
        activity_id=part.activity_id,
        source=recording.source,
        source_activity_id=recording.source_activity_id,
        original_sha256=sha256,
        part_index=recording.part_index,
        sport=recording.sport,
        sport_rule=recording.sport_rule,
        is_run=recording.is_run,
        is_treadmill=recording.is_treadmill,
        is_excluded=False,
        started_at=recording.started_at.astimezone(UTC).replace(tzinfo=None),
        local_date=local_start.date(),
        time_zone=zone,
        device=recording.device,
        distance_m=analysis.distance_m,
        moving_s=analysis.moving_s,
        elapsed_s=analysis.elapsed_s,
        ascent_m=analysis.ascent_m,
        descent_m=analysis.descent_m,
        altitude_source=analysis.altitude_source,
        heart_rate_bpm=analysis.heart_rate_bpm,
        cadence_spm=analysis.cadence_spm,
        cadence_rule=analysis.cadence_rule,
        perceived_exertion_score=recording.perceived_exertion_score,
        shoe_id=recording.shoe_id,
        # Of another sport's power and steps nothing here speaks.
        **asdict(recording.form if recording.is_run else NO_FORM),
        detail_level="summary" if recording.samples is None else "stream",
        duplicate_of=None,
        share_class=recording.share_class,
        expires_at=_plain_utc(recording.expires_at),
        note=" ".join(notes) or None,
        motion_s=analysis.motion_s,
        last_moved_s=analysis.last_moved_s,
        set_aside_reason=_doubt(recording, analysis),
        is_zone_assumed=recording.time_zone is None,
        utc_offset_s=int((local_start.utcoffset() or timedelta()).total_seconds()),
        told_ascent_m=analysis.told_ascent_m,
        **asdict(analysis.roughness),
        part_of=part.part_of,
        part_from_s=part.from_s,
        ride_m=analysis.ride_m,
        run_part=run_part.place if run_part else None,
        run_part_from_s=run_part.from_s if run_part else None,
        run_part_until_s=run_part.until_s if run_part else None,
        run_part_m=run_part.distance_m if run_part else None,
    )


def _doubt(recording: Recording, analysis: Analysis) -> str | None:
    if not recording.is_run:
        return None
    return why_set_aside(
        started_at=recording.started_at,
        distance_m=analysis.distance_m,
        # Its runner has said of this speed that it counts.
        motion_s=None
        if recording.keeps_ride
        else analysis.motion_s or analysis.moving_s or analysis.elapsed_s,
    )


def _plain_utc(instant: datetime | None) -> datetime | None:
    return None if instant is None else instant.astimezone(UTC).replace(tzinfo=None)


def _unread(reading: FileReading, error: Exception) -> FileReading:
    status = "skipped" if isinstance(error, SkippedFile) else "failed"
    return replace(reading, status=status, reason=_sentence(error))


def _sentence(error: Exception) -> str:
    """What to tell of a file that would not open; an OSError's own words name no remedy."""
    if isinstance(error, MemoryError):
        return TOO_LARGE
    if isinstance(error, OSError):
        return f"The file cannot be opened ({error.strerror}); check that it is still there."
    return str(error)
