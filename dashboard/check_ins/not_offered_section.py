"""Questionnaires whose words are not ours to show."""

import streamlit as st

from dashboard.ui.escape import escaped
from dashboard.ui.section import section
from etl.reference.questionnaires.definitions import read_questionnaires
from etl.reference.questionnaires.licensed_texts import Texts


def show_not_offered(texts: Texts) -> None:
    """Questionnaires whose words are not ours to show, why, and what a clinic can do."""
    for fault in texts.faults:
        st.warning(escaped(f"A clinic's file is left out. {fault}"))
    offered = {text.facts.questionnaire_id for text in texts.offered}
    missing = [
        facts
        for facts in read_questionnaires()
        if facts.schedule == "clinic" and facts.questionnaire_id not in offered
    ]
    if not missing:
        return
    with section("Not offered here"):
        names = ", ".join(facts.title for facts in missing)
        st.markdown(
            f"{names}: their words belong to others, so they do not come with Kneewise. A clinic "
            "that has a licence puts a file into the folder `questionnaires` of this home; the "
            "scoring is here already."
        )
        with st.popover("Permission of each", type="tertiary", key="check-in-permissions"):
            for facts in missing:
                st.markdown(f"**{facts.title}** {escaped(facts.permission)}")
                if facts.unverified:
                    st.caption(escaped(facts.unverified))
