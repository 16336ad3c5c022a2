"""Warning signs that stand, what is held back because of them, and that somebody has looked."""

import streamlit as st

from dashboard import session
from dashboard.pain.asking import ASSESSMENT
from dashboard.pain.red_flags.wording import HOLDS, by_urgency, red_flags, to_be_seen
from dashboard.rows.pain import Assessment as Assessed
from dashboard.rows.pain import WarningSign
from dashboard.rows.today import Today
from dashboard.ui import display
from dashboard.ui.entry_form import show_entry, show_entry_form
from dashboard.ui.escape import escaped
from dashboard.ui.section import section


def held_back(person: session.Person) -> str | None:
    """The sentence that stands in the place of advice; None where nothing is held back."""
    today = session.record_of(person, Today)
    hold = today["hold_name"] if today else None
    return HOLDS[hold] if hold else None


def show_warning_signs(person: session.Person) -> None:
    """A card a sign: whom to see and how soon, or who looks after it; and how to answer them."""
    for row in by_urgency(session.records_of(person, WarningSign)):
        with st.container(border=True, gap=None):
            st.markdown(sign_words(row))
            st.caption(ticked_words(row))
    st.caption("Advice about training is hidden until this has been assessed, and you may train.")
    show_assessment_log(person, label="It has been assessed")


def sign_words(row: WarningSign) -> str:
    """What to do about one row of `page.warning_sign`."""
    if row["assessed_by"] and not row["is_standing"]:
        who = display.ASSESSORS[row["assessed_by"]].lower()
        return f"**With {who}** since {display.day(row['outcome_date'])}: what they say goes."
    flag = red_flags().get(row["red_flag"])
    return f":violet[✚] **{to_be_seen(flag) if flag else 'See a clinician.'}**"


def ticked_words(row: WarningSign) -> str:
    """Which sign it is, of which knee and day."""
    flag = red_flags().get(row["red_flag"])
    text = flag.text if flag else row["red_flag"].replace("_", " ")
    knee = f"{display.KNEES[row['knee']].shape} {row['knee']} knee, " if row["knee"] else ""
    return f"{text} · {knee}{display.day(row['local_date'])}"


def show_assessment_log(person: session.Person, *, label: str) -> None:
    """A quiet button that asks who looked, at what, when, and what came of it."""
    show_entry_form(person, ASSESSMENT, label=label)


def show_assessments(person: session.Person) -> None:
    """What was logged, each with a way to take it back; nothing where nothing was."""
    rows = session.records_of(person, Assessed)
    if not rows:
        return
    with section("Assessments"):
        for row in rows:
            show_entry(ASSESSMENT, row["entry_id"], assessment_words(row))


def assessment_words(row: Assessed) -> str:
    """`Sun 3 May 2026 · A doctor, right knee: May train, within the limits they gave`."""
    knee = f", {row['knee']} knee" if row["knee"] else ""
    note = f" · “{escaped(row['note'])}”" if row["note"] else ""
    who = display.ASSESSORS[row["assessed_by"]]
    outcome = display.OUTCOMES[row["outcome"]]
    return f"**{display.day(row['local_date'])}** · {who}{knee}: {outcome}{note}"
