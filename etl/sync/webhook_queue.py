"""Webhook events as hints that wait, one small file each: writing one waits for no database.

An event says only that something changed. What changed is fetched with the runner's own token, so
a false event costs a call and changes nothing, repeats fall together, and order does not matter.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from etl.home import Home
from etl.sources.strava_api.terms import TERMS
from etl.storage.originals import write_whole

_KINDS = ("activity", "athlete")
_MOST_DIGITS = 20
_NAME = re.compile(r"(activity|athlete)-(\d+)-(\d+)\.json")
_OVERFLOW = "overflow"


@dataclass(frozen=True, slots=True)
class Event:
    """Something changed: an activity of an athlete, or the athlete's own account."""

    kind: str  # activity or athlete
    athlete_id: str
    object_id: str
    is_withdrawn: bool = False  # became private, which we may not be allowed to see
    file: Path | None = None
    written_ns: int = field(default=0, compare=False)  # of that file: when, not what


def to_event(message: object) -> Event | None:
    """What Strava posted, as far as it is used; None where it is not an event we know."""
    if not isinstance(message, Mapping):
        return None
    kind = message.get("object_type")
    ids = (message.get("owner_id"), message.get("object_id"))
    if kind not in _KINDS or not all(_is_id(value) for value in ids):
        return None
    updates = message.get("updates")
    private = updates.get("private") if isinstance(updates, Mapping) else None
    return Event(kind, str(ids[0]), str(ids[1]), is_withdrawn=str(private).casefold() == "true")


def keep_event(home: Home, event: Event) -> bool:
    """Let the event wait; False where the queue is full, and the next look finds all instead."""
    folder = home.events
    if _is_full(folder):
        write_whole(folder / _OVERFLOW, b"")
        return False
    name = f"{event.kind}-{event.athlete_id}-{event.object_id}.json"
    write_whole(folder / name, json.dumps({"is_withdrawn": event.is_withdrawn}).encode())
    return True


def waiting_events(home: Home) -> list[Event]:
    """Events that wait, the longest waiting first."""
    if not home.events.is_dir():
        return []
    found = [(path, _NAME.fullmatch(path.name)) for path in home.events.iterdir()]
    known = [(path, match) for path, match in found if match]
    known.sort(key=lambda pair: _written_ns(pair[0]))
    return [
        Event(
            match[1],
            match[2],
            match[3],
            is_withdrawn=_is_withdrawn(path),
            file=path,
            written_ns=_written_ns(path),
        )
        for path, match in known
    ]


def claim(event: Event) -> None:
    """Take the event out of the queue, unless it came once more since it was read."""
    if event.file is not None and _written_ns(event.file) == event.written_ns:
        event.file.unlink(missing_ok=True)


def take_overflow(home: Home) -> bool:
    """Whether events were turned away since this was asked last."""
    mark = home.events / _OVERFLOW
    is_there = mark.is_file()
    mark.unlink(missing_ok=True)
    return is_there


def _is_full(folder: Path) -> bool:
    try:
        return sum(1 for _ in folder.iterdir()) >= TERMS.most_events
    except FileNotFoundError:
        return False


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**_MOST_DIGITS


def _is_withdrawn(path: Path) -> bool:
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and content.get("is_withdrawn") is True


def _written_ns(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0
