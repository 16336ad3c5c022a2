"""Places and screens as plain links, known to a screen reader; a script keeps them in the page.

Without the script each link loads its page anew and arrives all the same.
"""

from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard.screens import MORE, Screen
from dashboard.ui.navigation.places import Group
from dashboard.ui.navigation.wording import (
    KEYS,
    KEYS_TITLE,
    NOT_HERE_FOR_YOU,
    SKIP,
    TO_THE_START,
    go_to,
)

SCRIPT = "/kneewise/frame.js"
CONTENT = "content"


def show_places(groups: Sequence[Group], screen: Screen, query: str) -> None:
    """The bar of places: below on a phone, beside the page on a desk."""
    items = [
        f'<li class="place-{escape(group.place.title.lower())}">'
        + _link(
            group.url_path,
            group.place.title,
            query,
            is_current=group.holds(screen),
            letter=group.place.letter,
        )
        + "</li>"
        for group in groups
    ]
    skip = f'<a class="skip" href="#{CONTENT}">{SKIP}</a>'
    places = f'<nav class="places" aria-label="Places"><ul>{"".join(items)}</ul></nav>'
    with st.container(gap=None, key="frame-places"):
        st.html(f"{skip}{places}")
        st.html(f'<script src="{SCRIPT}"></script>', unsafe_allow_javascript=True)


def show_screens(groups: Sequence[Group], screen: Screen, query: str) -> None:
    """The screens of the place one is at, in one row, and the title of the one that is open."""
    group = next((one for one in groups if one.holds(screen)), None)
    rows = ""
    if group is not None and len(group.screens) > 1:
        items = [
            f"<li>{_link(one.url_path, title, query, is_current=one is screen)}</li>"
            for one, title in group.screens
        ]
        rows = (
            f'<nav class="screens" aria-label="{escape(group.place.title)}">'
            f"<ul>{''.join(items)}</ul></nav>"
        )
    title = escape(title_of(groups, screen))
    st.html(
        f'{rows}<h1 class="screen-title" id="{CONTENT}" tabindex="-1">{title}</h1>'
        + (_keyboard(groups) if group is not None and group.place is MORE else "")
    )


def show_nothing_here() -> None:
    """One calm sentence and the way home, at an address that is of no use here."""
    st.markdown(NOT_HERE_FOR_YOU)
    st.html(f'<a class="home" href="/" target="_self">{TO_THE_START}</a>')


def title_of(groups: Sequence[Group], screen: Screen) -> str:
    """What the screen is called where it is found."""
    titles = (title for group in groups for one, title in group.screens if one is screen)
    return next(titles, screen.title)


def _link(
    url_path: str, title: str, query: str, *, is_current: bool, letter: str | None = None
) -> str:
    current = ' aria-current="page"' if is_current else ""
    key = f' data-letter="{letter}"' if letter else ""
    href = escape(f"/{url_path}{query}")
    return f'<a href="{href}" target="_self"{current}{key}><span>{escape(title)}</span></a>'


def _keyboard(groups: Sequence[Group]) -> str:
    """Which keys there are, folded."""
    ways = [(f"G {group.place.letter.upper()}", go_to(group.place.title)) for group in groups]
    lines = [
        f"<div><dt>{' '.join(f'<kbd>{escape(key)}</kbd>' for key in keys.split())}</dt>"
        f"<dd>{escape(what)}</dd></div>"
        for keys, what in (*KEYS, *ways)
    ]
    return (
        f'<details class="keys"><summary>{KEYS_TITLE}</summary><dl>{"".join(lines)}</dl></details>'
    )
