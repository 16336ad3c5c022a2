"""Warning signs that stand, what is held back because of them, and that somebody has looked."""

from datetime import timedelta

import streamlit as st

from dashboard import session
from dashboard.pain.red_flags.wording import by_urgency, red_flags, to_be_seen
from dashboard.rows.pain import Assessment as Assessed
from dashboard.rows.pain import WarningSign
from dashboard.rows.today import Today
from dashboard.ui import display
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped
from dashboard.ui.section import section
from etl.journal.red_flags import (
    ASSESSORS,
    LONGEST_NOTE,
    Assessment,
    delete_assessment,
    keep_assessment,
)

HOLDS = {
    "refer": "Before any of this counts, have the warning sign on *Today* looked at.",
    "under_care": "Your knee is with a clinician, and what they say goes. Advice on training comes "
    "back once you log on *Today* that you may train.",
}
"""Why advice is held back: `hold_name` of `page.today` to a sentence."""

EVERYTHING = "Everything"


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
    today = session.today(person)
    with (
        st.popover(label, key="assessment-log"),
        st.form("assessment-form", border=False, clear_on_submit=True),
    ):
        assessed_by = st.radio(
            "Who looked", ASSESSORS, format_func=display.ASSESSORS.__getitem__, index=None,
            key="assessment-who",
        )  # fmt: skip
        outcome = st.radio(
            "What came of it", list(display.OUTCOMES), format_func=display.OUTCOMES.__getitem__,
            index=None, key="assessment-outcome",
        )  # fmt: skip
        knee = st.radio(
            "What they looked at",
            [None, *display.KNEES],
            format_func=_looked_at,
            horizontal=True,
            key="assessment-knee",
        )
        local_date = st.date_input(
            "Day",
            value=today,
            min_value=today - timedelta(days=3650),
            max_value=today,
            key="assessment-day",
        )
        note = st.text_area(
            "What they found, if you like", max_chars=LONGEST_NOTE, key="assessment-note"
        )
        is_sent = st.form_submit_button("Keep it", type="primary", width="stretch")
    if is_sent and (assessed_by is None or outcome is None):
        st.warning("Say who looked, and what came of it.")
    elif is_sent:
        assessment = Assessment(
            runner_id=person.runner_id,
            local_date=local_date,
            assessed_by=str(assessed_by),
            outcome=str(outcome),
            knee=knee,
            note=note.strip() or None,
        )
        with errors_as_words():
            keep_assessment(session.current_journal(), assessment)
            st.toast("Kept.")
            st.rerun()


def _looked_at(knee: str | None) -> str:
    return EVERYTHING if knee is None else f"{display.KNEES[knee].word} knee"


def show_assessments(person: session.Person) -> None:
    """What was logged, each with a way to take it back; nothing where nothing was."""
    rows = session.records_of(person, Assessed)
    if not rows:
        return
    with section("Assessments"):
        for row in rows:
            _show_assessment(row)


def _show_assessment(row: Assessed) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"
    ):
        st.markdown(assessment_words(row))
        if st.button("Take it back", key=f"assessment-gone-{row['entry_id']}", type="tertiary"):
            delete_assessment(session.current_journal(), str(row["entry_id"]))
            st.rerun()


def assessment_words(row: Assessed) -> str:
    """`Sun 3 May 2026 · A doctor, right knee: May train, within the limits they gave`."""
    knee = f", {row['knee']} knee" if row["knee"] else ""
    note = f" · “{escaped(row['note'])}”" if row["note"] else ""
    who = display.ASSESSORS[row["assessed_by"]]
    outcome = display.OUTCOMES[row["outcome"]]
    return f"**{display.day(row['local_date'])}** · {who}{knee}: {outcome}{note}"
