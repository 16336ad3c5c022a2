"""How much may be called now, as tables; and over any sequence of calls, never too much."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from etl.sources.strava_api.terms import TERMS
from etl.sync.rate_limits import (
    EVENT,
    LISTING,
    OLDER_DETAIL,
    RECENT_DETAIL,
    Meter,
    complete_at,
    fresh_meter,
    next_day,
    next_window,
    wait_until,
)

KINDS = (EVENT, LISTING, RECENT_DETAIL, OLDER_DETAIL)
QUARTER = timedelta(minutes=15)
NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)
WAITS = """
used of quarter | used of day | kind          | time     | may be made
              0 |           0 | older_detail  | 12:00:00 | now
             59 |          59 | older_detail  | 12:00:00 | now
             60 |          60 | older_detail  | 12:00:00 | 12:15
             60 |          60 | recent_detail | 12:00:00 | now
             74 |          74 | recent_detail | 12:00:00 | now
             75 |          75 | recent_detail | 12:00:00 | 12:15
             75 |          75 | listing       | 12:00:00 | now
             90 |          90 | listing       | 12:00:00 | 12:15
             90 |          90 | event         | 12:00:00 | now
             99 |          99 | event         | 12:00:00 | now
            100 |         100 | event         | 12:00:00 | 12:15
            130 |         130 | event         | 12:00:00 | 12:15
            100 |         100 | event         | 12:14:59 | 12:15
            100 |         100 | event         | 12:15:00 | 12:30
            100 |         100 | event         | 12:29:59 | 12:30
            100 |         100 | event         | 12:30:00 | 12:45
            100 |         100 | event         | 12:45:00 | 13:00
            100 |         100 | event         | 23:59:59 | 24:00
              0 |         599 | older_detail  | 12:00:00 | now
              0 |         600 | older_detail  | 12:00:00 | 24:00
              0 |         600 | recent_detail | 12:00:00 | now
              0 |         750 | recent_detail | 12:00:00 | 24:00
              0 |         900 | listing       | 12:00:00 | 24:00
              0 |         999 | event         | 12:00:00 | now
              0 |        1000 | event         | 12:00:00 | 24:00
            100 |        1000 | event         | 23:59:00 | 24:00
            100 |        1000 | event         | 00:00:00 | 24:00
"""


def a_meter(observed_at: datetime, **counts: int) -> Meter:
    """A meter of Strava's limits."""
    return replace(fresh_meter(TERMS, observed_at), **counts)


def lines_of(table: str) -> list[list[str]]:
    """The cells of a table of text, without its heading."""
    rows = [line for line in table.splitlines() if line.strip()][1:]
    return [[cell.strip() for cell in row.split("|")] for row in rows]


def on_that_day(text: str) -> datetime:
    """A time of that day in UTC; 24:00 is the next midnight."""
    if text == "24:00":
        return datetime(2026, 5, 4, tzinfo=UTC)
    return datetime.combine(NOON.date(), time.fromisoformat(text), tzinfo=UTC)


@pytest.mark.parametrize("row", lines_of(WAITS), ids=" ".join)
def test_a_call_waits_for_the_window_whose_share_is_used_up(row: list[str]) -> None:
    """Natural quarters of an hour, midnight UTC, and a share of both for each kind of call."""
    short, daily, kind, at, expected = row
    now = on_that_day(at)
    meter = a_meter(now, short_used=int(short), daily_used=int(daily))
    assert wait_until(meter, kind, now) == (None if expected == "now" else on_that_day(expected))


def test_what_happened_just_now_goes_before_what_happened_years_ago() -> None:
    """Each kind leaves something to the kinds above it."""
    shares = [TERMS.ceilings[kind] for kind in KINDS]
    assert shares == sorted(shares, reverse=True) and len(set(shares)) == len(shares)
    assert shares[0] == 1.0
    assert (TERMS.short_reads, TERMS.daily_reads, TERMS.short_window) == (100, 1000, QUARTER)


@pytest.mark.parametrize(
    ("observed", "asked", "short", "daily"),
    [
        ("12:00:00", "12:14:59", 80, 300),
        ("12:14:59", "12:15:00", 0, 300),
        ("12:00:00", "13:05:00", 0, 300),
        ("23:59:59", "24:00", 0, 0),
        ("00:00:00", "23:59:00", 0, 300),
    ],
)
def test_a_window_that_ended_begins_anew(observed: str, asked: str, short: int, daily: int) -> None:
    """The count of the day outlives the quarters in it, and ends with the day."""
    meter = a_meter(on_that_day(observed), short_used=80, daily_used=300).at(on_that_day(asked))
    assert (meter.short_used, meter.daily_used) == (short, daily)
    assert meter.observed_at == on_that_day(asked)


def test_the_same_clock_time_a_day_later_is_another_window() -> None:
    """Noon yesterday says nothing about noon today."""
    meter = a_meter(NOON, short_used=80, daily_used=300).at(NOON + timedelta(days=1))
    assert (meter.short_used, meter.daily_used) == (0, 0)


def test_other_zones_of_the_clock_change_nothing() -> None:
    """Windows are those of UTC, in whichever zone the instant is given."""
    there = on_that_day("23:50").astimezone(ZoneInfo("Asia/Kathmandu"))
    assert next_window(there, TERMS) == next_day(there) == on_that_day("24:00")


@pytest.mark.parametrize(
    ("headers", "short", "daily"),
    [
        ({"X-ReadRateLimit-Limit": "100,1000", "X-ReadRateLimit-Usage": "7,70"}, 7, 70),
        ({"x-readratelimit-limit": "100,1000", "x-readratelimit-usage": "7,70"}, 7, 70),
        ({"X-RateLimit-Limit": "200,2000", "X-RateLimit-Usage": "9,90"}, 9, 90),
        (
            {
                "X-RateLimit-Limit": "200,2000",
                "X-RateLimit-Usage": "9,90",
                "X-ReadRateLimit-Limit": "100,1000",
                "X-ReadRateLimit-Usage": "7,70",
            },
            7,
            70,
        ),
        ({"X-ReadRateLimit-Usage": " 7 , 70 "}, 7, 70),
    ],
)
def test_what_an_answer_says_of_usage_wins_over_what_was_counted(
    headers: dict[str, str], short: int, daily: int
) -> None:
    """Others may use the same application; the limits for reading are the tighter ones."""
    meter = a_meter(NOON, short_used=50, daily_used=500).observed(headers, NOON)
    assert (meter.short_used, meter.daily_used) == (short, daily)


def test_higher_limits_are_used_once_an_answer_tells_them() -> None:
    """Strava raises them for an application on request; nothing has to be set here."""
    meter = a_meter(NOON, short_used=100, daily_used=100)
    assert wait_until(meter, OLDER_DETAIL, NOON) is not None
    headers = {"X-ReadRateLimit-Limit": "300,3000", "X-ReadRateLimit-Usage": "100,100"}
    raised = meter.observed(headers, NOON)
    assert raised.left(OLDER_DETAIL) == (80, 1700)
    assert wait_until(raised, OLDER_DETAIL, NOON) is None
    assert raised.at(NOON + timedelta(days=2)).left(EVENT) == (300, 3000)


@pytest.mark.parametrize(
    "text", [None, "", ",", "100", "many,more", "1,2,3", "1.5,2.5", "nan,nan", "7;70"]
)
def test_nonsense_in_a_header_leaves_the_count_as_it_is(text: str | None) -> None:
    """What was counted here is the best that is known."""
    names = ("X-ReadRateLimit-Limit", "X-ReadRateLimit-Usage", "X-RateLimit-Usage")
    headers = {} if text is None else dict.fromkeys(names, text)
    meter = a_meter(NOON, short_used=50, daily_used=500)
    assert meter.observed(headers, NOON) == meter


def test_headers_of_a_new_window_are_of_that_window() -> None:
    """The answer that comes just after the quarter counts from it."""
    later = NOON + QUARTER
    meter = a_meter(NOON, short_used=99, daily_used=500).observed({}, later)
    assert (meter.short_used, meter.daily_used) == (0, 500)


def test_a_refusal_ends_the_quarter_for_every_kind() -> None:
    """Whatever was counted: Strava knows better, and the next quarter is tried."""
    meter = a_meter(NOON, short_used=3, daily_used=3).exhausted(NOON)
    assert {wait_until(meter, kind, NOON) for kind in KINDS} == {NOON + QUARTER}
    assert wait_until(meter, OLDER_DETAIL, NOON + QUARTER) is None


def test_a_refusal_never_makes_a_count_smaller() -> None:
    """More may have been used than we thought possible."""
    assert a_meter(NOON, short_used=130).exhausted(NOON).short_used == 130


def test_a_refusal_for_the_day_waits_for_midnight() -> None:
    """The headers of the refusal tell which of the two limits it was."""
    headers = {"X-ReadRateLimit-Limit": "100,1000", "X-ReadRateLimit-Usage": "4,1000"}
    meter = a_meter(NOON).observed(headers, NOON).exhausted(NOON)
    assert wait_until(meter, EVENT, NOON) == on_that_day("24:00")


@pytest.mark.parametrize(
    ("calls", "short", "daily", "expected"),
    [
        (0, 0, 0, "12:00"),
        (60, 0, 0, "12:00"),
        (61, 0, 0, "12:15"),
        (120, 0, 0, "12:15"),
        (121, 0, 0, "12:30"),
        (1, 60, 60, "12:15"),
        (1, 100, 100, "12:15"),
        (600, 0, 0, "14:15"),
        (1, 0, 600, "24:00"),
        (601, 0, 0, "24:00"),
    ],
)
def test_the_end_of_a_history_is_foretold(
    calls: int, short: int, daily: int, expected: str
) -> None:
    """Sixty calls a quarter, six hundred a day: the first sixty are there at once."""
    meter = a_meter(NOON, short_used=short, daily_used=daily)
    assert complete_at(meter, call_count=calls, now=NOON) == on_that_day(expected)


LATE = datetime(2026, 5, 1, 23, 50, tzinfo=UTC)  # the day's share cannot all be used
INSTANTS = st.integers(0, 3 * 86400).map(lambda seconds: NOON + timedelta(seconds=seconds))
STEPS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.integers(1, 130),  # calls one after the other
        st.integers(0, 3 * 3600),  # seconds until then
        st.floats(0, 20),  # seconds a call takes
    ),
    max_size=25,
)


@settings(deadline=None, max_examples=60)
@given(start=INSTANTS, steps=STEPS)
def test_no_limit_is_ever_broken(start: datetime, steps: list[tuple[str, int, int, float]]) -> None:
    """Whoever asks before each call stays below 100 a quarter of an hour and 1,000 a day."""
    now, meter = start, a_meter(start)
    quarters: Counter[int] = Counter()
    days: Counter[int] = Counter()
    for kind, calls, pause_s, call_s in steps:
        now += timedelta(seconds=pause_s)
        for _ in range(calls):
            waited = wait_until(meter, kind, now)
            if waited is not None:
                assert now < waited <= next_day(now)
                now = waited
                assert wait_until(meter, kind, now) is None
            meter = meter.with_call(now)
            quarters[int(now.timestamp() // 900)] += 1
            days[now.toordinal()] += 1
            now += timedelta(seconds=call_s)
    assert max(quarters.values(), default=0) <= 100
    assert max(days.values(), default=0) <= 1000


@settings(deadline=None, max_examples=60)
@example(start=LATE, calls=700, short_used=0, earlier=0)
@given(
    start=INSTANTS,
    calls=st.integers(0, 2500),
    short_used=st.integers(0, 120),
    earlier=st.integers(0, 1000),
)
def test_a_foretold_end_is_that_of_counting_one_by_one(
    start: datetime, calls: int, short_used: int, earlier: int
) -> None:
    """Never too early, and at most a quarter of an hour too late."""
    meter = a_meter(start, short_used=short_used, daily_used=short_used + earlier)
    foretold = complete_at(meter, call_count=calls, now=start)
    assert timedelta(0) <= foretold - counted_end(meter, start, calls) <= QUARTER


def counted_end(meter: Meter, now: datetime, calls: int) -> datetime:
    """When the last of so many calls is made, each waiting as it must and taking no time."""
    for _ in range(calls):
        now = wait_until(meter, OLDER_DETAIL, now) or now
        meter = meter.with_call(now)
    return now
