"""What the recordings leave unknown, and why that matters."""

import streamlit as st

from dashboard import session
from dashboard.rows.data import DataMissing
from dashboard.ui import display

# Kinds of gap of page.data_missing: what is missing, and why it matters.
GAPS = {
    "day_unknown": (
        "Neither a run nor a sign of rest",
        "Nothing was recorded then and nothing else says so. They count as unknown, not as rest; "
        "importing other sports as well fills many of them.",
    ),
    "no_stream": (
        "Totals only",
        "They came without a recording: as a row of the export's table, or through a connection "
        "that has not brought it yet or may not keep it. Hills, speed and cadence need it.",
    ),
    "no_altitude": (
        "Outside, but without altitude",
        "The recording holds none, so climbs and descents of those runs are unknown, not zero.",
    ),
    "doubted_altitude": (
        "Altitude not believed",
        "It wanders, or contradicts what else tells of the run, so climbs and descents of those "
        "runs are unknown; *Hills* says which device and why.",
    ),
    "rough_altitude": (
        "Altitude from GPS only",
        "Single climbs can be lost in its error, so their descent is shown in grey.",
    ),
    "no_cadence": (
        "No cadence",
        "The watch did not count steps, so cadence and knee load of those runs are unknown.",
    ),
}


def show_missing(person: session.Person) -> None:
    """What is missing, and why."""
    for row in session.records_of(person, DataMissing):
        what, why = GAPS[row["gap"]]
        of_all = display.count(row["of_count"], "day" if row["gap"] == "day_unknown" else "run")
        st.markdown(f"**{what}:** {row['gap_count']:,} of {of_all}  \n:gray[{why}]")
