"""The dashboard: one frame, a list of screens, and the one place where errors become words."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import streamlit as st

from dashboard.widgets.errors import errors_as_words
from dashboard.widgets.header import show_header

ASSETS = Path(__file__).resolve().with_name("assets")
PAGE_WIDTH = 1080  # pixels: lines of text stay readable on a wide screen


@dataclass(frozen=True, slots=True)
class Screen:
    """One entry of the navigation; `file` lies in screens/, the first one is the start."""

    file: str
    title: str
    url_path: str


SCREENS = (
    Screen("today.py", "Today", "today"),
    Screen("load.py", "Load", "load"),
    Screen("hills_and_speed.py", "Hills and speed", "hills-and-speed"),
    Screen("cadence.py", "Cadence", "cadence"),
    Screen("pain.py", "Pain", "pain"),
    Screen("runs.py", "Runs", "runs"),
    Screen("data.py", "Data", "data"),
)


def show_app() -> None:
    """Draw the frame and, inside it, the screen that was asked for."""
    st.set_page_config(page_title="Kneewise", page_icon=str(ASSETS / "icon.svg"), layout="wide")
    st.logo(str(ASSETS / "logo.svg"), size="large")
    page = st.navigation(_pages(), position="top")
    with (
        st.container(horizontal_alignment="center"),
        st.container(width=PAGE_WIDTH, gap="medium"),
        errors_as_words(),
    ):
        show_header()
        page.run()


def _pages() -> list[st.Page]:
    """Every screen; the start also answers at its own name, which Streamlit gives no start page."""
    start, *others = SCREENS
    return [
        st.Page(f"screens/{start.file}", title=start.title, url_path="start", default=True),
        *(_to_page(screen) for screen in others),
        _to_page(start, visibility="hidden"),
    ]


def _to_page(screen: Screen, *, visibility: Literal["visible", "hidden"] = "visible") -> st.Page:
    return st.Page(
        f"screens/{screen.file}",
        title=screen.title,
        url_path=screen.url_path,
        visibility=visibility,
    )


show_app()
