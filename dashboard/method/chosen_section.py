"""The entries a link asked for, opened, with the SQL behind them."""

from collections.abc import Sequence

import streamlit as st

from dashboard.method import wording
from dashboard.method.card_section import show_card, titled
from dashboard.method.cards import Card, views_of
from dashboard.ui.section import section


def show_chosen(cards: Sequence[Card]) -> None:
    """One metric or rule and what belongs to it, opened, with the SQL behind it."""
    st.button(wording.ALL, on_click=st.query_params.clear, type="tertiary")
    st.caption(wording.WHO_CHECKED)
    for card in cards:
        st.markdown(f"#### {titled(card)}")
        show_card(card)
    with section(wording.AS_COMPUTED):
        for view in views_of(cards):
            st.caption(f"{view.full_name}: {view.description}")
            st.code(view.written, language="sql", height=320)
