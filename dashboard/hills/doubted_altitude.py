"""Altitude that is not believed: which device, over which time, why, and what helps."""

from datetime import date

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows import to_rows
from dashboard.rows.hills import HillsDoubt
from dashboard.rows.runs import RunSource
from dashboard.ui import display
from dashboard.ui.escape import escaped

DOUBTS = {
    "unlike_told": "that is at least twice what the watch or its platform tells of the same run",
    "unlike_other_devices": "that is at least twice what your other devices tell",
    "rough": "it goes up and down as hills do not, and the pace takes no notice",
    "unreliable_device": "half or more of this device's runs around that day are not believed",
}
"""Why altitude is not believed: stored code to words."""

HELP = (
    "What helps: rinse the small openings of the watch's barometer with warm fresh water and let "
    "it dry. On a platform that can correct elevation by a map, switch that on and import the run "
    "again. Where the hills are real, say so on the run's own page."
)


def show_doubted_altitude(person: session.Person, *, since: date) -> None:
    """Once: each device whose hills are unknown on runs since that day; nothing where none is."""
    rows = session.rows_of(person, "page.hills_doubt").filter(pl.col("until_date") >= since)
    if rows.is_empty():
        return
    lines = [doubt_words(row, person.units) for row in to_rows(rows, HillsDoubt)]
    st.info("  \n".join([*lines, HELP]))


def doubt_words(row: HillsDoubt, units: str) -> str:
    """One device: how many runs, when, and why."""
    runs = display.count(row["run_count"], "run")
    first, last = display.day(row["from_date"]), display.day(row["until_date"])
    when = f"on {first}" if row["run_count"] == 1 else f"from {first} to {last}"
    climbed = display.height(row["recorded_ascent_m"], units)
    over = display.distance(row["distance_m"], units)
    device = "a device that is not named" if row["device"] == "not told" else row["device"]
    return (
        f"**Hills are unknown on {runs} of {escaped(device)}** {when}. Its altitude tells of "
        f"{climbed} of climb over {over}, but {DOUBTS[row['reason']]}."
    )


def doubts_of_run(sources: pl.DataFrame, units: str) -> list[str]:
    """A sentence for each recording that counts of one run and has no known hills."""
    doubted = sources.filter(
        pl.col("duplicate_of").is_null() & pl.col("altitude_doubt").is_not_null()
    )
    return [
        "Hills are unknown: the altitude tells of "
        f"{display.height(row['recorded_ascent_m'], units)} of climb, "
        f"but {DOUBTS[doubt]}."
        for row in to_rows(doubted, RunSource)
        if (doubt := row["altitude_doubt"]) is not None
    ]
