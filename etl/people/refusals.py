"""What was refused to whom: a line each in a file that cannot grow, whoever keeps on trying.

The same refusal of the same sender is written once an hour, a thousand lines an hour at most; a
full file takes the place of the one before it. A line says nothing of anybody's data.
"""

import json
import logging
import threading
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from filelock import FileLock

from etl import clock
from etl.home import Home

_log = logging.getLogger(__name__)
MOST_AN_HOUR = 1000
MOST_BYTES = 2_000_000
_LONGEST = 80  # characters of who and what
MORE = "more than is written down"
LOOK = "look at what is not theirs"
LOOK_AT_RUNNER = "look at a runner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Something that somebody was not let do. `who` is an account's id, a login or an address."""

    at: str
    who: str
    what: str


class Refusals:
    """Those of one home, as one process sees them."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._lock = threading.Lock()
        self._hour = ""
        self._told: set[tuple[str, str]] = set()

    def note(self, what: str, who: str) -> None:
        """Write it down, unless that was done this hour."""
        now = clock.read()
        with self._lock:
            if self._hour != f"{now:%F %H}":
                self._hour, self._told = f"{now:%F %H}", set()
            if (what, who) in self._told or len(self._told) > MOST_AN_HOUR:
                return
            told = (what, who)
            self._told.add(told)
            is_last = len(self._told) > MOST_AN_HOUR
            what, who = (MORE, "") if is_last else (what, who)
            try:
                self._write(_refusal(what, who, now))
            except OSError as error:  # a full disk refuses nobody the page to sign in at
                _log.warning("a refusal was not written down: %s", error.strerror)
                self._told.discard(told)

    def _write(self, refusal: Refusal) -> None:
        newest, former = files(self._home)
        if not self._home.root.is_dir():
            return
        with FileLock(self._home.root / "refused.lock", mode=0o600):
            if newest.is_file() and newest.stat().st_size > MOST_BYTES:
                newest.replace(former)
            if not newest.is_file():
                newest.touch(mode=0o600)
            with newest.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(refusal)) + "\n")


@cache
def refusals_of(home: Home) -> Refusals:
    """Those of a home, for all of this process."""
    return Refusals(home)


def files(home: Home) -> tuple[Path, Path]:
    """The file that is written, and the one before it."""
    return home.root / "refused.jsonl", home.root / "refused.former.jsonl"


def read_refusals(home: Home) -> list[Refusal]:
    """All that are still kept, the oldest first; a line that a crash cut off is left out."""
    found = []
    for path in reversed(files(home)):
        for line in path.read_bytes().splitlines() if path.is_file() else ():
            try:
                found.append(Refusal(**json.loads(line)))
            except (ValueError, TypeError):
                continue
    return found


def _refusal(what: str, who: str, now: datetime) -> Refusal:
    return Refusal(at=f"{now:%FT%TZ}", who=who[:_LONGEST], what=what[:_LONGEST])
