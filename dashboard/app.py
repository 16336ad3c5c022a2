"""The dashboard: one frame, a list of screens, and the one place where errors become words."""

import streamlit as st

from dashboard import session
from dashboard.assets.sheets import FOLDER, styles
from dashboard.data.connections.strava_brand import show_attribution
from dashboard.method.review_note import begin_page, show_review_note
from dashboard.people.header import show_header, show_who_is_you
from dashboard.people.sign_in_gate import is_let_in, show_gate
from dashboard.people.wording import LOST_IN_TEAM
from dashboard.screens import SCREENS, TO_THE_RUNNER, Screen, screen_at
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped
from dashboard.ui.navigation.address import query, read_address, write_address
from dashboard.ui.navigation.links import show_nothing_here, show_places, show_screens
from dashboard.ui.navigation.places import Role, Visitor, groups_for, start_of
from dashboard.ui.navigation.runner_switch import (
    forget_former,
    is_changing_over,
    show_changeover,
)
from dashboard.ui.navigation.wording import RUNNER_ALONE


def show_app() -> None:
    """Draw the frame and, inside it, the screen that was asked for."""
    role = session.role_for_others() or "runner"
    # Streamlit's own menu lies over the page on a phone and stays there: ours are links.
    page = st.navigation([*map(_to_page, SCREENS), _start_page(role)], position="hidden")
    screen = screen_at(page.url_path) if page.url_path else start_of(role)
    st.set_page_config(
        page_title=f"{screen.title} · Kneewise",
        page_icon=str(FOLDER / "icon.svg"),
        layout="wide",
    )
    st.html(styles())
    with (
        st.container(horizontal_alignment="center"),
        st.container(width=screen.width_px, gap="medium", key="frame"),
        errors_as_words(),
        session.one_version(),
    ):
        show_gate()
        if not is_let_in():
            return
        _show_screen(page, screen, role)


def _show_screen(page: st.Page, screen: Screen, role: Role) -> None:
    """The frame of who is let in, and the page inside it."""
    read_address()
    has_many = len(session.current_people()) > 1
    groups = groups_for(Visitor(role, is_team=session.is_team(), has_many=has_many))
    with st.container(gap="xxsmall", key="frame-head"):
        show_header()
        person = session.current_runner()
        forget_former(person)
        write_address()
        show_places(groups, screen, query())
        show_screens(groups, screen, query())
        if screen.place in TO_THE_RUNNER:
            show_who_is_you(person)
    if lost := session.what_is_lost():
        st.warning(LOST_IN_TEAM if session.is_team() else escaped(lost))
    if is_changing_over():
        show_changeover(person)
    elif screen.is_of_team and not session.is_team():
        show_nothing_here()
    elif screen.is_runners_own and not session.owns(person):
        st.info(RUNNER_ALONE)
    else:
        begin_page()
        page.run()
        show_review_note()
        show_attribution()


def _start_page(role: Role) -> st.Page:
    """The root: where somebody of that role begins. Streamlit wants a name for it, too."""
    screen = start_of(role)
    return st.Page(screen.file, title=screen.title, url_path="start", default=True)


def _to_page(screen: Screen) -> st.Page:
    return st.Page(screen.file, title=screen.title, url_path=screen.url_path)


show_app()
