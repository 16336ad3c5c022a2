"""Pain elsewhere than at the knee: a small form, and what was logged."""

from collections.abc import Sequence

import streamlit as st

from dashboard import session
from dashboard.pain import wording
from dashboard.pain.asking import SITE
from dashboard.pain.wording import SITE_MOMENTS, site_words
from dashboard.rows.pain import SitePain as SitePainEntry
from dashboard.ui.entry_form import ask, keep_told, show_entry
from dashboard.ui.section import section

SHOWN_DAYS = 8


def show_site_log(person: session.Person) -> None:
    """A quiet button that asks place, side, moment and number."""
    with (
        st.popover(SITE.opens, key="site-log"),
        st.form("site-form", border=False, clear_on_submit=True),
    ):
        told = {name: ask(person, SITE, name) for name in ("site", "side", "local_date")}
        moment = st.segmented_control(
            "When",
            list(SITE_MOMENTS),
            format_func=SITE_MOMENTS.__getitem__,
            default="pain_during_score",
            required=True,
            key="site-moment",
        )
        score = ask(person, SITE, "pain_during_score")
        told |= {name: ask(person, SITE, name) for name in ("pain_morning_score", "note")}
        is_sent = st.form_submit_button(SITE.sends, type="primary", width="stretch")
    if is_sent:
        keep_told(person, SITE, told | {str(moment): score})


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
