"""Rows of `sql/views/3_page/data`; written by `make rows`."""

# ruff: noqa: E501  a meaning stands on one line, as in its header

from datetime import date, datetime
from typing import TypedDict


class DataBatch(TypedDict):
    """One row per import: when it ran, what became of its files, and whether it was taken back."""

    batch_id: str
    """Our id of the import."""
    runner_id: str
    """Our id of the runner."""
    started_at: datetime
    """When it began, UTC."""
    finished_at: datetime | None
    """When it ended, UTC; null if it was interrupted."""
    undone_at: datetime | None
    """When it was taken back, UTC; null if it stands."""
    brought_by: str | None
    """What brought it in: folder for a watched folder, or the id of an upload token; null: a person."""
    file_count: int
    """Files looked at."""
    imported_count: int
    """Files that brought activities."""
    duplicate_count: int
    """Files that were here already."""
    skipped_count: int
    """Sound files without an activity."""
    failed_count: int
    """Files that could not be read; their bytes are kept."""
    set_aside_count: int
    """Files whose activity does not count until the runner says so."""


class DataFormula(TypedDict):
    """One row per runner and version of the formulas that some of the runs were computed by."""

    runner_id: str
    """Our id of the runner."""
    formula_version: int
    """Version of the formulas; grows when one changes."""
    run_count: int
    """Runs computed by it, second recordings among them."""


class DataItem(TypedDict):
    """One row per file of an import that brought nothing in, with the sentence that says why."""

    batch_id: str
    """Our id of the import."""
    runner_id: str
    """Our id of the runner."""
    file: str
    """Name of the file as given."""
    status: str
    """duplicate, skipped or failed."""
    reason: str
    """Why, in a sentence."""
    saved_at: datetime
    """When it was written down, UTC."""


class DataMissing(TypedDict):
    """One row per runner and kind of gap in the data, gaps that are not there left out."""

    runner_id: str
    """Our id of the runner."""
    gap: str
    """What is missing: day_unknown, no_stream, no_altitude, doubted_altitude, rough_altitude or no_cadence."""
    gap_count: int
    """How many days or runs lack it."""
    of_count: int
    """Out of how many."""
    last_date: date
    """The latest day or run that lacks it."""


class DataSource(TypedDict):
    """One row per runner, source and device: what came from there, and until when."""

    runner_id: str
    """Our id of the runner."""
    source: str
    """Kind of file, such as fit, gpx, tcx or strava_export."""
    device: str | None
    """The watch or app that recorded it; null if the file does not say."""
    first_date: date
    """First day recorded."""
    last_date: date
    """Last day recorded."""
    activity_count: int
    """Activities of any sport."""
    run_count: int
    """Runs among them that count: of two recordings of a run one does."""
    other_count: int
    """Activities of other sports."""
    duplicate_count: int
    """Activities that another source has too and that count there."""


class DataWithheld(TypedDict):
    """One row per runner and reason for which runs exist that this viewer may not be shown."""

    runner_id: str
    """Our id of the runner."""
    share_class: str
    """Why: strava_api came through Strava's API, which may be shown to its athlete alone."""
    run_count: int
    """How many runs are hidden."""


class RecordingHealth(TypedDict):
    """One row per device and year: what is known of its recordings, the newest year first."""

    runner_id: str
    """Our id of the runner."""
    device: str
    """The watch or app."""
    year: int
    """Year."""
    run_count: int
    """Recordings."""
    mended_count: int
    """Mended."""
    set_aside_count: int
    """Waiting for your word."""
    merged_count: int
    """The same run twice."""
    distance_known_share: float
    """Distance known."""
    altitude_known_share: float | None
    """Climb known, outside; null if none was outside."""
    altitude_doubted_count: int
    """Recordings whose altitude is not believed."""
    cadence_known_share: float
    """Cadence known."""
    heart_rate_known_share: float
    """Heart rate known."""


class RideQuestion(TypedDict):
    """One row per recording that went on by car and of which its runner has said nothing yet: the ride does not count meanwhile, and a part of it was run."""

    runner_id: str
    """Our id of the runner."""
    activity_id: str
    """Our id of the recording."""
    started_at: datetime
    """Start, UTC."""
    local_date: date
    """The runner's calendar day."""
    distance_m: float | None
    """What counts meanwhile, metres; null if unknown."""
    ride_m: float
    """The ride, metres."""
    run_part: str
    """Where the longest part beside the ride lies: first, last or middle."""
    run_part_from_s: float
    """Where that part begins, seconds after the first record."""
    run_part_until_s: float
    """Where that part ends, seconds after the first record."""
    run_part_m: float
    """Length of that part, metres."""


class SetAside(TypedDict):
    """One row per recording that does not count until its runner says so, and why; what the runner has decided on is asked no more."""

    runner_id: str
    """Our id of the runner."""
    activity_id: str
    """Our id of the recording."""
    started_at: datetime
    """Start, UTC."""
    local_date: date
    """The runner's calendar day."""
    distance_m: float | None
    """Distance, metres; null if unknown."""
    moving_s: float | None
    """Time moving, seconds; null if unknown."""
    speed_mps: float | None
    """Distance over time in motion, metres a second; null if one is unknown."""
    source: str
    """Kind of file it came from."""
    device: str | None
    """The watch or app; null if the file does not say."""
    reason: str
    """still_to_come (its date), too_far, too_fast (for anyone), faster_than_own (runs make possible) or sport_guessed (from speed alone)."""
    is_asked_together: bool
    """More recordings of that watch or app wait with the same reason, and the runner did not want to be asked one by one."""


class SetAsideRecorder(TypedDict):
    """One row per watch or app of which several recordings do not say what they were and look like runs: asked about with one question."""

    runner_id: str
    """Our id of the runner."""
    source: str
    """Kind of file they came from."""
    device: str | None
    """The watch or app; null if the files do not say."""
    activity_id: str
    """The newest of the recordings: the answer is written down beside it."""
    recording_count: int
    """How many wait."""
    first_date: date
    """The runner's calendar day of the first."""
    last_date: date
    """The runner's calendar day of the last."""
    distance_m: float
    """Distance of them all, metres; one of unknown distance is left out."""


class SourceChoice(TypedDict):
    """One row per runner and archive or platform that runs came with: how many, and which is asked first."""

    runner_id: str
    """Our id of the runner."""
    source_name: str
    """Its name, as garmin_takeout; file: files by themselves."""
    run_count: int
    """Recorded runs that came with it, each once."""
    shared_count: int
    """Those of them that another recording tells as well, or that other archives held too."""
    place: int | None
    """Its place in the runner's own order, from 1; null where the usual order holds."""
