"""What a screen says while it has nothing to show."""

import streamlit as st

DATA_SCREEN = "data/screen.py"


def empty_state(sentence: str, button: str, *, screen: str = DATA_SCREEN) -> None:
    """One calm sentence and one button that leads to where it can be put right."""
    st.space("large")
    with st.container(horizontal_alignment="center", gap="medium"):
        st.markdown(f"##### {sentence}", text_alignment="center", width="content")
        if st.button(button, type="primary", key=f"empty-{screen}"):
            st.switch_page(screen)
    st.space("large")
