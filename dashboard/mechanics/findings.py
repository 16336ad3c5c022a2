"""The checks one by one, with a way to change or take back each; and what is known of them."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.mechanics import wording
from dashboard.mechanics.form import EDITED, Former, show_check_form
from dashboard.mechanics.wording import listed
from dashboard.method.citations import linked
from dashboard.method.explainer import show_method_link
from dashboard.method.review_note import note_review
from dashboard.rows import to_rows
from dashboard.rows.mechanics import MechanicsCheck, MechanicsFinding
from dashboard.ui.entry_form import show_undo
from dashboard.ui.escape import escaped
from dashboard.ui.folds import show_in_fold
from etl.journal.mechanics import delete_findings, host_of
from etl.reference.clinic.mechanics_items import Checklist, Item, Mechanics
from etl.reference.sign_offs import checked_by

SHOWN_CHECKS = 4


def show_checks(
    person: session.Person, items: Sequence[Item], checks: pl.DataFrame, findings: pl.DataFrame
) -> None:
    """The newest checks, older ones behind a line; the one that is being edited is a form.

    `checks`: rows of `page.mechanics_check`, `findings`: of `page.mechanics_finding`.
    """
    rows = to_rows(checks, MechanicsCheck)
    edited = st.session_state.get(EDITED)
    for row in rows[:SHOWN_CHECKS]:
        _show_check(person, items, row, findings)
    older = rows[SHOWN_CHECKS:]
    if older:
        is_open = edited in {_key(row) for row in older}
        with st.expander(wording.older_checks(len(older)), expanded=is_open):
            for row in older:
                _show_check(person, items, row, findings)


def _key(row: MechanicsCheck) -> tuple[str, date, str]:
    return row["runner_id"], row["local_date"], row["seen_by"]


def _show_check(
    person: session.Person,
    items: Sequence[Item],
    row: MechanicsCheck,
    findings: pl.DataFrame,
) -> None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(wording.looked_at(row))
        if st.session_state.get(EDITED) == _key(row):
            _show_edit(person, items, row, findings)
        else:
            _show_seen(row)


def _show_edit(
    person: session.Person,
    items: Sequence[Item],
    row: MechanicsCheck,
    findings: pl.DataFrame,
) -> None:
    """The form with what was seen in it, where the check stood."""
    seen = findings.filter(pl.col("entry_id").is_in(row["entry_ids"]))
    turn = f"{row['local_date']}-{row['seen_by']}-{hash(tuple(seen['saved_at']))}"
    show_check_form(person, items, former=Former(to_rows(seen, MechanicsFinding)), turn=turn)
    if st.button(wording.LEAVE_AS_IT_WAS, type="tertiary", key="mechanics-leave"):
        st.session_state.pop(EDITED, None)
        st.rerun()


def _show_seen(row: MechanicsCheck) -> None:
    """Findings first, then what else was seen, and what lies beside it."""
    key = f"{row['local_date']}-{row['seen_by']}"
    st.markdown(escaped(listed(row["noted_words"], otherwise=wording.NO_FINDING)) + ".")
    if row["other_words"]:
        st.caption(escaped(listed(row["other_words"])) + ".")
    for note in row["notes"]:
        st.caption(f"“{escaped(note)}”")
    with st.container(horizontal=True, gap="small"):
        for index, link in enumerate(row["video_urls"]):
            _show_video(link, key=f"mechanics-video-{key}-{index}")
        if st.button("Edit", key=f"mechanics-edit-{key}", type="tertiary"):
            st.session_state[EDITED] = _key(row)
            st.rerun()
        show_undo(partial(_take_back, row["entry_ids"]), key=f"mechanics-back-{key}")


def _take_back(entry_ids: Sequence[str]) -> None:
    delete_findings(session.current_journal(), entry_ids)
    st.session_state.pop(EDITED, None)


def _show_video(link: str, *, key: str) -> None:
    """The host it leads to, so that nobody opens a link blindly; words alone where it is none."""
    host = host_of(link)
    if host is None:
        st.caption(wording.BROKEN_LINK)
        return
    st.link_button(wording.video_label(host), link, type="tertiary", key=key)


def note_reviews(mechanics: Mechanics) -> None:
    """Who checked the lists is said below the page, whether they are opened or not."""
    for checklist in mechanics.checklists:
        note_review(_signed(checklist))


def _signed(checklist: Checklist) -> str:
    return checked_by(session.current_home(), f"mechanics/{checklist.file}")


def show_what_is_known(mechanics: Mechanics) -> None:
    """What a watch cannot see, what was found of such findings, and each item's limit."""
    for checklist in mechanics.checklists:
        _show_checklist(checklist)
    st.caption(wording.advice_grade())
    show_method_link("mechanics", wording.HOW_KNOWN)


def _show_checklist(checklist: Checklist) -> None:
    st.markdown(escaped(checklist.cannot_see))
    st.markdown(escaped(checklist.evidence))
    signed = _signed(checklist)
    checked = wording.checked_words(signed) if signed else ""
    st.caption(f"{_source(checklist.source, checklist.grade)}{checked}")
    label = wording.looked_at_label(checklist.title)
    show_in_fold(label, partial(_show_items, checklist), key=f"mechanics-{checklist.file}")


def _show_items(checklist: Checklist) -> None:
    for item in checklist.items:
        st.markdown(f"**{escaped(item.title)}** {escaped(item.look)}")
        st.caption(f"{escaped(item.limit)} {_source(item.source, item.grade)}")


def _source(source: str, grade: str) -> str:
    return wording.source_words(linked(source), grade)
