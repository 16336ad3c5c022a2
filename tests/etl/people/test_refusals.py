"""What was refused is on record, once an hour, in files that cannot grow."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from etl import clock
from etl.home import Home
from etl.people import refusals
from etl.people.refusals import MORE, MOST_AN_HOUR, Refusals, files, read_refusals

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def test_the_same_refusal_is_written_once_an_hour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever else is refused has a line of their own."""
    home = Home(tmp_path)
    noted = Refusals(home)
    for minutes in (0, 1, 59, 61):
        monkeypatch.setattr(clock, "read", lambda after=minutes: NOON + timedelta(minutes=after))
        noted.note("upload", "address 192.0.2.1")
    noted.note("upload", "p2")
    assert [(one.at, one.who) for one in read_refusals(home)] == [
        ("2026-05-04T12:00:00Z", "address 192.0.2.1"),
        ("2026-05-04T13:01:00Z", "address 192.0.2.1"),
        ("2026-05-04T13:01:00Z", "p2"),
    ]
    assert files(home)[0].stat().st_mode & 0o077 == 0


def test_who_tries_without_end_fills_no_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand lines an hour and one that says so; two files of one size, the newest kept."""
    monkeypatch.setattr(clock, "read", lambda: NOON)
    monkeypatch.setattr(refusals, "MOST_AN_HOUR", 20)
    monkeypatch.setattr(refusals, "MOST_BYTES", 2000)
    home = Home(tmp_path)
    noted = Refusals(home)
    for hour in range(10):
        monkeypatch.setattr(clock, "read", lambda after=hour: NOON + timedelta(hours=after))
        for number in range(200):
            noted.note("upload" + "x" * 1000, f"address {number}")
    found = read_refusals(home)
    assert sum(path.stat().st_size for path in files(home)) < 2 * (2000 + 300)
    assert found[-1].what == MORE and found[-1].at == "2026-05-04T21:00:00Z"
    assert MOST_AN_HOUR == 1000


def test_a_line_that_was_cut_off_is_left_out(tmp_path: Path) -> None:
    """By a crash: the others are read."""
    home = Home(tmp_path)
    Refusals(home).note("upload", "p1")
    with files(home)[0].open("a") as file:
        file.write('{"at": "2026')
    assert [one.who for one in read_refusals(home)] == ["p1"]


def test_a_disk_that_takes_nothing_keeps_nobody_from_signing_in(tmp_path: Path) -> None:
    """What could not be written down is, once it can."""
    home = Home(tmp_path)
    noted, newest = Refusals(home), files(home)[0]
    newest.mkdir()
    noted.note("session that is over", "p2")
    newest.rmdir()
    noted.note("session that is over", "p2")
    assert [one.who for one in read_refusals(home)] == ["p2"]
