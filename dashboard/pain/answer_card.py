"""The answer on top of Pain: the knee that hurts and since when, what to do, and the one button."""

from collections.abc import Sequence

import streamlit as st

from dashboard import session
from dashboard.method.common_questions_popover import show_answers
from dashboard.method.explainer import show_how_known
from dashboard.pain import wording
from dashboard.pain.entry_form import log_dialog
from dashboard.pain.quick_log import show_saved
from dashboard.rows.pain import PainEpisode
from dashboard.ui.card import card
from etl.reference.rules import parameter_value


def show_answer(person: session.Person, *, is_logged: bool) -> None:
    """Spells that go on, else since when there is none; then logging. `is_logged`: ever."""
    episodes = session.records_of(person, PainEpisode)
    going_on = sorted(
        (row for row in episodes if not row["is_over"]),
        key=lambda row: (row["worst_score"], row["duration_days"]),
        reverse=True,
    )
    with card(key="answer"):
        if is_logged:
            _show_spells(person, going_on, episodes[0] if episodes else None)
        else:
            st.markdown(f"## {wording.NOTHING_LOGGED}")
            st.caption(wording.FIRST_ZERO)
        with st.container(key="answer-buttons"):
            if st.button(wording.LOG_PAIN, type="primary", key="pain-log", width="stretch"):
                log_dialog(person)
        show_saved()
        _show_more(going_on)


def _show_spells(
    person: session.Person, going_on: Sequence[PainEpisode], last: PainEpisode | None
) -> None:
    today = session.today(person)
    st.markdown(f"## {wording.answer_title(going_on, last, today=today)}")
    if last is not None and not going_on:
        st.caption(wording.over_detail(last))
    quiet_days = round(parameter_value("pain_episode_quiet_days"))
    for index, row in enumerate(going_on):
        if index:
            st.markdown(f"**{wording.spell_title(row, today=today)}**")
        st.caption(wording.spell_detail(row, quiet_days=quiet_days))
        if row["prompt_rule_id"] is not None:
            st.markdown(wording.prompt_words(row))


def _show_more(going_on: Sequence[PainEpisode]) -> None:
    """How a prompt is known, and what runners ask about while a spell lasts."""
    rules = {row["prompt_rule_id"] for row in going_on if row["assessed_date"] is None}
    least_days = parameter_value("answers_from_days")
    with st.container(gap=None):
        for rule_id in sorted(rule for rule in rules if rule is not None):
            show_how_known(rule_id)
        if any(row["duration_days"] >= least_days for row in going_on):
            show_answers()
