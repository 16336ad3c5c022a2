"""What the columns of a diary are: guessed or remembered, and changed by a choice a column."""

from collections.abc import Sequence

import streamlit as st

from dashboard.pain.diary import wording
from dashboard.ui.escape import escaped
from etl.ingest.diary.reading import SCALES, Reading, completed, roles_of
from etl.operations.diary import Looked

_SHOWN_COLUMNS = 12


def ask_reading(looked: Looked) -> Reading | None:
    """How the file is to be read; None where two columns were said to be one thing."""
    st.markdown(f"**{wording.COLUMNS}**")
    names = looked.sheet.names
    meant = _ask_columns(looked, names[:_SHOWN_COLUMNS])
    if names[_SHOWN_COLUMNS:]:
        with st.expander(wording.MORE_COLUMNS, type="compact"):
            meant += _ask_columns(looked, names[_SHOWN_COLUMNS:])
    columns: dict[str, str] = {}
    for name, role in meant:
        if role in columns:
            st.info(wording.twice(role))
            return None
        if role:
            columns[role] = name
    return _completed(looked, Reading(kind=looked.reading.kind, columns=columns))


def _ask_columns(looked: Looked, names: Sequence[str]) -> list[tuple[str, str]]:
    """By the name of each column what it holds; nothing where it is left out."""
    roles = ["", *roles_of(looked.reading.kind)]
    guessed = {name: role for role, name in looked.reading.columns.items()}
    meant = []
    places = st.columns(min(4, max(2, len(names))))
    for index, name in enumerate(names):
        with places[index % len(places)]:
            role = st.selectbox(
                escaped(name),
                roles,
                index=roles.index(guessed.get(name, "")),
                format_func=lambda code: wording.ROLES.get(code, wording.LEFT_OUT),
                key=f"diary-column-{looked.reading.kind}-{looked.sheet.header}-{name}",
            )
            meant.append((name, str(role)))
    return meant


def _completed(looked: Looked, reading: Reading) -> Reading:
    """With how days and scores are written, asked where the file does not tell or was guessed."""
    found = completed(looked.sheet, reading)
    day_order, scale_most = found.day_order, found.scale_most
    if day_order is None:
        day_order = st.segmented_control(
            wording.DAYS_ARE,
            list(wording.DAY_ORDERS),
            format_func=wording.DAY_ORDERS.__getitem__,
            default=looked.reading.day_order if looked.reading.day_order != "ymd" else None,
            key="diary-days",
        )
    if scale_most is None:
        scale_most = st.segmented_control(
            wording.SCALE, SCALES, default=looked.reading.scale_most, key="diary-scale"
        )
    return Reading(
        kind=reading.kind, columns=reading.columns, day_order=day_order, scale_most=scale_most
    )
