"""What a page keeps behind a link or in a fold: read, made and sent once somebody opens it.

Closed, it costs neither the server nor the browser anything. What has to be read without opening
stands outside. Forms do not belong here: what is typed is lost where a form is not drawn.
"""

from collections.abc import Callable
from typing import Literal

import streamlit as st


def show_behind(label: str, show: Callable[[], None], *, key: str) -> None:
    """A quiet link that opens it."""
    link = st.popover(label, type="tertiary", key=key, on_change="rerun")
    if link.open:
        with link:
            show()


def show_in_fold(
    label: str,
    show: Callable[[], None],
    *,
    key: str,
    kind: Literal["default", "compact"] = "default",
) -> None:
    """A line that unfolds it."""
    fold = st.expander(label, key=key, type=kind, on_change="rerun")
    if fold.open:
        with fold:
            show()
