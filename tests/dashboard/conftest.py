"""Screens run as in the server, but without a browser."""

import atexit
import re
import sys
import tempfile
from collections import OrderedDict
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl
import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer
from streamlit.elements.lib.mutable_popover_container import PopoverContainer
from streamlit.testing.v1 import AppTest, local_script_runner

from dashboard import session
from dashboard.access.gateway import Gateway, Viewer, Where
from dashboard.screens import file_of
from etl.home import Home
from etl.settings import Settings
from tests.builders import a_home, a_run

APP = Path(session.__file__).with_name("app.py")

OpenScreen = Callable[..., AppTest]

_SERVED_AT_ONCE = 4
_components = cache(manifest_scanner.scan_component_manifests)
_require_widgets_deltas = local_script_runner.require_widgets_deltas
_gateways: OrderedDict[tuple[Home, Settings, bool], Gateway] = OrderedDict()
_looked_at: set[str] = set()
_asking: list[ModuleType] = []


@pytest.fixture(autouse=True)
def serve_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """A home that was served before is served on by its gateway, as by a server that goes on.

    The snapshot of a module's home is then built for the first test that looks, not for each, and
    a command or a test that asks beside a page finds what the page has read. Tests of the gateway
    itself, in `access`, make their own.
    """
    for module in _served_on():
        monkeypatch.setattr(module, "Gateway", _gateway)
    # Streamlit reads the papers of all packages for each app under test: half of a page's time.
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", _components)
    monkeypatch.setattr(local_script_runner, "require_widgets_deltas", _until_drawn)


def _served_on() -> list[ModuleType]:
    """Modules that ask a gateway; thousands are loaded, so each is looked at once."""
    for name in sys.modules.keys() - _looked_at:
        _looked_at.add(name)
        module = sys.modules[name]
        if _is_served_on(name) and vars(module).get("Gateway") is Gateway:
            _asking.append(module)
    return _asking


def _is_served_on(name: str) -> bool:
    return (
        name.startswith(("dashboard.session", "dashboard.cli.", "tests.dashboard."))
        and not name.startswith("tests.dashboard.access.")
        and name != __name__
    )


def _until_drawn(runner: local_script_runner.LocalScriptRunner, timeout: float = 3) -> None:
    """Wait for a page's thread: Streamlit asks it a thousand times a second, which takes time."""
    if runner._script_thread is not None:
        runner._script_thread.join(timeout)
    _require_widgets_deltas(runner, 0.1)


def _gateway(home: Home, settings: Settings, *, is_brief: bool = False) -> Gateway:
    key = (home, settings, is_brief)
    if key not in _gateways:
        _gateways[key] = Gateway(home, settings, is_brief=is_brief)
    _gateways.move_to_end(key)
    while len(_gateways) > _SERVED_AT_ONCE:
        _gateways.popitem(last=False)
    return _gateways[key]


@pytest.fixture
def all_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that a page folds away stands open, as for a reader who opened all of it."""
    is_open = property(lambda _: True, lambda *_: None)
    for kind in (PopoverContainer, ExpanderContainer):
        monkeypatch.setattr(kind, "open", is_open)


@pytest.fixture(scope="session")
def hilly_home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Settings]:
    """Seven Saturdays with 150 m down, then one with 300 m, and a brisk run each Tuesday."""
    saturdays = [date(2026, 3, 14) + timedelta(weeks=week) for week in range(8)]
    runs = [
        a_run(day, km=10, hill_m=30, hill_count=10 if day == saturdays[-1] else 5)
        for day in saturdays
    ]
    brisk = [a_run(day - timedelta(days=4), km=6, pace=270) for day in saturdays]
    return a_home(tmp_path_factory.mktemp("hilly"), [*runs, *brisk])


@pytest.fixture
def open_screen() -> OpenScreen:
    """Open one screen of a home, by its address, with the frame of the app around it."""

    def open_(home: Home, settings: Settings, screen: str = "today") -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=60)
        if screen != "today":
            # Before a first run, a page with an address of its own is not known by its file.
            app._registered_pages = _pages()
            app.switch_page(file_of(screen.replace("_", "-")))
        session.bind(home, settings)
        return app.run()

    return open_


@cache
def _pages() -> dict[str, Any]:
    """What the app's navigation told Streamlit of its pages, once a process."""
    session.bind(*an_empty_home())
    return AppTest.from_file(str(APP), default_timeout=60).run()._registered_pages


@cache
def an_empty_home() -> tuple[Home, Settings]:
    """A home with nothing in it, made once a process."""
    folder = tempfile.TemporaryDirectory(prefix="kneewise-empty-")
    atexit.register(folder.cleanup)
    return a_home(Path(folder.name))


def own_rows(here: tuple[Home, Settings], view: str, **where: Where) -> pl.DataFrame:
    """Rows of a view of the home's only runner, as their pages read them: they lie there mostly."""
    gateway = _gateway(*here)
    (runner_id,) = gateway.scopes(Viewer())
    return gateway.load(Viewer(), view, runner_id=runner_id, **where)


def words_of(app: AppTest) -> str:
    """Everything a page says in Markdown, captions, notices and numbers, one line each."""
    parts = [*app.markdown, *app.caption, *app.info, *app.warning, *app.success]
    lines = [str(part.value) for part in parts]
    return "\n".join([*lines, *(f"{metric.label}: {metric.value}" for metric in app.metric)])


def places_of(app: AppTest) -> dict[str, str]:
    """The links of the frame, places and screens: words to address."""
    html = " ".join(
        element.proto.body for element in app.get("html") if "<nav" in element.proto.body
    )
    found = re.findall(r'<a href="/([^"?]*)[^"]*"[^>]*><span>([^<]+)', html)
    return {words: url_path for url_path, words in found}
