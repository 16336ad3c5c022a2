"""The week as numbers: what the knee asks for, and what was run of late."""

from datetime import timedelta

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows.today import Today
from dashboard.ui import display

WEEK_OF_PLAN = "Your plan's week, which is less than what your knee alone asks for."


def show_week_numbers(person: session.Person, today: Today) -> None:
    """While the knee asks for less, the next seven days together; what was run of late."""
    with st.container(horizontal=True, gap="medium"):
        if today["target_7d_m"] is not None:
            start = display.distance(today["baseline_7d_m"], person.units)
            st.metric(
                "Your plan's week in all" if today["is_target_of_plan"] else "Next 7 days in all",
                display.distance_down(today["target_7d_m"], person.units),
                help=WEEK_OF_PLAN
                if today["is_target_of_plan"]
                else f"{display.percent(today['easing_share'])} less than your usual week of "
                f"{start}. Holds until {display.day(today['easing_until_date'])} if the knee "
                "stays calm.",
                width="content",
            )
        st.metric(
            "Last 7 days",
            _last_week(person, today),
            width="content",
        )
        st.metric(
            f"Last run, {display.short_day(today['last_run_date'], today['local_date'])}",
            display.distance(today["last_run_m"], person.units),
            width="content",
        )


def _last_week(person: session.Person, today: Today) -> str:
    """Distance of the last seven days; with an unknown day among them, what is known of it."""
    if today["distance_7d_m"] is not None:
        return display.distance(today["distance_7d_m"], person.units)
    days = session.rows_of(person, "metric.runner_day").filter(
        pl.col("local_date").is_between(
            today["local_date"] - timedelta(days=6), today["local_date"]
        )
    )
    known_m = sum(days["distance_m"].drop_nulls().to_list())
    return f"{display.distance(known_m, person.units)} known" if known_m else display.UNKNOWN
