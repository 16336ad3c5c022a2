"""What nobody knows of the last weeks."""

from collections.abc import Sequence

import streamlit as st

from dashboard.patient.wording import NOT_KNOWN
from dashboard.ui.escape import escaped


def show_gaps(missing: Sequence[str]) -> None:
    """In sight, however much else is folded: what is missing is no calm."""
    if missing:
        st.caption("  \n".join([f"**{NOT_KNOWN}**", *map(escaped, missing)]))
