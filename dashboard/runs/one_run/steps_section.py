"""How the steps of one run were, each number with the source that tells it."""

from functools import partial

import streamlit as st

from dashboard import session
from dashboard.method.explainer import show_method_link
from dashboard.rows.runs import RunField, RunForm
from dashboard.runs.one_run import steps_wording as wording
from dashboard.runs.source_wording import where_from
from dashboard.ui.escape import escaped
from dashboard.ui.folds import show_in_fold


def show_steps(person: session.Person, session_id: str) -> None:
    """Its steps, power and feel, folded; nothing where no source tells any.

    Why nothing does stands with the sources of the run's numbers.
    """
    form = session.record_of(person, RunForm, session_id=session_id)
    if form is None or form["form_reason"] is not None:
        return
    show_in_fold(wording.STEPS, partial(_show_told, person, form), key="run-steps")


def _show_told(person: session.Person, form: RunForm) -> None:
    places: dict[str, dict[str, None]] = {}
    for field in session.records_of(person, RunField, session_id=form["session_id"]):
        if field["came_with"] is not None:
            places.setdefault(field["field"], {})[where_from(field)] = None
    lines = [
        wording.step_line(name, words, escaped(", ".join(places.get(name, ()))))
        for name, words in wording.step_words(form).items()
    ]
    st.markdown("\n".join(lines))
    st.caption(wording.ABOUT)
    show_method_link("run_form", wording.HOW_KNOWN)
