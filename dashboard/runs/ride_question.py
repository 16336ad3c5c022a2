"""Recordings that went on by car: the ride does not count, and its runner is asked once."""

import streamlit as st

from dashboard import session
from dashboard.rows.data import RideQuestion
from dashboard.runs.correction_wording import kept_part
from dashboard.runs.corrections import choose, cutting
from dashboard.ui import display
from dashboard.ui.errors import errors_as_words

_MOST_SHOWN = 5


def show_ride_questions(person: session.Person) -> None:
    """Each with three answers, for its runner only; nothing where none waits."""
    waiting = session.records_of(person, RideQuestion)
    for row in waiting[:_MOST_SHOWN]:
        with st.container(border=True):
            st.markdown(_question(row, person.units))
            with st.container(horizontal=True):
                _answers(person, row)
    if len(waiting) > _MOST_SHOWN:
        st.caption(f"{display.count(len(waiting) - _MOST_SHOWN, 'more ride')} after these.")


def _question(row: RideQuestion, units: str) -> str:
    counted_m, ride_m = row["distance_m"] or 0.0, row["ride_m"]
    return (
        f"**{display.day(row['local_date'])}, {display.distance(counted_m + ride_m, units)}: "
        f"{display.distance(ride_m, units)} of it at car speed.** "
        f"They do not count; {display.distance(row['distance_m'], units)} do."
    )


def _answers(person: session.Person, row: RideQuestion) -> None:
    activity_id = row["activity_id"]
    part = kept_part(row["run_part"], row["run_part_m"], person.units)
    if st.button(f"Keep {part}", key=f"keep-part-{activity_id}"):
        with errors_as_words():
            cutting(person, activity_id).trim(
                from_s=int(row["run_part_from_s"]), until_s=round(row["run_part_until_s"])
            )
            st.rerun()
    for words, key, field in (
        ("Keep all", "keep-all", "keeps_ride"),
        ("Leave it out", "leave-ride", "is_excluded"),
    ):
        if st.button(words, key=f"{key}-{activity_id}"):
            with errors_as_words():
                choose(person, activity_id=activity_id, field=field, value="true")
                st.rerun()
