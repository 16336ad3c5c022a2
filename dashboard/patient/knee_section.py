"""Each knee's latest spell of pain: what goes on with a drawing, what is calm as history."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from dashboard.patient.body_mark import draw_body_mark
from dashboard.patient.wording import HURTS_NOW, body_mark_words, knee_words, no_pain_words
from dashboard.rows.patient import PatientKnee
from dashboard.ui import display
from dashboard.ui.card import card
from dashboard.ui.escape import escaped


def show_knees(now: Sequence[PatientKnee], *, has_hurt: bool, today: date) -> None:
    """What hurts today; `now`: spells that go on."""
    with card(HURTS_NOW, key="patient-hurts"):
        if not now:
            st.markdown(no_pain_words(has_hurt=has_hurt))
            return
        for row in now:
            _show_knee(row, today)
        sided = [row for row in now if row["knee"] in display.KNEES]
        if sided:
            st.image(draw_body_mark(sided), width="content", alt=body_mark_words(sided))


def show_knees_before(before: Sequence[PatientKnee], today: date) -> None:
    """Spells that are over."""
    for row in before:
        _show_knee(row, today)


def _show_knee(row: PatientKnee, today: date) -> None:
    headline, detail = knee_words(row, today)
    mark = display.PAIN_KNEES[row["knee"]]
    st.markdown(f"**:{mark.tone}[{mark.shape} {escaped(headline)}]**  \n{escaped(detail)}")
