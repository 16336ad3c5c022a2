"""The method as an index: a search, and every entry in the fold of its area."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import session
from dashboard.method import wording
from dashboard.method.card_section import show_card, titled
from dashboard.method.cards import Card, search
from dashboard.method.common_questions_popover import show_answers
from dashboard.method.evidence_pages import show_evidence_links
from dashboard.method.explainer import show_method_link
from dashboard.method.governance import intended_use, rule_set_words
from dashboard.method.printable import method_file
from dashboard.ui import display
from dashboard.ui.card import card as framed
from dashboard.ui.folds import show_behind, show_in_fold
from dashboard.ui.section import section
from etl.reference.sign_offs import checked_by


def show_all(cards: Sequence[Card]) -> None:
    """Search, grades and the areas; below them evidence, answers, print, and what it is for."""
    st.markdown(wording.LEAD)
    words, grades = _ask()
    found = [card for card in search(cards, words) if not grades or card.grade in grades]
    if words or grades:
        _show_found(found)
    else:
        _show_areas(found)
    show_evidence_links()
    show_answers()
    st.download_button(
        wording.PRINT,
        data=partial(method_file, partial(checked_by, session.current_home())),
        file_name="kneewise-method.html",
        mime="text/html",
        on_click="ignore",
    )
    st.caption(f"{wording.WHO_CHECKED} {rule_set_words()} {intended_use()}")


def _ask() -> tuple[str, list[str]]:
    """The words to search for, and the grades to leave in: none chosen is all of them."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            wording.SEARCH,
            type="search",
            live=True,
            placeholder=wording.SEARCH_EXAMPLE,
            key="method-search",
            width=320,
        )
        grades = st.pills(
            wording.GRADES,
            list(display.EVIDENCE_GRADES),
            selection_mode="multi",
            format_func=wording.grade_word,
            key="method-grades",
        )
        show_behind(wording.GRADES_MEANING, _show_grades, key="method-grades-meaning")
    return words or "", grades


def _show_grades() -> None:
    st.markdown(wording.grades_meaning())


def _show_areas(cards: Sequence[Card]) -> None:
    """An area on its line with how many entries it has; opened, a line an entry."""
    with framed(key="method-areas"), st.container(gap=None):
        for area, group in _by_area(cards).items():
            show_in_fold(
                f"{area} **{len(group)}**",
                partial(_show_entries, group),
                key=f"method-area-{area}",
                kind="compact",
            )


def _show_found(cards: Sequence[Card]) -> None:
    """The entries found, under the areas they belong to."""
    if not cards:
        st.markdown(wording.NOTHING_FOUND)
    for area, group in _by_area(cards).items():
        with section(area):
            _show_entries(group)


def _by_area(cards: Sequence[Card]) -> dict[str, list[Card]]:
    areas = dict.fromkeys(card.area for card in cards)
    return {area: [card for card in cards if card.area == area] for area in areas}


def _show_entries(cards: Sequence[Card]) -> None:
    for card in cards:
        show_in_fold(
            wording.card_line(titled(card), card.grade),
            partial(_show_open, card),
            key=f"method-{card.key}",
            kind="compact",
        )


def _show_open(card: Card) -> None:
    show_card(card)
    show_method_link(card.key, wording.WITH_SQL)
