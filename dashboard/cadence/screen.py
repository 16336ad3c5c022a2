"""Cadence: are my steps getting quicker at the same pace?"""

import polars as pl

from dashboard import session
from dashboard.cadence.advice_section import show_advice_of_170
from dashboard.cadence.effect_section import show_effect
from dashboard.cadence.length_section import show_step_length
from dashboard.cadence.line_section import show_own_line
from dashboard.cadence.step_protocol import show_cadence_step
from dashboard.cadence.week_section import show_weeks
from dashboard.rows.cadence import CadenceContext
from dashboard.ui.empty_state import DATA_SCREEN, START_SCREEN, empty_state
from dashboard.ui.period_picker import show_period_picker


def show() -> None:
    """Own steps over the weeks first, then what quicker ones would mean."""
    person = session.current_runner()
    weeks = session.rows_of(person, "page.cadence_week") if person else pl.DataFrame()
    if person is None or weeks.is_empty() or weeks["cadence_spm"].is_null().all():
        empty_state(
            "Cadence appears here once runs with steps are in; most running watches count them.",
            screen=START_SCREEN if person is None or weeks.is_empty() else DATA_SCREEN,
        )
        return
    first_day = show_period_picker().first_day(session.today(person))
    weeks = weeks.filter(pl.col("week_start_date") >= first_day)
    context = session.records_of(person, CadenceContext)[0]
    show_weeks(person, weeks)
    show_cadence_step(person)
    show_own_line(person, first_day)
    show_step_length(person, weeks, context)
    show_effect(person)
    show_advice_of_170(person, context)


if __name__ == "__main__":
    show()
