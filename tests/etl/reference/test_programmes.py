"""Programmes are files: a clinic's own counts, a wrong one is named and changes nothing."""

import tomllib
from pathlib import Path

import pytest

from dashboard.access.gateway import Gateway, Viewer
from etl.errors import DataError
from etl.home import Home
from etl.journal.store import Journal, StrengthEntry
from etl.operations.backup.read import restore
from etl.operations.backup.write import backup
from etl.operations.doctor import examine
from etl.reference.clinic.strength_programmes import (
    DRAWINGS,
    our_programmes,
    read_programmes,
    to_programme,
)
from etl.settings import Settings
from sql import ROOT
from tests.builders import a_home
from tests.builders.homes import NOW

OURS = (ROOT / "programmes" / "knee.toml").read_text("utf-8")
FIGURES = ROOT.parent / "dashboard" / "assets" / "strength"


def test_the_programme_of_the_seed_is_ours():
    """Sets, repetitions and seconds as the physiotherapist wrote them."""
    programme = our_programmes()[0]
    found = [
        (row.id, row.sets, row.repetitions_from or row.hold_from_s, row.per_side)
        for row in programme.exercises
    ]
    assert found == [
        ("spanish_squat", 3, 12, False),
        ("lateral_step_down", 3, 8, True),
        ("single_leg_deadlift", 3, 8, True),
        ("front_to_back_scales", 2, 30, True),
    ]
    assert len(programme.warm_up) == 5


def test_every_figure_that_a_file_may_name_is_drawn():
    """And none lies there that nobody can name."""
    assert {path.stem for path in FIGURES.iterdir()} == set(DRAWINGS) - {""}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("sets = 3", 'sets = "three"', "sets is 'three'"),
        ("sets = 3", "sets = 0", "sets is 0, not a whole number from 1 to 20"),
        ("sets = 3", "", "missing keys"),
        ("repetitions_until = 15", "repetitions_until = 9", "repetitions_from is above"),
        ("repetitions_until = 15", "", "has not just one pair"),
        ("per_side = false", 'per_side = "no"', "per_side is neither true nor false"),
        ('grade = "D"', 'grade = "Z"', "not one of A, B, C, D"),
        ('drawing = "spanish_squat"', 'drawing = "../x"', "drawing is"),
        ('id = "lateral_step_down"', 'id = "spanish_squat"', "given twice: spanish_squat"),
        ('title = "Side plank"', "title = 3", "title is no text"),
        ("[[exercises]]", "[[exercise]]", "missing keys"),
        ("sessions_per_week = 3", "sessions_per_week = ", "Invalid value"),
    ],
)
def test_a_wrong_file_is_named_and_ours_stays_in_use(tmp_path: Path, old: str, new: str, said: str):
    """One sentence says what is wrong."""
    assert old in OURS
    (tmp_path / "knee.toml").write_text(OURS.replace(old, new), "utf-8")
    read = read_programmes(tmp_path)
    assert read.all == our_programmes()
    assert len(read.problems) == 1
    assert read.problems[0].startswith("The programme knee.toml") and said in read.problems[0]


def test_a_file_of_bytes_or_with_a_name_of_its_own_kind_is_passed_over(tmp_path: Path):
    """What cannot be text, and names that are no ids."""
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe")
    (tmp_path / "A b.toml").write_text(OURS, "utf-8")
    read = read_programmes(tmp_path)
    assert read.all == our_programmes()
    assert len(read.problems) == 2
    with pytest.raises(DataError, match="given twice"):
        to_programme("x.toml", tomllib.loads(OURS.replace("side_plank", "arch_raise")))


@pytest.fixture
def here(tmp_path: Path) -> tuple[Home, Settings]:
    """A home without runs whose runner has squatted, warmed up and chosen a programme."""
    home, settings = a_home(tmp_path / "home", runner_name="Mara")
    home.clock.write_text(NOW.isoformat(), "utf-8")
    return home, settings


def test_a_clinics_file_counts_from_the_next_read_and_goes_with_the_backup(
    here: tuple[Home, Settings], tmp_path: Path
):
    """No restart is needed, and a restored home has it."""
    home, settings = here
    gateway = Gateway(home, settings)
    assert "programme" in gateway.load(Viewer(), "rule.programme").columns[0]
    home.programmes.mkdir()
    changed = OURS.replace("sessions_per_week = 3", "sessions_per_week = 2")
    (home.programmes / "knee.toml").write_text(changed, "utf-8")
    assert gateway.load(Viewer(), "rule.programme")["session_count"].to_list() == [2]
    (home.programmes / "knee.toml").write_text("title =", "utf-8")
    assert gateway.load(Viewer(), "rule.programme")["session_count"].to_list() == [3]
    said = [f.words for f in examine(home, settings) if f.what == "programmes" and f.is_wrong]
    assert len(said) == 1 and "stays in use" in said[0]
    (home.programmes / "knee.toml").write_text(changed, "utf-8")
    backup(home, settings, tmp_path / "all.zip")
    other = Home(tmp_path / "other")
    restore(other, settings, tmp_path / "all.zip")
    assert (other.programmes / "knee.toml").read_text("utf-8") == changed


def test_sets_of_before_this_version_are_kept_as_they_were(tmp_path: Path):
    """A journal without the new tables is brought up to date, its entries untouched."""
    home, settings = a_home(tmp_path)
    journal = Journal(home, settings)
    runner = journal.ensure_runner()
    entry = StrengthEntry(
        runner_id=runner.runner_id, local_date=NOW.date(), exercise="press", set_count=2
    )
    journal.log_strength(entry)
    with journal.writing() as connection:
        connection.execute("drop table journal.warm_up; drop table journal.strength_programme")
        connection.execute("delete from kneewise.migration where step like '0005%'")
    home.journal.touch()  # another file than the one that was just brought up to date
    Journal(home, settings).prepare()
    with journal.writing() as connection:
        assert connection.execute(
            "select exercise, set_count from journal.strength_entry"
        ).fetchall() == [("press", 2)]
        assert connection.execute("select count(*) from journal.warm_up").fetchone() == (0,)
