"""All entries of the method under their areas, with a search."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import session
from dashboard.method.card_section import show_card, titled
from dashboard.method.cards import LEAD, WHO_CHECKED, Card, search
from dashboard.method.common_questions_popover import show_answers
from dashboard.method.evidence_pages import show_evidence_links
from dashboard.method.explainer import show_method_link
from dashboard.method.governance import intended_use, rule_set_words
from dashboard.method.printable import method_file
from dashboard.ui import display
from dashboard.ui.folds import show_in_fold
from dashboard.ui.section import section
from etl.reference.sign_offs import checked_by


def show_all(cards: Sequence[Card]) -> None:
    """Search, grades, and every entry under its area, closed."""
    st.markdown(f"{LEAD} {WHO_CHECKED}")
    st.caption(f"{rule_set_words()} {intended_use()}")
    show_evidence_links()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            "Search the method",
            type="search",
            live=True,
            placeholder="descent, Frandsen, 30 days …",
            key="method-search",
            width=320,
        )
        grades = st.pills(
            "Evidence",
            list(display.EVIDENCE_GRADES),
            selection_mode="multi",
            format_func=lambda grade: f"Grade {grade}",
            key="method-grades",
        )
    st.caption("  \n".join(f"{g}: {text}" for g, text in display.EVIDENCE_GRADES.items()))
    _show_areas([card for card in search(cards, words or "") if not grades or card.grade in grades])
    show_answers()
    st.download_button(
        "Download as one file to print",
        data=partial(method_file, partial(checked_by, session.current_home())),
        file_name="kneewise-method.html",
        mime="text/html",
        on_click="ignore",
    )


def _show_areas(cards: Sequence[Card]) -> None:
    """The entries found, under the areas they belong to."""
    if not cards:
        st.markdown("Nothing has all of these words. Try fewer of them.")
    for area in dict.fromkeys(card.area for card in cards):
        with section(area):
            for card in cards:
                if card.area == area:
                    _show_closed(card)


def _show_closed(card: Card) -> None:
    """One entry that opens at a tap."""
    title = titled(card) if card.kind == "rule" else f"**{card.title}**"
    label = f"{title} · grade {card.grade}"
    show_in_fold(label, partial(_show_open, card), key=f"method-{card.key}", kind="compact")


def _show_open(card: Card) -> None:
    show_card(card)
    show_method_link(card.key, "With its SQL")
