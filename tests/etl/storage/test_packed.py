"""Rows are packed while other threads read them, and the process goes on."""

import io
import subprocess
import sys

import polars as pl

from etl.storage.materialized import packed

ONE_PACKS_ANOTHER_READS = """
import sys, threading
import polars as pl
from etl.storage.materialized import packed

rows = pl.DataFrame({f"c{number}": list(range(200)) for number in range(60)})
sys.setswitchinterval(1e-5)  # threads take turns often: without it, it takes hours of many people

def pack():
    for _ in range(300):
        packed(rows)

def read():
    for _ in range(20_000):
        rows.columns

threads = [threading.Thread(target=work) for work in (pack, read)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("went on")
"""


def test_what_is_packed_comes_back() -> None:
    rows = pl.DataFrame({"distance_m": [5000, None], "name": ["a", "b"]})
    assert pl.read_ipc_stream(io.BytesIO(packed(rows))).equals(rows)


def test_a_thread_that_reads_what_another_packs_holds_up_nobody() -> None:
    """In a process of its own: one that stands still can be ended, and not end its test."""
    done = subprocess.run(
        [sys.executable, "-c", ONE_PACKS_ANOTHER_READS],
        capture_output=True,
        timeout=120,
        check=False,
        text=True,
    )
    assert done.stdout == "went on\n", done.stderr
