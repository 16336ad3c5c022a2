"""A copy of the process that reads for it: how many there are, and that a bad file ends no more."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from textwrap import dedent

import pytest

from tests.builders import a_run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux")

_COUNTING = """
import atexit, os, subprocess, sys
begun = []
fork = os.fork
os.fork = lambda: begun.append("copy") or fork()
from etl.ingest.forked import Forked
asked = []
submit = Forked.submit
Forked.submit = lambda self, *work: asked.append("work") or submit(self, *work)
def tell():
    print("copies", len(begun), "asked", len(asked), "pools", "loky" in sys.modules,
          "readers", "etl.ingest.read_file" in sys.modules,
          "arrays", bool({"numpy", "pyarrow"} & sys.modules.keys()), file=sys.stderr)
atexit.register(tell)
from dashboard.cli.main import main
main()
"""


def _python(script: str, *arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"KNEEWISE_HOME": str(home), "KNEEWISE_TIME_ZONE": "UTC"}
    return subprocess.run(
        [sys.executable, "-c", dedent(script), *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )


def _a_file(folder: Path, name: str = "run.fit") -> Path:
    """Changed a while ago."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(a_run("2026-03-02", km=5))
    changed_s = time.time() - 3600
    os.utime(path, (changed_s, changed_s))
    return path


def test_a_file_takes_one_copy_and_the_same_again_takes_no_reading(tmp_path: Path) -> None:
    """The command itself loads no reader of files, no pool of processes and nothing for arrays.

    Asked for is that it loads all that reads, twice, and the file.
    """
    file = _a_file(tmp_path / "files")
    first = _python(_COUNTING, "import", str(file), home=tmp_path / "home")
    assert "1 imported" in first.stdout
    assert "copies 1 asked 3 pools False readers False arrays False" in first.stderr
    again = _python(_COUNTING, "import", str(file.parent), home=tmp_path / "home")
    assert "1 already here" in again.stdout
    assert "copies 1 asked 0 pools False readers False arrays False" in again.stderr


_WORK = """
import os, re, signal, sys, time
from etl.ingest import worker
from etl.ingest.worker import Bounds, TimeIsUp, WorkerStopped

worker.GRACE_S = 0.5

def tell(name, work, *given, seconds=60, memory_mb=256):
    try:
        found = worker.in_worker(work, *given, bounds=Bounds(seconds=seconds, memory_mb=memory_mb))
        print(name, "gave", found)
    except (TimeIsUp, WorkerStopped, MemoryError, ValueError) as error:
        print(name, "raised", type(error).__name__)

worker.begin(is_needed=False)
"""


def _told(tmp_path: Path, script: str) -> list[str]:
    done = _python(_WORK + dedent(script), home=tmp_path)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_what_the_work_raises_is_raised_and_the_copy_goes_on(tmp_path: Path) -> None:
    told = _told(
        tmp_path,
        """
        ours = os.getpid()
        tell("parent", os.getppid)
        print("parent is", ours)
        tell("fault", int, "x")
        tell("parent", os.getppid)
        tell("hungry", bytearray, 2**30)
        """,
    )
    pid = told[1].removeprefix("parent is ")
    assert told == [
        f"parent gave {pid}",
        f"parent is {pid}",
        "fault raised ValueError",
        f"parent gave {pid}",
        "hungry raised MemoryError",
    ]


@pytest.mark.parametrize(
    ("work", "raised"),
    [
        ("os._exit, 3", "WorkerStopped"),
        ("time.sleep, 60, seconds=1", "TimeIsUp"),
        ("re.match, '(a+)+$', 'a' * 60 + 'b', seconds=1", "TimeIsUp"),
        ("signal.raise_signal, signal.SIGSTOP, seconds=1", "TimeIsUp"),
        ("signal.raise_signal, signal.SIGSEGV", "WorkerStopped"),
    ],
)
def test_a_copy_that_dies_or_never_ends_is_told_of_and_followed_by_another(
    tmp_path: Path, work: str, raised: str
) -> None:
    told = _told(tmp_path, f"tell('odd', {work})\ntell('next', abs, -1)")
    assert told == [f"odd raised {raised}", "next gave 1"]


def test_a_copy_that_went_as_nobody_asked_is_followed_by_another(tmp_path: Path) -> None:
    """Whoever asks later waits for that one, and is told of nothing."""
    told = _told(
        tmp_path,
        """
        worker._free_by_process.clear()
        worker.IDLE_S = 0.1
        worker.begin(is_needed=False)
        (copy,) = worker._free_by_process[os.getpid()]
        os.waitpid(copy._pid, 0)
        worker.IDLE_S = 60
        tell("next", abs, -1)
        """,
    )
    assert told == ["next gave 1"]


def test_a_copy_does_not_outlive_who_made_it(tmp_path: Path) -> None:
    """However that ended."""
    told = _told(
        tmp_path,
        """
        tell("copy", os.getpid)
        sys.stdout.flush()
        if (killed := os.fork()) == 0:
            worker._free_by_process.clear()
            worker.begin(is_needed=False)
            tell("grandchild", os.getpid)
            sys.stdout.flush()
            os.kill(os.getpid(), signal.SIGKILL)
        os.waitpid(killed, 0)
        """,
    )
    pids = [int(pid) for line in told for pid in re.findall(r"\d+", line)]
    assert len(pids) == 2
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_a_process_of_several_threads_makes_no_copy(tmp_path: Path) -> None:
    """A lock that another thread holds would stay locked in it."""
    told = _told(
        tmp_path,
        """
        import threading
        from etl.ingest import forked
        print(forked.is_possible())
        threading.Thread(target=time.sleep, args=(5,), daemon=True).start()
        print(forked.is_possible())
        """,
    )
    assert told == ["True", "False"]


def test_each_of_several_who_ask_at_once_gets_their_own_answer(tmp_path: Path) -> None:
    """As the first word of a copy, that all is loaded, comes while somebody asks for more."""
    told = _told(
        tmp_path,
        """
        (copy,) = worker._free_by_process[os.getpid()]
        asked = [copy.submit(bytes, 50_000 + number) for number in range(200)]
        print([len(one.result()) - 50_000 for one in asked] == list(range(200)))
        """,
    )
    assert told == ["True"]
