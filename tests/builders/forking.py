"""Processes forked from one that has imported everything and runs nothing: quick, safe to kill."""

import atexit
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import Any

_CONTEXT = get_context("forkserver")
_PRELOADED: list[str] = []


def preload(*modules: str) -> None:
    """Import these once, in the process that the others are forked from, and not in each."""
    _PRELOADED.extend(modules)
    _CONTEXT.set_forkserver_preload(_PRELOADED)


def begin(work: Callable[..., None], *arguments: Any) -> BaseProcess:
    """A process of its own that does this work."""
    # No daemon: what it does may take a process that reads files, which a daemon may not start.
    process = _CONTEXT.Process(target=work, args=arguments)
    process.start()
    atexit.register(process.kill)
    return process
