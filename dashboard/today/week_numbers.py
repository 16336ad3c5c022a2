"""The week as numbers: what the knee asks for, and what was run of late."""

from datetime import timedelta

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows.today import Today
from dashboard.today import wording
from dashboard.ui import display


def show_week_numbers(person: session.Person, today: Today) -> None:
    """While the knee asks for less, the next seven days together; what was run of late."""
    with st.container(horizontal=True, gap="medium"):
        if today["target_7d_m"] is not None:
            st.metric(
                wording.PLAN_IN_ALL if today["is_target_of_plan"] else wording.KNEE_IN_ALL,
                display.distance_down(today["target_7d_m"], person.units),
                help=wording.PLAN_IS_LESS
                if today["is_target_of_plan"]
                else wording.easing_holds(today, person.units),
                width="content",
            )
        st.metric(
            wording.LAST_7_DAYS,
            _last_week(person, today),
            width="content",
        )
        st.metric(
            wording.last_run(today),
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
    return wording.known_of_week(known_m, person.units)
