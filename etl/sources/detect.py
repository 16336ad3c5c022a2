"""One file of any kind to recordings: its content decides, its name helps."""

import re
from dataclasses import replace

from etl.errors import BrokenFile, SkippedFile
from etl.recording import Recording
from etl.sources.archive import mapping as archive
from etl.sources.archive.row import is_archive_row
from etl.sources.archive.row import row_from_json as archive_row_from_json
from etl.sources.common.start_zone import to_offset_name
from etl.sources.common.to_recording import RawActivity, to_recording
from etl.sources.common.xml_stream import to_offset_s, to_utf8
from etl.sources.fit.mapping import to_raw_activities
from etl.sources.fit.reader import is_fit, read_fit
from etl.sources.gpx.reader import read_gpx
from etl.sources.nike.reader import is_activity, read_activity
from etl.sources.polar.reader import is_session, read_session
from etl.sources.strava_api import mapping as strava_api
from etl.sources.strava_export.mapping import (
    enrich,
    is_row_content,
    row_from_json,
    to_recordings,
    with_told_sport,
)
from etl.sources.tcx.reader import read_tcx

_ROOT = re.compile(rb"<(?:[\w.-]+:)?(gpx|TrainingCenterDatabase|Activities|HealthData)[\s>/]")
_LOOK_FOR_ROOT = 65_536  # bytes; comments and declarations may precede the root
_OFFSET_IN_NAME = re.compile(r"\d{4}-\d\d-\d\dT\d\d_\d\d_\d\d([+-]\d\d)[_:](\d\d)")


def read_file(name: str, data: bytes, *, context: str | None = None) -> tuple[Recording, ...]:
    """The activities of one file, from its bytes without any .gz around them.

    `name` is a label such as "a.zip!morning.fit.gz"; `context` is JSON: what the table of an
    archive says of the file, or when an answer of an API expires. Raises SkippedFile (not an
    activity) or BrokenFile (cannot be read), each with a sentence that says what to do.
    """
    if strava_api.is_document(data):
        return strava_api.to_recordings(data, context=context)
    if is_row_content(data):
        return to_recordings(row_from_json(data.decode()))
    if is_archive_row(data):
        return archive.to_recordings(archive_row_from_json(data.decode()))
    if context and is_archive_row(context.encode()):
        told = archive_row_from_json(context)
        return archive.with_row(told, lambda: _to_raw_activities(name, data), _as_recordings)
    row = row_from_json(context) if context else None
    raws = _to_raw_activities(name, data)
    recordings = _as_recordings(with_told_sport(raws, row) if row else raws)
    recordings = tuple(_with_offset_of_name(recording, name) for recording in recordings)
    return enrich(recordings, row) if row else recordings


def _to_raw_activities(name: str, data: bytes) -> tuple[RawActivity, ...]:
    if not data.strip(b"\x00 \t\r\n"):
        raise BrokenFile("The file is empty. Export it again.")
    if is_fit(data):
        return to_raw_activities(read_fit(data))
    if is_session(data):
        return read_session(data)
    if is_activity(data):
        return read_activity(data)
    root = _root(data)
    if root == "gpx":
        return read_gpx(data)
    if root in ("TrainingCenterDatabase", "Activities"):
        return read_tcx(data)
    raise _unknown(name, root)


def _root(data: bytes) -> str | None:
    """The local name of the root element, where it is one we know."""
    head = data[:_LOOK_FOR_ROOT]
    if b"<" not in head:
        return None
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = to_utf8(head)
    found = _ROOT.search(head)
    return found[1].decode() if found else None


def _unknown(name: str, root: str | None) -> BrokenFile | SkippedFile:
    suffix = name.lower().removesuffix(".gz").rpartition(".")[2]
    if root == "HealthData":
        return SkippedFile(
            "This is Apple Health's table of all data; import it by its name, with the folder "
            "workout-routes beside it."
        )
    if suffix in ("fit", "gpx", "tcx"):
        return BrokenFile(
            f"The name says {suffix.upper()}, but the content is not. "
            "Export it again from where it was recorded."
        )
    return SkippedFile("This is not a FIT, GPX or TCX file, so there is no activity to read.")


def _as_recordings(raws: tuple[RawActivity, ...]) -> tuple[Recording, ...]:
    """Every part that holds an activity; the first reason if none does."""
    recordings: list[Recording] = []
    reasons: list[BrokenFile | SkippedFile] = []
    for raw in raws:
        try:
            recordings.append(to_recording(raw))
        except (BrokenFile, SkippedFile) as reason:
            reasons.append(reason)
    if not recordings:
        raise reasons[0]
    return _in_one_zone(recordings)


def _in_one_zone(recordings: list[Recording]) -> tuple[Recording, ...]:
    """A part without a position lies where the parts of the same file lie that have one."""
    places = [zone for r in recordings if (zone := r.time_zone) and not zone.startswith("UTC")]
    if not places:
        return tuple(recordings)
    known = set(places)
    return tuple(
        recording if recording.time_zone in known else replace(recording, time_zone=places[0])
        for recording in recordings
    )


def _with_offset_of_name(recording: Recording, name: str) -> Recording:
    """Google Fit writes the local clock only into the file's name."""
    found = _OFFSET_IN_NAME.search(name)
    if recording.time_zone is not None or found is None:
        return recording
    zone = to_offset_name(to_offset_s(f"{found[1]}:{found[2]}"))
    return replace(recording, time_zone=zone)
