"""The server, which counts on SIGUSR1 what could pile up inside it: into the file named in COUNTS.

python -m bench.soak.counting_server --home HOME serve --port PORT
"""

import asyncio
import gc
import json
import os
import signal
import threading
from pathlib import Path

import psutil
from streamlit.runtime.app_session import AppSession

from dashboard.cli.main import main

COUNTS = "KNEEWISE_SOAK_COUNTS"
"""Names the file; it is there as a whole, or not at all."""


def count() -> dict[str, int]:
    """What is alive now, after a collection: of what nobody holds any more nothing is counted."""
    gc.collect()
    found = gc.get_objects()
    loops = [one for one in found if isinstance(one, asyncio.AbstractEventLoop)]
    process = psutil.Process()
    return {
        "sessions": sum(isinstance(one, AppSession) for one in found),
        "event_loops": sum(not loop.is_closed() for loop in loops),
        "threads": threading.active_count(),
        "descriptors": process.num_fds(),
        "memory_bytes": process.memory_info().rss,
    }


def _write(*_: object) -> None:
    file = Path(os.environ[COUNTS])
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(count()), encoding="ascii")
    fresh.replace(file)


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, _write)
    main()
