"""What people typed or decided."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from etl.errors import UserError
from etl.home import Home
from etl.journal.entries import DayLog, PastInjury, RunEffort
from etl.journal.store import Journal, PainEntry
from etl.settings import Settings
from etl.storage.duckdb_files import open_to_write

SUNDAY = date(2026, 5, 3)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """An empty journal."""
    return Journal(Home(tmp_path), Settings(home=tmp_path, time_zone="Europe/Berlin"))


def _versions(journal: Journal) -> pl.DataFrame:
    with open_to_write(journal.home.journal, wait_s=1) as connection:
        return connection.sql("from journal.pain_entry order by saved_at").pl()


def test_the_first_import_makes_a_runner_and_the_second_finds_it(journal: Journal) -> None:
    """On one machine with one person nobody has to name themselves."""
    first = journal.ensure_runner()
    assert journal.ensure_runner() == first
    assert first.time_zone == "Europe/Berlin"


def test_a_name_finds_its_runner_whatever_its_case(journal: Journal) -> None:
    """Mara and mara are one person."""
    assert journal.ensure_runner("Mara K.") == journal.ensure_runner("mara k.")


def test_without_a_name_several_runners_are_a_question(journal: Journal) -> None:
    """Runs must not land on the wrong person."""
    journal.ensure_runner("Mara")
    journal.ensure_runner("Jonas")
    with pytest.raises(UserError, match="--runner"):
        journal.ensure_runner()


def test_two_homes_give_a_name_the_same_id(tmp_path: Path) -> None:
    """An export comes back to the same rows, and the id does not show the name."""
    ids = [
        Journal(Home(tmp_path / name), Settings(home=tmp_path)).ensure_runner("Mara").runner_id
        for name in ("one", "two")
    ]
    assert ids[0] == ids[1]
    assert "mara" not in ids[0]


def test_an_edit_is_a_newer_row_and_the_old_one_stays(journal: Journal) -> None:
    """A clinician may ask what was written first."""
    runner = journal.ensure_runner()
    entry = PainEntry(
        runner_id=runner.runner_id, local_date=SUNDAY, knee="right", pain_during_score=2
    )
    entry_id = journal.log_pain(entry)
    journal.log_pain(replace(entry, entry_id=entry_id, pain_during_score=4))
    assert _versions(journal)["pain_during_score"].to_list() == [2, 4]


def test_a_deletion_is_a_mark_on_the_newest_version(journal: Journal) -> None:
    """Nothing that was typed is lost."""
    runner = journal.ensure_runner()
    entry_id = journal.log_pain(
        PainEntry(runner_id=runner.runner_id, local_date=SUNDAY, knee="left", pain_after_score=1)
    )
    journal.delete_pain(entry_id)
    assert _versions(journal)["is_deleted"].to_list() == [False, True]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"pain_during_score": 11}, "0 .none. to 10"),
        ({"pain_morning_score": -1}, "0 .none. to 10"),
        ({"knee": "middle"}, "left, right"),
        ({"place": "elbow"}, "front"),
        ({"chips": ("sparkles",)}, "tight_kneecap"),
        ({"onset_m": -5.0}, "before the run"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_would(
    journal: Journal, change: dict[str, object], words: str
) -> None:
    """One clear sentence, and nothing written."""
    runner = journal.ensure_runner()
    entry = PainEntry(runner_id=runner.runner_id, local_date=SUNDAY, knee="right")
    with pytest.raises(UserError, match=words):
        journal.log_pain(replace(entry, **change))
    assert _versions(journal).is_empty()


def test_a_word_about_a_run_can_be_taken_back(journal: Journal) -> None:
    """Excluding a run by mistake is no life sentence."""
    runner = journal.ensure_runner()
    runner_id = runner.runner_id
    journal.choose(runner_id=runner_id, activity_id="a1", field="is_excluded", value="true")
    chosen = journal.choices(runner_id).activity
    assert chosen.drop("saved_order").rows() == [("a1", "is_excluded", "true")]
    journal.choose(
        runner_id=runner_id, activity_id="a1", field="is_excluded", value=None, is_deleted=True
    )
    assert journal.choices(runner_id).activity.is_empty()


def _kept(journal: Journal, table: str, column: str) -> list[object]:
    """Every version of every entry, oldest first."""
    with open_to_write(journal.home.journal, wait_s=1) as connection:
        return connection.sql(f"from journal.{table} order by saved_at").pl()[column].to_list()


def test_a_second_answer_for_a_night_is_a_newer_version_of_the_first(journal: Journal) -> None:
    """One night a day: the newest answer counts, the old one stays."""
    runner = journal.ensure_runner()
    for hours in (6.0, 7.5):
        journal.log_sleep(DayLog(runner_id=runner.runner_id, local_date=SUNDAY, sleep_h=hours))
    assert _kept(journal, "day_log", "sleep_h") == [6.0, 7.5]
    assert len(set(_kept(journal, "day_log", "entry_id"))) == 1


def test_a_second_answer_for_a_run_is_a_newer_version_of_the_first(journal: Journal) -> None:
    """A run felt one way, however often it is asked."""
    runner = journal.ensure_runner()
    for score in (3.0, 6.0):
        journal.log_effort(
            RunEffort(runner_id=runner.runner_id, activity_id="a1", perceived_exertion_score=score)
        )
    assert _kept(journal, "run_effort", "entry_id") == ["a1", "a1"]


def test_an_injury_of_the_past_can_be_taken_back(journal: Journal) -> None:
    """Typed by mistake is no life sentence, and no version is lost."""
    runner = journal.ensure_runner()
    injury = PastInjury(runner_id=runner.runner_id, local_date=SUNDAY, site="knee", side="left")
    journal.delete_injury(journal.log_injury(injury))
    assert _kept(journal, "past_injury", "is_deleted") == [False, True]


def test_a_night_an_exertion_and_an_injury_that_cannot_be_are_refused(journal: Journal) -> None:
    """One clear sentence, and nothing written."""
    one = {"runner_id": journal.ensure_runner().runner_id}
    with pytest.raises(UserError, match="24 hours"):
        journal.log_sleep(DayLog(**one, local_date=SUNDAY, sleep_h=25))
    with pytest.raises(UserError, match="as hard as can be"):
        journal.log_effort(RunEffort(**one, activity_id="a1", perceived_exertion_score=11))
    with pytest.raises(UserError, match="knee, hip"):
        journal.log_injury(PastInjury(**one, local_date=SUNDAY, site="elbow"))
    kept = ("day_log", "run_effort", "past_injury")
    assert [_kept(journal, table, "entry_id") for table in kept] == [[], [], []]


def test_a_day_that_has_not_come_is_refused(journal: Journal) -> None:
    """A slip of the year must not turn a status red some day."""
    runner = journal.ensure_runner()
    entry = PainEntry(
        runner_id=runner.runner_id, local_date=date(2131, 1, 1), knee="left", pain_during_score=6
    )
    with pytest.raises(UserError, match="has not come yet"):
        journal.log_pain(entry)
