"""Webhook events as hints that wait, one small file each: writing one waits for no database.

An event says only that something changed. What changed is fetched with the runner's own token, so
a false event costs a call and changes nothing, repeats fall together, and order does not matter.
"""

import json
import os
import re
from fnmatch import fnmatchcase
from pathlib import Path

from etl.home import Home
from etl.sources.platform import Event
from etl.storage.disk.durable import write_whole
from etl.sync.ledger.records import Account

_NAME = re.compile(r"([a-z_]+)-(activity|athlete)-(\d+)-(\d+)\.json")
_FORMER_NAMES = ("overflow", "activity-*.json", "athlete-*.json")  # of one platform, unnamed
_MOST_EVENTS = 5000  # files of a few hundred bytes; beyond it the next look finds all


def keep_event(home: Home, event: Event) -> bool:
    """Let the event wait; False where the queue is full, and the next look finds all instead."""
    folder = home.events
    if _is_full(folder):
        write_whole(folder / f"{event.provider}.overflow", b"")
        return False
    name = f"{event.provider}-{event.kind}-{event.athlete_id}-{event.object_id}.json"
    write_whole(folder / name, json.dumps({"is_withdrawn": event.is_withdrawn}).encode())
    return True


def waiting_events(home: Home, provider: str | None = None) -> list[Event]:
    """Events of a platform, or of all, that wait; the longest waiting first."""
    found = [(path, _NAME.fullmatch(path.name)) for path in _files(home)]
    known = [(path, match) for path, match in found if match and provider in (None, match[1])]
    known.sort(key=lambda pair: _written_ns(pair[0]))
    return [
        Event(
            match[1],
            match[2],
            match[3],
            match[4],
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


def concerns(event: Event, account: Account) -> bool:
    """An end at the platform is heard of also where runs may no longer be read."""
    return account.state == "connected" or (
        event.kind == "athlete" and account.state == "scope_missing"
    )


def take_overflow(home: Home, provider: str) -> bool:
    """Whether events of a platform were turned away since this was asked last.

    Events that were written before their files named the platform count as turned away.
    """
    names = [f"{provider}.overflow", *_FORMER_NAMES]
    marks = [path for path in _files(home) if any(fnmatchcase(path.name, name) for name in names)]
    for mark in marks:
        mark.unlink(missing_ok=True)
    return bool(marks)


def _files(home: Home) -> list[Path]:
    """Asked before each call of a sync: a home that nobody posts events to has no folder."""
    try:
        return [Path(entry.path) for entry in os.scandir(home.events)]
    except (FileNotFoundError, NotADirectoryError):
        return []


def _is_full(folder: Path) -> bool:
    try:
        return sum(1 for _ in folder.iterdir()) >= _MOST_EVENTS
    except FileNotFoundError:
        return False


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
