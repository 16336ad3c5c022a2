"""Numbers as people read them."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from dashboard.ui import display


@pytest.mark.parametrize(
    ("metres", "units", "shown"),
    [
        (18_200, "km", "18.2 km"),
        (18_200, "miles", "11.3 mi"),
        (0, "km", "0.0 km"),
        (None, "km", "–"),
    ],
)
def test_a_distance_is_shown_in_the_runners_unit(metres, units, shown):
    """Zero is a distance; unknown is a dash."""
    assert display.distance(metres, units) == shown


def test_a_limit_is_rounded_down_so_that_it_is_never_passed():
    """11.49 km of headroom is 11.4, not 11.5; a full tenth stays itself."""
    assert display.distance_down(11_490, "km") == "11.4 km"
    assert display.distance_down(11_400.0, "km") == "11.4 km"
    assert display.distance_down(None, "km") == "–"


def test_climbs_are_metres_beside_kilometres_and_feet_beside_miles():
    """A runner who thinks in miles thinks in feet."""
    assert display.height(420, "km") == "420 m"
    assert display.height(420, "miles") == "1,378 ft"


def test_a_column_is_turned_into_units_as_a_number_is():
    """Charts hand over whole columns."""
    column = display.to_distance(pl.Series([1000.0, None]), "km")
    assert column.to_list() == [1.0, None]


@pytest.mark.parametrize(
    ("speed_mps", "units", "shown"),
    [(1000 / 312, "km", "5:12 /km"), (1609.344 / 480, "miles", "8:00 /mi"), (0, "km", "–")],
)
def test_speed_is_shown_as_pace(speed_mps, units, shown):
    """A standing runner has no pace."""
    assert display.pace(speed_mps, units) == shown


def test_a_pace_just_under_the_minute_rounds_up_to_it():
    """4:59.7 is 5:00, never 4:60."""
    assert display.pace(1000 / 299.7, "km") == "5:00 /km"


@pytest.mark.parametrize(
    ("seconds", "words", "watch"),
    [(45, "45 s", "0:45"), (2290, "38 min", "38:10"), (4325, "1 h 12 min", "1:12:05")],
)
def test_a_duration_is_shown_in_words_and_as_on_a_watch(seconds, words, watch):
    """Short ones in seconds, long ones in hours."""
    assert (display.duration(seconds), display.clock(seconds)) == (words, watch)


def test_a_change_carries_its_sign():
    """A longer run is +42 %, a shorter one −10 % with a real minus."""
    assert display.change(1.42) == "+42 %"
    assert display.change(0.9) == "−10 %"


def test_an_instant_is_shown_at_the_runners_own_clock():
    """Stored instants are UTC without a zone."""
    local = display.local(datetime(2026, 5, 3, 22, 30), "Europe/Berlin")  # noqa: DTZ001  as stored
    assert display.instant(local) == "4 May 2026, 00:30"
    assert local.astimezone(UTC).hour == 22


def test_a_day_is_named_in_full_and_in_short():
    """The header and the axis."""
    assert display.day(date(2026, 5, 3)) == "Sun 3 May 2026"
    assert display.short_day(date(2026, 5, 3), date(2026, 11, 1)) == "3 May"
    assert display.short_day(date(2025, 12, 4), date(2026, 5, 3)) == "4 Dec 2025"
    assert display.short_day(date(2026, 5, 3)) == "3 May 2026"
    assert display.short_day(None, date(2026, 5, 3)) == display.UNKNOWN
    assert display.body_height(182, "km") == "182 cm"
    assert display.body_height(182.9, "miles") == "6 ft 0 in"


def test_no_two_statuses_share_a_word_or_a_shape():
    """Whoever sees no colours still tells them apart."""
    marks = list(display.STATUSES.values())
    assert len({mark.word for mark in marks}) == len(marks)
    assert len({mark.shape for mark in marks}) == len(marks)


def test_the_knees_differ_by_shape():
    """Left and right are told apart without colour."""
    assert display.KNEES["left"].shape != display.KNEES["right"].shape
    assert display.KNEE_SYMBOLS["left"] != display.KNEE_SYMBOLS["right"]


def test_ok_and_not_enough_data_carry_no_colour():
    """Only what asks for something is coloured."""
    assert [mark.code for mark in display.STATUSES.values() if mark.tone is None] == [
        "ok",
        "not_enough_data",
    ]
