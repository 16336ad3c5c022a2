"""What came of each fault and attack: one file a test, from which SECURITY.md's table is made."""

import os
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

RESULTS = Path(__file__).resolve().parent.parent.parent / "build" / "faults"
ALL = bool(os.environ.get("KNEEWISE_TEST_FAULTS"))
"""`make test-faults`: as many tries as the table promises. Otherwise a few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of one kind of fault or attack.

    held: tries after which nothing was lost, changed unseen or let in. named: tries after which
    something was gone that no program could have kept, and was named with the way back. Both
    together are all tries: a try that ended otherwise fails its test. asvs: requirements of
    ASVS 5.0 that it shows, "v5.0.0-7.4.1" without the version. day: when it was run, in UTC.
    """

    kind: Literal["fault", "attack"]
    what: str
    held: int
    named: int = 0
    asvs: tuple[str, ...] = ()
    test: str
    day: date = field(default_factory=lambda: datetime.now(UTC).date())

    @property
    def tries(self) -> int:
        """How often it was caused."""
        return self.held + self.named


_AS_JSON = TypeAdapter(Result)


def tries(few: int, *, of: int) -> int:
    """How often a test causes its fault: a few times, or as often as the table promises."""
    return of if ALL else few


def write(result: Result, folder: Path = RESULTS) -> None:
    """Keep a result of the long form: a few tries are no figures for the table."""
    if not ALL:
        return
    folder.mkdir(parents=True, exist_ok=True)
    _file(result.test, folder, ".failed").unlink(missing_ok=True)
    _file(result.test, folder, ".json").write_bytes(_AS_JSON.dump_json(result))


def note_failed(test: str, folder: Path = RESULTS) -> None:
    """What was shown of it before is no longer so; a run that was cut off takes nothing back."""
    if not ALL:
        return
    folder.mkdir(parents=True, exist_ok=True)
    _file(test, folder, ".json").unlink(missing_ok=True)
    _file(test, folder, ".failed").write_text(test, "utf-8")


def read(folder: Path = RESULTS) -> list[Result]:
    """All results there are, of however many runs."""
    return [_AS_JSON.validate_json(path.read_bytes()) for path in folder.glob("*.json")]


def failed(folder: Path = RESULTS) -> frozenset[str]:
    """Tests whose last run failed."""
    return frozenset(path.read_text("utf-8") for path in folder.glob("*.failed"))


def _file(test: str, folder: Path, ending: str) -> Path:
    return folder / (test.replace("/", ".").replace("::", "-") + ending)
