"""What of a folder is looked at, what counts as whole, and what a copy is of."""

import io
import os
import zipfile
from datetime import date
from pathlib import Path

import pytest

from etl.operations.arrivals import folder as folders
from etl.operations.arrivals.folder import Changed, Seen, copy, look, looks_whole
from tests.builders import a_run

RUN = a_run(date(2026, 5, 1), km=5)


def a_zip() -> bytes:
    """A ZIP of one run."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("run.fit", RUN)
    return packed.getvalue()


def seen_in(folder: Path, path: str) -> Seen:
    """One file as a look shows it."""
    return next(one for one in look(folder) if one.path == path)


def test_names_that_programs_use_until_they_are_done_are_passed_over(tmp_path: Path) -> None:
    """Of Syncthing, browsers, copying programs and editors; folders that are hidden, too."""
    (tmp_path / "2026" / "May").mkdir(parents=True)
    (tmp_path / ".stfolder").mkdir()
    for name in (
        *(".syncthing.run.fit.tmp", "~syncthing~run.fit.tmp", "run.fit.part", "run.fit.crdownload"),
        *("run.fit~", ".run.fit.swp", "#run.fit#", "~$run.fit", ".DS_Store", "Thumbs.db"),
        *(".stfolder/run.fit", "run.FIT", "2026/May/ride.gpx.gz"),
    ):
        (tmp_path / name).write_bytes(b"x")
    os.mkfifo(tmp_path / "pipe.fit")
    assert [one.path for one in look(tmp_path)] == ["2026/May/ride.gpx.gz", "run.FIT"]


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("run.fit", RUN),
        ("runs.zip", a_zip()),
        ("run.gpx", b"<gpx><trk></trk></gpx>\n"),
        ("run.tcx", b"<TrainingCenterDatabase></TrainingCenterDatabase>"),
    ],
)
def test_a_file_without_its_end_is_not_whole(tmp_path: Path, name: str, whole: bytes) -> None:
    """Whatever its size says, and however long it has not grown."""
    path = tmp_path / name
    for content, is_whole in ((whole[:-9], False), (b"", False), (whole, True)):
        path.write_bytes(content)
        assert looks_whole(tmp_path, seen_in(tmp_path, name)) is is_whole, len(content)


def test_what_is_no_fit_file_and_what_tells_nothing_is_left_to_its_reader(tmp_path: Path) -> None:
    """It says what is wrong with it; nobody waits for an end that never comes."""
    for name in ("words.fit", "run.gpx.gz", "notes.txt"):
        (tmp_path / name).write_bytes(b"not at all what it is called")
        assert looks_whole(tmp_path, seen_in(tmp_path, name))


def test_a_copy_is_of_what_was_seen_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that grows while it is copied, and one that is gone, are looked at again."""
    place, to = tmp_path / "in", tmp_path / "out"
    place.mkdir()
    (place / "run.fit").write_bytes(RUN)
    seen = seen_in(place, "run.fit")
    copied = copy(place, seen, to / "1")
    assert (to / "1").read_bytes() == RUN and copied.seen == seen

    hashed = folders.hashlib.sha256

    def growing() -> object:
        with (place / "run.fit").open("ab") as file:
            file.write(b"more")
        return hashed()

    monkeypatch.setattr(folders.hashlib, "sha256", growing)
    with pytest.raises(Changed):
        copy(place, seen, to / "2")
    monkeypatch.undo()
    (place / "run.fit").unlink()
    with pytest.raises(Changed):
        copy(place, seen, to / "3")


@pytest.mark.parametrize("step", ["run.fit", "sub"])
def test_a_name_that_became_a_link_leads_nowhere(tmp_path: Path, step: str) -> None:
    """Between look and copy somebody puts a link to a secret, or to its folder, in its place."""
    place, secret = tmp_path / "in", tmp_path / "secret"
    (place / "sub").mkdir(parents=True)
    secret.mkdir()
    (secret / "run.fit").write_bytes(RUN)
    (place / "sub" / "run.fit").write_bytes(RUN)
    seen = seen_in(place, "sub/run.fit")
    os.utime(secret / "run.fit", ns=(seen.modified_ns, seen.modified_ns))
    (place / "sub" / "run.fit").unlink()
    if step == "sub":
        (place / "sub").rmdir()
        (place / "sub").symlink_to(secret)
    else:
        (place / "sub" / "run.fit").symlink_to(secret / "run.fit")
    with pytest.raises(OSError):
        copy(place, seen, tmp_path / "out")
    assert not (tmp_path / "out").exists()
