"""The line on top of every screen: whose data this is, and today's date there."""

import streamlit as st

from dashboard import display, session
from dashboard.widgets.door import show_account
from dashboard.widgets.escape import escaped


def show_header() -> None:
    """The runner's name, or a choice where there are several, and the runner's own date."""
    people = session.current_people()
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        if len(people) > 1:
            _choose_runner(people)
        else:
            st.markdown(f"**{escaped(people[0].display_name)}**" if people else "**Welcome**")
        st.caption(display.day(session.today(session.current_runner())), width="content")
        show_account()


def _choose_runner(people: list[session.Person]) -> None:
    names = {person.runner_id: person.display_name for person in people}
    st.selectbox(
        "Runner",
        list(names),
        format_func=lambda runner_id: names.get(runner_id, runner_id),
        key=session.RUNNER_KEY,
        persist_state="session",
        label_visibility="collapsed",
        width=240,
    )
