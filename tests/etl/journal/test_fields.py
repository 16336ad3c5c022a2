"""What a field may hold is told once: the journal refuses the rest, and forms ask within it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from etl.errors import UserError
from etl.journal.entries import DayLog, PainEntry, PastInjury, RunEffort, StrengthEntry
from etl.journal.fields import bounds
from etl.journal.other_site_entries import LightProfile, SitePain
from etl.journal.red_flags import Assessment, RedFlagAnswer
from etl.journal.store import Journal
from tests.builders import a_home

ON: dict[str, Any] = {"runner_id": "r", "local_date": date(2026, 5, 1)}
LEFT: dict[str, Any] = ON | {"knee": "left"}


@pytest.mark.parametrize(
    ("table", "entry", "words"),
    [
        ("pain_entry", PainEntry(**ON, knee="middle"), "'middle' is no knee we know"),
        ("pain_entry", PainEntry(**LEFT, pain_morning_score=11), "Pain morning score goes from 0"),
        ("pain_entry", PainEntry(**LEFT, chips=("stairs", "x")), "'x' is no chip we know"),
        ("pain_entry", PainEntry(**LEFT, onset_m=-1), "cannot have begun before the run"),
        ("strength_entry", StrengthEntry(**ON, exercise=" "), "has a name of 1 to 80"),
        ("strength_entry", StrengthEntry(**ON, exercise="x", hold_s=3601), "Seconds go from 1"),
        ("day_log", DayLog(**ON, sleep_h=float("nan")), "between 0 and 24 hours"),
        ("past_injury", PastInjury(**ON, site="hip", side="both"), "'both' is no side we know"),
        ("site_pain", SitePain(**ON, site="hip"), "Give at least one score"),
        ("red_flag_answer", RedFlagAnswer(**ON, reason="own", red_flags=("x",)), "is no sign"),
        ("assessment", Assessment(**ON, assessed_by="me", outcome="cleared"), "is no assessor"),
        (
            "light_profile",
            LightProfile(**LEFT, profile="mild", decided_by="runner"),
            "'mild' is no profile we know",
        ),
    ],
)
def test_the_one_way_to_write_refuses_what_a_field_cannot_hold(
    tmp_path: Path, table: str, entry: Any, words: str
):
    """Whichever module hands the entry over; nothing is written."""
    journal = Journal(*a_home(tmp_path))
    with pytest.raises(UserError, match=words):
        journal.save_entry(table, entry, saved_by="x")
    with journal.writing() as connection:
        found = connection.execute(f"select count(*) from journal.{table}").fetchall()  # noqa: S608  our own names
    assert found == [(0,)]


def test_a_form_asks_within_what_the_journal_takes():
    """One pair of numbers; of a word there is none."""
    assert (bounds(DayLog, "sleep_h").least, bounds(DayLog, "sleep_h").most) == (0, 24)
    assert bounds(RunEffort, "perceived_exertion_score").most == 10
    with pytest.raises(TypeError, match="no number"):
        bounds(PastInjury, "site")
