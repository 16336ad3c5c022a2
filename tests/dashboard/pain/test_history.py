"""Entries of the diary over time: changed, late, deleted, and the patterns they make."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dashboard.access.gateway import Gateway, Viewer
from dashboard.pain.day_chart import draw_pain_days, in_spans, span_of
from dashboard.pain.history.morning_chart import draw_pain_mornings
from dashboard.pain.history.wording import late, spell_line
from dashboard.rows import to_rows
from dashboard.rows.pain import PainEpisode
from dashboard.ui import display
from dashboard.ui.charts.style import text_of
from etl.journal.entries import PainEntry
from etl.journal.other_site_entries import SitePain
from etl.journal.other_sites import log_site_pain
from etl.journal.store import Journal
from tests.builders import a_home, a_run
from tests.dashboard.cadence.test_access import COACH, grant
from tests.dashboard.conftest import own_rows, words_of

MAY_1, MAY_2 = date(2026, 5, 1), date(2026, 5, 2)


@pytest.fixture
def here(tmp_path: Path):
    """Three versions of one entry, two of them alike; a late one, and a deleted one."""
    home, settings = a_home(tmp_path, [a_run("2026-05-01"), a_run("2026-05-02")])
    journal = Journal(home, settings)
    runner_id = journal.ensure_runner().runner_id
    entry = PainEntry(runner_id=runner_id, knee="right", local_date=MAY_2)
    for during, note in ((6, "*stairs*"), (6, "*stairs*"), (3, "better")):
        scores = {"pain_before_score": 0, "pain_during_score": during, "pain_morning_score": 1}
        journal.log_pain(replace(entry, entry_id="e1", note=note, **scores))
    late_one = replace(entry, local_date=date(2026, 4, 28), entry_id="late")
    journal.log_pain(replace(late_one, pain_before_score=1))
    gone = replace(entry, local_date=MAY_1, entry_id="gone")
    journal.log_pain(replace(gone, pain_during_score=4, note="secret"))
    journal.delete_pain("gone")
    log_site_pain(
        journal, SitePain(runner_id=runner_id, local_date=MAY_1, site="foot", pain_after_score=2)
    )
    with journal.writing() as connection:  # as if written then: the journal knows only the present
        connection.execute(
            "update journal.pain_entry set saved_at = '2026-05-01 09:00' where entry_id = 'late'"
        )
    return home, settings


def test_what_changed_came_late_or_was_deleted_is_told_and_undone(open_screen, all_open, here):
    """On Pain: how often, how late, every version as it was typed, and a way back."""
    app = open_screen(*here, "pain")
    words = words_of(app)
    assert "logged 3 days later" in words
    assert [each.label for each in app.button if "versions-" in str(each.key)] == ["Changed once"]
    assert "1 run" in words or "worse the morning after 1 of" in words
    app.button(key="versions-e1").click().run()
    assert not app.exception
    words = words_of(app)
    assert "worst **6** of 10" in words and r"\*stairs\*" in words
    assert "May 1" not in words
    app.button(key="back-gone").click().run()
    assert not app.exception
    assert "Worst while running 4" in words_of(app)
    assert not [each for each in app.button if "back-" in str(each.key)]


def test_former_words_and_deleted_entries_stay_with_the_runner(here):
    """A coach with the scope of pain sees that a score was changed, not the words before."""
    grant(here, "training")
    gateway = Gateway(*here)
    assert gateway.load(COACH, "page.pain_version").is_empty()
    grant(here, "pain")
    columns = ["entry_id", "version_index", "pain_during_score", "note"]
    seen = gateway.load(COACH, "page.pain_version").select(columns).rows()
    assert seen == [("e1", 1, 6, None), ("e1", 2, 3, "better"), ("late", 1, None, None)]
    assert gateway.load(COACH, "page.pain_deleted").is_empty()
    own = gateway.load(Viewer(), "page.pain_version").select(columns).rows()
    assert ("e1", 1, 6, "*stairs*") in own and ("gone", 2, 4, "secret") in own
    counts = gateway.load(COACH, "page.pain_entry").select("entry_id", "change_count").rows()
    assert counts == [("e1", 1), ("late", 0)]


def test_entries_lie_folded_by_week(open_screen, here):
    """The line of a week says how much is in it; none of it is drawn until it is opened."""
    app = open_screen(*here, "pain")
    labels = [each.proto.label for each in app.expander]
    assert labels[1:3] == [  # below the question about warning signs
        "This week · 2 entries, worst 3 of 10",
        "1 entry deleted in the last 30 days",
    ]
    assert "logged 3 days later" not in words_of(app)
    app.session_state["pain-week-2026-04-27"] = True
    assert "Worst while running 3" in words_of(app.run())


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (MAY_2, ""),  # the morning's score comes a day later
        (date(2026, 5, 3), "logged 2 days later"),
        (date(2026, 11, 3), ""),  # after the home's today: its clock stands still
    ],
)
def test_how_late_an_entry_is(written: date, words: str):
    """Counted in the runner's own days."""
    assert late(MAY_1, written=written, today=date(2026, 5, 4)) == words


def test_other_places_are_a_table_of_weeks_beside_the_days(open_screen, all_open, here):
    """A row a week, place and side, with its worst."""
    app = open_screen(*here, "pain")
    app.session_state["table-pain-elsewhere"] = True
    (table,) = (one.value for one in app.run().dataframe if "Place" in one.value)
    assert table[["Place", "Worst, 0-10", "Days logged"]].to_numpy().tolist() == [["Foot", 2, 1]]


def scored(*rows: tuple[date, str, int]) -> pl.DataFrame:
    """Rows of the calendar, as far as the bars look at them."""
    schema = {"local_date": pl.Date, "knee": pl.String, "worst_score": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def test_a_bar_is_a_day_and_a_ring_a_logged_none():
    """A row a knee; a score is written from 2 up; a knee without pain takes little room."""
    days = scored((MAY_1, "left", 0), (MAY_1, "right", 1), (MAY_2, "right", 3))
    figure = draw_pain_days(days, first_day=date(2026, 2, 7), today=MAY_2)
    left, calm, right, _ = figure.data
    assert (list(left.y), list(calm.y)) == ([0], [0])
    assert list(right.y) == [1, 3]
    assert list(right.text) == ["", "3"]
    assert right.marker.color == display.KNEE_COLOURS["right"]
    assert right.customdata[1] == "Sat 2 May 2026<br>Right knee: worst 3 of 10"
    assert figure.layout.yaxis.range == (-0.6, 0.6)
    assert figure.layout.yaxis2.range == (-0.6, 11.5)
    title = "Right knee at most 3 of 10, on 2 May; left knee without pain"
    assert text_of(figure).title == title


@pytest.mark.parametrize(
    ("first_day", "starts", "scores", "words"),
    [
        (date(2025, 10, 1), [date(2026, 4, 27)], [4], "Week from Mon 27 Apr 2026"),
        (date(2024, 1, 1), [date(2026, 4, 1), date(2026, 5, 1)], [4, 2], "April 2026"),
    ],
)
def test_long_periods_are_drawn_by_the_worst_of_a_week_or_a_month(
    first_day: date, starts: list[date], scores: list[int], words: str
):
    """Up to half a year a bar is a day."""
    days = scored((date(2026, 4, 29), "right", 4), (date(2026, 5, 1), "right", 2))
    span = span_of((MAY_2 - first_day).days)
    told = in_spans(days, span)
    assert (told["start"].to_list(), told["worst_score"].to_list()) == (starts, scores)
    bars = draw_pain_days(days, first_day=first_day, today=MAY_2).data[0]
    assert bars.customdata[0].startswith(words)
    assert span_of(26 * 7) == "day"


def test_spells_and_mornings_say_what_they_found():
    """Titles with counts; a spell says how much of it was logged."""
    spell = {
        "runner_id": "mara", "knee": "right", "start_date": date(2026, 4, 10), "end_date": MAY_1,
        "duration_days": 22, "logged_day_count": 9, "logged_share": 9 / 22, "worst_score": 5,
        "is_recurrence": False, "is_over": False, "prompt_rule_id": None, "prompt_text": None,
        "prompt_what_to_do": None, "assessed_date": None,
    }  # fmt: skip
    line = spell_line(to_rows(pl.DataFrame([spell]), PainEpisode)[0], MAY_2)
    assert line == (
        ":violet[▶] **Right knee**, since 10 Apr, last on 1 May: 22 days, logged on 9 of them, "
        "worst **5** of 10."
    )
    over = spell | {"is_over": True, "is_recurrence": True}
    line = spell_line(to_rows(pl.DataFrame([over]), PainEpisode)[0], MAY_2)
    assert "10 Apr to 1 May: 22 days" in line and "It came back" in line
    mornings = pl.DataFrame(
        {
            "runner_id": ["mara", "mara"],
            "local_date": [MAY_1, MAY_2],
            "knee": ["right", "right"],
            "distance_m": [8000.0, None],
            "descent_m": [0.0, None],
            "before_score": [1, 1],
            "morning_score": [3, 1],
            "rise_score": [2, 0],
            "light": ["amber", "green"],
        }
    )
    figure = draw_pain_mornings(mornings, units="km", weeks=12, amber_rise=1, red_rise=2)
    assert text_of(figure).title == "A knee was worse the morning after 1 of 2 runs"
    assert list(figure.data[1].y) == [2, 0]


def test_a_day_without_a_run_is_logged_in_the_same_taps(open_screen, all_open, tmp_path: Path):
    """At rest is what is offered; it is of today, and of no run."""
    home, settings = a_home(tmp_path, [a_run("2026-05-01")])
    app = open_screen(home, settings)
    app.button_group(key="quick-score-left-0").select(2).run()
    row = own_rows((home, settings), "page.pain_entry").row(0, named=True)
    assert (row["local_date"], row["pain_before_score"]) == (date(2026, 5, 3), 2)
    assert row["session_id"] is None
