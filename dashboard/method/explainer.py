"""How a statement is known: why, evidence, its inputs and its SQL, one click away."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from dashboard import session
from dashboard.method import rule_inputs, wording
from dashboard.method.citations import linked
from dashboard.method.clinician_limits import name_of, own_limit
from dashboard.method.review_note import note_review
from dashboard.method.wording import LABEL
from dashboard.rows.others import RuleOverride
from dashboard.ui import display
from dashboard.ui.escape import escaped
from dashboard.ui.folds import show_behind
from etl.reference.metric_catalog import view_of_signal
from etl.reference.views import View

METHOD = "method/screen.py"


def show_how_known(rule_id: str) -> None:
    """A quiet link that opens what the rule file says; nothing where there is no such rule."""
    rules = session.current_page().load(session.current_viewer(), "rule.rule", rule_id=rule_id)
    if rules.is_empty():
        return
    rule = rules.row(0, named=True)
    note_review(rule["checked_by"])
    show_behind(LABEL, partial(_show_rule, rule), key=f"known-{rule_id}")


def _show_rule(rule: Mapping[str, Any]) -> None:
    st.markdown(f"**{rule['title']}**")
    show_evidence(rule)
    show_method_link(rule["rule_id"])


def show_hit_known(person: session.Person, hit: Mapping[str, Any]) -> None:
    """The same for one reason of today, with its very numbers and the SQL they came by."""
    note_review(hit["checked_by"])
    show_behind(LABEL, partial(_show_hit, person, hit), key=f"known-{hit['rule_id']}")


def _show_hit(person: session.Person, hit: Mapping[str, Any]) -> None:
    st.markdown(f"**{hit['title']}**")
    value = display.quantity(hit["value"], hit["unit"], person.units)
    limit = display.quantity(hit["threshold"], hit["unit"], person.units)
    st.markdown(wording.yours_and_limit(value, limit, is_own=hit["is_own_threshold"]))
    show_evidence(hit)
    view = view_of_signal(hit["metric"])
    show_inputs(person, hit, view)
    st.caption(wording.its_sql(view.full_name))
    st.code(view.written, language="sql", height=220)
    show_method_link(hit["rule_id"])


def show_own_limits(person: session.Person, *, rule_id: str | None = None) -> None:
    """Every limit of this runner that counts today, or those of one rule: never a silent change."""
    for row in session.records_of(person, RuleOverride, is_current=True):
        if rule_id in (None, row["rule_id"]):
            st.caption(escaped(own_limit(row, person.units, who=who_set(row["saved_by"]))))


def who_set(saved_by: str) -> str:
    """Whoever wrote it, by their name."""
    return name_of(saved_by, session.current_team().names if session.is_team() else {})


def show_evidence(rule: Mapping[str, Any]) -> None:
    """Why it is looked at, what was found, how well it is known, and who checked it."""
    st.markdown(rule["why"])
    st.markdown(rule["evidence_text"])
    grade = rule["evidence_grade"]
    st.markdown(wording.evidence_grade(grade))
    st.caption(wording.source(linked(rule["source"])))
    checked = wording.review(rule["checked_by"], rule["next_review_on"])
    st.caption(wording.written_by(rule["authored_by"], checked))


def show_inputs(person: session.Person, hit: Mapping[str, Any], view: View) -> None:
    """Every number of the row that the value was worked out from."""
    row = rule_inputs.input_row(session.rows_of(person, view.full_name), hit)
    if row is None:
        return
    lines = [
        f"| {escaped(what)} | **{escaped(value)}** |"
        for what, value in rule_inputs.inputs(view, row, person.units)
    ]
    st.caption(wording.its_inputs(view.full_name))
    st.markdown("\n".join(["| what | value |", "|---|---|", *lines]))


def show_method_link(about: str, label: str = wording.IN_FULL) -> None:
    """A link to the entry of a metric or rule on *Method*."""
    st.page_link(METHOD, label=label, query_params={"about": about})
