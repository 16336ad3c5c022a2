"""Contenders as processes in their own environments, which take turns."""

import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.compare.results import LeftOut, Line
from bench.peers.passes import Passes
from bench.table.figures import Unit
from etl.ingest.worker import ONE_THREAD

HERE = Path(__file__).resolve().parents[2]
OWN = ".venv"
WITHIN_S = 900
_PLACE = re.compile(r"\S*://\S+|host='[^']*'|(?<!\w)/[\w.-]+/\S*")
LOGS = HERE / "build" / "bench"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A line of the results: the module that is run with those words, and whose Python runs it."""

    what: str
    does: str
    words: tuple[str, ...]
    environment: str = OWN


class NotRun(Exception):
    """A contender that is not here, or failed; its text is one line for the page."""


def take_turns(
    contenders: Sequence[Contender],
    *,
    goes: int,
    unit: Unit,
    ask: Callable[[Contender], Passes] | None = None,
) -> tuple[list[Line], list[LeftOut]]:
    """Each go asks all of them, beginning with another one; who fails once is left out.

    `ask` is `run`, where nothing else is given.
    """
    taken: dict[str, list[Passes]] = defaultdict(list)
    left_out: dict[str, str] = {}
    for go in range(goes):
        first = go % len(contenders)
        for one in (*contenders[first:], *contenders[:first]):
            if one.what not in left_out:
                try:
                    taken[one.what].append((ask or run)(one))
                except NotRun as refused:
                    left_out[one.what] = str(refused)
    lines = [_line(one, taken[one.what], unit) for one in contenders if one.what not in left_out]
    return lines, [LeftOut(who=who, why=why) for who, why in left_out.items()]


def _line(one: Contender, taken: Sequence[Passes], unit: Unit) -> Line:
    return Line(
        what=one.what,
        goes=[passes.cpu_s for passes in taken],
        unit=unit,
        does=one.does,
        version=taken[-1].version,
        points=taken[-1].points,
    )


def run(one: Contender) -> Passes:
    """One go, in a process of its own, with one thread, as the workers of an import have it.

    Raises NotRun.
    """
    python = sys.executable if one.environment == OWN else HERE / one.environment / "bin/python"
    if not Path(python).is_file() or not _is_made(one.environment):
        raise NotRun(_why_missing(one.environment))
    try:
        done = subprocess.run(
            [python, "-m", *one.words],
            cwd=HERE,
            env=os.environ | ONE_THREAD,
            capture_output=True,
            text=True,
            timeout=WITHIN_S,
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise NotRun(f"took more than {WITHIN_S} s") from None
    except subprocess.CalledProcessError as failed:
        raise NotRun(_last_line(failed.stderr) or f"ended with {failed.returncode}") from None
    return Passes(**json.loads(done.stdout.splitlines()[-1]))


def many(contenders: Sequence[Contender], word: str, value: object) -> list[Contender]:
    """The same with a word of theirs replaced, as `FILE` by a path."""
    return [
        replace(one, words=tuple(str(value) if it == word else it for it in one.words))
        for one in contenders
    ]


def _is_made(environment: str) -> bool:
    return environment == OWN or (HERE / environment / "peers.stamp").is_file()


def _why_missing(environment: str) -> str:
    log = LOGS / f"{environment}.log"
    said = _last_line(log.read_text("utf-8", "replace")) if log.is_file() else ""
    made_by = f"make {environment}/peers.stamp"
    return f"cannot be installed here ({said})" if said else f"not installed here; {made_by} does"


def _last_line(text: str) -> str:
    """The last one with anything on it that is not make's own."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    said = [line for line in lines if not line.startswith("make")]
    return without_places(said[-1]) if said else ""


def without_places(text: str) -> str:
    """A line for a page that is kept: no address, no host, no folder of this machine."""
    return _PLACE.sub("…", text)[:200]
