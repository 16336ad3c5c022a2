"""Setting a limit for one runner: which, how much, why and until when."""

import streamlit as st

from dashboard import session
from dashboard.patient.asking_wording import LIMIT
from dashboard.patient.own_limits import wording
from dashboard.ui.entry_form import ask
from dashboard.ui.errors import errors_as_words
from etl.journal.entries import check_name
from etl.journal.rule_overrides import (
    MOST_WEEKS,
    RuleOverride,
    last_day,
    overridable,
    override_rule,
)
from etl.reference.rules import Level, Rule

_TURN = "limit-turn"  # this form's own key of the session: a new one is an empty form
_STEP = 0.05


def show_limit_form(person: session.Person) -> None:
    """A quiet button that opens the form."""
    turn = st.session_state.get(_TURN, 0)
    with st.popover(wording.SET_A_LIMIT, key=f"limit-{turn}"):
        st.caption(wording.ABOUT)
        override, who = _asked(person, turn)
        if st.button(wording.SET_THIS, type="primary", key=f"limit-set-{turn}"):
            _save(person, override, who=who)


def _asked(person: session.Person, turn: int) -> tuple[RuleOverride, str]:
    choices = {f"{rule.rule_id} {level.level}": (rule, level) for rule, level in overridable()}
    chosen = st.selectbox(
        "Limit",
        list(choices),
        format_func=lambda key: wording.named(*choices[key], units=person.units),
        key=f"limit-which-{turn}",
    )
    rule, level = choices[chosen]
    threshold = _ask_value(rule, level, key=f"{chosen}-{turn}")
    today = session.today(person)
    reason = ask(person, LIMIT, "reason", key=f"limit-why-{turn}") or ""
    until = ask(
        person,
        LIMIT,
        "until_date",
        last_day(today),
        min_value=today,
        max_value=last_day(today, weeks=MOST_WEEKS),
        key=f"limit-until-{turn}",
    )
    who = session.current_viewer().viewer_id
    if not session.is_team():
        who = st.text_input(wording.YOUR_NAME, key=f"limit-who-{turn}")
    return RuleOverride(
        runner_id=person.runner_id,
        rule_id=rule.rule_id,
        level=level.level,
        threshold=threshold,
        reason=reason,
        from_date=today,
        until_date=until,
    ), who


def _ask_value(rule: Rule, level: Level, *, key: str) -> float | None:
    """In the unit of the rule: all limits that may be set are ratios, the same in km and miles."""
    is_off = st.checkbox(wording.SWITCH_OFF, key=f"limit-off-{key}")
    value = st.number_input(
        wording.bounds(rule, level),
        min_value=None if level.own is None else level.own.least,
        max_value=None if level.own is None else level.own.most,
        value=level.threshold,
        step=_STEP,
        disabled=is_off,
        key=f"limit-value-{key}",
    )
    return None if is_off else value


def _save(person: session.Person, override: RuleOverride, *, who: str) -> None:
    with errors_as_words():
        if not session.is_team():
            who = check_name(who, whose=wording.WHOSE_NAME)
        override_rule(session.current_journal(), override, saved_by=who)
        session.note_done(person, "limit_set")
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
        st.toast("Set.")
        st.rerun()
