"""A server under measurement: its processor time, its memory, its pages over a WebSocket."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.browser import door_cookie, wait_for
from bench.import_memory import family, memory_bytes
from bench.table.rebinding_server import NEXT
from bench.visitors import Visitor, whoever_has
from etl.home import Home
from tests.builders.serving import free_port

SETTLE_S = 0.15  # so long after the last message the server may still tidy up
REBIND_WITHIN_S = 20.0
START_WITHIN_S, END_WITHIN_S = 180.0, 30.0  # others may use the machine
IDLE_S, IDLE_CPU_S = 1.0, 0.06  # so long with so little: it has nothing left to do
IDLE_WITHIN_S = 180.0
_READER = "LokyProcess"  # in the words that started one


@dataclass(frozen=True, slots=True)
class Taken:
    """What one page took: of the server's processor, by the clock, and the messages sent."""

    cpu_s: float
    wall_s: float
    sent: tuple[bytes, ...]

    @property
    def sent_bytes(self) -> int:
        """All that came over the socket for it, before it is compressed."""
        return sum(map(len, self.sent))


@dataclass(frozen=True, slots=True)
class Server:
    """A process that serves a home, and how it is asked to serve another."""

    address: str
    process: psutil.Process
    first_home: Home
    next_file: Path

    def cpu_s(self) -> float:
        """Seconds of processor that it and what it started have taken."""
        times = [one.cpu_times() for one in family(self.process.pid)]
        own = self.process.cpu_times()
        return sum(one.user + one.system for one in times) + (
            own.children_user + own.children_system
        )

    def memory_bytes(self) -> int:
        """Of it and what it started; shared pages are shared out where the system tells."""
        return sum(map(memory_bytes, family(self.process.pid)))

    def wait_until_idle(self) -> None:
        """Until nothing is worked out any more for whoever comes next."""
        give_up = time.monotonic() + IDLE_WITHIN_S
        still = 0
        while still < 2:
            if time.monotonic() > give_up:
                raise TimeoutError("The server is never done.")
            before = self.cpu_s()
            time.sleep(IDLE_S)
            still = still + 1 if self.cpu_s() - before < IDLE_CPU_S else 0

    def wait_until_alone(self, reader_idle_s: float) -> None:
        """Until the processes that read files have gone, which wait so long for more."""
        give_up = time.monotonic() + reader_idle_s + IDLE_WITHIN_S
        while any(_READER in " ".join(one.cmdline()) for one in self._children()):
            if time.monotonic() > give_up:
                raise TimeoutError("A process that reads files never goes.")
            time.sleep(IDLE_S)

    def _children(self) -> list[psutil.Process]:
        return [one for one in family(self.process.pid) if one.pid != self.process.pid]

    def serve(self, home: Home) -> None:
        """Serve that home from now on, as if nothing had ever been read of it."""
        self.next_file.write_text(str(home.root), "utf-8")
        self.process.send_signal(signal.SIGUSR1)
        give_up = time.monotonic() + REBIND_WITHIN_S
        while self.next_file.exists():
            if time.monotonic() > give_up:
                raise TimeoutError("The server took no other home.")
            time.sleep(0.02)

    @asynccontextmanager
    async def visited(self) -> AsyncGenerator[Visitor]:
        """Somebody whose browser was let in before."""
        cookie = door_cookie(self.first_home.root)
        if cookie is None:
            raise RuntimeError("The home has no token: nobody can be let in.")
        async with whoever_has(self.address, cookie) as visitor:
            yield visitor

    async def page(self, visitor: Visitor, page: str, query: str = "") -> Taken:
        """Go to a page. Raises SystemExit where it shows an error."""
        visitor.received.clear()
        before = self.cpu_s()
        wall_s = await visitor.visit(page, query)
        await asyncio.sleep(SETTLE_S)
        if any(b"Traceback" in message for message in visitor.messages):
            raise SystemExit(f"{page} shows an error.")
        return Taken(self.cpu_s() - before, wall_s, tuple(visitor.messages))


@contextmanager
def serving(home: Home, *, may_change: bool = True) -> Generator[Server]:
    """The home served while the block runs: by the ordinary command, or to be bound anew."""
    port, next_file = free_port(), home.root.with_suffix(".next")
    own = ["-m", "bench.table.rebinding_server"]
    usual = ["-c", "from dashboard.cli.main import main; main()"]
    process = subprocess.Popen(
        [
            *(sys.executable, *(own if may_change else usual)),
            *("--home", str(home.root), "serve", "--no-browser", "--port", str(port)),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {NEXT: str(next_file)},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/healthz", seconds=START_WITHIN_S)
        yield Server(address, psutil.Process(process.pid), home, next_file)
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask it to end; on a machine with no time for that, end it."""
    process.terminate()
    try:
        process.wait(timeout=END_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
