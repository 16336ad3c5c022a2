"""The line on top of every screen: whose data this is, and today's date there."""

import hashlib
from collections.abc import Sequence

import streamlit as st

from dashboard import session
from dashboard.people import wording
from dashboard.people.sign_in_gate import show_account
from dashboard.ui import display
from dashboard.ui.escape import escaped
from dashboard.ui.navigation.address import put_choice

_MARK_COLOURS = ("blue", "violet", "green", "orange", "gray")
_BRAND = '<a class="brand" href="/" target="_self">Kneewise</a>'
MARKS = "★✦❖♣♠"  # none of them says something of a status, a light, a gate or a knee


def show_header() -> None:
    """Brand, the runner's name or a choice where there are several, and the runner's own date."""
    people = session.current_people()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="frame-top"):
        st.html(_BRAND, width="content")
        if len(people) > 1:
            _choose_runner(people)
        else:
            st.markdown(_name(people[0]) if people else wording.WELCOME, width="content")
        today = session.today(session.current_runner())
        st.caption(f"{today:%a} {display.axis_day(today)}", width="content")
        show_account()


def show_who_is_you(person: session.Person | None) -> None:
    """Below a page's tabs, where its words speak to somebody else than who looks at them."""
    if person is not None and not session.owns(person):
        st.caption(wording.as_read_by(escaped(person.display_name)))


def _choose_runner(people: list[session.Person]) -> None:
    names = choice_names(people)
    chosen = session.current_runner()
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", width="content"):
        if chosen is not None:
            st.markdown(mark(chosen.runner_id), width="content")
        st.selectbox(
            wording.RUNNER,
            list(names),
            format_func=lambda runner_id: names.get(runner_id, runner_id),
            key=session.RUNNER_KEY,
            persist_state="session",
            on_change=put_choice,
            args=(session.RUNNER_KEY,),
            label_visibility="collapsed",
            width=220,
        )


def choice_names(people: Sequence[session.Person]) -> dict[str, str]:
    """By runner: name and year of birth, numbered where several read alike.

    Streamlit tells choices apart by their words alone: of two that read alike it takes the first,
    and the page would change over to that runner at the next tap.
    """
    plain = {person.runner_id: _plain_name(person) for person in people}
    alike: dict[str, list[str]] = {}
    for runner_id, name in plain.items():
        alike.setdefault(name, []).append(runner_id)
    return {
        runner_id: name if len(alike[name]) == 1 else f"{name} ({alike[name].index(runner_id) + 1})"
        for runner_id, name in plain.items()
    }


def mark(runner_id: str) -> str:
    """A shape in a colour, always the same for one runner: a wrong page is seen before it is read.

    Red is left to warnings; the shape tells without colour.
    """
    number = int(hashlib.sha256(runner_id.encode()).hexdigest(), 16)
    colour = _MARK_COLOURS[number % len(_MARK_COLOURS)]
    return f":{colour}[{MARKS[number // len(_MARK_COLOURS) % len(MARKS)]}]"


def _name(person: session.Person) -> str:
    """The name; where several people sign in with the mark and the year of birth."""
    name = f"**{escaped(person.display_name)}**"
    if not session.is_team():
        return name
    return f"{mark(person.runner_id)} {wording.named(name, person.birth_year)}"


def _plain_name(person: session.Person) -> str:
    born = f" · {person.birth_year}" if person.birth_year else ""
    return f"{person.display_name}{born}"
