"""The server, with a note of how long each run of a page took from its beginning to its end.

Waiting for locks, for other people's pages and for the processor counts; the way to the browser
does not. `served` in bench.many_at_once starts it.
"""

import os
import time
from pathlib import Path

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

from dashboard.cli.main import main

TIMES = "KNEEWISE_BENCH_TIMES"
"""Names the file that gets a line a run: begin (seconds since 1970), page, seconds."""


def note_times() -> None:
    """Have every run of a page write its line."""
    run = ScriptRunner._run_script
    file = Path(os.environ[TIMES]).open("a", encoding="utf-8", buffering=1)  # noqa: SIM115  to the end

    def timed(self: ScriptRunner, rerun_data: RerunData) -> None:
        begun_at, begun_s = time.time(), time.perf_counter()
        run(self, rerun_data)
        page = rerun_data.page_name or "start"
        file.write(f"{begun_at:.3f} {page} {time.perf_counter() - begun_s:.4f}\n")

    ScriptRunner._run_script = timed


if __name__ == "__main__":
    note_times()
    main()
