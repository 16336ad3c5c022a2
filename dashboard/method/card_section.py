"""One entry of the method: the same words as in the file to print."""

import streamlit as st

from dashboard import session
from dashboard.method import wording
from dashboard.method.cards import Card, Fact
from dashboard.method.citations import linked
from dashboard.method.explainer import show_own_limits
from dashboard.ui.escape import escaped


def titled(card: Card) -> str:
    """Its title; a rule says that it is one, since its metric may have the same."""
    return wording.rule_title(card.title) if card.kind == "rule" else card.title


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
        lines += ["", wording.ITS_NUMBERS, ""]
        lines += [
            wording.number_line(
                escaped(number.value), escaped(number.what), linked(number.source), number.grade
            )
            for number in card.numbers
        ]
    return "\n".join(lines)


def _told(fact: Fact) -> str:
    return linked(fact.text) if fact.is_source else escaped(fact.text)
