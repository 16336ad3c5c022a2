"""Now: cadence at the usual pace beside one's own, and what to do next."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.cadence import wording
from dashboard.cadence.step_protocol import show_next
from dashboard.rows import to_rows
from dashboard.rows.cadence import CadenceLine, CadencePlan, CadenceWeek
from dashboard.ui.card import card


def show_answer(
    person: session.Person, weeks: pl.DataFrame, lines: pl.DataFrame, plan: CadencePlan | None
) -> None:
    """The number, whether it is another than before, and the next step in one line.

    `weeks`: rows of `page.cadence_week`; `lines`: those named `then` and `now`.
    """
    now, then = (_line(lines, era) for era in ("now", "then"))
    known = weeks.drop_nulls("cadence_adjusted_spm").sort("week_start_date").tail(1)
    last = next(iter(to_rows(known, CadenceWeek)), None)
    with card(key="answer"):
        st.markdown(f"## {wording.headline(last)}")
        today = session.today(person)
        st.markdown(wording.against_own(last, now=now, then=then, units=person.units, today=today))
        show_next(person, plan)


def _line(lines: pl.DataFrame, era: str) -> CadenceLine | None:
    rows = lines.filter(pl.col("era") == era).drop("era")
    return next(iter(to_rows(rows, CadenceLine)), None)
