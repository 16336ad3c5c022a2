"""Who the runner is: name, units, and what decides a day and a week."""

from dataclasses import asdict, replace
from functools import partial
from typing import Any
from zoneinfo import available_timezones

import streamlit as st

from dashboard import session
from dashboard.people import wording
from dashboard.ui import display
from dashboard.ui.folds import show_in_fold
from dashboard.ui.section import section
from etl.errors import UserError
from etl.warehouse.tables import Warehouse

FIRST_BIRTH_YEAR = 1900


def show_profile(person: session.Person | None) -> None:
    """The form, folded once there is a runner; saving it in a new home makes one."""
    if person is not None:
        show_in_fold(wording.ABOUT_RUNNER, partial(_show_form, person), key="profile")
        return
    with section(wording.ABOUT_YOU):
        _show_form(None)


def _show_form(person: session.Person | None) -> None:
    known: dict[str, Any] = asdict(person) if person else {}
    with st.form("profile-form"):
        name = st.text_input(wording.NAME, value=known.get("display_name", ""), max_chars=80)
        left, right = st.columns(2)
        with left:
            birth_year = st.number_input(
                wording.BIRTH_YEAR,
                min_value=FIRST_BIRTH_YEAR,
                max_value=session.today(person).year,
                value=known.get("birth_year"),
                format="%d",
            )
            units = st.segmented_control(
                wording.UNITS, display.UNITS, default=known.get("units", "km"), required=True
            )
        with right:
            height_cm = st.number_input(
                wording.HEIGHT,
                min_value=50.0,
                max_value=250.0,
                step=1.0,
                format="%.0f",
                value=known.get("height_cm"),
            )
            week_start = st.segmented_control(
                wording.WEEK_START,
                list(wording.WEEK_STARTS),
                format_func=wording.WEEK_STARTS.__getitem__,
                default=known.get("week_start", "monday"),
                required=True,
            )
        time_zone = _pick_time_zone(known.get("time_zone"))
        is_sent = st.form_submit_button(wording.SAVE, type="primary")
    if is_sent:
        _save(
            person,
            display_name=name.strip(),
            birth_year=birth_year,
            height_cm=height_cm,
            time_zone=time_zone,
            week_start=week_start,
            units=units,
        )
        st.toast(wording.SAVED)
        st.rerun()


def _pick_time_zone(current: str | None) -> str | None:
    zones = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
    wanted = current or session.current_settings().time_zone
    return st.selectbox(
        wording.TIME_ZONE,
        zones,
        index=zones.index(wanted) if wanted in zones else None,
        placeholder=wording.THIS_MACHINES,
        help=wording.TIME_ZONE_HELP,
    )


def _save(person: session.Person | None, **answers: Any) -> None:
    if not answers["display_name"]:
        raise UserError("Please give a name: it stands on every screen.")
    if person is None:
        runner = session.own_or_new_runner(str(answers["display_name"]))
    else:
        session.require_own(person.runner_id)
        runner = session.current_journal().runner(person.runner_id)
    told = {name: value for name, value in answers.items() if name != "time_zone" or value}
    changed = replace(runner, **told)
    session.current_journal().save_runner(changed)
    Warehouse(session.current_home(), session.current_settings()).refresh(changed)
