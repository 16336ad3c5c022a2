"""What a screen says while it has nothing to show: one line, and the same way in everywhere."""

import streamlit as st

from dashboard.ui.wording import WAY_IN

START_SCREEN = "today/screen.py"  # where the ways in stand while nothing is here
DATA_SCREEN = "data/screen.py"


def empty_state(sentence: str, button: str = WAY_IN, *, screen: str = START_SCREEN) -> None:
    """One calm sentence and one button that leads to where it can be put right.

    Where runs are here but lack what the screen shows, that is *Data*.
    """
    st.space("large")
    with st.container(horizontal_alignment="center", gap="medium"):
        st.markdown(f"##### {sentence}", text_alignment="center", width="content")
        if st.button(button, type="primary", key=f"empty-{screen}"):
            st.switch_page(screen)
    st.space("large")
