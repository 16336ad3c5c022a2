"""activities.csv in every layout and language it has been seen in."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from etl.errors import BrokenFile
from etl.sources.common.sports import SPORTS
from etl.sources.common.to_recording import RawActivity
from etl.sources.strava_export.dates import to_utc
from etl.sources.strava_export.mapping import (
    row_from_json,
    row_to_json,
    to_recordings,
    with_told_sport,
)
from etl.sources.strava_export.reader import ExportRow, is_export_table, read_table, to_number

MOMENT = datetime(2022, 5, 29, 15, 53, 35, tzinfo=UTC)
ROW = ExportRow(
    source_activity_id="7",
    started_at=MOMENT,
    sport="Run",
    distance_m=5000.0,
    moving_s=1500.0,
    cadence=85.0,
    perceived_exertion_score=6.0,
)


@pytest.mark.parametrize(
    "text",
    [
        "May 29, 2022, 3:53:35 PM",
        "May 29, 2022, 3:53:35\u202fPM",
        "29 May 2022, 15:53:35",
        "2022-05-29 15:53:35",
        "2022-05-29 15:53:35 UTC",
        "29.05.2022, 15:53:35",
        "29. Mai 2022, 15:53:35",
        "29 mai 2022 à 15:53:35",
        "29 may 2022, 15:53:35",
        "29 de mai. de 2022 15:53:35",
        "29 mag 2022, 15:53:35",
        "29 mei 2022 15:53:35",
        "29 мая 2022 г., 15:53:35",
        "29 maj 2022 15:53:35",
        "2022/05/29 15:53:35",
        "2022年5月29日 15:53:35",
        "2022. 5. 29. 오후 3:53:35",
        "29/05/2022, 15:53:35",
        "5/29/2022, 3:53:35 PM",
    ],
)
def test_dates_of_many_languages_are_the_same_instant(text):
    """Strava writes UTC in the athlete's language."""
    assert to_utc(text, is_english=False) == MOMENT


@pytest.mark.parametrize("text", ["", None, "soon", "32.13.2022, 25:00:00", "May 2022"])
def test_what_is_no_date_is_none(text):
    """An unreadable date is unknown, not guessed."""
    assert to_utc(text, is_english=True) is None


def test_midnight_and_noon_of_a_twelve_hour_clock():
    """12 AM is 0 o'clock, 12 PM noon."""
    midnight = to_utc("May 29, 2022, 12:05:00 AM", is_english=True)
    noon = to_utc("May 29, 2022, 12:05:00 PM", is_english=True)
    assert midnight is not None
    assert noon is not None
    assert (midnight.hour, noon.hour) == (0, 12)


@pytest.mark.parametrize(
    ("text", "is_english", "number"),
    [
        ("1,500", True, 1500.0),
        ("1,5", False, 1.5),
        ("1.234,5", False, 1234.5),
        ("1,234.5", True, 1234.5),
        ("12\u202f345,6", False, 12345.6),
        ("--", True, None),
        ("", True, None),
    ],
)
def test_numbers_are_read_as_their_language_writes_them(text, is_english, number):
    """A comma parts thousands in English and decimals elsewhere."""
    assert to_number(text, is_english=is_english) == number


def test_an_unknown_language_is_read_by_place():
    """Where no name is known, the second elapsed time anchors the columns."""
    header = [f"col{place}" for place in range(99)]
    header[5] = header[15] = "verlopen tijd"
    header[6] = header[17] = "afstand"
    cells = [""] * 99
    cells[0], cells[1], cells[3] = "42", "29 mei 2022 15:53:35", "Hardloopsessie"
    cells[5], cells[6], cells[12] = "1600", "5,01", "activities/42.fit.gz"
    cells[16], cells[17], cells[20], cells[29] = "1500.0", "5012.3", "61.9", "84.5"
    text = ",".join(header) + "\n" + ",".join(f'"{cell}"' for cell in cells) + "\n"
    assert is_export_table(text.encode())
    (row,) = read_table(text.encode())
    assert (row.source_activity_id, row.started_at, row.file) == (
        "42", MOMENT, "activities/42.fit.gz",
    )  # fmt: skip
    assert (row.distance_m, row.moving_s, row.ascent_m, row.cadence) == (5012.3, 1500.0, 61.9, 84.5)
    assert to_recordings(row)[0].is_run


def test_an_old_export_gives_metres():
    """Exports of 2018 have ten lower-case columns and one distance, in metres."""
    text = (
        "id,date,name,type,description,elapsed_time,distance,commute,gear,filename\n"
        "5,2018-05-29 15:53:35,x,Run,,1800,5012.4,false,,activities/5.gpx\n"
    )
    (row,) = read_table(text.encode())
    assert (row.distance_m, row.elapsed_s, row.file) == (5012.4, 1800.0, "activities/5.gpx")


def test_a_table_of_something_else_is_not_taken_for_an_export():
    """Neither Garmin's table nor a list of shoes is one."""
    assert not is_export_table(b"Activity Type,Date,Favorite,Title,Distance\nRunning,x,y,z,3\n")
    assert not is_export_table(b"Shoe Name,Shoe Brand,Shoe Model\n")
    assert not is_export_table(b"")
    with pytest.raises(BrokenFile, match="columns"):
        read_table(b"a,b\n1,2\n")


def test_a_summary_counts_both_feet():
    """Strava's average cadence of a run is of one leg."""
    (run,) = to_recordings(ROW)
    assert (run.cadence_spm, run.cadence_rule) == (170.0, "strava_strides_x2")
    assert (run.distance_m, run.moving_s, run.perceived_exertion_score) == (5000.0, 1500.0, 6.0)


def test_a_row_survives_being_kept():
    """What is stored of a row gives the same row again, the same bytes each time."""
    text = row_to_json(ROW)
    assert row_from_json(text) == ROW
    assert row_to_json(row_from_json(text)) == text
    assert json.loads(text)["started_at"] == "2022-05-29T15:53:35Z"


def test_a_row_without_a_date_says_what_to_do():
    """An undated activity belongs to no week."""
    with pytest.raises(BrokenFile, match="Set Strava to English"):
        to_recordings(replace(ROW, started_at=None))


@pytest.mark.parametrize(
    ("in_file", "in_table", "result"),
    [
        (None, "Run", "run"),
        ("run", "Walk", "walk"),
        ("trail_run", "Run", "trail_run"),
        ("treadmill_run", "Run", "treadmill_run"),
        ("run", "???", "run"),
        ("other", "Course à pied", "run"),
    ],
)
def test_the_athlete_s_word_on_strava_beats_the_watch_but_not_a_finer_one(
    in_file, in_table, result
):
    """A walk saved as a run is a walk; a trail run stays a trail run."""
    raw = RawActivity(source="gpx", sport=SPORTS[in_file] if in_file else None)
    (told,) = with_told_sport((raw,), replace(ROW, sport=in_table))
    assert told.sport is not None
    assert told.sport.name == result
