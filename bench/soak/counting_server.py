"""The server, which counts on SIGUSR1 what could pile up inside it: into the file named in COUNTS.

python -m bench.soak.counting_server --home HOME serve --port PORT
"""

import asyncio
import gc
import json
import os
import signal
import threading
import time
from pathlib import Path

import psutil
from streamlit.runtime.app_session import AppSession

from dashboard import session
from dashboard.cli.main import main

COUNTS = "KNEEWISE_SOAK_COUNTS"
"""Names the file; it is there as a whole, or not at all."""
_PATIENCE_S = 60.0


def count() -> dict[str, int]:
    """What is alive now, after a collection: of what nobody holds any more nothing is counted."""
    gc.collect()
    found = gc.get_objects()
    loops = [one for one in found if isinstance(one, asyncio.AbstractEventLoop)]
    gateway = session.current_gateway()
    process = psutil.Process()
    return {
        "sessions": sum(isinstance(one, AppSession) for one in found),
        "event_loops": sum(not loop.is_closed() for loop in loops),
        "threads": threading.active_count(),
        "slices_bytes": int(gateway._slices.currsize),
        "answers_bytes": int(gateway._read.currsize),
        "descriptors": process.num_fds(),
        "memory_bytes": process.memory_info().rss,
    }


def listen() -> None:
    """Count from now on whenever it is asked, where a file for it is named."""
    if COUNTS in os.environ:
        signal.signal(signal.SIGUSR1, _write)


def ask(process_id: int, file: Path) -> dict[str, int]:
    """What that server counts now."""
    file.unlink(missing_ok=True)
    os.kill(process_id, signal.SIGUSR1)
    deadline = time.monotonic() + _PATIENCE_S
    while not file.exists():
        if time.monotonic() > deadline:
            raise TimeoutError("the server does not count")
        time.sleep(0.05)
    return json.loads(file.read_text("ascii"))


def _write(*_: object) -> None:
    file = Path(os.environ[COUNTS])
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(count()), encoding="ascii")
    fresh.replace(file)


if __name__ == "__main__":
    listen()
    main()
