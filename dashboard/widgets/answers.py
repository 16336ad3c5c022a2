"""What runners ask about and no rule looks at: closed until somebody asks."""

import streamlit as st

from dashboard.answers import read_answers
from dashboard.citations import linked
from dashboard.widgets.escape import escaped

QUESTION = "What do rest, stretching, rolling or new shoes do?"


def show_answers() -> None:
    """A quiet link that opens a paragraph each."""
    with st.popover(QUESTION, type="tertiary", key="answers"):
        for answer in read_answers():
            st.markdown(f"**{escaped(answer.title)}**  \n{escaped(answer.text)}")
            st.caption(f"{linked(answer.source)} · evidence {answer.grade}")
