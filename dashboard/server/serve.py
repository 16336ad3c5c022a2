"""Starting the dashboard from the command line, the same from a checkout and from a wheel."""

import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dashboard import session
from dashboard.access.sign_in import auth_secrets
from etl.errors import UserError
from etl.home import Home
from etl.operations.arrivals.whose import require_apart
from etl.settings import Settings

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")
_DASHBOARD = Path(__file__).resolve().parent.parent
_PACKED_OPTIONS = _DASHBOARD / "streamlit_config.toml"
_CHECKOUT_OPTIONS = _DASHBOARD.parent / ".streamlit" / "config.toml"


def serve(home: Home, settings: Settings, *, host: str = "127.0.0.1", port: int = 8501) -> None:
    """Serve the dashboard of one home until stopped.

    Raises UserError for an address that other machines can reach where nobody signs in, and for a
    sign-in that is set up in part, or a watched folder that is the home's own.
    """
    check(settings, host=host)
    if settings.watch is not None:
        require_apart(home, settings.watch.expanduser().absolute())
    auth_secrets(settings, address=local_address(host, port))
    session.bind(home, settings, address=local_address(host, port))
    from dashboard.server.asgi import app  # noqa: PLC0415  importing it starts to load the screens

    waiting = {"server.disconnectedSessionTTL": settings.session_wait_s}
    app.run(config=options(host=host, port=port, public_url=settings.public_url) | waiting)


def check(settings: Settings, *, host: str) -> None:
    """Raises UserError for an address that must not be served; see `serve`."""
    if host not in LOCAL_HOSTS and not settings.is_team:
        raise UserError(
            f"Without sign-in the dashboard answers this machine only, not {host}. "
            "Leave --host out, or use 127.0.0.1."
        )
    if host not in LOCAL_HOSTS and settings.public_url is None:
        raise UserError(
            "Say with KNEEWISE_PUBLIC_URL where browsers reach this server: the sign-in provider "
            "sends them back there."
        )


def local_address(host: str, port: int) -> str:
    """Where this machine's browsers reach the server, under a name that Strava sends them back to.

    Strava knows 127.0.0.1 and localhost without being told.
    """
    return f"http://{'localhost' if host == '::1' else host}:{port}"


def options(*, host: str, port: int, public_url: str | None = None) -> dict[str, Any]:
    """Streamlit's options by dotted name: the packed file, then address, port and known names."""
    file = _PACKED_OPTIONS if _PACKED_OPTIONS.is_file() else _CHECKOUT_OPTIONS
    packed = tomllib.loads(file.read_text(encoding="utf-8"))
    public = urlsplit(public_url).hostname if public_url else None
    return _flat(packed) | {
        "server.address": host,
        "server.port": port,
        "server.allowedHosts": [*LOCAL_HOSTS, *([public] if public else [])],
    }


def _flat(table: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in table.items():
        key = f"{prefix}{name}"
        flat |= _flat(value, f"{key}.") if isinstance(value, dict) else {key: value}
    return flat
