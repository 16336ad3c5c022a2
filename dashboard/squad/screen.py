"""Squad: who needs me first?"""

from pathlib import Path

import streamlit as st

from dashboard import session
from dashboard.squad import wording
from dashboard.squad.chosen_section import show_chosen
from dashboard.squad.digest_subscription import show_digest
from dashboard.squad.filters import show_filters
from dashboard.squad.finding import headline
from dashboard.squad.group_picker import of_chosen_group
from dashboard.squad.rows import read_squad
from dashboard.squad.triage.mark_buttons import show_fault
from dashboard.ui.empty_state import empty_state
from dashboard.ui.escape import escaped_line
from dashboard.ui.section import section

STYLES = Path(__file__).parents[1] / "assets" / "of_screens" / "squad.css"


def show() -> None:
    """The board, filtered; one chosen row opens beside it, several are laid side by side."""
    st.html(STYLES)
    squad, notes = read_squad()
    if squad.is_empty():
        if session.is_team():
            empty_state(wording.NOTHING_YET, wording.INVITE, screen="people/screen.py")
        else:
            empty_state(wording.NOTHING_YET)
        return
    squad = of_chosen_group(squad)
    with section(escaped_line(headline(squad))):
        shown = show_filters(squad)
        show_fault()
        if shown.is_empty():
            st.caption(wording.NOBODY_THERE)
            return
        show_chosen(shown, notes)
    show_digest()


if __name__ == "__main__":
    show()
