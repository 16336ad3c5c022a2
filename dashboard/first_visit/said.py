"""What a runner said of their training, where no runs tell it yet."""

import streamlit as st

from dashboard import session
from dashboard.first_visit.wording import until_runs
from dashboard.rows.first_visit import TrainingHabit


def show_said(person: session.Person) -> None:
    """What to do until runs are in, by what was said; nothing where nothing was."""
    habit = session.record_of(person, TrainingHabit)
    if habit is not None:
        st.markdown(until_runs(habit, person.units))
