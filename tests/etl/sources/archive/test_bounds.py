"""Tables of archives within bounds: a bomb unfolds piece by piece and no further than it may."""

import json
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from etl.errors import BrokenFile
from etl.sources.archive.json_stream import objects_of
from etl.sources.unpack import FilePlace, ZipPlace
from tests.etl.sources.apple_health.builders import new_totals, table, workout
from tests.etl.sources.archives import read_archive, read_files, zipped
from tests.etl.sources.builders import START
from tests.etl.sources.garmin_takeout.builders import FITNESS, summary
from tests.etl.sources.garmin_takeout.builders import table as summaries

ZEROS = b" " * 60_000_000  # packs to a thousandth


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("apple_health_export/export.xml", table(workout(inside=new_totals(5.0)))[:-20] + ZEROS),
        (FITNESS, summaries(summary(1, START))[:-3] + ZEROS),
        ("cardioActivities.csv", b"Date,Type,Duration,GPX File\n" + ZEROS),
        ("exercise-0.json", b'[{"logId": 1, "activityName": "Run", "startTime": ""' + ZEROS),
    ],
)
def test_a_table_that_is_a_bomb_is_one_broken_line(tmp_path: Path, name: str, content: bytes):
    """It is refused at 200 times its size, without ever lying in memory whole."""
    path = tmp_path / "archive.zip"
    path.write_bytes(zipped({name: content}))
    tracemalloc.start()
    told = read_archive(path, tmp_path / "scratch")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "200 times" in told.reasons[name] or "damaged" in told.reasons[name]
    assert most < 40_000_000


def test_a_flipped_bit_in_a_table_is_found(tmp_path: Path):
    """By the ZIP's own checksum, at its end: what came before has come in, and the line says so."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("export.xml", table(workout(inside=new_totals(5.0))))
    data = bytearray(path.read_bytes())
    data[data.index(b"<Me ") + 40] ^= 1
    path.write_bytes(data)
    told = read_archive(path, tmp_path / "scratch")
    assert len(told.recordings) == 1
    assert "damaged inside the ZIP" in told.reasons["export.xml"]


def test_pieces_are_the_whole(tmp_path: Path):
    """Of a file on disk, of one that is packed and of one that is not."""
    content = bytes(range(256)) * 20_000
    (tmp_path / "plain").write_bytes(content)
    assert b"".join(FilePlace(str(tmp_path / "plain")).pieces()) == content
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        path = tmp_path / f"{method}.zip"
        with zipfile.ZipFile(path, "w", method) as archive:
            archive.writestr("inside", content)
        with zipfile.ZipFile(path) as archive:
            place = ZipPlace.of(path, archive.infolist()[0])
        pieces = list(place.pieces())
        assert b"".join(pieces) == content
        assert max(map(len, pieces)) <= 2**20


@pytest.mark.parametrize("size", [1, 3, 50, 4096])
def test_objects_come_the_same_however_the_text_is_cut(size: int):
    """Between any two bytes, in the middle of a name or of a sign of three bytes."""
    wanted = [{"a": "ü„x“", "b": [1, {"c": "]}"}]}, {}, {"d": None}]
    data = json.dumps([{"other": [0], "wanted": wanted}], ensure_ascii=False).encode()
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    assert list(objects_of(pieces, key="wanted")) == wanted


def test_no_json_is_no_objects():
    """Words and nothing give nothing, an array that never ends is broken."""
    assert list(objects_of([b"hello"])) == []
    assert list(objects_of([])) == []
    with pytest.raises(BrokenFile):
        list(objects_of([b'[{"a": 1}, {"b": ']))


def test_tables_that_only_look_like_one_are_files_as_any(tmp_path: Path):
    """The same names with something else in them: each is a line, none is an error of ours."""
    names = ("export.xml", FITNESS, "cardioActivities.csv", "exercise-0.json", "SPORT/SPORT_1.csv")
    told = read_files(tmp_path, dict.fromkeys(names, b"\x00\xff<>[{,"))
    assert sorted(told.reasons) == sorted(names)
