"""`kneewise correct`: each correction of a run's page, its answer, and the way back."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dashboard.cli.commands import app
from tests.builders import a_drive_home, a_home, a_run
from tests.builders.hashes import hash_of, rows_of
from tests.builders.homes import NOW
from tests.etl.sources.builders import gpx, trkpts

Correct = Callable[..., Result]


@pytest.fixture
def correct(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Correct:
    """Run the command on the run that went on by car."""
    a_home(tmp_path, [a_drive_home(), a_run("2026-04-25", km=5), a_run("2026-04-25", km=5.02)])
    monkeypatch.setenv("KNEEWISE_TIME_ZONE", "Europe/Berlin")
    monkeypatch.setenv("KNEEWISE_NOW", NOW.isoformat())
    ((ridden,),) = rows(tmp_path, "select activity_id from core.activity where ride_m > 0")

    def run(*words: str, of: str = ridden) -> Result:
        return CliRunner().invoke(app, ["--home", str(tmp_path), "correct", of, *words])

    return run


def rows(folder: Path, sql: str) -> list[tuple]:
    """Rows of a query on the warehouse."""
    return rows_of(a_home(folder)[0], sql)


def metres(folder: Path) -> list[float]:
    """What counts of the day with the ride, in order."""
    found = rows(
        folder,
        "select round(distance_m) from core.activity where local_date = date '2026-05-02'"
        " and not is_excluded order by started_at",
    )
    return [row[0] for row in found]


def test_what_holds_is_told_after_each_word(correct: Correct, tmp_path: Path) -> None:
    """Trimmed, with its day and the kilometres that are left; taken back, nothing."""
    assert "Nothing is corrected of this run." in correct().stdout
    before = hash_of(a_home(tmp_path)[0])
    assert "to the first 5.0 km." in correct("--trim", "0:00-27:30").stdout
    assert metres(tmp_path) == [5000]
    assert "Nothing is corrected" in correct("--undo", "trim").stdout
    assert hash_of(a_home(tmp_path)[0]) == before


def test_a_split_names_the_part_that_was_cut(correct: Correct, tmp_path: Path) -> None:
    """For programs as JSON: its id, and what was said."""
    answer = json.loads(correct("--split", "11:00", "--json").stdout)
    assert [said["field"] for said in answer["said"]] == ["split_at_s"]
    assert metres(tmp_path) == [2000, 6700]
    (second,) = answer["parts"]
    assert "Split on" in correct(of=second).stdout
    correct("--undo", "split", of=second)
    assert metres(tmp_path) == [8700]


def test_a_ride_comes_back_and_a_run_is_left_out_and_counted(
    correct: Correct, tmp_path: Path
) -> None:
    """Each in one word."""
    assert "The ride in it counts since" in correct("--keep-ride").stdout
    assert metres(tmp_path) == [34_800]
    correct("--leave-out")
    assert metres(tmp_path) == []
    correct("--count")
    assert metres(tmp_path) == [34_800]


def test_two_runs_that_were_held_to_be_one_are_parted(correct: Correct, tmp_path: Path) -> None:
    """Named by the one that counts; undone, they are one again."""
    counts = "select activity_id from core.activity where duplicate_of is null and distance_m < 6e3"
    ((kept,),) = rows(tmp_path, counts)
    ((copy,),) = rows(tmp_path, "select activity_id from core.activity where duplicate_of <> ''")
    correct("--separate", of=kept)
    assert len(rows(tmp_path, counts)) == 2
    assert "Held to be a run of its own since" in correct(of=copy).stdout
    correct("--undo", "separate", of=copy)
    assert rows(tmp_path, counts) == [(kept,)]


def open_tracks(days_ago: int) -> bytes:
    """A recording of an app that does not say what it was."""
    points = trkpts(seconds=201, start=NOW - timedelta(days=days_ago))
    return gpx(points, type_=None, creator="OpenTracks")


def counted(folder: Path) -> int:
    """How many of its recordings count."""
    told = "select count(*) from core.activity where device = 'OpenTracks' and not is_excluded"
    ((count,),) = rows(folder, told)
    return count


@pytest.mark.parametrize(
    ("word", "count", "told"),
    [
        ("runs", 2, "counts as runs"),
        ("none", 0, "does not count"),
        ("each", 0, "is asked about one by one"),
    ],
)
def test_one_answer_holds_for_all_that_an_app_leaves_open(
    correct: Correct, tmp_path: Path, word: str, count: int, told: str
) -> None:
    """Written down beside one recording, it is told beside each and taken back beside any."""
    a_home(tmp_path, [open_tracks(9), open_tracks(8)])
    untold = "select activity_id from core.activity where device = 'OpenTracks'"
    (one,), (other,) = rows(tmp_path, untold)
    answer = correct("--untyped", word, of=one).stdout
    assert f"What OpenTracks leaves without a kind {told}" in answer
    assert counted(tmp_path) == count
    assert told in correct(of=other).stdout
    assert "Nothing is corrected" in correct("--undo", "untyped", of=other).stdout
    assert counted(tmp_path) == 0


REFUSED = {
    ("--trim", "0:00-9:59:00"): "lies outside",
    ("--trim", "48:00"): "from-until",
    ("--split", "half"): "half is no time",
    ("--undo", "everything"): "--undo takes one of trim, split",
    ("--undo", "trim"): "nothing was taken back",
    ("--leave-out", "--keep-ride"): "One correction at a time",
    ("--count",): "counts already",
    ("--separate",): "No other recording",
    ("--untyped", "perhaps"): "--untyped takes one of runs, none, each",
    ("--untyped", "runs"): "told to be what it is",
    ("--undo", "untyped"): "nothing was taken back",
}


def test_what_cannot_be_is_refused_in_one_sentence(correct: Correct, tmp_path: Path) -> None:
    """And nothing changes."""
    before = hash_of(a_home(tmp_path)[0])
    said = {words: str(correct(*words).exception) for words in REFUSED}
    assert [words for words, sentence in REFUSED.items() if sentence not in said[words]] == []
    assert hash_of(a_home(tmp_path)[0]) == before


def test_a_run_that_is_not_here_is_refused(correct: Correct) -> None:
    """With where its id is found."""
    assert "from metric.run" in str(correct(of="nothing").exception)
