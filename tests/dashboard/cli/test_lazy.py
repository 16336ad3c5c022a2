"""What a command loads: nothing it does not need, least of all to say what there is."""

import json
import os
import subprocess
import sys
from pathlib import Path

import grimp  # which import-linter brings
import pytest
from typer.testing import CliRunner

from dashboard.cli.commands import COMMANDS, app
from dashboard.cli.lazy import Deferred, Place
from dashboard.cli.log.entries import OTHERS
from etl.storage import without_pandas
from tests.builders import a_run
from tests.builders.homes import NOW, a_home
from tests.conftest import REPOSITORY

HEAVY = {
    *("duckdb", "matplotlib", "numpy", "pint", "plotly", "polars", "pyarrow", "pydantic"),
    *("pandas", "requests", "sqlglot", "stravalib", "streamlit"),
}
ASKING = [
    ".".join(path.relative_to(REPOSITORY).with_suffix("").parts)
    for path in sorted((REPOSITORY / "dashboard").rglob("asking.py"))
]
_TOLD = """
import json, sys
from dashboard.cli.main import main
sys.argv = ["kneewise", *sys.argv[1:]]
try:
    main()
finally:
    sys.stderr.write("\\n" + json.dumps(sorted(sys.modules)))
"""


def loaded_by(*words: str, env: dict[str, str] | None = None) -> list[str]:
    """Every module of a process of its own that ran the command, in which nothing went wrong."""
    command = [sys.executable, "-c", _TOLD, *words]
    around = os.environ | (env or {})
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=around)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stderr.splitlines()[-1])


def packages(modules: list[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


def test_a_list_of_commands_loads_none_of_them():
    """Typer and rich are some 320 modules by themselves, and all of Kneewise once was 1,919."""
    modules = loaded_by("--help")
    assert packages(modules) & HEAVY == set()
    assert len(modules) <= 336


@pytest.mark.parametrize("words", [("log", "pain"), ("status",), ("query",)])
def test_what_answers_from_the_databases_reads_no_recordings_and_speaks_to_nobody(
    words: tuple[str, ...],
):
    """Databases and frames it does load; readers of files, platforms and screens it does not."""
    found = packages(loaded_by(*words, "--help"))
    assert {"duckdb", "polars", "pydantic"} <= found
    assert found & (HEAVY | {"fitfast", "loky"}) == {"duckdb", "polars", "pydantic"}


def test_how_entries_are_asked_for_is_told_without_databases_frames_or_screens():
    """The words of a form load what a command needs to say its help, and no more."""
    code = f"import json, sys, {', '.join(ASKING)}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert len(ASKING) >= 5
    assert packages(json.loads(done.stdout)) & (HEAVY | {"typer"}) <= {"pydantic"}


@pytest.mark.parametrize(
    ("words", "most"),
    [(("log", "pain", "--knee", "left", "--during", "2"), 686), (("status",), 693)],
)
def test_an_answer_from_the_databases_loads_what_it_needs(
    words: tuple[str, ...], most: int, tmp_path: Path
):
    """With a run there, so that every step is taken; pandas alone would be hundreds more."""
    a_home(tmp_path / "home", [a_run(NOW.date())])
    there = {"KNEEWISE_HOME": str(tmp_path / "home"), "KNEEWISE_NOW": NOW.isoformat()}
    modules = loaded_by(*words, env=there)
    assert packages(modules) & HEAVY <= {"duckdb", "polars", "pydantic"}
    assert len(modules) <= most


def test_garbage_is_looked_for_once_a_command_is_loaded_and_not_in_what_was(tmp_path: Path):
    """Python looks through all that was loaded, again and again, as long as there is more."""
    code = """
import gc
seen = []
gc.callbacks.append(lambda phase, told: phase == "start" and seen.append(told["generation"]))
import typer  # what comes before is not ours to say
seen.clear()
from dashboard.cli import lazy
from dashboard.cli.main import main
enable = gc.enable
def told():
    enable()
    print(len(seen), gc.get_freeze_count() > 10_000)
gc.enable = told
try:
    main()
finally:
    print(gc.isenabled())
"""
    a_home(tmp_path / "home", [a_run(NOW.date())])
    around = os.environ | {"KNEEWISE_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "-c", code, "status"],
        capture_output=True,
        text=True,
        check=True,
        env=around,
    )
    lines = done.stdout.splitlines()
    assert (lines[0], lines[-1]) == ("0 True", "True")


def test_pandas_is_let_in_where_streamlit_is_loaded_and_nowhere_else():
    """Streamlit works with it; a command that comes to draw says so in the list of commands."""
    graph = grimp.build_graph("dashboard", "etl", "sql", include_external_packages=True)
    drawing = {
        name
        for name, place in COMMANDS.items()
        if graph.find_shortest_chain(place.where.partition(":")[0], "streamlit")
    }
    assert {name for name, place in COMMANDS.items() if place.draws} == drawing
    assert "pandas" not in graph.modules  # nor does anything of ours ask for it by itself


def test_what_was_left_out_is_back_afterwards(monkeypatch: pytest.MonkeyPatch):
    """Also in the middle, for what needs it; what was loaded before stays."""
    monkeypatch.delitem(sys.modules, "pandas", raising=False)
    with without_pandas.left_out():
        with pytest.raises(ModuleNotFoundError):
            import pandas  # noqa: F401
        without_pandas.let_in()
        assert "pandas" not in sys.modules
    with without_pandas.left_out():
        assert sys.modules["pandas"] is None
    assert "pandas" not in sys.modules
    monkeypatch.setitem(sys.modules, "pandas", sys)
    with without_pandas.left_out():
        assert sys.modules["pandas"] is sys


@pytest.mark.parametrize(("name", "place"), [*COMMANDS.items(), *OTHERS.items()])
def test_words_in_the_list_are_those_of_the_command(name: str, place: Place):
    """Its first paragraph; so a command that is renamed or reworded is told of here."""
    own = Deferred(name, place).load()
    assert own.name == name
    first = (own.help or "").partition("\n\n")[0]
    assert place.words == " ".join(first.split())


def test_a_command_that_nobody_knows_is_refused_with_the_nearest():
    """Among those that are not loaded."""
    done = CliRunner().invoke(app, ["statsu"], env={"COLUMNS": "100"})
    assert done.exit_code == 2
    assert "Did you mean 'status'?" in done.stderr
