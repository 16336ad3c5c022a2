"""Memory and speed of importing 3,000 watch files through the command line.

python -m bench.import_memory [how many files]
"""

import subprocess
import sys
import time
from pathlib import Path

import psutil

from bench.archive import RUN_COUNT, folder_of_files, print_table, start_import

PROMISED_MIB = 1024
WATCH_EVERY_S = 0.1


def main(count: int) -> None:
    """Make the files, import them, print the table."""
    with folder_of_files(count) as folder:
        begun = time.perf_counter()
        process = start_import(folder, folder.parent / "home")
        peak_bytes = watch(process)
        seconds = time.perf_counter() - begun
        size_mb = folder_size_mb(folder)
    if process.returncode != 0:
        raise SystemExit(f"The import ended with {process.returncode}.")
    print_table(
        [
            ("import", "measured", "promised"),
            ("files", str(count), ""),
            ("size", f"{size_mb:.0f} MB", ""),
            ("time", f"{seconds:.1f} s", ""),
            ("rate", f"{count / seconds:.0f} files/s", ""),
            ("peak memory", f"{peak_bytes / 2**20:.0f} MiB", f"under {PROMISED_MIB} MiB"),
        ]
    )


def watch(process: subprocess.Popen[bytes]) -> int:
    """Highest sum of memory over the process and all it started, in bytes.

    Shared pages are shared out (PSS) where the system tells, else counted once a process.
    """
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(map(memory_bytes, family(process.pid))))
        time.sleep(WATCH_EVERY_S)
    return peak


def family(pid: int) -> list[psutil.Process]:
    """A process and all its descendants that live."""
    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def memory_bytes(process: psutil.Process) -> int:
    """Memory of one process; none if it has just ended."""
    try:
        full = process.memory_full_info()
        return int(getattr(full, "pss", full.rss))
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0


def folder_size_mb(folder: Path) -> float:
    """Bytes of all files, in millions."""
    return sum(path.stat().st_size for path in folder.iterdir()) / 1e6


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUN_COUNT)
