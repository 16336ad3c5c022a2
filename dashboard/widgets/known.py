"""How a statement is known: the rule's why, source and evidence grade, one click away."""

import streamlit as st

from dashboard import display, session


def show_how_known(rule_id: str) -> None:
    """A quiet link that opens what the rule file says; nothing where there is no such rule."""
    rules = session.current_gateway().load(session.current_viewer(), "rule.rule", rule_id=rule_id)
    if rules.is_empty():
        return
    rule = rules.row(0, named=True)
    grade = rule["evidence_grade"]
    with st.popover("How is this known?", type="tertiary", key=f"known-{rule_id}"):
        st.markdown(f"**{rule['title']}**")
        st.markdown(rule["why"])
        st.markdown(rule["evidence_text"])
        st.caption(f"Evidence {grade}: {display.EVIDENCE_GRADES[grade]}. Source: {rule['source']}.")
        st.caption(
            f"Checked by {rule['checked_by']}."
            if rule["checked_by"]
            else "Not yet reviewed by a clinician."
        )
