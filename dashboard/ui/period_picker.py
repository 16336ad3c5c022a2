"""The period that all charts over time share."""

from dataclasses import dataclass
from datetime import date

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.ui.empty_state import empty_state
from dashboard.ui.navigation.address import put_choice


def show_period_picker() -> session.Period:
    """A row of periods; the choice stands in the address and stays from screen to screen."""
    st.segmented_control(
        "Period",
        list(session.PERIODS),
        format_func=lambda code: session.PERIODS[code].word,
        default=session.first_period(session.current_runner()).code,
        required=True,
        key=session.PERIOD_KEY,
        persist_state="session",
        on_change=put_choice,
        args=(session.PERIOD_KEY,),
        label_visibility="collapsed",
    )
    return session.current_period()


@dataclass(frozen=True, slots=True)
class PeriodWeeks:
    """The weeks of a runner from the first day of the chosen period on."""

    person: session.Person
    rows: pl.DataFrame
    first_day: date


def choose_weeks(view: str, *, nothing_yet: str) -> PeriodWeeks | None:
    """The rows of a view by week, below the row of periods that they are of.

    None where there is none at all; the screen then says so, and how to begin.
    """
    person = session.current_runner()
    weeks = session.rows_of(person, view) if person else pl.DataFrame()
    if person is None or weeks.is_empty():
        empty_state(nothing_yet)
        return None
    first_day = show_period_picker().first_day(session.today(person))
    return PeriodWeeks(person, weeks.filter(pl.col("week_start_date") >= first_day), first_day)
