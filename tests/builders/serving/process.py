"""What a server of the tests does in a process of its own, which has all its modules already."""

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import dashboard
from bench.soak.counting_server import listen
from dashboard.server import serve, without_pandas
from etl.home import Home
from etl.settings import Settings

_ROOT = Path(dashboard.__file__).resolve().parent
_LEFT_OUT = ("dashboard.app", "dashboard.server.asgi", "dashboard.cli.")
"""What draws or serves as soon as it is imported, and what no page needs."""

without_pandas.install()  # as in every server, before anything asks for it
for _path in sorted(_ROOT.rglob("*.py")):
    _name = ".".join(("dashboard", *_path.relative_to(_ROOT).with_suffix("").parts))
    if not _name.startswith(_LEFT_OUT) and _path.stem not in {"screen", "__init__"}:
        import_module(_name)


def run(home: Path, port: int, log: Path, environment: Mapping[str, str]) -> None:
    """Serve a home until told to stop; what it says, and libraries say, goes into the log."""
    os.environ.clear()
    os.environ.update(environment)
    with log.open("ab", buffering=0) as written:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(written.fileno(), stream.fileno())
    settings = Settings(home=home, time_zone="Europe/Berlin", workers=1)
    listen()
    serve(Home(home), settings.at(Home(home)), port=port)
