"""The real server, which serves another home from one page to the next: warm, with nothing kept.

A first page is to be measured in a process that has shown every screen before, of a runner whom it
has not seen yet; starting one for each go would take minutes. `serving` in bench.table.server
starts it.
"""

import os
import signal
from pathlib import Path
from types import FrameType

from bench.table.homes import settings_of
from dashboard import session
from dashboard.cli.main import main
from etl.home import Home

NEXT = "KNEEWISE_BENCH_NEXT"
"""Names the file that holds the next home; it is removed once that home is served."""


def serve_another(_signal: int, _frame: FrameType | None) -> None:
    """Forget everything that was read, and serve the home that the file names."""
    file = Path(os.environ[NEXT])
    home = Home(Path(file.read_text("utf-8")))
    session.bind(home, settings_of(home), address=session.local_address())
    session.current_gateway().present()  # as any server when it starts: no row of the runner's
    file.unlink()


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, serve_another)
    main()
