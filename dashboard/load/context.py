"""What stands beside the load: coming back from a break, steadiness, effort, hard days, sleep."""

import math
from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.method.explainer import show_how_known
from dashboard.pain.day_log_form import show_injuries, show_sleep_log
from dashboard.rows import to_rows
from dashboard.rows.load import (
    LoadConsistency,
    LoadEffort,
    LoadGrowth,
    LoadHardDay,
    LoadReturn,
    LoadSleep,
)
from dashboard.ui import display
from dashboard.ui.chart import table_with_csv
from dashboard.ui.described_table import DescribedTable, described
from dashboard.ui.section import section
from etl.reference.rules import parameter_value

HARD_BECAUSE = {
    "is_spike": "long run",
    "is_fast": "fast minutes",
    "is_effort": "effort",
    "is_descent": "descent",
}
"""What makes a day hard: columns of `page.load_hard_day` to words."""

INJURY_WORDS = (
    "An injury in the last twelve months is what studies of runners agree on most. It is context: "
    "it changes no number here."
)
NO_HEART_RATE_VARIABILITY = (
    "Heart-rate variability is left out: nothing links it to knees. What counts as hard is our "
    "choice, and sleep below {hours:g} hours was looked at in adolescents only."
)


def show_return(person: session.Person) -> None:
    """In words: a run tomorrow would end a break, or its first week is still on."""
    back = session.record_of(person, LoadReturn)
    if back is not None:
        st.markdown(return_words(back, person.units))


def return_words(back: LoadReturn, units: str) -> str:
    """The break, the first week that is meant after it, and what is left of that."""
    days = display.count(back["break_days"], "day")
    parts = [
        f"A run tomorrow would be the first after **{days}**."
        if back["is_return"]
        else f"You are back after **{days}** without a run."
    ]
    if back["cap_m"] is None:
        parts.append("Your usual week is not known, so keep the first one short.")
    else:
        usual = display.distance(back["usual_week_m"], units)
        share = display.percent(back["reentry_share"])
        cap = display.distance_down(back["cap_m"], units)
        until = f", until {display.day(back['until_date'])}" if back["is_return"] else ""
        parts.append(
            f"The first week back is meant for **{cap}**{until}: {share} of your usual {usual}."
        )
    if not back["is_return"] and back["left_m"] is not None:
        left = display.distance_down(back["left_m"], units)
        parts.append(f"**{left}** of it are left until {display.day(back['until_date'])}.")
    if back["is_walk_run"]:
        parts.append("After so long, alternate walking and running.")
    return " ".join(parts)


def show_growth(person: session.Person) -> None:
    """How the weeks have grown, where a rule tells it today: context without a colour."""
    for row in session.records_of(person, LoadGrowth):
        recent = display.distance(row["recent_m"], person.units)
        earlier = display.distance(row["earlier_m"], person.units)
        per = "in seven days" if row["metric"] == "ramp_7d_ratio" else "a week"
        day = display.day(row["local_date"])
        st.markdown(f"**{row['text']}**: {recent} {per} up to {day}, after {earlier}.")
        show_how_known(row["rule_id"])


def show_steadiness(person: session.Person) -> None:
    """Steady weeks, session load of the last rated run, and injuries of the past."""
    with section("Steadiness and effort"):
        with st.container(horizontal=True, gap="medium"):
            _show_steady_weeks(person)
            _show_effort(person)
        show_injuries(person)
        st.caption(INJURY_WORDS)


def _show_steady_weeks(person: session.Person) -> None:
    row = session.record_of(person, LoadConsistency)
    count = row["steady_week_8_count"] if row else None
    st.metric(
        "Weeks with two or more runs",
        display.UNKNOWN if count is None else f"{count} of 8",
        help="Of the last eight full weeks. Too few of them known gives a dash.",
        width="content",
    )


def _show_effort(person: session.Person) -> None:
    runs = session.rows_of(person, "page.load_effort").drop_nulls("effort_load_au")
    if runs.is_empty():
        st.caption("Say on a run's page how hard it felt, and its session load appears here.")
        return
    (last,) = to_rows(runs.tail(1), LoadEffort)
    st.metric(
        f"Session load, {display.short_day(last['local_date'], session.today(person))}",
        f"{last['effort_load_au']:.0f}",
        help=_rank_words(last),
        width="content",
    )
    table_with_csv(partial(_effort_table, runs), name="effort")


def _rank_words(run: LoadEffort) -> str:
    weeks = display.count(round(parameter_value("hard_window_days") / 7), "week")
    felt = f"{run['perceived_exertion_score']:g} of 10 times the minutes."
    if run["effort_rank_share"] is None:
        least = display.count(int(parameter_value("hard_least_run_count")), "rated run")
        return f"{felt} With {least} in {weeks} it can be compared with your own."
    return (
        f"{felt} {display.percent(run['effort_rank_share'])} of your rated runs of the {weeks} "
        f"before asked no more; their middle one was {run['effort_median_au']:.0f}."
    )


def _effort_table(runs: pl.DataFrame) -> DescribedTable:
    return described(
        "page.load_effort",
        runs.sort("local_date", descending=True),
        pl.col("local_date").alias("Day"),
        pl.col("perceived_exertion_score").alias("How hard, 0-10"),
        display.to_minutes(pl.col("moving_s")).round(0).alias("Minutes"),
        pl.col("effort_load_au").round(0).alias("Session load"),
        (100 * pl.col("effort_rank_share")).round(0).alias("Own runs that asked no more, %"),
    )


def show_recovery(person: session.Person) -> None:
    """Hard days with the days between them, and the last nights."""
    days = session.rows_of(person, "page.load_hard_day")
    nights = session.record_of(person, LoadSleep)
    with section("Hard days and sleep"):
        with st.container(horizontal=True, gap="medium"):
            if days.height:
                _show_last_hard_day(person, days)
            if nights is not None:
                _show_nights(nights)
        if days.is_empty():
            st.markdown("No hard day is recorded.")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            show_sleep_log(person)
            if days.height:
                table_with_csv(partial(_hard_table, days), name="hard-days")
                show_how_known("hard_gap")
        st.caption(NO_HEART_RATE_VARIABILITY.format(hours=parameter_value("sleep_young_least_h")))


def _show_last_hard_day(person: session.Person, days: pl.DataFrame) -> None:
    (last,) = to_rows(days.tail(1), LoadHardDay)
    since = (session.today(person) - last["local_date"]).days
    st.metric(
        "Last hard day",
        "today" if since == 0 else f"{display.count(since, 'day')} ago",
        help=f"{display.day(last['local_date'])}: {_reason_words(last)}.",
        width="content",
    )
    gap = last["hard_gap_days"]
    st.metric(
        "After the one before",
        display.UNKNOWN if gap is None else display.count(gap, "day"),
        help="Two hard days in a row: a day between is a habit of coaching."
        if last["is_close"]
        else None,
        width="content",
    )


def _show_nights(nights: LoadSleep) -> None:
    limit = f"{nights['short_below_h']:g}"
    logged = display.count(nights["night_7d_count"], "night")
    needed_count = math.ceil(7 * parameter_value("coverage_least_share"))
    mean_h, short = nights["sleep_mean_7d_h"], nights["short_night_7d_count"]
    st.metric(
        "Sleep, last seven nights",
        display.UNKNOWN if mean_h is None else f"{mean_h:.1f} h",
        help=f"{logged} of seven logged; the mean needs {needed_count}.",
        width="content",
    )
    st.metric(
        f"Nights below {limit} h",
        display.UNKNOWN if short is None else str(short),
        width="content",
    )


def _reason_words(day: LoadHardDay) -> str:
    found = dict(day)
    return ", ".join(words for column, words in HARD_BECAUSE.items() if found[column])


def _hard_table(days: pl.DataFrame) -> pl.DataFrame:
    newest = days.sort("local_date", descending=True)
    return pl.DataFrame(
        {
            "Day": newest["local_date"],
            "Hard by": [_reason_words(row) for row in to_rows(newest, LoadHardDay)],
            "Days since the one before": newest["hard_gap_days"],
        }
    )
