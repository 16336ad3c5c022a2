"""The dashboard in the browser of whoever started it, once it answers."""

import os
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser

from dashboard.server.token import address_with, one_visit

_ANSWERS_WITHIN_S = 60.0
_PAUSE_S = 0.2


def has_somebody_to_look() -> bool:
    """Whether a person sits at this shell, with a screen to open a browser on."""
    is_watched = sys.stderr.isatty() and "CI" not in os.environ
    has_screen = (
        sys.platform in {"win32", "darwin"}
        or "DISPLAY" in os.environ
        or "WAYLAND_DISPLAY" in os.environ
    )  # without one, Python would open a browser of letters in this very shell
    return is_watched and has_screen


def open_when_ready(address: str) -> None:
    """Open the address beside the server's start; nothing happens where there is no browser."""
    threading.Thread(target=_open, args=(address,), daemon=True).start()


def _open(address: str) -> None:
    give_up_s = time.monotonic() + _ANSWERS_WITHIN_S
    while time.monotonic() < give_up_s:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=1).close()
        except (urllib.error.URLError, OSError):
            time.sleep(_PAUSE_S)
        else:
            break
    try:
        webbrowser.open(address_with(address, one_visit.issue()))
    except webbrowser.Error:
        return
