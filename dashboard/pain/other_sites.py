"""Pain elsewhere than at the knee: a small form, and what was logged."""

from collections.abc import Sequence

import streamlit as st

from dashboard import session
from dashboard.pain.asking import SITE
from dashboard.rows.pain import SitePain as SitePainEntry
from dashboard.ui import display
from dashboard.ui.entry_form import ask, keep_told, show_entry
from dashboard.ui.escape import escaped
from dashboard.ui.section import section

SHOWN_DAYS = 8
MOMENTS = {"pain_during_score": "While running", "pain_before_score": "At rest"}


def show_site_log(person: session.Person) -> None:
    """A quiet button that asks place, side, moment and number."""
    with (
        st.popover(SITE.opens, key="site-log"),
        st.form("site-form", border=False, clear_on_submit=True),
    ):
        told = {name: ask(person, SITE, name) for name in ("site", "side", "local_date")}
        moment = st.segmented_control(
            "When",
            list(MOMENTS),
            format_func=MOMENTS.__getitem__,
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
    with section("Elsewhere than the knee"):
        for row in rows[:SHOWN_DAYS]:
            show_entry(SITE, row["entry_id"], site_words(row))
        _show_older(rows[SHOWN_DAYS:])
        st.caption("Shown beside the knee, and never part of its light.")


def _show_older(rows: Sequence[SitePainEntry]) -> None:
    if rows:
        with st.expander(f"{display.count(len(rows), 'older entry', 'older entries')}"):
            st.markdown("\n".join(f"- {site_words(row)}" for row in rows))


def site_words(row: SitePainEntry) -> str:
    """`Sun 3 May 2026 · Left calf: worst while running 3, the morning after 2`."""
    site = display.SITES[row["site"]]
    place = f"{display.KNEES[row['side']].word} {site.lower()}" if row["side"] else site
    answers = dict(row)
    scores = ", ".join(
        f"{words.lower()} {answers[column]}"
        for column, words in display.PAIN_MOMENTS.items()
        if answers[column] is not None
    )
    note = f" · “{escaped(row['note'])}”" if row["note"] else ""
    return f"**{display.day(row['local_date'])}** · {place}: {scores}{note}"
