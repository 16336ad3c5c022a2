"""Which knee is asked about weekly."""

import streamlit as st

from dashboard import session
from dashboard.check_ins.wording import ASKED_BY_ITSELF
from dashboard.ui import display
from etl.journal.check_ins import wish_check_in


def show_asked(person: session.Person) -> None:
    """The runner's word on which knee is asked about weekly."""
    asked = session.rows_of(person, "page.check_in_asked")["knee"].to_list()
    wanted = st.pills(
        "Knee",
        list(display.KNEES),
        selection_mode="multi",
        format_func=lambda code: f"{display.KNEES[code].shape} {display.KNEES[code].word}",
        default=asked,
        key=f"check-in-asked-{'-'.join(asked)}",
        label_visibility="collapsed",
    )
    st.caption(ASKED_BY_ITSELF)
    changed = set(wanted) ^ set(asked)
    for knee in changed:
        wish_check_in(
            session.current_journal(),
            runner_id=person.runner_id,
            knee=knee,
            is_wanted=knee in wanted,
        )
    if changed:
        st.rerun()
