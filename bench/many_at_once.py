"""Fifty people on one server: whose rows reach whom, how long the board takes, how much memory.

python -m bench.many_at_once [people] [seconds between two clicks]
"""

import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from bench.archive import print_table
from bench.browser import wait_for
from bench.crowd import Crowd, Somebody, make_crowd
from bench.import_memory import family, memory_bytes
from bench.table.figures import percentile
from bench.timed_server import TIMES
from bench.visitors import Visitor, visitor
from etl.journal.entries import PainEntry
from etl.journal.store import Journal
from tests.builders.serving import free_port

SECRET = "c" * 40
PROMISED_BOARD_S = 0.5
PROMISED_MEMORY_MB = 2048
CLICKS = 12  # a person
TIMES_FILE = "times.txt"
FORMS_A_MINUTE = 20  # somebody logs pain from another process
OF_RUNNERS = ("today", "load", "pain", "plan", "runs")
OF_COACHES = ("squad", "squad", "squad", "patient", "load")


@dataclass(slots=True)
class Seen:
    """What all the visits gave. `arriving`: begun before everybody had seen a first page."""

    times_file: Path
    arriving: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    here_count: int = 0
    all_here_at: float = 0.0  # seconds since 1970
    strangers: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def main(count: int, pause_s: float) -> None:
    """Fill a home, let everybody in at once, print what was measured."""
    with tempfile.TemporaryDirectory(prefix="kneewise-crowd-") as folder:
        crowd = make_crowd(Path(folder), runners=count - 10)
        with served(crowd, Path(folder) / TIMES_FILE) as (address, process):
            seen = Seen(times_file=Path(folder) / TIMES_FILE)
            before = memory_mb(process)
            os.nice(10)  # visitors have machines of their own, where this one has two cores
            asyncio.run(everybody(crowd, address, pause_s, seen))
            after = memory_mb(process)
            runs = server_runs(seen)
    rows = [
        ("", "measured", "promised"),
        ("people at once, runners", f"{len(crowd.people)}, {len(crowd.names)}", ""),
        ("rows of somebody else", str(len(seen.strangers)), "0"),
        ("pages that failed", str(len(seen.failed)), "0"),
        ("memory before and after", f"{before:.0f}, {after:.0f} MB", f"under {PROMISED_MEMORY_MB}"),
        (
            "squad board on the server, 95th percentile",
            f"{percentile(runs['squad'], 0.95):.2f} s",
            f"under {PROMISED_BOARD_S} s",
        ),
        *spread("on the server: ", runs),
        *spread("until it has arrived: ", seen.seconds),
        *spread("while all arrive: ", seen.arriving),
    ]
    print_table(rows)
    for sentence in (*seen.strangers, *seen.failed)[:10]:
        print(sentence)


def spread(when: str, seconds_by_page: dict[str, list[float]]) -> list[tuple[str, str, str]]:
    """Of each page how often, the middle and the 95th percentile, waiting included."""
    return [
        (
            f"{when}{page}, {len(seconds)} times",
            f"{statistics.median(seconds):.2f}, {percentile(seconds, 0.95):.2f} s",
            "",
        )
        for page, seconds in sorted(seconds_by_page.items())
    ]


def server_runs(seen: Seen) -> dict[str, list[float]]:
    """Seconds that the server took for each page, once everybody was there."""
    runs: dict[str, list[float]] = defaultdict(list)
    for line in seen.times_file.read_text("utf-8").splitlines():
        begun_at, page, seconds = line.split()
        if float(begun_at) >= seen.all_here_at:
            runs[page].append(float(seconds))
    return runs


@contextmanager
def served(crowd: Crowd, times_file: Path) -> Generator[tuple[str, psutil.Process]]:
    """The dashboard in team mode, in a process of its own."""
    provider = {"ISSUER": "http://127.0.0.1:1", "CLIENT_ID": "kneewise", "CLIENT_SECRET": "none"}
    settings = {**provider, "COOKIE_SECRET": SECRET}
    port = free_port()
    process = subprocess.Popen(
        [
            *[sys.executable, "-m", "bench.timed_server", "--home", str(crowd.home.root)],
            *["serve", "--port", str(port)],
        ],
        stdout=subprocess.DEVNULL,
        env=os.environ
        | {TIMES: str(times_file)}
        | {f"KNEEWISE_OIDC_{name}": value for name, value in settings.items()},
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", seconds=60)
        yield f"http://127.0.0.1:{port}", psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


async def everybody(crowd: Crowd, address: str, pause_s: float, seen: Seen) -> None:
    """All at once; meanwhile runners log from elsewhere, as by the shell or a phone."""
    logging = asyncio.create_task(keep_logging(crowd))
    await asyncio.gather(*(one(crowd, who, address, pause_s, seen) for who in crowd.people))
    logging.cancel()


async def one(crowd: Crowd, who: Somebody, address: str, pause_s: float, seen: Seen) -> None:
    """One person's clicks, with pauses as people make them."""
    rng = random.Random(who.email)
    await asyncio.sleep(rng.uniform(0, pause_s))
    home = crowd.home.root
    async with visitor(address, who.email, cookie_secret=SECRET, home=home) as page:
        for index in range(CLICKS):
            name = rng.choice(OF_COACHES if who.is_coach else OF_RUNNERS)
            is_arriving = seen.here_count < len(crowd.people)
            taken_s = await page.visit(name)
            (seen.arriving if is_arriving else seen.seconds)[name].append(taken_s)
            seen.here_count += index == 0
            if index == 0 and seen.here_count == len(crowd.people):
                seen.all_here_at = time.time()
            look(crowd, who, name, page, seen)
            await asyncio.sleep(rng.uniform(0.5, 1.5) * pause_s)


def look(crowd: Crowd, who: Somebody, name: str, page: Visitor, seen: Seen) -> None:
    """Search what came for names that are not this person's to see."""
    received = bytes(page.received)
    page.received.clear()
    found = {known for known in crowd.names.values() if known.encode() in received}
    if strangers := found - who.may_see:
        seen.strangers.append(f"{who.email} saw {sorted(strangers)} on {name}")
    if not found or b"Traceback" in received:
        seen.failed.append(f"{name} of {who.email}: {len(received)} bytes")


async def keep_logging(crowd: Crowd) -> None:
    """A pain entry of somebody, again and again."""
    journal = Journal(crowd.home, crowd.settings)
    today = crowd.settings.current_time().date()
    rng = random.Random(1)
    while True:
        runner_id = rng.choice([*crowd.names])
        entry = PainEntry(
            runner_id=runner_id, local_date=today, knee="left", pain_during_score=rng.randint(0, 6)
        )
        await asyncio.to_thread(journal.log_pain, entry)
        await asyncio.sleep(60 / FORMS_A_MINUTE)


def memory_mb(process: psutil.Process) -> float:
    """Of the server and its children; shared pages are shared out where the system tells."""
    return sum(map(memory_bytes, family(process.pid))) / 1e6


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 50,
        float(sys.argv[2]) if len(sys.argv) > 2 else 10.0,
    )
