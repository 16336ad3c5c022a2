"""The folder that a server watches beside its pages (`KNEEWISE_WATCH`)."""

import logging
import threading
from functools import partial

from dashboard import session
from etl.operations.arrivals.watch import Telling, Watcher
from etl.operations.arrivals.whose import own_folders
from etl.operations.import_files import ImportResult

_log = logging.getLogger(__name__)


def watch_folder(stop: threading.Event) -> None:
    """Bring in what appears there, until `stop` is set. What became of each file is on *Data*."""
    home, settings = session.current_home(), session.current_settings()
    if settings.watch is None:
        return
    root = settings.watch.expanduser().absolute()
    Watcher(
        home,
        settings,
        root,
        partial(own_folders, home, settings, root),
        Telling(result=_note_result, trouble=_note_trouble),
        stop,
    ).run()


def _note_result(result: ImportResult) -> None:
    """Counts alone: names of files may be names of places."""
    count = result.count("imported")
    _log.info("a watched folder brought %d of %d files", count, len(result.items))


def _note_trouble(sentence: str) -> None:
    # It names folders of the operator's own, and no file.
    _log.warning("%s", sentence)
