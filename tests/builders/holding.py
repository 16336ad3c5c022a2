"""Another process that has a database file open."""

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

_HOLD = """
import duckdb, sys, time
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""


def hold(path: Path, seconds: float) -> subprocess.Popen[str]:
    """Start it; it has the file when this returns, and lets go after so many seconds."""
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path), str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


@contextmanager
def held(path: Path) -> Generator[subprocess.Popen[str]]:
    """The file is held while the block runs."""
    process = hold(path, 600)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
