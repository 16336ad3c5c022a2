"""`python -m tests.fake_strava [--port 8765]`: a Strava to develop against, with one athlete."""

import argparse
import shlex
import signal
import sys
import threading
from datetime import UTC, datetime

from tests.fake_strava import FakeStrava, a_history

ATHLETE_ID = 4242
RUNS = 120
DAYS_BETWEEN = 3.0


def main() -> None:
    port = _port()
    try:
        strava = FakeStrava(port=port)
    except OSError as problem:
        sys.exit(f"Port {port} cannot be used ({problem.strerror}); try --port 0.")
    runs = a_history(RUNS, until=datetime.now(UTC), samples=None, days_between=DAYS_BETWEEN)
    strava.add_athlete(ATHLETE_ID, runs=runs)
    with strava:
        _say(strava)
        _until_stopped()


def _port() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fake_strava", description=__doc__)
    parser.add_argument("--port", type=int, default=8765, help="0 takes any free one")
    return parser.parse_args().port


def _say(strava: FakeStrava) -> None:
    lines = [f"export {name}={shlex.quote(value)}" for name, value in strava.environment.items()]
    about = f"# Athlete {ATHLETE_ID} with {RUNS} activities of the last year. Ctrl-C stops it."
    sys.stdout.write("\n".join([f"# Fake Strava on {strava.base_url}", *lines, about, ""]))
    sys.stdout.flush()


def _until_stopped() -> None:
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    stopped.wait()


if __name__ == "__main__":
    main()
