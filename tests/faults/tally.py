"""What came of each fault and attack: one file a test, from which SECURITY.md's table is made."""

import os
from dataclasses import dataclass
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
    ASVS 5.0 that it shows, "v5.0.0-7.4.1" without the version.
    """

    kind: Literal["fault", "attack"]
    what: str
    held: int
    named: int = 0
    asvs: tuple[str, ...] = ()
    test: str

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
    name = result.test.replace("/", ".").replace("::", "-")
    (folder / f"{name}.json").write_bytes(_AS_JSON.dump_json(result))


def read(folder: Path = RESULTS) -> list[Result]:
    """All results of the last long form: attacks after faults, each by its words."""
    results = [_AS_JSON.validate_json(path.read_bytes()) for path in folder.glob("*.json")]
    return sorted(results, key=lambda result: (result.kind != "fault", result.what))
