"""Squad: who needs me first?"""

import streamlit as st

from dashboard import session
from dashboard.squad.chosen_section import show_chosen
from dashboard.squad.digest_subscription import show_digest
from dashboard.squad.filters import show_filters
from dashboard.squad.finding import finding
from dashboard.squad.group_picker import of_chosen_group
from dashboard.squad.rows import read_squad
from dashboard.squad.triage.mark_buttons import show_fault
from dashboard.ui.empty_state import empty_state
from dashboard.ui.section import section

NOTHING_YET = "Runners who share their training with you stand here, those who need a look first."


def show() -> None:
    """The board, filtered; one chosen row opens beside it, several are laid side by side."""
    squad, notes = read_squad()
    if squad.is_empty():
        if session.is_team():
            empty_state(NOTHING_YET, "Invite a runner", screen="people/screen.py")
        else:
            empty_state(NOTHING_YET)
        return
    squad = of_chosen_group(squad)
    with section(finding(squad)):
        shown = show_filters(squad)
        show_fault()
        if shown.is_empty():
            st.caption("Nobody who shares with you stands there.")
            return
        show_chosen(shown, notes)
    show_digest()


if __name__ == "__main__":
    show()
