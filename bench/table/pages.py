"""First pages, later pages, and how soon a log is seen: on the real server, by processor time."""

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.browser import SCREENS
from bench.table.figures import SECONDS, Row, Unit, percentile
from bench.table.homes import copy_bare, copy_whole, settings_of
from bench.table.server import Server, Taken, serving
from bench.visitors import Visitor
from dashboard.access.gateway import Gateway, Viewer
from etl.home import Home
from etl.journal.entries import PainEntry
from etl.journal.store import Journal

FIRST = "today"
KILOBYTES = Unit("kB", 0, 1e-3)


def first_page_rows(sizes: Mapping[int, Path], scratch: Path, *, goes: int) -> Iterator[Row]:
    """A runner's first page in a warm process, with nothing stored and as after a write."""
    small = copy_bare(sizes[min(sizes)], scratch / "warm")
    with serving(small) as server:
        asyncio.run(show_everything(server))
        for size, home in sizes.items():
            yield from _first_pages(server, size, home, scratch, goes=goes)


def _first_pages(
    server: Server, size: int, home: Path, scratch: Path, *, goes: int
) -> Iterator[Row]:
    bare = [copy_bare(home, scratch / f"bare-{size}-{go}") for go in range(goes)]
    taken = [asyncio.run(first_page(server, one)) for one in bare]
    what = f"a runner's first page, {size:,} runs"
    yield Row(f"{what}, nothing stored", [one.cpu_s for one in taken])
    written = stored(bare[0]).root
    after = [
        asyncio.run(first_page(server, copy_whole(written, scratch / f"stored-{size}-{go}")))
        for go in range(goes)
    ]
    yield Row(f"{what}, as after a write", [one.cpu_s for one in after], bar="≤ 0.25 s")
    yield Row(f"{what}, by the clock", [one.wall_s for one in after])


def stored(home: Home) -> Home:
    """The home as it is after a write, with all that follows from one, by the ordinary server."""
    with serving(home, may_change=False) as server:
        log_pain(home, score=1)
        asyncio.run(first_page(server, None))
        server.wait_until_idle()
    return home


async def first_page(server: Server, home: Home | None) -> Taken:
    """Somebody's first look at a home that the server has read nothing of."""
    if home is not None:
        server.serve(home)
    before, begun = server.cpu_s(), time.perf_counter()
    async with server.visited() as visitor:
        taken = await server.page(visitor, FIRST)
    return Taken(server.cpu_s() - before, time.perf_counter() - begun, taken.sent)


async def show_everything(server: Server) -> None:
    """Every screen once, so that no code is loaded later."""
    async with server.visited() as visitor:
        for screen in SCREENS:
            await server.page(visitor, screen)


def later_page_rows(
    size: int, home: Path, scratch: Path, *, goes: int, by_screen: bool
) -> Iterator[Row]:
    """Every screen after the first one: opened for the first time, and come back to."""
    place = copy_bare(home, scratch / f"later-{size}")
    with serving(stored(place)) as server:
        asyncio.run(show_everything(server))
        server.serve(place)
        opened, again = asyncio.run(_later_pages(server, place, goes=goes))
    many = [one.cpu_s for taken in again.values() for one in taken]
    what = f"later pages, {size:,} runs"
    yield Row(f"{what}: 95th percentile", _at_95(many), bar="≤ 0.15 s")
    yield Row(f"{what}: middle", many)
    first = [taken.cpu_s for taken in opened.values()]
    yield Row(f"{what}: opened for the first time, 95th percentile", _at_95(first))
    sent = [one.sent_bytes for taken in again.values() for one in taken]
    yield Row(f"{what}: bytes sent a page", sent, KILOBYTES)
    if by_screen:
        for screen, taken in again.items():
            yield Row(f"{what}: {screen}", [one.cpu_s for one in taken])


def _at_95(seconds: Sequence[float]) -> str:
    return f"{SECONDS.text(percentile(seconds, 0.95))} (of {len(seconds)} pages)"


async def _later_pages(
    server: Server, home: Home, *, goes: int
) -> tuple[dict[str, Taken], dict[str, list[Taken]]]:
    opened: dict[str, Taken] = {}
    again: dict[str, list[Taken]] = defaultdict(list)
    pages = {screen: "" for screen in SCREENS} | {"one run": f"run={_latest_run(home)}"}
    async with server.visited() as visitor:
        await server.page(visitor, FIRST)
        for name, query in pages.items():
            opened[name] = await _open(server, visitor, name, query)
        for go in range(goes):
            # In another order each time: no page profits from the one that came before.
            for name in random.Random(go).sample(list(pages), len(pages)):
                again[name].append(await _open(server, visitor, name, pages[name]))
    return opened, {name: again[name] for name in pages}


async def _open(server: Server, visitor: Visitor, name: str, query: str) -> Taken:
    return await server.page(visitor, "runs" if name == "one run" else name, query)


def _latest_run(home: Home) -> str:
    gateway = Gateway(home, settings_of(home))
    return gateway.load(Viewer(), "metric.run")["session_id"][-1]


def log_rows(size: int, home: Path, scratch: Path, *, goes: int) -> Iterator[Row]:
    """From the moment a pain is logged until Today shows what follows from it."""
    place = stored(copy_bare(home, scratch / f"log-{size}"))
    cpu_s, wall_s = [], []
    with serving(place) as server:
        asyncio.run(show_everything(server))
        for go in range(goes):
            taken = asyncio.run(_log_and_look(server, place, score=min(4 + go, 10)))
            cpu_s.append(taken.cpu_s)
            wall_s.append(taken.wall_s)
    what = f"a log until the page shows it, {size:,} runs"
    yield Row(f"{what}: by the clock", wall_s, bar="≤ 0.5 s")
    yield Row(f"{what}: writer and server", cpu_s, SECONDS)


async def _log_and_look(server: Server, home: Home, *, score: int) -> Taken:
    async with server.visited() as visitor:
        former = shown(await server.page(visitor, FIRST))
        await asyncio.to_thread(server.wait_until_idle)
        before, begun = server.cpu_s() + time.process_time(), time.perf_counter()
        log_pain(home, score=score)
        written_s = time.perf_counter() - begun
        taken = await server.page(visitor, FIRST)
        cpu_s = server.cpu_s() + time.process_time() - before
    if shown(taken) == former:
        raise SystemExit(f"Today shows nothing of a pain of {score}.")
    return Taken(cpu_s, written_s + taken.wall_s, taken.sent)


def shown(taken: Taken) -> list[bytes]:
    """All elements of a page, as they were sent."""
    return sorted(
        message.delta.new_element.SerializeToString(deterministic=True)
        for message in map(ForwardMsg.FromString, taken.sent)
        if message.WhichOneof("type") == "delta"
    )


def log_pain(home: Home, *, score: int) -> None:
    """Today, the left knee, as a form or the shell writes it."""
    settings = settings_of(home)
    journal = Journal(home, settings)
    entry = PainEntry(
        runner_id=journal.runners()[0].runner_id,
        local_date=settings.current_time().date(),
        knee="left",
        pain_during_score=score,
    )
    journal.log_pain(entry)
