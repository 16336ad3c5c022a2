"""The dashboard: one frame, a list of screens, and the one place where errors become words."""

from functools import cache
from pathlib import Path

import streamlit as st

from dashboard import session
from dashboard.data.connections.strava_brand import show_attribution
from dashboard.method.review_note import begin_page, show_review_note
from dashboard.people.header import show_header
from dashboard.people.sign_in_gate import is_let_in, show_gate
from dashboard.screens import PAGE_WIDTH_PX, SCREENS, Screen
from dashboard.ui.errors import errors_as_words
from dashboard.ui.runner_switch import forget_former, is_changing_over, show_changeover

ASSETS = Path(__file__).resolve().with_name("assets")


def show_app() -> None:
    """Draw the frame and, inside it, the screen that was asked for."""
    st.set_page_config(page_title="Kneewise", page_icon=str(ASSETS / "icon.svg"), layout="wide")
    st.html(_styles())
    st.logo(str(ASSETS / "logo.svg"), size="large")
    is_team = session.is_team()
    pages = [_to_page(screen) for screen in SCREENS if is_team or not screen.is_of_team]
    # Streamlit's own menu lies over the page on a phone and stays there: ours is a row of links.
    page = st.navigation([*pages, _start_at_its_name()], position="hidden")
    with (
        st.container(horizontal_alignment="center"),
        st.container(width=_width_px(page), gap="medium"),
        errors_as_words(),
        session.one_version(),
    ):
        show_gate()
        if not is_let_in():
            return
        show_navigation(pages)
        session.choose_named_runner()
        show_header()
        person = session.current_runner()
        forget_former(person)
        if is_changing_over():
            show_changeover(person)
            return
        if _is_runners_own(page) and not session.owns(person):
            st.info("This page is for the runner alone.")
            return
        begin_page()
        page.run()
        show_review_note()
        show_attribution()


@cache
def _styles() -> str:
    """Every sheet of `assets` in one element: what the theme cannot say."""
    sheets = sorted(ASSETS.glob("*.css"), key=lambda path: path.name)
    return f"<style>{''.join(path.read_text('utf-8') for path in sheets)}</style>"


def _width_px(page: st.Page) -> int:
    return next((one.width_px for one in SCREENS if one.url_path == page.url_path), PAGE_WIDTH_PX)


def _is_runners_own(page: st.Page) -> bool:
    return any(screen.is_runners_own and screen.url_path == page.url_path for screen in SCREENS)


def show_navigation(pages: list[st.Page]) -> None:
    """Every screen one tap away; the row breaks into more on a phone."""
    has_many = len(session.current_people()) > 1 or session.looks_after_others()
    of_many = {screen.url_path for screen in SCREENS if screen.is_of_many}
    with st.container(horizontal=True, gap="xxsmall"):
        for page in pages:
            if has_many or page.url_path not in of_many:
                st.page_link(page, width="content")


def _to_page(screen: Screen) -> st.Page:
    is_start = screen is SCREENS[0]
    return st.Page(
        screen.file,
        title=screen.title,
        url_path="start" if is_start else screen.url_path,
        default=is_start,
    )


def _start_at_its_name() -> st.Page:
    """The start once more, at its own address: Streamlit gives a start page none but the root."""
    start = SCREENS[0]
    return st.Page(start.file, title=start.title, url_path=start.url_path, visibility="hidden")


show_app()
