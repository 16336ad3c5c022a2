"""What was seen of how somebody runs and stands, as a table, with what trains each finding."""

from collections.abc import Mapping, Sequence

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.patient.wording import (
    MECHANICS_HEAD,
    MECHANICS_LAST,
    NOT_TESTED,
    NOTHING_SEEN,
    all_mechanics_row,
    mechanics_row,
    mechanics_title,
    side_by_side,
)
from dashboard.rows import to_rows
from dashboard.rows.mechanics import MechanicsCourse, MechanicsFinding
from dashboard.ui.card import card
from etl.reference.clinic.mechanics_items import read_mechanics
from etl.reference.clinic.strength_programmes import read_programmes

Seen = Sequence[MechanicsCourse]


def show_mechanics(person: session.Person, seen: Seen) -> None:
    """The findings of the last look at each thing, left beside right; nothing before a check."""
    if not seen:
        return
    with card(mechanics_title(seen, session.today(person)), key="patient-mechanics"):
        noted = [rows for rows in side_by_side(seen) if any(row["is_noted_last"] for row in rows)]
        if not noted:
            st.markdown(NOTHING_SEEN)
            return
        advice = _advice(person)
        table = [mechanics_row(rows, advice) for rows in noted]
        st.table(pl.DataFrame(table, schema=MECHANICS_HEAD, orient="row"), border="horizontal")


def show_all_mechanics(seen: Seen) -> None:
    """Everything that was ever looked at, with its day."""
    table = [all_mechanics_row(rows) for rows in side_by_side(seen)]
    head = [*MECHANICS_HEAD[:-1], MECHANICS_LAST]
    st.table(pl.DataFrame(table, schema=head, orient="row"), border="horizontal")
    st.caption(NOT_TESTED)


def _advice(person: session.Person) -> Mapping[tuple[str, str | None], str]:
    """By item and side: what clinicians say after what was last seen, else what trains it."""
    home = session.current_home()
    programmes = read_programmes(home.programmes).all
    exercises = {each.id: each.title for one in programmes for each in one.exercises}
    items = {item.id: item for item in read_mechanics(home.mechanics).items}
    findings = session.rows_of(person, "page.mechanics_finding").drop_nulls("value_code")
    newest = findings.unique(["item_id", "side"], keep="last", maintain_order=True)
    advice = {}
    for row in to_rows(newest, MechanicsFinding):
        item, code = items.get(row["item_id"]), row["value_code"]
        cue, exercise = item.follows(code) if item and code else ("", "")
        advice[row["item_id"], row["side"]] = exercises.get(exercise, cue)
    return advice
