"""What runners ask about and no rule looks at."""

from collections.abc import Iterable

import streamlit as st

from dashboard.method import wording
from dashboard.method.citations import linked
from dashboard.method.common_questions import Answer, read_answers
from dashboard.ui.escape import escaped
from dashboard.ui.folds import show_behind


def show_answers() -> None:
    """A quiet link that opens a paragraph each."""
    show_behind(wording.QUESTION, lambda: show_each(read_answers()), key="answers")


def show_each(answers: Iterable[Answer]) -> None:
    """A paragraph each, with its source and grade."""
    for answer in answers:
        st.markdown(f"**{escaped(answer.title)}**  \n{escaped(answer.text)}")
        st.caption(wording.answer_source(linked(answer.source), answer.grade))
