"""Native libraries that write to the error stream by themselves."""

import os
import tempfile
import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import BinaryIO

_PANIC_BEGINS = b"\nthread '"
_ERROR_STREAM = 2
_one_at_a_time = threading.Lock()  # two threads would put back each other's stream


def is_panic(error: BaseException) -> bool:
    """Whether Rust code gave up; its error is no Exception, and cannot be imported."""
    return type(error).__name__ == "PanicException"


@contextmanager
def without_panic_text() -> Generator[None]:
    """Keep the trace that a Rust panic prints from the error stream; all else comes through.

    The panic itself is raised as ever.
    """
    with _one_at_a_time, _scratch_file() as written:
        try:
            stream = os.dup(_ERROR_STREAM)
        except OSError:  # nobody listens
            yield
            return
        os.dup2(written.fileno(), _ERROR_STREAM)
        is_panicked = False
        try:
            yield
        except BaseException as error:
            is_panicked = is_panic(error)
            raise
        finally:
            os.dup2(stream, _ERROR_STREAM)
            os.close(stream)
            _pass_on(written, is_panicked=is_panicked)


def _scratch_file() -> BinaryIO:
    """In memory, where the system has such files: one on disk takes as long as it is to be made."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("caught"), "w+b")
    return tempfile.TemporaryFile()


def _pass_on(written: BinaryIO, *, is_panicked: bool) -> None:
    """Write what was caught to the stream itself, but for the text of a panic."""
    written.seek(0)
    text = written.read()
    if is_panicked:
        text = text.partition(_PANIC_BEGINS)[0]
    if text:
        os.write(_ERROR_STREAM, text)
