"""Memory: of a slice at ten years, and of a server that has shown every screen."""

import asyncio
import gc
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from bench.browser import SCREENS
from bench.table.databases import watched_databases
from bench.table.figures import MEGABYTES, Row
from bench.table.homes import copy_bare, settings_of
from bench.table.pages import show_everything, stored
from bench.table.server import serving
from dashboard import session
from dashboard.screens import file_of
from etl.home import Home
from etl.ingest.worker import IDLE_S


def slice_rows(size: int, home: Path, scratch: Path, *, goes: int) -> Iterator[Row]:
    """What is held in memory for one runner, after Today and after every screen.

    Tables of DuckDB and frames of Polars, wherever they are kept. Each go is a process of its own,
    in which nothing else was ever read.
    """
    place = stored(copy_bare(home, scratch / f"slice-{size}"))
    told = [_in_a_process(place) for _ in range(goes)]
    what = f"a slice's memory, {size:,} runs"
    yield Row(f"{what}, after Today", [today for today, _ in told], MEGABYTES, bar="≤ 15 MB")
    yield Row(f"{what}, after every screen", [every for _, every in told], MEGABYTES)


def _in_a_process(home: Home) -> tuple[float, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.table.memory", str(home.root)],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    today, every = done.stdout.split()[-2:]
    return float(today), float(every)


def measure_slice(place: Path) -> tuple[int, int]:
    """Bytes of all databases and frames after Today, and after every screen."""
    from streamlit.testing.v1 import AppTest  # noqa: PLC0415  for the process that measures

    home = Home(place)
    with watched_databases() as databases:
        session.bind(home, settings_of(home))
        app = AppTest.from_file(str(Path(session.__file__).with_name("app.py")), default_timeout=90)
        app.run()
        today = databases.bytes_held() + frame_bytes()
        for screen in SCREENS:
            app.switch_page(file_of(screen)).run()
            if app.exception:
                raise SystemExit(f"{screen}: {app.exception[0].message}")
        return today, databases.bytes_held() + frame_bytes()


def frame_bytes() -> int:
    """Of all frames that somebody still holds."""
    gc.collect()
    return sum(
        int(one.estimated_size()) for one in gc.get_objects() if isinstance(one, pl.DataFrame)
    )


def server_rows(sizes: Mapping[int, Path], scratch: Path, *, goes: int) -> Iterator[Row]:
    """Of `kneewise serve` a while after every screen was shown: shared pages are shared out."""
    for size, home in sizes.items():
        place = stored(copy_bare(home, scratch / f"server-{size}"))
        held = [_of_a_server(place) for _ in range(goes)]
        what = f"server warmed up, {size:,} runs"
        before, beside_reader, after = zip(*held, strict=True)
        yield Row(f"{what}: before anybody came", before, MEGABYTES)
        yield Row(f"{what}: every screen shown, a reader waiting", beside_reader, MEGABYTES)
        yield Row(f"{what}: every screen shown", after, MEGABYTES, "≤ 250 MB")


def _of_a_server(home: Home) -> tuple[int, int, int]:
    """Before anybody came; with the process that *Data* starts to read files; once that has gone,
    for a file did not come."""
    with serving(home, may_change=False) as server:
        server.wait_until_idle()
        before = server.memory_bytes()
        asyncio.run(show_everything(server))
        server.wait_until_idle()
        beside_reader = server.memory_bytes()
        server.wait_until_alone(IDLE_S)
        return before, beside_reader, server.memory_bytes()


if __name__ == "__main__":
    print(*measure_slice(Path(sys.argv[1])))
