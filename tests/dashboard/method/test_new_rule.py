"""A rule is a file: dropped into the folder it counts, and every screen of rules has it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import etl.reference.metric_catalog
import etl.reference.rules
import etl.storage.templates
from dashboard.method.printable import method_file
from sql import ROOT
from tests.builders import a_home, a_run
from tests.dashboard.conftest import own_rows, words_of
from tests.dashboard.method.test_screen import plain

RULE = """
id = "long_for_anybody"
title = "A run half as long again"
metric = "spike_ratio"
unit = "ratio"
comparison = "at_least"
holds_days = 3
what_to_do = "Ask the runner how the stairs feel."
why = "The clinic would like to hear of these."
source = "a letter of the clinic"
evidence_grade = "D"
evidence_text = "Experience of one clinic."
authored_by = "the clinic"
checked_by = ""
next_review_on = 2027-01-01

[levels.watch]
threshold = 1.4
status = "load_note"
text = "Half as long again as the longest of a month"
what_to_do = ""
"""
FILES = [a_run(day, km=10) for day in ("2026-04-04", "2026-04-11", "2026-04-18", "2026-04-25")]


@pytest.fixture
def with_the_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The folder of SQL with one file more; nothing else is changed."""
    folder = tmp_path / "sql"
    shutil.copytree(Path(str(ROOT)), folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "rules" / "long_for_anybody.toml").write_text(RULE, "utf-8")
    for module in (etl.reference.rules, etl.reference.metric_catalog, etl.storage.templates):
        monkeypatch.setattr(module, "ROOT", folder)
    forget()
    yield
    monkeypatch.undo()
    forget()


def forget() -> None:
    """Read the files anew."""
    etl.reference.rules.read_rules.cache_clear()
    etl.reference.rules.read_parameters.cache_clear()
    etl.reference.metric_catalog.read_metrics.cache_clear()


@pytest.mark.usefixtures("with_the_rule", "all_open")
def test_a_new_file_is_a_new_rule_everywhere(open_screen, tmp_path: Path):
    """In risk.rule_hit, on Today with its number, inputs and SQL, on Method and in its file."""
    home, settings = a_home(tmp_path / "home", [*FILES, a_run("2026-05-02", km=15)])
    hits = own_rows((home, settings), "risk.rule_hit", rule_id="long_for_anybody")
    assert hits.select("level", "value", "threshold", "status").rows() == [
        ("watch", 1.5, 1.4, "load_note")
    ]
    today = plain(words_of(open_screen(home, settings)))
    assert "Half as long again as the longest of a month" in today
    assert "15.0 km after a longest of 10.0 km: +50 %" in today
    assert "The clinic would like to hear of these." in today
    method = open_screen(home, settings, "method")
    method.query_params["about"] = "long_for_anybody"
    words = plain(words_of(method.run()))
    assert "at least 1.40 times: Half as long again" in words
    assert "next review Fri 1 Jan 2027" in words
    assert "A run half as long again" in method_file()


def test_without_its_file_the_rule_is_nowhere(tmp_path: Path):
    """The test above sees the file and nothing that stayed behind."""
    home, settings = a_home(tmp_path / "home", [*FILES, a_run("2026-05-02", km=15)])
    hits = own_rows((home, settings), "risk.rule_hit", rule_id="long_for_anybody")
    assert hits.is_empty()
    assert "A run half as long again" not in method_file()
