"""Where files lie: few to a folder, each folder with its purpose, imports one way."""

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from dashboard.screens import SCREENS, file_of
from tests.conftest import REPOSITORY

CODE = ("dashboard", "etl")
MOST_MODULES = 16  # in one folder: what a reader takes in at a glance


def modules(folder: str, pattern: str = "*.py") -> list[Path]:
    """Files of ours below a folder, starts of packages left out."""
    return [path for path in (REPOSITORY / folder).rglob(pattern) if path.stem != "__init__"]


@pytest.mark.parametrize(
    ("folder", "pattern"),
    [*((folder, "*.py") for folder in (*CODE, "bench", "tests")), ("sql/views", "*.sql")],
)
def test_no_folder_holds_more_than_can_be_seen_at_once(folder: str, pattern: str):
    """Whoever adds one more thinks of what belongs together."""
    counted = Counter(str(path.parent.relative_to(REPOSITORY)) for path in modules(folder, pattern))
    assert counted
    assert {name: count for name, count in counted.items() if count > MOST_MODULES} == {}


@pytest.mark.parametrize("folder", CODE)
def test_every_folder_says_what_it_is_for(folder: str):
    """On the first line of its `__init__.py`."""
    packages = {path.parent for path in (REPOSITORY / folder).rglob("*.py")}
    starts = [package / "__init__.py" for package in packages]
    silent = [
        str(start.relative_to(REPOSITORY))
        for start in starts
        if not start.is_file() or not ast.get_docstring(ast.parse(start.read_text("utf-8")))
    ]
    assert sorted(silent) == []


def test_every_view_lies_in_a_folder_of_its_subject():
    """`sql/views/<schema>/<subject>/<name>.sql`, by the subjects the dashboard has."""
    subjects = {path.name for path in (REPOSITORY / "dashboard").iterdir() if path.is_dir()}
    places = [path.relative_to(REPOSITORY / "sql/views") for path in modules("sql/views", "*.sql")]
    assert places
    astray = [place for place in places if len(place.parts) != 3 or place.parts[1] not in subjects]
    assert astray == []


def test_every_screen_is_a_file_of_its_subject():
    """And found by its address."""
    for screen in SCREENS:
        assert file_of(screen.url_path) == screen.file
        assert (REPOSITORY / "dashboard" / screen.file).is_file()
        assert Path(screen.file).name == "screen.py"


def test_the_readme_draws_every_screen():
    """In the order of the navigation."""
    text = " ".join((REPOSITORY / "README.md").read_text("utf-8").split())
    assert " · ".join(screen.title for screen in SCREENS) in text


def test_imports_run_one_way():
    """The contracts of `pyproject.toml`: layers of both packages, and what needs no Streamlit."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
