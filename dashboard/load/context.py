"""What stands beside the load: coming back from a break, steadiness, effort, hard days, sleep."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.load import context_wording as wording
from dashboard.method.explainer import show_how_known
from dashboard.pain.day_log_form import show_injuries, show_sleep_log
from dashboard.rows import to_rows
from dashboard.rows.load import (
    LoadConsistency,
    LoadEffort,
    LoadHardDay,
    LoadReturn,
    LoadSleep,
)
from dashboard.ui import display
from dashboard.ui.chart import table_with_csv
from dashboard.ui.described_table import DescribedTable, described
from dashboard.ui.folds import show_in_fold


def show_return(person: session.Person) -> None:
    """In words: a run tomorrow would end a break, or its first week is still on."""
    back = session.record_of(person, LoadReturn)
    if back is not None:
        st.markdown(wording.return_words(back, person.units))


def show_steadiness(person: session.Person) -> None:
    """Steady weeks and the session load of the last rated run, folded."""
    show_in_fold(wording.STEADINESS, partial(_show_steadiness, person), key="load-steadiness")


def _show_steadiness(person: session.Person) -> None:
    with st.container(horizontal=True, gap="medium"):
        _show_steady_weeks(person)
        _show_effort(person)
    st.caption(wording.INJURY_WORDS)


def show_logs(person: session.Person) -> None:
    """What the parts above are told: injuries of the past and a night's sleep; never folded."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        show_sleep_log(person)
        show_injuries(person)


def _show_steady_weeks(person: session.Person) -> None:
    row = session.record_of(person, LoadConsistency)
    count = row["steady_week_8_count"] if row else None
    st.metric(
        wording.STEADY_WEEKS,
        wording.steady_weeks(count),
        help=wording.STEADY_HELP,
        width="content",
    )


def _show_effort(person: session.Person) -> None:
    runs = session.rows_of(person, "page.load_effort").drop_nulls("effort_load_au")
    if runs.is_empty():
        st.caption(wording.NO_EFFORT)
        return
    (last,) = to_rows(runs.tail(1), LoadEffort)
    st.metric(
        wording.session_load_of(display.short_day(last["local_date"], session.today(person))),
        f"{last['effort_load_au']:.0f}",
        help=wording.rank_words(last),
        width="content",
    )
    table_with_csv(partial(_effort_table, runs), name="effort")


def _effort_table(runs: pl.DataFrame) -> DescribedTable:
    return described(
        "page.load_effort",
        runs.sort("local_date", descending=True),
        pl.col("local_date").alias(wording.DAY),
        pl.col("perceived_exertion_score").alias(wording.HOW_HARD),
        display.to_minutes(pl.col("moving_s")).round(0).alias(wording.MINUTES),
        pl.col("effort_load_au").round(0).alias(wording.SESSION_LOAD),
        (100 * pl.col("effort_rank_share")).round(0).alias(wording.EFFORT_RANK),
    )


def show_recovery(person: session.Person) -> None:
    """Hard days with the days between them, and the last nights, folded."""
    show_in_fold(wording.RECOVERY, partial(_show_recovery, person), key="load-recovery")


def _show_recovery(person: session.Person) -> None:
    days = session.rows_of(person, "page.load_hard_day")
    nights = session.record_of(person, LoadSleep)
    with st.container(horizontal=True, gap="medium"):
        if days.height:
            _show_last_hard_day(person, days)
        if nights is not None:
            _show_nights(nights)
    if days.is_empty():
        st.markdown(wording.NO_HARD_DAY)
    else:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            table_with_csv(partial(_hard_table, days), name="hard-days")
            show_how_known("hard_gap")
    st.caption(wording.recovery_caveat())


def _show_last_hard_day(person: session.Person, days: pl.DataFrame) -> None:
    (last,) = to_rows(days.tail(1), LoadHardDay)
    st.metric(
        wording.LAST_HARD_DAY,
        wording.days_ago((session.today(person) - last["local_date"]).days),
        help=wording.hard_day_help(last),
        width="content",
    )
    gap = last["hard_gap_days"]
    st.metric(
        wording.HARD_GAP,
        display.UNKNOWN if gap is None else display.count(gap, "day"),
        help=wording.HARD_IN_A_ROW if last["is_close"] else None,
        width="content",
    )


def _show_nights(nights: LoadSleep) -> None:
    mean_h, short = nights["sleep_mean_7d_h"], nights["short_night_7d_count"]
    st.metric(
        wording.SLEEP,
        display.UNKNOWN if mean_h is None else f"{mean_h:.1f} h",
        help=wording.nights_help(nights),
        width="content",
    )
    st.metric(
        wording.nights_below(nights["short_below_h"]),
        display.UNKNOWN if short is None else str(short),
        width="content",
    )


def _hard_table(days: pl.DataFrame) -> pl.DataFrame:
    newest = days.sort("local_date", descending=True)
    return pl.DataFrame(
        {
            wording.DAY: newest["local_date"],
            wording.HARD_BY: [wording.reason_words(row) for row in to_rows(newest, LoadHardDay)],
            wording.DAYS_SINCE: newest["hard_gap_days"],
        }
    )
