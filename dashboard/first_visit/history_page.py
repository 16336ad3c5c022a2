"""What an older history says, where no run is recent enough to advise on."""

from collections.abc import Sequence
from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.first_visit import questions, wording
from dashboard.imports.import_section import show_drop
from dashboard.imports.result_section import WANTS_HISTORY
from dashboard.load.charts import draw_load
from dashboard.pain.quick_log import show_quick_log
from dashboard.rows.first_visit import (
    History,
    HistoryBreak,
    HistoryCadence,
    HistoryHills,
    HistoryJump,
    HistoryQuiet,
)
from dashboard.rows.today import Today
from dashboard.screens import OPEN, file_of
from dashboard.ui.card import card
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.folds import show_in_fold

MOST_OF_A_KIND = 3


def show_history_says(person: session.Person | None) -> bool:
    """Whether Today is about an older history: no run for long, or somebody asked for it."""
    row = None if person is None else session.record_of(person, History)
    if person is None or row is None:
        return False
    is_quiet = is_quiet_history(person)
    if not (is_quiet or st.session_state.get(WANTS_HISTORY)):
        return False
    today = session.record_of(person, Today)
    if today is not None and today["hold_name"] is not None:
        return False  # a clinician's word comes first, however old
    _show_page(person, row, is_quiet=is_quiet)
    return True


def is_quiet_history(person: session.Person) -> bool:
    """Whether neither a run nor pain is recent enough to advise on."""
    row = session.record_of(person, HistoryQuiet)
    return row is not None and row["is_quiet"]


def _show_page(person: session.Person, row: History, *, is_quiet: bool) -> None:
    is_own = session.owns(person)
    with st.container(gap="xxsmall"):
        st.markdown(f"## {wording.history_title(row, is_own=is_own)}")
        st.markdown(wording.history_span(row, person.units))
    if is_own and not questions.is_asking():
        show_quick_log(person, has_run_today=False)
    if not is_quiet:
        st.button(wording.TO_TODAY, key="history-to-today", on_click=_forget_wanted)
    _show_weeks(person, row)
    _show_findings(person)
    if is_own:
        _show_up_to_date(person)


def _forget_wanted() -> None:
    st.session_state.pop(WANTS_HISTORY, None)


def _show_weeks(person: session.Person, row: History) -> None:
    """The last weeks that hold runs, as *Load* draws them."""
    first, last = row["first_week_date"], row["last_week_date"]
    weeks = session.rows_of(person, "page.load_week").filter(
        pl.col("week_start_date").is_between(first, last)
    )
    if weeks.is_empty():
        return
    days = pl.col("local_date").is_between(first, pl.lit(last).dt.offset_by("6d"))
    ceiling, sessions, pain = (
        session.rows_of(person, view).filter(days)
        for view in ("page.load_ceiling", "metric.session_spike", "page.pain_mark")
    )
    figure = drawn(draw_load, weeks, ceiling, sessions, pain, person.units)
    chart_with_table(figure, weeks, name="history")


def _show_findings(person: session.Person) -> None:
    units = person.units
    jumps = session.records_of(person, HistoryJump)[:MOST_OF_A_KIND]
    hills = session.records_of(person, HistoryHills)
    cadence = session.records_of(person, HistoryCadence)
    breaks = session.records_of(person, HistoryBreak)[:MOST_OF_A_KIND]
    findings = {
        "jumps": (
            wording.jumps_short(jumps),
            [wording.jump_line(one, units) for one in jumps] or [wording.NO_JUMPS],
        ),
        "hills": (
            wording.hills_short(hills, units),
            [wording.hills_line(one, units) for one in hills] or [wording.NO_HILLS],
        ),
        "cadence": (
            wording.cadence_short(cadence),
            [wording.cadence_line(one, units) for one in cadence] or [wording.NO_CADENCE],
        ),
        "breaks": (
            wording.breaks_short(breaks),
            [wording.break_line(one, units) for one in breaks] or [wording.NO_BREAKS],
        ),
    }
    with card(wording.FINDINGS, key="history-findings"), st.container(gap=None):
        for name, (short, lines) in findings.items():
            show = partial(_show_lines, lines)
            show_in_fold(short, show, key=f"history-{name}", kind="compact")
        st.caption(wording.NOT_CAUSE)


def _show_lines(lines: Sequence[str]) -> None:
    for line in lines:
        st.markdown(line)


def _show_up_to_date(person: session.Person) -> None:
    with card(wording.UP_TO_DATE, key="history-up-to-date"):
        st.markdown(wording.UP_TO_DATE_MORE)
        show_drop(person)
        if st.button(wording.CONNECT, key="history-connect"):
            st.switch_page(file_of("data"), query_params={OPEN: "connections"})
