"""Folders, .gz, ZIPs and exports: what is found, what is passed over, what is refused."""

import gzip
import os
import pickle
import zipfile
from pathlib import Path

import pytest

from etl.errors import BrokenFile, SkippedFile
from etl.sources.archives import LAYOUTS
from etl.sources.detect import read_file
from etl.sources.discover import TABLE_SUFFIXES, FoundFile, walk
from tests.etl.sources.builders import fit, gpx, trkpts

TABLE = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,"
    "Distance,Activity Gear,Filename\n"
    '11,"May 3, 2026, 7:00:00 AM",Home and back,Run,"two\nlines",600,2.00,Red shoes,'
    "activities/1.gpx.gz\n"
    '12,"May 4, 2026, 7:00:00 AM",Manual,Run,,1800,5.00,,\n'
    '13,"May 5, 2026, 7:00:00 AM",Lost,Run,,1800,6.00,,activities/3.fit.gz\n'
)


def put(folder: Path, files: dict[str, bytes]) -> Path:
    """Write files under a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    """A deflated ZIP of the files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def export() -> dict[str, bytes]:
    """A small Strava export with all that stands beside activities."""
    return {
        "activities.csv": TABLE.encode(),
        "activities/1.gpx.gz": gzip.compress(gpx(trkpts(), type_=None)),
        "activities/9.gpx": gpx(trkpts()),
        "profile.csv": b"Athlete ID,Email Address\n1,a@b.c\n",
        "routes/1.gpx": b"<gpx><rte/></gpx>",
        "media/1.jpg": b"\xff\xd8",
        "terms.pdf": b"%PDF",
    }


def reasons(found: list[FoundFile]) -> dict[str, str]:
    """Why each file that is no activity is none, by the last part of its label."""
    told = {}
    for file in found:
        try:
            file.read()
        except (BrokenFile, SkippedFile) as reason:
            told[Path(file.label).name] = str(reason)
    return told


def test_a_folder_is_searched_in_a_fixed_order_without_hidden_files(tmp_path):
    """Sub-folders count, dot files do not, upper-case names do."""
    put(tmp_path, {"b/2.FIT": fit(), "a/1.gpx": gpx(trkpts()), ".git/x.gpx": b"", "b/.y.fit": b""})
    assert [Path(file.label).name for file in walk([tmp_path])] == ["1.gpx", "2.FIT"]


def test_a_file_named_by_itself_keeps_its_name(tmp_path):
    """What the runner typed is what the result says."""
    path = put(tmp_path, {"run.fit": fit()}) / "run.fit"
    (found,) = walk([path])
    assert found.label == str(path)
    assert read_file(found.label, found.read())[0].is_run


def test_compressed_files_come_out_unpacked(tmp_path):
    """The .gz is a wrapping; so is a ZIP around it."""
    content = gpx(trkpts())
    put(tmp_path, {"x/run.gpx.gz": gzip.compress(content)})
    zipped(tmp_path / "a.zip", {"in/run.gpx.gz": gzip.compress(content), "raw.gpx": content})
    assert [file.read() for file in walk([tmp_path])] == [content] * 3


def test_members_of_a_zip_are_named_after_it_and_survive_a_journey(tmp_path):
    """Labels are a.zip!member, and a found file can be sent to another process."""
    path = zipped(tmp_path / "a.zip", {"day/run.fit": fit()})
    (found,) = walk([path])
    assert found.label == f"{path}!day/run.fit"
    assert pickle.loads(pickle.dumps(found)).read() == fit()


def test_other_files_come_with_their_reason(tmp_path):
    """Nothing is passed over in silence but what is hidden."""
    put(tmp_path, {"notes.txt": b"hello", "table.csv": b"a,b\n1,2\n"})
    told = reasons(list(walk([tmp_path])))
    assert "FIT, GPX and TCX" in told["notes.txt"]
    assert "activities.csv" in told["table.csv"]


def test_a_zip_inside_a_zip_is_opened_and_no_deeper(tmp_path):
    """Platforms part their archives into ZIPs inside one ZIP; a third level is refused by name."""
    scratch = put(tmp_path, {"scratch/.keep": b""}) / "scratch"
    deepest = zipped(tmp_path / "deepest.zip", {"run.fit": fit()}).read_bytes()
    inner = zipped(tmp_path / "inner.zip", {"day/run.fit": fit(), "deepest.zip": deepest})
    outer = zipped(tmp_path / "outer.zip", {"part.zip": inner.read_bytes(), "run.fit": fit()})
    found = list(walk([outer], scratch=scratch))
    assert [file.label.removeprefix(f"{tmp_path}/") for file in found] == [
        "outer.zip!part.zip!day/run.fit",
        "outer.zip!part.zip!deepest.zip",
        "outer.zip!run.fit",
    ]
    assert "so deep" in reasons(found)["outer.zip!part.zip!deepest.zip"]
    assert pickle.loads(pickle.dumps(found[0])).read() == fit()


@pytest.mark.parametrize("fault", ["bomb", "bit", "no zip"])
def test_a_zip_inside_a_zip_within_the_same_bounds(tmp_path, fault):
    """A bomb two levels deep, a flipped bit, a text with a ZIP's name: each is one line."""
    scratch = put(tmp_path, {"scratch/.keep": b""}) / "scratch"
    zeros = zipped(tmp_path / "zeros.zip", {"a.gpx": b"\x00" * 40_000_000})
    content = {"bomb": b"\x00" * 60_000_000, "bit": zeros.read_bytes(), "no zip": b"hello"}[fault]
    outer = tmp_path / "outer.zip"
    # Stored, a flipped bit of the member's data is one that its checksum finds.
    method = zipfile.ZIP_STORED if fault == "bit" else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(outer, "w", method) as archive:
        archive.writestr("part.zip", content)
    if fault == "bit":
        data = bytearray(outer.read_bytes())
        data[len(data) // 2] ^= 1
        outer.write_bytes(data)
    told = reasons(list(walk([outer], scratch=scratch)))
    expected = {"bomb": "200 times", "bit": "damaged", "no zip": "damaged or incomplete"}[fault]
    assert list(told) == ["outer.zip!part.zip"]
    assert expected in told["outer.zip!part.zip"]


def test_a_name_that_is_no_utf_8_is_shown_with_a_mark(tmp_path):
    """Old disks hold names in other encodings; the file is read, its label can be printed."""
    (tmp_path / os.fsdecode(b"L\xe4ufe.fit")).write_bytes(fit())
    (tmp_path / os.fsdecode(b"\xff\xfe.txt")).write_bytes(b"hello")
    (odd, text) = walk([tmp_path])
    assert odd.label.encode().decode().endswith("L\ufffdufe.fit")
    assert pickle.loads(pickle.dumps(odd)).read() == fit()
    assert text.label.encode()
    (alone,) = walk([tmp_path / os.fsdecode(b"L\xe4ufe.fit")])
    assert alone.label == odd.label


def test_a_link_to_a_folder_is_named_and_not_followed(tmp_path):
    """A link may lead in a circle; what it leads to can be imported by itself."""
    put(tmp_path, {"real/run.fit": fit()})
    (tmp_path / "real" / "again").symlink_to(tmp_path / "real")
    told = reasons(list(walk([tmp_path])))
    assert "not followed" in told["again"]
    assert len(list(walk([tmp_path]))) == 2


def test_a_folder_that_cannot_be_opened_is_named(tmp_path, monkeypatch):
    """Nothing in it is passed over in silence."""
    put(tmp_path, {"closed/run.fit": fit(), "open/run.fit": fit()})
    scan = os.scandir

    def refuse(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    told = reasons(list(walk([tmp_path])))
    assert told == {"closed": "The folder cannot be opened. Check that you may read it."}


def test_files_beside_an_export_are_imported(tmp_path):
    """An export unpacked into a folder of downloads hides nothing that lies there."""
    files = export() | {"watch.fit": fit(), "2025/other.fit.gz": fit(), "routes/2.gpx": b"<gpx/>"}
    labels = [Path(file.label).name for file in walk([put(tmp_path, files)])]
    assert labels == [
        "other.fit.gz", "activities.csv#12", "activities.csv#13", "1.gpx.gz", "9.gpx", "watch.fit",
    ]  # fmt: skip


def test_a_zip_bomb_is_refused_before_it_unfolds(tmp_path):
    """A gigabyte of zeros in a megabyte is no run."""
    bomb = gzip.compress(b"\x00" * 40_000_000)
    put(tmp_path, {"bomb.gpx.gz": bomb})
    zipped(tmp_path / "bomb.zip", {"bomb.gpx": b"\x00" * 40_000_000})
    told = reasons(list(walk([tmp_path])))
    assert all("200 times" in reason for reason in told.values())
    assert len(told) == 2


def test_a_truncated_gz_is_broken_with_advice(tmp_path):
    """A download that broke off says so."""
    put(tmp_path, {"run.fit.gz": gzip.compress(fit(seconds=600))[:-40]})
    assert "breaks off" in reasons(list(walk([tmp_path])))["run.fit.gz"]


def test_a_damaged_zip_is_one_broken_line(tmp_path):
    """A ZIP cut short is refused as a whole."""
    path = zipped(tmp_path / "a.zip", {"run.fit": fit(seconds=600)})
    path.write_bytes(path.read_bytes()[:-100])
    assert "Download it again" in reasons(list(walk([path])))["a.zip"]


def test_a_member_damaged_inside_its_zip_is_named(tmp_path):
    """A flipped bit is found by the ZIP's own checksum."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("run.fit", fit())
    data = bytearray(path.read_bytes())
    data[200] ^= 1
    path.write_bytes(data)
    assert "damaged inside the ZIP" in reasons(list(walk([path])))["a.zip!run.fit"]


def test_a_zip_with_a_password_says_what_to_do(tmp_path):
    """The flag of encryption is enough to know."""
    path = zipped(tmp_path / "a.zip", {"run.fit": fit()})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "password" in reasons(list(walk([path])))["a.zip"]


@pytest.mark.parametrize("as_zip", [True, False])
def test_an_export_is_its_activities_and_nothing_else(tmp_path, as_zip):
    """The files of the table, files beside it, and rows without a file; no photos, no profile."""
    top = tmp_path / ("export.zip" if as_zip else "export")
    source = zipped(top, export()) if as_zip else put(top, export())
    found = list(walk([source]))
    names = [file.label.replace("!", "/").rpartition("/")[2] for file in found]
    assert names == ["activities.csv#12", "activities.csv#13", "1.gpx.gz", "9.gpx"]
    assert reasons(found) == {}


def test_the_table_tells_what_the_file_does_not(tmp_path):
    """Kind, id and shoe come from the row; its name and the shoe's do not come at all."""
    source = put(tmp_path, export())
    (found,) = [file for file in walk([source]) if file.label.endswith("1.gpx.gz")]
    (run,) = read_file(found.label, found.read(), context=found.context)
    assert (run.sport, run.sport_rule, run.source_activity_id) == ("run", "file", "11")
    assert run.shoe_id is not None
    assert "Home" not in (found.context or "")
    assert "Red" not in (found.context or "") + run.shoe_id


def test_a_row_without_a_file_is_a_summary(tmp_path):
    """A run typed in by hand counts with what the table says."""
    source = put(tmp_path, export())
    (found,) = [file for file in walk([source]) if file.label.endswith("#12")]
    (run,) = read_file(found.label, found.read())
    assert (run.source, run.distance_m, run.elapsed_s, run.samples) == (
        "strava_export", 5000.0, 1800.0, None,
    )  # fmt: skip
    assert "Only a summary" in run.notes[0]


def test_every_table_of_an_archive_is_known_by_its_suffix() -> None:
    """Else archives of its platform would be passed over."""
    assert {layout.suffix for layout in LAYOUTS} == set(TABLE_SUFFIXES)
