"""Tomorrow's limit on a screen: once, with what it rests on."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import session
from dashboard.limit import wording


def next_run(person: session.Person) -> Mapping[str, Any] | None:
    """The row of `page.next_run`; None where nothing is known of the runner."""
    rows = session.rows_of(person, "page.next_run")
    return rows.row(0, named=True) if rows.height else None


def show_limit(person: session.Person, *, whose: str = "your") -> None:
    """The one sentence: how far tomorrow, and why."""
    row = next_run(person)
    if row is not None:
        st.markdown(wording.sentence(row, person.units, whose=whose))
