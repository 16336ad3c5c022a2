"""The gallery for who builds: each part is drawn, and no home is opened for it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bench.gallery.screen import ALL, PARTS, SCHEMES
from tests.conftest import REPOSITORY

FILE = REPOSITORY / "bench/gallery/screen.py"
TEXT = Path(REPOSITORY / "docs/design-system.md")


def opened(**query: str) -> AppTest:
    """The page at that address."""
    app = AppTest.from_file(str(FILE), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def test_each_part_is_drawn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """With its name above it; a home that is not there stays so."""
    monkeypatch.setenv("KNEEWISE_HOME", str(tmp_path / "none"))
    app = opened(part=ALL)
    assert not app.exception
    assert [one.value for one in app.header] == list(PARTS)
    assert len(app.get("plotly_chart")) == 4
    assert not (tmp_path / "none").exists()


def test_light_and_dark_stand_beside_each_other():
    """The page shows itself in both."""
    frames = [str(one.proto) for one in opened().get("iframe")]
    assert len(frames) == len(SCHEMES)
    assert all(f"{scheme}_theme" in frame for scheme, frame in zip(SCHEMES, frames, strict=True))


def test_the_design_system_tells_of_each_part():
    """Under the name that the gallery gives it."""
    text = TEXT.read_text("utf-8")
    assert [name for name in PARTS if name not in text] == []
