"""Method: how is each number worked out, how well is it known, and what can it not know?"""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import display, session
from dashboard.citations import linked
from dashboard.governance import intended_use, rule_set_words
from dashboard.method import (
    LEAD,
    WHO_CHECKED,
    Card,
    Fact,
    cards_about,
    read_cards,
    search,
    views_of,
)
from dashboard.method_file import method_file
from dashboard.widgets.answers import show_answers
from dashboard.widgets.escape import escaped
from dashboard.widgets.evidence import (
    page_asked_for,
    show_evidence_links,
    show_evidence_page,
)
from dashboard.widgets.known import show_method_link
from dashboard.widgets.own_limits import show_own_limits
from dashboard.widgets.section import section
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


def show_chosen(cards: Sequence[Card]) -> None:
    """One metric or rule and what belongs to it, opened, with the SQL behind it."""
    st.button("All of the method", on_click=st.query_params.clear, type="tertiary")
    st.caption(WHO_CHECKED)
    for card in cards:
        st.markdown(f"#### {titled(card)}")
        show_card(card)
    with section("As it is computed"):
        for view in views_of(cards):
            st.caption(f"{view.full_name}: {view.description}")
            st.code(view.written, language="sql", height=320)


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
    show_areas([card for card in search(cards, words or "") if not grades or card.grade in grades])
    show_answers()
    st.download_button(
        "Download as one file to print",
        data=partial(method_file, partial(checked_by, session.current_home())),
        file_name="kneewise-method.html",
        mime="text/html",
        on_click="ignore",
    )


def show_areas(cards: Sequence[Card]) -> None:
    """The entries found, under the areas they belong to."""
    if not cards:
        st.markdown("Nothing has all of these words. Try fewer of them.")
    for area in dict.fromkeys(card.area for card in cards):
        with section(area):
            for card in cards:
                if card.area == area:
                    show_closed(card)


def show_closed(card: Card) -> None:
    """One entry that opens at a tap."""
    title = titled(card) if card.kind == "rule" else f"**{card.title}**"
    with st.expander(f"{title} · grade {card.grade}", key=f"method-{card.key}", type="compact"):
        show_card(card)
        show_method_link(card.key, "With its SQL")


def titled(card: Card) -> str:
    """Its title; a rule says that it is one, since its metric may have the same."""
    return f"Rule: {card.title}" if card.kind == "rule" else card.title


def show_card(card: Card) -> None:
    """What the file to print says of it, and limits set for the runner on screen."""
    st.markdown(as_markdown(card))
    person = session.current_runner()
    if card.kind == "rule" and person is not None:
        show_own_limits(person, rule_id=card.key.removeprefix("rule-"))


def as_markdown(card: Card) -> str:
    """The card as Markdown: the same words as in the file."""
    lines = [escaped(card.lead), ""]
    for fact in card.facts:
        text = f"`{fact.text}`" if fact.is_formula else _told(fact)
        lines.append(f"**{fact.label}** {text}  ")
    if card.numbers:
        lines += ["", "**Its numbers**", ""]
        lines += [
            f"- **{escaped(number.value)}** {escaped(number.what)} "
            f"({linked(number.source)}; grade {number.grade})"
            for number in card.numbers
        ]
    return "\n".join(lines)


def _told(fact: Fact) -> str:
    return linked(fact.text) if fact.is_source else escaped(fact.text)


show()
