"""Processes that write into one home while others erase, rebuild and back up, or are killed."""

import json
import os
import signal
import threading
import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime
from multiprocessing.process import BaseProcess
from pathlib import Path

from etl.errors import Busy, Erasing
from etl.home import Home
from etl.journal.entries import PainEntry
from etl.journal.store import Journal
from etl.operations.backup.write import backup
from etl.operations.erase_runner import erase_runner, finish_erasures
from etl.operations.rebuild import rebuild
from etl.people.access_log import a_read, keep_reads, note_reads
from etl.people.grants import give, withdraw
from etl.settings import Settings
from tests.builders.forking import preload

WAIT_S = 120.0  # for a lock: an eraser that is stopped lets nobody in
STOPPED_S = 0.3
DAY = date(2026, 5, 1)

preload("tests.builders.saving", "tests.builders.killing")


def settings_of(folder: Path) -> Settings:
    """Those of every process here."""
    return Settings(home=folder, time_zone="UTC", lock_wait_s=WAIT_S, workers=1)


def write(folder: Path, said: Path, runner_ids: Sequence[str], victims: Sequence[str]) -> None:
    """Two threads that write until a file `enough` is there; `said` gets a line for each answer."""
    threads = [
        threading.Thread(target=_write, args=(folder, said, runner_ids, victims, number))
        for number in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _write(
    folder: Path, said: Path, runner_ids: Sequence[str], victims: Sequence[str], number: int
) -> None:
    journal, home = Journal(Home(folder), settings_of(folder)), Home(folder)
    kinds = (_log, _share, _log, _log_of_the_erased, _read)
    turn = number
    while not (said.parent / "enough").exists():
        kind = kinds[turn % len(kinds)]
        who = (victims if kind is _log_of_the_erased else runner_ids)[turn % 2 :]
        try:
            answer = kind(home, journal, who[turn // len(kinds) % len(who)])
        except Busy:
            answer = {"kind": "busy"}
        except Erasing:
            answer = {"kind": "refused"}
        _say(said, answer)
        turn += 1


def _log(_home: Home, journal: Journal, runner_id: str) -> dict[str, str]:
    entry = PainEntry(runner_id=runner_id, local_date=DAY, knee="left", pain_during_score=3)
    return {"kind": "pain", "id": journal.log_pain(entry)}


def _log_of_the_erased(home: Home, journal: Journal, runner_id: str) -> dict[str, str]:
    return _log(home, journal, runner_id) | {"kind": "theirs"}


def _share(_home: Home, journal: Journal, runner_id: str) -> dict[str, str]:
    """Granted and taken back: only the second answer is noted."""
    viewer_id = f"v{uuid.uuid4().hex}"
    give(
        journal,
        runner_id=runner_id,
        viewer_id=viewer_id,
        scopes=["training"],
        from_date=DAY,
        until_date=None,
        granted_by=runner_id,
    )
    withdraw(journal, runner_id=runner_id, viewer_id=viewer_id)
    return {"kind": "withdrawal", "id": viewer_id}


def _read(home: Home, journal: Journal, runner_id: str) -> dict[str, str]:
    read = a_read(viewer_id="coach", runner_id=runner_id, what="pain", read_at=datetime.now(UTC))
    note_reads(home, [read])
    if int(read.audit_id, 16) % 4 == 0:
        keep_reads(home, journal.settings)
    return {"kind": "read", "id": read.audit_id}


def _say(said: Path, answer: dict[str, str]) -> None:
    line = (json.dumps(answer) + "\n").encode()
    handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.write(handle, line)
    os.close(handle)


def erase(folder: Path, runner_id: str, kill_after: str | None, steps: Path) -> None:
    """Erase, or go on with it; killed after that step, else stopped after each for a moment."""
    home, settings = Home(folder), settings_of(folder)

    def on_step(step: str) -> None:
        _say(steps, {"step": step})
        if step == kill_after:
            os.kill(os.getpid(), signal.SIGKILL)
        if kill_after is None:
            os.kill(os.getpid(), signal.SIGSTOP)

    if any(one.runner_id == runner_id for one in Journal(home, settings).runners()):
        erase_runner(home, settings, runner_id=runner_id, on_step=on_step)
    else:
        finish_erasures(home, settings, wait_s=WAIT_S, on_step=on_step)


def finish(folder: Path) -> None:
    """What the next start does."""
    finish_erasures(Home(folder), settings_of(folder), wait_s=WAIT_S)


def build_again(folder: Path, kill_after: str | None) -> None:
    """Rebuild the warehouse; killed once that step is done."""

    def on_step(step: str) -> None:
        if step == kill_after:
            os.kill(os.getpid(), signal.SIGKILL)

    rebuild(Home(folder), settings_of(folder), on_step=on_step)


def back_up(folder: Path, file: Path) -> None:
    """Make a backup."""
    backup(Home(folder), settings_of(folder), file)


def ended(process: BaseProcess, *, wakes: bool = False) -> int | None:
    """Wait for the end of a process, waking it when it has stopped itself; its exit code."""
    while process.is_alive():
        process.join(timeout=STOPPED_S)
        if wakes and process.is_alive() and process.pid is not None:
            os.kill(process.pid, signal.SIGCONT)
    return process.exitcode
