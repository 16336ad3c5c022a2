"""What a check looks at is a file: a clinic's own counts, a wrong one changes nothing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.access.gateway import Gateway, Viewer
from etl.errors import UserError
from etl.home import Home
from etl.journal.mechanics import Finding, host_of, save_findings
from etl.journal.store import Journal
from etl.operations.backup.read import restore
from etl.operations.backup.write import backup
from etl.operations.doctor import examine
from etl.reference.clinic.mechanics_items import our_mechanics, read_mechanics
from etl.reference.clinic.strength_programmes import our_programmes
from etl.settings import Settings
from sql import ROOT
from tests.builders import a_home
from tests.builders.homes import NOW

OURS = (ROOT / "mechanics" / "knee.toml").read_text("utf-8")
MORE = """
title = "What our clinic adds"
cannot_see = "A watch cannot see hops."
evidence = "None known."
source = "our clinic"
grade = "D"
checked_by = "A. Physio"

[[items]]
id = "hop_count"
title = "Hops on one leg"
look = "As many as are even, one after the other."
has_side = true
kind = "count"
unit = "hops"
from = 0
until = 30
source = "our clinic"
grade = "D"
limit = "It says little of running."
"""


def test_every_item_of_ours_says_what_to_look_at_and_what_is_not_known():
    """What the sources name, each with its limit; the studies stand beside them."""
    ours = our_mechanics()
    kinds = {item.kind for item in ours.items}
    assert kinds == {"yes_no", "choice", "seconds", "count", "text", "date"}
    assert all(item.look and item.limit and item.source for item in ours.items)
    assert {item.id for item in ours.items if item.has_side} == {
        *("foot_strike", "shin_back", "knee_inward", "pelvis_drop", "landing_shake"),
        *("balance_s", "step_down", "sit_to_stand_count", "heel_raise_count"),
        *("pain_decline_squat", "hip_extension", "ankle_to_wall_cm"),
    }
    exercises = {each.id for one in our_programmes() for each in one.exercises}
    poor = ours.item("step_down")
    assert poor is not None and poor.follows("poor")[1] in exercises
    assert "30 prospective studies of 3,404 runners" in ours.checklists[0].evidence


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "yes_no"', 'kind = "maybe"', "kind is 'maybe', not one of yes_no"),
        ("has_side = false", 'has_side = "no"', "has_side is neither true nor false"),
        ('id = "trunk_lean"', 'id = "foot_strike"', "given twice: foot_strike"),
        ('id = "trunk_lean"', 'id = "Trunk"', "an id has small letters"),
        ("{side} knee collapses", "a knee collapses", "finding lacks {side}"),
        ("until = 120", "until = 0", "from and until are no range"),
        ("until = 120", "until = nan", "until is nan, not a number from 0 to"),
        ("until = 120", "", "missing keys ['until']"),
        ('unit = "s"', 'unit = ""', "unit is no text"),
        ('code = "heel"', 'code = "midfoot"', "given twice: midfoot"),
        ('title = "heel", is_noted = false', 'title = "heel"', "missing keys ['is_noted']"),
        ('grade = "C"', 'grade = "Z"', "not one of A, B, C, D"),
        ('limit = "A clinician', 'limits = "A clinician', "missing keys ['limit']"),
        ('title = "Trunk"', "title = 3", "title is no text"),
        ("[[items]]", "[[item]]", "missing keys ['items']"),
        ("has_side = true", "has_side = ", "Invalid value"),
    ],
)
def test_a_wrong_file_is_named_and_ours_stays_in_use(tmp_path: Path, old: str, new: str, said: str):
    """One sentence says what is wrong."""
    assert old in OURS
    (tmp_path / "knee.toml").write_text(OURS.replace(old, new), "utf-8")
    read = read_mechanics(tmp_path)
    assert read.items == our_mechanics().items
    (problem,) = read.problems
    assert problem.startswith("The list of the mechanics check knee.toml") and said in problem


@pytest.mark.parametrize(
    ("item", "code", "expected"),
    [
        ("shin_back", "yes", ("Land under your body; slightly quicker, softer steps.", "")),
        ("shin_back", "no", ("", "")),
        ("trunk_lean", "upright", ("A slight lean from the ankles, in one line.", "")),
        ("trunk_lean", "bent_hips", ("", "")),
        ("knee_inward", "yes", ("", "lateral_step_down")),
        ("pelvis_drop", "yes", ("", "lateral_step_down")),
        ("landing_shake", "yes", ("", "front_to_back_scales")),
        ("foot_strike", "heel", ("", "")),
        ("balance_s", "14", ("", "")),
    ],
)
def test_a_cue_or_an_exercise_follows_what_was_seen(item: str, code: str, expected):
    """Nothing follows a no, a foot strike or a number."""
    known = our_mechanics().item(item)
    assert known is not None
    assert known.follows(code) == expected


def test_every_exercise_that_a_finding_names_is_in_our_programme():
    """Or the finding would lead nowhere."""
    ours = {each.id for programme in our_programmes() for each in programme.exercises}
    items = our_mechanics().items
    named = {item.exercise for item in items}
    named |= {choice.exercise for item in items for choice in item.choices}
    assert named - {""} <= ours


def test_a_clinic_takes_out_changes_and_adds_items(tmp_path: Path):
    """By our file's name all of it; by another name the items that have our ids, and new ones."""
    whole, added = tmp_path / "whole", tmp_path / "added"
    for folder in (whole, added):
        folder.mkdir()
    (whole / "knee.toml").write_text(MORE, "utf-8")
    assert [item.id for item in read_mechanics(whole).items] == ["hop_count"]
    (added / "hops.toml").write_text(MORE, "utf-8")
    (added / "knees.toml").write_text(MORE.replace("hop_count", "knee_inward"), "utf-8")
    read = read_mechanics(added)
    ids = [item.id for item in read.items]
    assert ids == [*(item.id for item in our_mechanics().items), "hop_count"]
    changed = read.item("knee_inward")
    assert changed is not None and changed.kind == "count"
    assert (read.problems, len(read.checklists)) == ((), 3)
    (added / "zebra.toml").write_text(MORE, "utf-8")
    (problem,) = read_mechanics(added).problems
    assert "zebra.toml: another file has an item hop_count already" in problem


@pytest.fixture
def here(tmp_path: Path) -> tuple[Home, Settings]:
    """A home without runs."""
    home, settings = a_home(tmp_path / "home", runner_name="Mara")
    home.clock.write_text(NOW.isoformat(), "utf-8")
    return home, settings


def test_a_clinics_file_counts_from_the_next_read_and_goes_with_the_backup(
    here: tuple[Home, Settings], tmp_path: Path
):
    """No restart is needed; the doctor names a wrong one; a restored home has it."""
    home, settings = here
    gateway = Gateway(home, settings)
    ours = gateway.load(Viewer(), "rule.mechanics_item").height
    home.mechanics.mkdir()
    file = home.mechanics / "hops.toml"
    file.write_text(MORE, "utf-8")
    assert gateway.load(Viewer(), "rule.mechanics_item").height == ours + 1
    backup(home, settings, tmp_path / "all.zip")
    other = Home(tmp_path / "other")
    restore(other, settings, tmp_path / "all.zip")
    assert (other.mechanics / "hops.toml").read_text("utf-8") == MORE
    file.write_text("title =", "utf-8")
    assert gateway.load(Viewer(), "rule.mechanics_item").height == ours
    said = [f.words for f in examine(home, settings) if f.what == "mechanics" and f.is_wrong]
    assert len(said) == 1 and "stays in use" in said[0]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"item_id": "nose"}, "'nose' is no item of the mechanics check: choose foot_strike"),
        ({"side": None}, "Knee collapses inward is told of a side"),
        ({"item_id": "trunk_lean", "value": "upright"}, "Trunk has no side"),
        ({"value": "perhaps"}, "Knee collapses inward is one of yes, no"),
        ({"item_id": "step_down", "value": "yes"}, "one of good, fair, poor"),
        ({"item_id": "balance_s", "value": 121.0}, "Single-leg balance goes from 0 to 120 s"),
        ({"item_id": "balance_s", "value": float("nan")}, "goes from 0 to 120 s"),
        ({"item_id": "balance_s", "value": "long"}, "goes from 0 to 120 s"),
        ({"item_id": "hop_count", "value": 3.5}, "Hops on one leg is a whole number"),
        ({"item_id": "footwear", "side": None, "value": " "}, "has 1 to 500 characters"),
        ({"item_id": "shoes_since", "side": None, "value": "May"}, "a day such as 2026-04-19"),
        ({"seen_by": "coach"}, "choose runner, clinician"),
        ({"local_date": date(2026, 5, 5)}, "has not come yet"),
        ({"note": " "}, "A note has 1 to 500 characters"),
        ({"video_url": "file:///etc/passwd"}, "http or https only"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(here: tuple[Home, Settings], values, said):
    """Nothing of the check is written, not even what was right."""
    home, settings = here
    home.mechanics.mkdir()
    (home.mechanics / "hops.toml").write_text(MORE, "utf-8")
    journal = Journal(home, settings)
    plain: dict[str, Any] = {
        "runner_id": journal.ensure_runner().runner_id,
        "local_date": NOW.date(),
        "seen_by": "runner",
        "item_id": "knee_inward",
        "side": "left",
        "value": "yes",
    }
    with pytest.raises(UserError, match=said):
        save_findings(journal, [Finding(**plain), Finding(**(plain | values))])
    with pytest.raises(UserError, match="at least one thing"):
        save_findings(journal, [])
    with journal.writing() as connection:
        assert connection.execute("select count(*) from journal.mechanics_finding").fetchone() == (
            0,
        )


@pytest.mark.parametrize(
    ("link", "host"),
    [
        ("https://example.org/v?id=1#t=3", "example.org"),
        ("http://Clinic.Example.org:8080/v", "clinic.example.org"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("https://", None),
        ("https://user:word@example.org/", None),
        ("https://example.org@elsewhere.org/", None),
        ("https://example.org\\@elsewhere.org/", None),
        ("https://exämple.org/", None),
        ("https://example.org/a b", None),
        ("https://example.org/\n", None),
        ("https://example.org:port/", None),
        ("//example.org/v", None),
        ("https://example.org/" + "v" * 2000, None),
    ],
)
def test_a_video_is_a_plain_link_to_a_host_that_can_be_shown(link: str, host: str | None):
    """Whoever sees the host's name knows where the link leads."""
    assert host_of(link) == host
