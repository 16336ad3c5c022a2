"""Method: how is each number worked out, how well is it known, and what can it not know?"""

from functools import partial

import streamlit as st

from dashboard import session
from dashboard.method.cards import cards_about, read_cards
from dashboard.method.chosen_section import show_chosen
from dashboard.method.evidence_pages import page_asked_for, show_evidence_page
from dashboard.method.list_section import show_all
from etl.reference.sign_offs import checked_by


def show() -> None:
    """One entry where a link asked for it, else all of them with a search."""
    page = page_asked_for()
    if page is not None:
        show_evidence_page(page)
        return
    cards = read_cards(partial(checked_by, session.current_home()))
    about = st.query_params.get("about", "")
    chosen = cards_about(cards, about)
    if chosen:
        show_chosen(chosen)
    else:
        show_all(cards)


if __name__ == "__main__":
    show()
