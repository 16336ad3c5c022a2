"""Homes that are not there, answers too wide or too long, imports of nothing: what a shell gets."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Protocol

import polars as pl
import pytest
from rich.console import Console

from dashboard.cli import main as command_line
from dashboard.cli.home import query_output
from etl.demo import build_demo
from etl.errors import UserError
from etl.home import Home
from etl.settings import Settings
from tests.builders import a_home, a_run

WITHOUT_ROOTS_RIGHTS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


@dataclass(frozen=True)
class Done:
    """What a finished command leaves behind."""

    returncode: int
    stdout: str
    stderr: str


class Kneewise(Protocol):
    """The command in a folder; without `home` it has to find its own."""

    def __call__(
        self, *words: str, home: Path | None = None, env: Mapping[str, str] | None = None
    ) -> Done: ...


@pytest.fixture
def kneewise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Kneewise:
    """The command as the shell starts it, without the seconds that a process of its own takes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KNEEWISE_TIME_ZONE", "Europe/Berlin")
    monkeypatch.setenv("COLUMNS", "80")

    def run(*words: str, home: Path | None = None, env: Mapping[str, str] | None = None) -> Done:
        named = [] if home is None else ["--home", str(home)]
        with monkeypatch.context() as here:
            here.setattr(sys, "argv", ["kneewise", *named, *words])
            here.delenv("KNEEWISE_HOME", raising=False)
            for name, value in (env or {}).items():
                here.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                command_line.main()
        said = capsys.readouterr()
        code = ended.value.code
        return Done(code if isinstance(code, int) else 0, said.out, said.err)

    return run


READERS = [
    ("doctor",),
    ("doctor", "--json"),
    ("status", "--json"),
    ("query", "select 1", "--json"),
    ("rebuild",),
    ("backup", "all.zip"),
    ("export", "Mara", "--out", "mara.zip"),
    ("erase", "Mara", "--yes"),
    ("report", "Mara", "--out", "mara.pdf"),
    ("digest",),
    ("sync",),
    ("retry",),
    ("undo", "x"),
    ("plan",),
    ("log", "pain", "--knee", "left", "--during", "2"),
    ("admin", "list"),
    ("audit", "verify"),
]


@pytest.mark.parametrize("words", READERS, ids=" ".join)
def test_a_home_that_is_not_there_is_said_and_not_made(
    kneewise: Kneewise, tmp_path: Path, words: tuple[str, ...]
) -> None:
    """A mistyped path is one sentence and exit code 1, for each command that fills no home."""
    home = tmp_path / "new"
    done = kneewise(*words, home=home)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert f"{home} does not exist" in done.stderr
    assert "json" not in " ".join(words) or "does not exist" in json.loads(done.stdout)["error"]
    assert not home.exists()


@pytest.mark.parametrize(
    "words", [("doctor",), ("import", "runs"), ("demo", "--build-only"), ("status",), ("serve",)]
)
def test_a_home_that_is_a_file_is_said(
    kneewise: Kneewise, tmp_path: Path, words: tuple[str, ...]
) -> None:
    """Also by the commands that would make a home."""
    home = tmp_path / "file"
    home.write_text("mine", "utf-8")
    (tmp_path / "runs").mkdir()
    done = kneewise(*words, home=home)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert "is a file, and a home is a folder" in done.stderr
    assert home.read_text("utf-8") == "mine"


@pytest.mark.parametrize("words", [("doctor",), ("import", "runs")])
def test_a_home_that_may_not_be_read_is_said(tmp_path: Path, words: tuple[str, ...]) -> None:
    """The sentence is about permissions, not about damage or a backup."""
    home = tmp_path / "closed"
    home.mkdir(mode=0o000)
    (tmp_path / "runs").mkdir()
    before = WITHOUT_ROOTS_RIGHTS if os.geteuid() == 0 else ()
    if before and shutil.which(before[0]) is None:
        pytest.skip("root may read everything, and setpriv is not here")
    done = subprocess.run(
        [*before, sys.executable, "-m", "dashboard.cli.main", "--home", str(home), *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert "change its permissions" in done.stderr


def test_an_empty_word_is_not_the_folder_one_stands_in(kneewise: Kneewise, tmp_path: Path) -> None:
    """As a variable that is not set leaves it: wrong usage, and nothing of the folder comes in."""
    (tmp_path / "run.fit").write_bytes(a_run("2026-05-02", km=8))
    home = tmp_path / "home"
    for words in (("import", ""), ("import", "run.fit", " "), ("backup", "")):
        done = kneewise(*words, home=home)
        assert (done.returncode, "the path is empty" in done.stderr) == (2, True), done.stderr
    done = kneewise("--home", "", "doctor")
    assert (done.returncode, "the path is empty" in done.stderr) == (2, True)
    assert not home.exists()
    unset = {"KNEEWISE_HOME": "", "XDG_DATA_HOME": str(tmp_path / "data")}
    done = kneewise("status", env=unset)
    assert str(tmp_path / "data" / "kneewise") in done.stderr


def test_the_demo_goes_where_it_is_told(
    kneewise: Kneewise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Into the folder that the environment or --home names, else into one of its own."""
    built: list[Path] = []
    monkeypatch.setattr("etl.demo.build_demo", lambda home, *_: built.append(home.root))
    named, other, data = tmp_path / "named", tmp_path / "other", tmp_path / "data"
    own = {"XDG_DATA_HOME": str(data)}
    for words, env in [
        (["demo", "--build-only"], {**own, "KNEEWISE_HOME": str(named)}),
        (["--home", str(other), "demo", "--build-only"], {**own, "KNEEWISE_HOME": str(named)}),
        (["--home", str(data / "kneewise"), "demo", "--build-only"], {**own, "KNEEWISE_HOME": ""}),
        (["demo", "--build-only"], {**own, "KNEEWISE_HOME": ""}),
    ]:
        assert kneewise(*words, env=env).returncode == 0
    assert built == [named, other, data / "kneewise", data / "kneewise-demo"]


@pytest.mark.parametrize("left", ["journal.duckdb", "warehouse.duckdb", "originals/ab/x.gz"])
def test_invented_runners_never_go_into_a_real_home(tmp_path: Path, left: str) -> None:
    """Whatever part of a home is there, and nothing of it is touched."""
    file = tmp_path / left
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"mine")
    with pytest.raises(UserError, match="home for real data"):
        build_demo(Home(tmp_path), Settings(home=tmp_path), people=())
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [file]


def test_the_shell_refuses_to_mix_too(kneewise: Kneewise, tmp_path: Path) -> None:
    """Named by the environment: a sentence and exit code 1."""
    home, _ = a_home(tmp_path, [a_run("2026-05-02", km=8)])
    done = kneewise("demo", "--build-only", env={"KNEEWISE_HOME": str(home.root)})
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "home for real data" in done.stderr


@pytest.fixture(scope="module")
def one_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a home with one run."""
    home, _ = a_home(tmp_path_factory.mktemp("home"), [a_run("2026-05-02", km=8)])
    return home.root


@pytest.mark.parametrize(
    ("words", "row_count", "code"),
    [
        ((), 1_000, 3),
        (("--json",), 100_000, 3),
        (("--csv",), 100_000, 3),
        (("--json", "--limit", "7"), 7, 0),
        (("--csv", "--limit", "7"), 7, 0),
        (("--limit", "7"), 7, 0),
    ],
)
def test_an_answer_without_end_is_cut_and_said_so(
    kneewise: Kneewise, one_run: Path, words: tuple[str, ...], row_count: int, code: int
) -> None:
    """In every form; a cut that nobody asked for is not the whole of what was to be done."""
    sql = "select range as n from range(1_000_000_000)"
    done = kneewise("query", sql, *words, home=one_run)
    if "--json" in words:
        assert json.loads(done.stdout)[-1] == {"n": row_count - 1}
    elif "--csv" in words:
        assert done.stdout.splitlines()[-1] == str(row_count - 1)
    else:
        assert [line.strip("│ ") for line in done.stdout.splitlines()[-3:-1]] == [
            str(row_count - 1),
            "…",
        ]
    assert f"Cut after {row_count:,} rows" in done.stderr
    assert "--limit" in done.stderr
    assert done.returncode == code


def test_an_answer_that_is_all_there_is_not_called_cut(kneewise: Kneewise, one_run: Path) -> None:
    """Neither at the bound nor below it."""
    for limit in ("3", "4", "0"):
        words = ("select range as n from range(3)", "--json", "--limit", limit)
        done = kneewise("query", *words, home=one_run)
        assert (done.returncode, done.stderr) == (0, "")
        assert len(json.loads(done.stdout)) == 3


def test_an_answer_larger_than_the_memory_for_it_is_refused(
    kneewise: Kneewise, one_run: Path
) -> None:
    """However few its rows, and with all of them asked for."""
    for words in (
        ("select repeat('x', 1_000_000) as long from range(1_000)", "--json"),
        ("select range, range + 1 as n from range(1_000_000_000)", "--csv", "--limit", "0"),
    ):
        done = kneewise(
            "query",
            *words,
            home=one_run,
            env={"KNEEWISE_QUERY_MEMORY_MB": "300"},
        )
        assert (done.returncode, "more than 300 MB" in done.stderr) == (1, True)


def test_an_answer_that_takes_too_long_is_stopped(kneewise: Kneewise, one_run: Path) -> None:
    done = kneewise(
        "query",
        "select count(*) from range(1_000_000_000_000), range(1_000)",
        home=one_run,
        env={"KNEEWISE_QUERY_S": "0.2"},
    )
    assert (done.returncode, "KNEEWISE_QUERY_S" in done.stderr) == (1, True)


def test_an_answer_of_any_length_goes_into_a_new_file(
    kneewise: Kneewise, one_run: Path, tmp_path: Path
) -> None:
    """As a whole or not at all, and never over another."""
    file = tmp_path / "all.csv"
    sql = "select range as n, [range] as of, null as no from range(150_000)"
    done = kneewise("query", sql, "--out", str(file), home=one_run)
    assert (done.returncode, "150,000 rows" in done.stdout) == (0, True)
    lines = file.read_text("utf-8").splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("n,of,no", "149999,[149999],", 150_001)
    assert "exists already" in kneewise("query", sql, "--out", str(file), home=one_run).stderr
    broken = "select error('no') from range(3) where range = 2"
    assert kneewise("query", broken, "--out", str(tmp_path / "b"), home=one_run).returncode == 1
    assert [one.name for one in tmp_path.iterdir() if one.suffix in {"", ".csv"}] == ["all.csv"]


def test_what_is_printed_has_a_most_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of long cells few rows are many bytes; what comes is still JSON."""
    monkeypatch.setattr(query_output, "_MOST_BYTES", 100)
    frame = pl.DataFrame({"n": ["x" * 30] * 9})
    assert not query_output.print_rows_json(frame)
    assert len(json.loads(capsys.readouterr().out)) == 2
    assert query_output.print_rows_json(frame.head(2))


def printed(frame: pl.DataFrame, *, width: int, is_cut: bool = False) -> list[str]:
    """What a terminal of that width shows."""
    console = Console(width=width, record=True, file=StringIO())
    query_output.print_rows(frame, is_cut=is_cut, console=console)
    return console.export_text().splitlines()


WIDE = pl.DataFrame({f"column_{number:02}": [f"value {number}", None] for number in range(30)})


def test_rows_too_wide_for_the_terminal_stand_a_column_a_line() -> None:
    """Each cell is readable beside its name; each row begins with its number."""
    lines = printed(WIDE, width=80)
    assert lines[0].startswith("row 1 ")
    assert [line.split(maxsplit=1) for line in map(str.rstrip, lines[1:31])] == [
        [f"column_{number:02}", f"value {number}"] for number in range(30)
    ]
    assert lines[31].startswith("row 2 ")
    assert max(map(len, lines)) <= 80


def test_rows_that_fit_stay_a_table() -> None:
    """The same rows on a wall, or a few columns on a phone."""
    assert printed(WIDE, width=1_000)[0].startswith("┏")
    assert printed(WIDE.select("column_00"), width=40)[0].startswith("┏")


def test_a_cut_shows_in_rows_a_column_a_line_too() -> None:
    """The mark stands where the next row would."""
    assert printed(WIDE, width=80, is_cut=True)[-1].startswith("… ")


def test_an_import_of_which_nothing_could_be_read_ends_with_3(
    kneewise: Kneewise, tmp_path: Path
) -> None:
    """A folder without a file, an archive of other things, a file that is none."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("no run", "utf-8")
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as archive:
        archive.writestr("beach.jpg", b"jpg")
    (tmp_path / "run.fit").write_bytes(a_run("2026-05-02", km=8))
    home = tmp_path / "home"
    for words in (("empty",), ("notes.txt",), ("photos.zip",), ("empty", "photos.zip")):
        done = kneewise("import", *words, home=home)
        assert (done.returncode, "No activity could be read" in done.stdout) == (3, True), words
    for words in (("run.fit",), ("run.fit",), ("photos.zip", "run.fit")):
        assert kneewise("import", *words, home=home).returncode == 0, words
