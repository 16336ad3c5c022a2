"""Files that people published, against what their manifest says of each."""

import csv
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from etl.errors import BrokenFile, SkippedFile, SourceError
from etl.recording import Recording
from etl.sample_stream import SAMPLE_SCHEMA
from etl.sources.detect import read_file
from etl.sources.discover import walk

FOLDERS = ("fit", "gpx", "tcx", "other_platforms/google_fit_tcx")
Reference = dict[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one real file: its recordings, or the reason for none."""

    path: str
    reference: Reference
    recordings: tuple[Recording, ...] = ()
    reason: SourceError | None = None

    @property
    def wanted(self) -> str:
        """What the manifest expects, and what it notes of the file."""
        return self.reference["expected_handling"]

    def number(self, name: str) -> float | None:
        """A total of the manifest, None where it gives none or several."""
        try:
            return float(self.reference[name])
        except ValueError:
            return None


@pytest.fixture(scope="module")
def outcomes(shared_data: Path) -> list[Outcome]:
    """Every activity file of the manifest, read once."""
    with (shared_data / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        references = {row["local_path"]: row for row in csv.DictReader(stream)}
    paths = [shared_data / folder for folder in FOLDERS]
    return [
        _outcome(found, Path(found.label).relative_to(shared_data).as_posix(), references)
        for found in walk(paths)
    ]


def _outcome(found, path: str, references: dict[str, Reference]) -> Outcome:
    try:
        recordings = read_file(found.label, found.read())
    except (BrokenFile, SkippedFile) as reason:
        return Outcome(path, references[path], reason=reason)
    return Outcome(path, references[path], recordings)


def test_every_file_ends_as_the_manifest_expects(outcomes):
    """Runs are runs, other sports are none, and the rest is refused with a sentence."""
    wrong = [(o.path, o.wanted, o.reason) for o in outcomes if not _is_as_expected(o)]
    assert wrong == []
    assert len(outcomes) == 86


def _is_as_expected(outcome: Outcome) -> bool:
    wanted = outcome.wanted
    runs = [recording for recording in outcome.recordings if recording.is_run]
    if "not an activity" in wanted or "route" in wanted:
        return isinstance(outcome.reason, SkippedFile)
    if "cannot be dated" in wanted or "7525" in wanted:
        return isinstance(outcome.reason, BrokenFile)
    if wanted.startswith(("empty", "no track", "edge")):
        return outcome.reason is not None
    if wanted.startswith("multisport"):
        return len(runs) in (1, 2) and len(outcome.recordings) > len(runs)
    if wanted.startswith("import as treadmill"):
        return len(runs) == 1 and runs[0].is_treadmill
    if wanted.startswith("import as run if told so"):
        return runs[0].sport_rule.startswith("guessed_from_")
    if wanted.startswith("import as run"):
        return bool(runs)
    if "not running" in wanted or "not count as running" in wanted:
        return bool(outcome.recordings) and not runs
    if "no <type>" in wanted:
        (recording,) = outcome.recordings
        return recording.sport_rule.startswith("guessed_from_") or "Locus" in (
            recording.device or ""
        )
    return outcome.reason is not None or bool(outcome.recordings)


def test_totals_are_those_of_the_reference(outcomes):
    """Where the file gives totals, they are the reference's to a per mille."""
    wrong = []
    for outcome in outcomes:
        single = outcome.recordings[0] if len(outcome.recordings) == 1 else None
        if single is None or outcome.path.startswith("gpx"):
            continue
        for ours, theirs in (
            (single.distance_m, outcome.number("distance_m")),
            (single.moving_s, outcome.number("moving_or_timer_s")),
            (single.ascent_m, outcome.number("ascent_m")),
            (single.descent_m, outcome.number("descent_m")),
        ):
            if ours is not None and theirs is not None:
                is_near = ours == pytest.approx(theirs, rel=1e-3, abs=0.01)
                wrong += [] if is_near else [(outcome.path, ours, theirs)]
    assert wrong == []


def test_the_stream_covers_the_distance_of_the_reference(outcomes):
    """Samples end within 1 % of the reference distance of every whole run."""
    wrong = []
    for outcome in outcomes:
        theirs = outcome.number("distance_m")
        for run in outcome.recordings[:1]:
            is_whole = not any("could be read" in note for note in run.notes)
            if len(outcome.recordings) == 1 and run.is_run and is_whole and theirs:
                ours = _covered_m(run)
                is_near = ours == pytest.approx(theirs, rel=0.01, abs=0.5)
                wrong += [] if is_near else [(outcome.path, ours, theirs)]
    assert wrong == []


def _covered_m(recording: Recording) -> float | None:
    if recording.samples is None:
        return None
    known = recording.samples["distance_m"].drop_nulls()
    return float(known[-1]) if len(known) else None


def test_cadence_of_runs_is_of_both_feet(outcomes):
    """Twice what the file stores of one leg, within two steps a minute."""
    wrong = []
    for outcome in outcomes:
        stored = outcome.number("avg_cadence_as_stored")
        single = outcome.recordings[0] if len(outcome.recordings) == 1 else None
        if single is None or not single.is_run or not stored:
            continue
        ours = single.cadence_spm
        if ours is None and single.samples is not None:
            cadence = single.samples["cadence_spm"]
            ours = cadence.filter(cadence > 0).mean()
        if ours != pytest.approx(2 * stored, abs=2):
            wrong.append((outcome.path, ours, 2 * stored))
    assert wrong == []


def test_every_sample_frame_keeps_the_contract(outcomes):
    """Columns, order in time and distance, and no coordinate in any of them."""
    frames = [r.samples for o in outcomes for r in o.recordings if r.samples is not None]
    assert len(frames) > 70
    for frame in frames:
        assert frame.schema == SAMPLE_SCHEMA
        assert (frame["elapsed_s"].diff().drop_nulls() > 0).all()
        assert (frame["segment_index"].diff().drop_nulls().is_in([0, 1])).all()
        assert (frame["distance_m"].drop_nulls().diff().drop_nulls() >= 0).all()
        assert frame["elapsed_s"][0] >= 0


def test_every_reason_and_note_is_a_sentence(outcomes):
    """What is said of a file can be shown to its owner as it stands."""
    reasons = [str(outcome.reason) for outcome in outcomes if outcome.reason is not None]
    notes = [note for o in outcomes for recording in o.recordings for note in recording.notes]
    assert len(reasons) == 10
    for sentence in (*reasons, *notes):
        assert sentence[0].isupper() or sentence[0].isdigit()
        assert sentence.endswith(".")


def test_a_bulk_export_is_one_run_with_its_row(shared_data, tmp_path):
    """The export as a ZIP holds one run; its forty other files are passed over."""
    folder = shared_data / "strava_csv" / "geoplay_strava_export"
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, file.relative_to(folder).as_posix())
    (found,) = walk([path])
    (run,) = read_file(found.label, found.read(), context=found.context)
    assert (run.source, run.source_activity_id, run.is_run) == ("fit", "12070555079", True)
    assert run.distance_m == pytest.approx(3322.95)


def test_a_table_of_eleven_years_becomes_summaries(shared_data):
    """All 1,845 rows of an English export, each with its date and its kind."""
    found = list(walk([shared_data / "strava_csv" / "joboso_activities_2025_en.csv"]))
    recordings = [read_file(file.label, file.read())[0] for file in found]
    assert len(recordings) == 1845
    assert Counter(recording.is_run for recording in recordings) == {True: 643, False: 1202}
    runs = [recording for recording in recordings if recording.is_run]
    assert all(run.distance_m is not None and run.moving_s for run in runs)
    assert sum(run.distance_m or 0 for run in runs) == pytest.approx(3_818_766, abs=10)


def test_headers_with_untranslated_html_are_read(shared_data):
    """Cells of the header that hold a span are compared by their words."""
    name = "stravapy_activities_2022_translation_missing.csv"
    found = list(walk([shared_data / "strava_csv" / name]))
    (first, *_), *_ = (read_file(file.label, file.read()) for file in found)
    assert len(found) == 8
    assert (first.sport, first.distance_m, first.descent_m) == ("ride", 33912.48, 126.0)
    assert first.perceived_exertion_score == 6.0
