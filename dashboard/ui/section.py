"""A part of a page under its own heading, its lines close together."""

from collections.abc import Generator
from contextlib import contextmanager

import streamlit as st


@contextmanager
def section(title: str) -> Generator[None]:
    """Everything shown inside the block stands under the heading."""
    with st.container(gap="small"):
        st.markdown(f"#### {title}")
        yield
