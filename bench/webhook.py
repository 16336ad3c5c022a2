"""Events of Strava posted to a real server: how soon it answers, and whether its memory grows.

python -m bench.webhook [how many events]
"""

import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import requests

from bench.archive import print_table
from etl.sync.schedule import is_due
from etl.sync.webhook_queue import waiting_events
from tests.builders.serving import free_port
from tests.builders.strava import Connection, a_connection
from tests.fake_strava import FakeStrava, a_fake_run

PROMISED_S = 2.0
ROUNDS = 3  # the first warms up whatever is loaded once
START_S = 60


def main(count: int) -> None:
    """Serve a connected home, post the events round after round, print the table."""
    with tempfile.TemporaryDirectory() as folder, FakeStrava() as strava:
        strava.limits.read = (10**6, 10**6)
        now = datetime.now(UTC)
        runs = [a_fake_run(n, now - timedelta(hours=12 * n), samples=10) for n in range(1, 51)]
        strava.add_athlete(1, runs=runs)
        there = a_connection(Path(folder), strava)
        there.sync_all()
        there.ledger.set_note("strava", "subscription_id", "1")
        port = free_port()
        process = serve(there.home.root, strava, port)
        rows = [("round", "slowest answer", "memory"), ("promised", f"{PROMISED_S} s", "flat")]
        try:
            for index in range(ROUNDS):
                seconds = post(port, count)
                wait_until_done(there)
                memory = psutil.Process(process.pid).memory_info().rss / 2**20
                rows.append((str(index + 1), f"{max(seconds):.3f} s", f"{memory:.0f} MiB"))
        finally:
            process.terminate()
            process.wait(30)
        print_table(rows)


def wait_until_done(there: Connection) -> None:
    """Until the server has looked into every event."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        now = datetime.now(UTC)
        if not waiting_events(there.home) and not is_due(there.home, there.settings, now=now):
            return
        time.sleep(0.5)


def serve(home: Path, strava: FakeStrava, port: int) -> subprocess.Popen[bytes]:
    """The dashboard on that home, in a process of its own, once it answers."""
    words = [sys.executable, "-m", "dashboard.cli.main", "--home", str(home)]
    process = subprocess.Popen(
        [*words, "serve", "--port", str(port)],
        env={"PATH": "", "HOME": str(home), **strava.environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        try:
            requests.get(f"http://127.0.0.1:{port}/healthz", timeout=1)
            return process
        except requests.RequestException:
            time.sleep(0.2)
    raise SystemExit("The server did not answer in time.")


def post(port: int, count: int) -> list[float]:
    """Events of fifty activities in any order, with repeats; the seconds each took."""
    dice, seconds = random.Random(7), []
    for _ in range(count):
        event = {
            "object_type": "activity",
            "object_id": dice.randint(1, 50),
            "owner_id": 1,
            "subscription_id": 1,
            "aspect_type": dice.choice(["create", "update"]),
            "updates": {},
        }
        begun = time.perf_counter()
        requests.post(f"http://127.0.0.1:{port}/strava/webhook", json=event, timeout=5)
        seconds.append(time.perf_counter() - begun)
    return seconds


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
