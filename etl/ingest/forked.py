"""A copy of this process that works for it: made in milliseconds, with all that is loaded already.

Only a process of one thread is copied: a lock that another thread held would stay locked for ever.
So a command makes its copy first thing, before it loads what starts threads; a server has none.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor, Future
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NoReturn, TypeVar

T = TypeVar("T")


def is_possible() -> bool:
    """Whether this process can be copied: on Linux, as long as it has one thread."""
    return sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1


class Forked:
    """One copy, which does one piece of work at a time; what it is given and gives is pickled.

    It ends with this process, however that ends, or when nothing was asked of it for `idle_s`.
    """

    def __init__(self, *, idle_s: float, env: Mapping[str, str]) -> None:
        self._connection, its_own = Pipe()
        self._turn = threading.Lock()  # else one thread takes the answer to another's question
        self._pid: int | None = os.fork()
        if not self._pid:
            _serve(its_own, idle_s=idle_s, env=env)
        its_own.close()

    def submit(self, work: Callable[..., T], /, *given: Any) -> Future[T]:
        """What `work(*given)` returns or raises there. BrokenExecutor: the copy has ended."""
        future: Future[T] = Future()
        asking = (future, work, given)
        threading.Thread(target=self._ask, args=asking, daemon=True).start()
        return future

    def _ask(self, future: Future[T], work: Callable[..., T], given: tuple[Any, ...]) -> None:
        try:
            with self._turn:
                self._connection.send((work, given))
                result, error = self._connection.recv()
            if error is None:
                future.set_result(result)
            else:
                future.set_exception(error)
        except (EOFError, OSError):
            future.set_exception(BrokenExecutor("The process has ended."))
        except Exception as reason:  # noqa: BLE001  not to be pickled, or no memory for it
            future.set_exception(reason)

    def shutdown(self, *, wait: bool = False, kill_workers: bool = True) -> None:
        """End the copy, whatever it is at."""
        pid, self._pid = self._pid, None
        if pid is not None:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def _serve(connection: Connection, *, idle_s: float, env: Mapping[str, str]) -> NoReturn:
    """What the copy does until nobody asks any more; nothing that its original began ends here."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # meant for whoever asks, and ends this too
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        _close_all_but(connection.fileno())
        os.environ.update(env)
        while connection.poll(idle_s):
            work, given = connection.recv()
            _answer(connection, work, given)
    except (EOFError, OSError):
        pass  # whoever asked is gone
    finally:
        os._exit(0)


def _answer(connection: Connection, work: Callable[..., Any], given: tuple[Any, ...]) -> None:
    try:
        answer = (work(*given), None)
    except Exception as error:  # noqa: BLE001  raised where the work was asked for
        answer = (None, error.with_traceback(None))
    try:
        connection.send(answer)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001  not to be pickled, or no memory for it
        connection.send((None, error.with_traceback(None)))


def _close_all_but(kept: int) -> None:
    """Files and locks that its original holds are not for a copy to hold."""
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208  the list itself is one of them
        if int(name) > 2 and int(name) != kept:
            with suppress(OSError):
                os.close(int(name))
