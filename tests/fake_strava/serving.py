"""Running an app on loopback in a thread, without touching the process's own logging."""

import asyncio
import logging
import socket
import threading
import time
from typing import Any

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

_LOGGER = logging.getLogger(__name__)


class Serving:
    """A uvicorn server in a daemon thread; the address is known before it runs."""

    def __init__(self, app: Starlette, *, port: int) -> None:
        self._socket = _listening_socket(port)
        self.base_url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                http=_OwnLogProtocol,
                ws="none",
                lifespan="off",
                log_config=None,
                log_level=None,
                timeout_graceful_shutdown=1,
            )
        )
        self._thread = threading.Thread(target=self._run, daemon=True, name="fake-strava")

    def start(self) -> None:
        self._thread.start()
        until = time.monotonic() + 10
        while not self._server.started:
            if time.monotonic() > until:
                raise TimeoutError("the fake Strava did not start")
            time.sleep(0.005)

    def stop(self) -> None:
        """Refuse connections from now on."""
        if self._thread.is_alive():
            self._server.should_exit = True
            self._thread.join(timeout=10)
        self._socket.close()

    def _run(self) -> None:
        self._server.run(sockets=[self._socket])


def _is_news(record: logging.LogRecord) -> bool:
    """Not what happens on purpose: answers cut off, and slow ones when the server stops."""
    error = record.exc_info[1] if record.exc_info else None
    is_cut = "without completing response" in record.getMessage()
    return not is_cut and not isinstance(error, asyncio.CancelledError)


_LOGGER.addFilter(_is_news)


class _OwnLogProtocol(H11Protocol):
    """Logs to the fake's logger and no addresses at all.

    The app under test may run on uvicorn in the same process: its log must hold its own lines
    only, and be checked for secrets without finding those that the fake was sent.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.logger = _LOGGER
        self.access_log = False


def _listening_socket(port: int) -> socket.socket:
    """Only a socket that names TCP gets no-delay from asyncio; else each answer waits 40 ms."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.bind(("127.0.0.1", port))
    return found
