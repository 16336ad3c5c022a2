"""Webhook events as files that wait: what counts as one, and what becomes of many."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from etl.home import Home
from etl.sources.strava_api.events import to_event
from etl.sync import webhook_queue
from etl.sync.webhook_queue import (
    Event,
    claim,
    keep_event,
    take_overflow,
    waiting_events,
)

MESSAGE = {
    "object_type": "activity",
    "object_id": 1360128428,
    "aspect_type": "create",
    "owner_id": 134815,
    "subscription_id": 120475,
    "event_time": 1516126040,
    "updates": {},
}
RUN = Event("strava", "activity", "134815", "1360128428")
LIST_WAITING = """
import sys
from pathlib import Path
from etl.home import Home
from etl.sync.webhook_queue import waiting_events
for event in waiting_events(Home(Path(sys.argv[1]))):
    print(event.kind, event.athlete_id, event.object_id, event.is_withdrawn)
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home to which nothing was posted yet."""
    return Home(tmp_path)


def waiting(home: Home) -> list[Event]:
    """What waits, without where it lies."""
    return [replace(event, file=None) for event in waiting_events(home)]


def date_back(home: Home, *, to_s: dict[str, int]) -> None:
    """Let events have come at certain times, by the id of their object."""
    for event in waiting_events(home):
        assert event.file is not None
        os.utime(event.file, (to_s[event.object_id], to_s[event.object_id]))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, RUN),
        ({"aspect_type": "update", "updates": {"title": "Larkspur"}}, RUN),
        ({"aspect_type": "delete"}, RUN),
        ({"aspect_type": "update", "updates": {"type": "Ride"}}, RUN),
        ({"updates": {"private": "true"}}, replace(RUN, is_withdrawn=True)),
        ({"updates": {"private": True}}, replace(RUN, is_withdrawn=True)),
        ({"updates": {"private": "True"}}, replace(RUN, is_withdrawn=True)),
        ({"updates": {"private": "false"}}, RUN),
        ({"updates": {"private": None}}, RUN),
        ({"updates": None}, RUN),
        ({"updates": ["private", "true"]}, RUN),
        (
            {"object_type": "athlete", "object_id": 134815, "updates": {"authorized": "false"}},
            Event("strava", "athlete", "134815", "134815"),
        ),
        ({"unheard_of": {"deep": [1]}}, RUN),
    ],
)
def test_an_event_tells_that_something_changed(changes: dict[str, object], expected: Event) -> None:
    """What changed is not believed but fetched; only private is, as a hint not to show."""
    assert to_event(MESSAGE | changes) == expected


@pytest.mark.parametrize(
    "message",
    [
        None,
        [],
        [MESSAGE],
        "activity",
        7,
        {},
        MESSAGE | {"object_type": "segment"},
        MESSAGE | {"object_type": None},
        MESSAGE | {"object_type": ["activity"]},
        MESSAGE | {"object_id": "1360128428"},
        MESSAGE | {"object_id": "../../secret"},
        MESSAGE | {"object_id": None},
        MESSAGE | {"object_id": 0},
        MESSAGE | {"object_id": -4},
        MESSAGE | {"object_id": 1.5},
        MESSAGE | {"object_id": True},
        MESSAGE | {"object_id": 10**20},
        MESSAGE | {"owner_id": "134815"},
        MESSAGE | {"owner_id": {"id": 134815}},
        {name: value for name, value in MESSAGE.items() if name != "owner_id"},
    ],
    ids=str,
)
def test_what_is_no_event_is_left_out(message: object) -> None:
    """Anybody may post anything; ids become names of files, so they are numbers or nothing."""
    assert to_event(message) is None


def test_nothing_waits_where_nothing_was_posted(home: Home) -> None:
    """A home without a connection has no folder for events, and asking makes none."""
    assert waiting_events(home) == []
    assert not take_overflow(home, "strava")
    assert not home.events.exists()


def test_an_event_waits_until_it_is_claimed(home: Home) -> None:
    """Looking at it does not take it away."""
    assert keep_event(home, RUN)
    assert waiting(home) == [RUN]
    (found,) = waiting_events(home)
    claim(found)
    assert waiting(home) == []


def test_claiming_twice_is_harmless(home: Home) -> None:
    """Two passes may have read the same list."""
    keep_event(home, RUN)
    (found,) = waiting_events(home)
    claim(found)
    claim(found)
    claim(RUN)  # one that never lay anywhere
    assert waiting(home) == []


def test_one_that_arrives_after_the_claim_is_a_new_one(home: Home) -> None:
    """An edit during the fetch is fetched again."""
    keep_event(home, RUN)
    (found,) = waiting_events(home)
    claim(found)
    keep_event(home, RUN)
    assert waiting(home) == [RUN]


def test_repeats_fall_together(home: Home) -> None:
    """Strava sends an event up to three times; a title that is edited costs one call."""
    for _ in range(3):
        assert keep_event(home, RUN)
    assert waiting(home) == [RUN]


def test_events_of_other_runs_and_other_athletes_stay_apart(home: Home) -> None:
    """Only what concerns the same thing falls together."""
    others = {
        RUN,
        replace(RUN, object_id="2"),
        replace(RUN, athlete_id="2"),
        Event("strava", "athlete", "134815", "1360128428"),
    }
    for event in others:
        keep_event(home, event)
    assert set(waiting(home)) == others


def test_the_last_word_on_privacy_counts(home: Home) -> None:
    """Withdrawn and shown again, or the other way round, before anybody looked."""
    withdrawn = replace(RUN, is_withdrawn=True)
    keep_event(home, withdrawn)
    assert waiting(home) == [withdrawn]
    keep_event(home, RUN)
    assert waiting(home) == [RUN]
    keep_event(home, withdrawn)
    assert waiting(home) == [withdrawn]


def test_the_longest_waiting_comes_first(home: Home) -> None:
    """By when it was last posted, not by its number."""
    for object_id in ("1", "2", "3"):
        keep_event(home, replace(RUN, object_id=object_id))
    date_back(home, to_s={"1": 300, "2": 100, "3": 200})
    assert [event.object_id for event in waiting(home)] == ["2", "3", "1"]


def test_a_full_queue_turns_events_away_and_says_so_once(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A flood fills no disk: the next look at Strava finds whatever was turned away."""
    monkeypatch.setattr(webhook_queue, "_MOST_EVENTS", 3)
    kept = [keep_event(home, replace(RUN, object_id=str(number))) for number in range(1, 6)]
    assert kept == [True, True, True, False, False]
    assert [event.object_id for event in waiting(home)] == ["1", "2", "3"]
    assert take_overflow(home, "strava")
    assert not take_overflow(home, "strava")
    claim(waiting_events(home)[0])
    assert keep_event(home, replace(RUN, object_id="6"))
    assert not take_overflow(home, "strava")


def test_what_waits_survives_a_restart(home: Home) -> None:
    """Another process, started later, reads the same folder."""
    keep_event(home, replace(RUN, is_withdrawn=True))
    keep_event(home, Event("strava", "athlete", "7", "7"))
    later = subprocess.run(
        [sys.executable, "-c", LIST_WAITING, str(home.root)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert sorted(later.stdout.splitlines()) == [
        "activity 134815 1360128428 True",
        "athlete 7 7 False",
    ]


@pytest.mark.parametrize("content", [b"", b"{", b"\0\0", b"\xff", b'{"is_withdrawn": 1}'])
def test_a_damaged_file_still_tells_that_something_changed(home: Home, content: bytes) -> None:
    """Its name alone is enough to ask Strava."""
    keep_event(home, replace(RUN, is_withdrawn=True))
    (found,) = waiting_events(home)
    assert found.file is not None
    found.file.write_bytes(content)
    assert waiting(home) == [RUN]


def test_what_is_not_ours_in_the_folder_is_left_alone(home: Home) -> None:
    """A file that is being written, or that somebody put there, is no event."""
    keep_event(home, RUN)
    for name in ("activity-1.json", "segment-1-2.json", "activity-1-2.json.tmp", "notes.txt"):
        (home.events / name).write_text("{}")
    assert waiting(home) == [RUN]


def test_a_file_of_an_event_holds_no_more_than_is_used(home: Home) -> None:
    """Strava sends the new title along; it goes nowhere."""
    event = to_event(MESSAGE | {"updates": {"title": "Larkspur", "private": "true"}})
    assert event is not None and keep_event(home, event)
    (path,) = home.events.iterdir()
    assert path.name == "strava-activity-134815-1360128428.json"
    assert json.loads(path.read_bytes()) == {"is_withdrawn": True}
