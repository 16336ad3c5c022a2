"""The check-in that is due, and any other that can be answered."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.check_ins.form import asks_of, show_form
from dashboard.check_ins.wording import DUE_NOW, NOTHING_DUE, choice_words, next_words
from dashboard.ui.section import section
from etl.reference.questionnaires.licensed_texts import Texts


def show_due(person: session.Person, texts: Texts, answers: pl.DataFrame) -> None:
    """What is due, open; anything else that can be answered is one tap away."""
    due = session.rows_of(person, "page.check_in_due")
    asks = asks_of(texts, due)
    turn = str(hash(tuple(answers["saved_at"])))  # also changes where the clock was set back
    is_due = asks[0].is_due
    with section(DUE_NOW if is_due else NOTHING_DUE):
        if not is_due:
            can_ask = {(ask.text.facts.questionnaire_id, ask.knee) for ask in asks}
            st.caption(next_words(can_ask, due))
        names = {ask.key: ask for ask in asks}
        chosen = st.pills(
            "Answer",
            list(names),
            format_func=lambda key: choice_words(names[key].name, is_due=names[key].is_due),
            default=asks[0].key if is_due else None,
            key=f"check-in-choice-{turn}",
        )
        if chosen is not None:
            show_form(person, names[chosen], turn=turn)
