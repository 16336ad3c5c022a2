"""Questionnaires whose words are not ours to show."""

from collections.abc import Sequence

import streamlit as st

from dashboard.check_ins import wording
from dashboard.ui.escape import escaped
from etl.reference.questionnaires.definitions import Questionnaire, read_questionnaires
from etl.reference.questionnaires.licensed_texts import Texts


def show_faults(texts: Texts) -> None:
    """A sentence for each file of a clinic that is left out."""
    for fault in texts.faults:
        st.warning(wording.fault(fault))


def missing_of(texts: Texts) -> list[Questionnaire]:
    """Those that a clinic could bring, and none has."""
    offered = {text.facts.questionnaire_id for text in texts.offered}
    return [
        facts
        for facts in read_questionnaires()
        if facts.schedule == "clinic" and facts.questionnaire_id not in offered
    ]


def show_not_offered(missing: Sequence[Questionnaire]) -> None:
    """Why their words are not here, what a clinic can do, and the permission of each."""
    st.markdown(wording.not_offered(facts.title for facts in missing))
    with st.popover(wording.PERMISSIONS, type="tertiary", key="check-in-permissions"):
        for facts in missing:
            st.markdown(f"**{facts.title}** {escaped(facts.permission)}")
            if facts.unverified:
                st.caption(escaped(facts.unverified))
