"""To those who may be under 18: the limits here are adults'."""

import streamlit as st

from dashboard import session
from dashboard.limit import wording
from etl.reference.rules import parameter_value


def show_adult_limits(person: session.Person) -> None:
    """The sentence, where the year of birth says that it may concern this runner."""
    if is_young(person.birth_year, session.today(person).year):
        st.info(wording.ADULTS)


def is_young(birth_year: int | None, year: int) -> bool:
    """Up to 18 years old this year; a runner of unknown age is taken for an adult."""
    return birth_year is not None and year - birth_year <= parameter_value("young_until_years")
