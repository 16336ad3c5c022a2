"""What a page keeps behind a link or in a fold: read, made and sent once somebody opens it.

Closed, it costs neither the server nor the browser anything. What has to be read without opening
stands outside. A form of Streamlit's does not belong here: what is typed is lost where it is not
drawn. Fields of `entry_form.half_typed` do: they keep it.
"""

from collections.abc import Callable
from typing import Literal

import streamlit as st


def show_behind(
    label: str, show: Callable[[], None], *, key: str, height: int | None = None
) -> None:
    """A quiet link that opens it; `height` in pixels, where it is known, keeps its place.

    The browser puts it above or below the link by its height at the tap, before anything is sent.
    """
    link = st.popover(label, type="tertiary", key=key, on_change="rerun")
    with link:
        if link.open:
            show()
        elif height is not None:
            st.space(height)


def show_in_fold(
    label: str,
    show: Callable[[], None],
    *,
    key: str,
    kind: Literal["default", "compact"] = "default",
    is_open: bool = False,
) -> None:
    """A line that unfolds it; `is_open`: from the start, until somebody closes it.

    What is open stays so when its line says something else: Streamlit takes it for another one.
    """
    if st.session_state.get(key):
        st.session_state[key] = True
    fold = st.expander(label, is_open, key=key, type=kind, on_change="rerun")
    if fold.open:
        with fold:
            show()
