"""Pain elsewhere than at the knee: a small form, and what was logged."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard import session
from dashboard.pain import wording
from dashboard.pain.asking import SITE
from dashboard.pain.wording import SITE_MOMENTS, site_words
from dashboard.rows.pain import SitePain as SitePainEntry
from dashboard.ui.entry_form import ask, half_typed, keep_told, show_entry
from dashboard.ui.section import section

SHOWN_DAYS = 8


def show_site_log(person: session.Person) -> None:
    """A quiet button that asks place, side, moment and number."""
    with st.popover(SITE.opens, key="site-log"):
        _show_fields(person)


@st.fragment
def _show_fields(person: session.Person) -> None:
    told = {name: _ask(person, name) for name in ("site", "side", "local_date")}
    moment = st.segmented_control(
        "When",
        list(SITE_MOMENTS),
        format_func=SITE_MOMENTS.__getitem__,
        default="pain_during_score",
        required=True,
        **half_typed(person, SITE, "moment"),
    )
    score = _ask(person, "pain_during_score")
    told |= {name: _ask(person, name) for name in ("pain_morning_score", "note")}
    if st.button(SITE.sends, type="primary", width="stretch", key="site-send"):
        keep_told(person, SITE, told | {str(moment): score})


def _ask(person: session.Person, name: str) -> Any:
    return ask(person, SITE, name, **half_typed(person, SITE, name))


def show_site_pains(person: session.Person) -> None:
    """The newest entries, each with a way to take it back; nothing where nothing was logged."""
    rows = session.records_of(person, SitePainEntry)
    if not rows:
        return
    with section(wording.ELSEWHERE):
        for row in rows[:SHOWN_DAYS]:
            show_entry(SITE, row["entry_id"], site_words(row))
        _show_older(rows[SHOWN_DAYS:])
        st.caption(wording.BESIDE_THE_KNEE)


def _show_older(rows: Sequence[SitePainEntry]) -> None:
    if rows:
        with st.expander(wording.older_entries(len(rows))):
            st.markdown("\n".join(f"- {site_words(row)}" for row in rows))
