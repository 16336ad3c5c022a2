"""Fifty people for an hour, which stands for a day: does the server grow?

python -m bench.soak.day HOME [minutes] [people] [port]: HOME is filled where it is not there yet.
"""

import asyncio
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from statistics import quantiles

import psutil

from bench.archive import print_table
from bench.browser import wait_for
from bench.crowd import Crowd, make_crowd
from bench.soak.counting_server import COUNTS, ask
from bench.soak.people import Person
from bench.visitors import run_apart
from tests.builders import a_run
from tests.builders.serving import TEAM, free_port

PAUSE_S = float(os.environ.get("KNEEWISE_SOAK_PAUSE_S", "12"))
"""Between two clicks of one person, in the mean."""
WAIT_S = 20
"""So long a page that was left waits for its browser, instead of two minutes: expiries are many."""
_LOOK_EVERY_S = 2.0
_ROOM = {"descriptors": 60, "threads": 20, "memory_bytes": 100_000_000, "processes": 3}
"""What fifty people take or give back between two looks: a socket each, a page that is drawn."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What the server held at one moment; memory without what its workers have."""

    at_s: float
    descriptors: int
    threads: int
    memory_bytes: int
    processes: int


@dataclass(frozen=True, slots=True)
class Day:
    """What came of it: samples, counts inside the server before and after all had gone."""

    samples: tuple[Sample, ...]
    before: dict[str, int]
    after: dict[str, int]
    done: Counter[str]
    failed: tuple[str, ...]
    took_s: tuple[float, ...] = ()


def live(
    crowd: Crowd,
    folder: Path,
    *,
    minutes: float,
    port: int | None = None,
    meanwhile: Callable[[Sequence[Person]], None] = lambda _people: None,
) -> Day:
    """Everybody comes and goes for so long, on a server of this home; logs lie in the folder.

    `meanwhile` is done beside them, in a thread of its own.
    """
    with _served(crowd, folder, port or free_port()) as (address, process):
        counts = folder / "counts.json"
        before = ask(process.pid, counts)
        people = [
            Person(
                address=address,
                email=who.email,
                is_coach=who.is_coach,
                cookie_secret=TEAM["KNEEWISE_OIDC_COOKIE_SECRET"],
                home=crowd.home.root,
                number=number,
                make_run=_short_run,
                pause_s=PAUSE_S,
            )
            for number, who in enumerate(crowd.people)
        ]
        samples = run_apart(_everybody(people, process, minutes * 60, meanwhile))
        time.sleep(WAIT_S + 5)  # what was left has expired
        after = ask(process.pid, counts)
    done = sum((person.done for person in people), Counter[str]())
    failed = [words for person in people for words in person.failed]
    took = [seconds for person in people for seconds in person.took_s]
    return Day(tuple(samples), before, after, done, tuple(failed), tuple(took))


def grown(samples: Sequence[Sample]) -> list[str]:
    """What did not stay flat after the first tenth of the time, in a sentence each.

    Flat is: the highest value of the last tenth is at most 1.05 times the highest of the second
    tenth, or above it by no more than `_ROOM`; and the line through all but the first tenth
    (least squares) rises over that time by no more than the larger of the two.
    """
    begin_s, end_s = samples[0].at_s, samples[-1].at_s
    tenth_s = (end_s - begin_s) / 10
    later = [one for one in samples if one.at_s >= begin_s + tenth_s]
    second = [one for one in later if one.at_s < begin_s + 2 * tenth_s]
    last = [one for one in later if one.at_s >= end_s - tenth_s]
    found = []
    for name, room in _ROOM.items():
        first_most = max(getattr(one, name) for one in second)
        last_most = max(getattr(one, name) for one in last)
        allowed = max(0.05 * first_most, room)
        risen = _rise(later, name)
        if last_most - first_most > allowed or risen > allowed:
            found.append(f"{name}: {first_most:,} to {last_most:,}, the line rises {risen:,.0f}")
    return found


def _rise(samples: Sequence[Sample], name: str) -> float:
    """Of the least squares line, from the first sample to the last."""
    times = [one.at_s for one in samples]
    values = [getattr(one, name) for one in samples]
    time_mean, value_mean = sum(times) / len(times), sum(values) / len(values)
    spread = sum((at - time_mean) ** 2 for at in times)
    slope = sum(
        (at - time_mean) * (value - value_mean) for at, value in zip(times, values, strict=True)
    )
    return slope / spread * (times[-1] - times[0]) if spread else 0.0


async def _everybody(
    people: Sequence[Person],
    process: psutil.Process,
    length_s: float,
    meanwhile: Callable[[Sequence[Person]], None],
) -> list[Sample]:
    end_s = time.monotonic() + length_s
    samples: list[Sample] = []

    async def look() -> None:
        while time.monotonic() < end_s:
            samples.append(sample(process))
            await asyncio.sleep(_LOOK_EVERY_S)

    async with asyncio.TaskGroup() as group:
        group.create_task(look())
        group.create_task(asyncio.to_thread(meanwhile, people))
        for person in people:
            group.create_task(person.live(lambda: time.monotonic() >= end_s))
    return samples


def sample(process: psutil.Process) -> Sample:
    """What a server holds now."""
    return Sample(
        at_s=time.monotonic(),
        descriptors=process.num_fds(),
        threads=process.num_threads(),
        memory_bytes=process.memory_info().rss,
        processes=len(process.children(recursive=True)),
    )


def _short_run(day: date, km: float) -> bytes:
    return a_run(day, km=km)


@contextmanager
def _served(crowd: Crowd, folder: Path, port: int) -> Generator[tuple[str, psutil.Process]]:
    environment = TEAM | {
        "KNEEWISE_SESSION_WAIT_S": str(WAIT_S),
        # As on a machine of 2 GB. What is kept between clicks is full within the first tenth then,
        # and may not grow after that; with more it would grow for longer.
        "KNEEWISE_SLICE_MEMORY_MB": os.environ.get("KNEEWISE_SLICE_MEMORY_MB", "200"),
        COUNTS: str(folder / "counts.json"),
    }
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [
                *[sys.executable, "-m", "bench.soak.counting_server"],
                *["--home", str(crowd.home.root), "serve", "--port", str(port)],
            ],
            stdout=log,
            stderr=subprocess.STDOUT,
            env=os.environ | environment,
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", seconds=60)
        yield f"http://127.0.0.1:{port}", psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(timeout=90)  # the background ends what it is at


def tell(day: Day) -> None:
    """Print what was held, by tenths of the time, and what grew."""
    begin_s, end_s = day.samples[0].at_s, day.samples[-1].at_s
    names = [one.name for one in fields(Sample) if one.name != "at_s"]
    rows = [("tenth", *names)]
    for tenth in range(10):
        low = begin_s + tenth * (end_s - begin_s) / 10
        high = begin_s + (tenth + 1) * (end_s - begin_s) / 10
        held = [asdict(one) for one in day.samples if low <= one.at_s <= high]
        rows.append((str(tenth + 1), *(f"{max(one[name] for one in held):,}" for name in names)))
    print_table(rows)
    print(f"before: {day.before}\nafter:  {day.after}\ndone:   {dict(day.done)}")
    if len(day.took_s) > 1:
        tenths = quantiles(day.took_s, n=10)
        print(f"a page took {tenths[4]:.2f} s, one in ten {tenths[8]:.2f} s or more")
    for sentence in (*grown(day.samples), *day.failed[:20]):
        print(sentence)


if __name__ == "__main__":
    place = Path(sys.argv[1])
    told = sys.argv[2:]
    minutes, count, at_port = (float(one) for one in (*told, *(10, 50, 0)[len(told) :]))
    made = make_crowd(place, copies=5, runners=int(count) - 10)
    tell(live(made, place.parent, minutes=minutes, port=int(at_port)))
