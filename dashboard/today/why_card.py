"""Why the status is what it is: a line a reason with its number, the details one tap below."""

from functools import partial

import streamlit as st

from dashboard import session
from dashboard.limit import wording as limit_wording
from dashboard.method.explainer import show_hit_known, show_own_limits
from dashboard.method.review_note import note_review
from dashboard.rows.others import NextRun
from dashboard.rows.today import TodayReason
from dashboard.today import wording
from dashboard.today.answer_card import Told
from dashboard.today.reason_wording import graded, study_line
from dashboard.today.status_wording import WHY, WORTH_KNOWING
from dashboard.ui.card import card
from dashboard.ui.folds import show_in_fold


def show_why(person: session.Person, told: Told) -> None:
    """What the number rests on, the first reasons each on its line, and the others in one fold."""
    limit = told.limit
    rows = tuple(row for _, part in told.said.parts for row in part)
    is_limit_told = limit is not None and told.today["hold_name"] is None and told.said.why
    if not rows and not is_limit_told:
        show_own_limits(person)
        return
    title = WHY if told.said.why else WORTH_KNOWING
    with card(title, key="why"), st.container(gap=None):
        for row in rows:
            note_review(row["checked_by"])  # said below the page, whether it is opened or not
        for row in rows[: wording.MANY_SHOWN]:
            _show_line(person, told, row)
        others = rows[wording.MANY_SHOWN :]
        if others:
            show_in_fold(
                wording.more_reasons(len(others)),
                partial(_show_reasons, person, others),
                key="why-more",
                kind="compact",
            )
        if limit is not None and is_limit_told:
            show_in_fold(
                wording.limit_rests_on(limit),
                partial(_show_limit, person, limit),
                key="why-limit",
                kind="compact",
            )
        show_own_limits(person)


def _show_limit(person: session.Person, limit: NextRun) -> None:
    st.markdown(limit_wording.rests_on(limit, person.units))


def _show_line(person: session.Person, told: Told, row: TodayReason) -> None:
    show_in_fold(
        wording.short_reason(row, told.pains, person.units),
        partial(_show_reasons, person, (row,)),
        key=f"why-{row['reason_index']}",
        kind="compact",
    )


def _show_reasons(person: session.Person, rows: tuple[TodayReason, ...]) -> None:
    for row in rows:
        st.caption(WHY if row["status"] is not None else WORTH_KNOWING)
        _show_reason(person, row)


def _show_reason(person: session.Person, row: TodayReason) -> None:
    """One reason: its sentence, its number, its grade, and the link to how it is known."""
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="xxsmall",
    ):
        with st.container(gap=None, width=680):
            st.markdown(f"{row['reason_index']}\\. **{row['text']}**")  # numbered, but no list
            st.caption(graded(row, person.units))
            if line := study_line(row):
                st.caption(line)
        show_hit_known(person, row)
