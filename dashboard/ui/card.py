"""A card: what belongs together, in a frame; how it looks stands in `assets/cards.css`."""

from collections.abc import Generator
from contextlib import contextmanager

import streamlit as st


@contextmanager
def card(title: str | None = None, *, key: str) -> Generator[None]:
    """Everything shown inside the block stands in the card; `key` is unique on the screen."""
    with st.container(key=f"card-{key}", gap="small"):
        if title is not None:
            st.markdown(f"#### {title}")
        yield
