"""The least a page of Streamlit can be: a title and one chart. Two of them, to go between."""

import plotly.graph_objects as go
import streamlit as st


def show_one() -> None:
    """The first."""
    st.title("One")
    st.plotly_chart(go.Figure(go.Bar(x=list(range(12)), y=list(range(12)))))


def show_other() -> None:
    """The second, which looks different."""
    st.title("Other")
    st.plotly_chart(go.Figure(go.Scatter(x=list(range(12)), y=list(range(12)))))


if __name__ == "__main__":
    pages = [st.Page(show_one, title="One"), st.Page(show_other, title="Other")]
    chosen = st.navigation(pages, position="hidden")
    with st.container(horizontal=True):
        for page in pages:
            st.page_link(page)
    chosen.run()
