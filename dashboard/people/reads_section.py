"""Who looked at the runner's data, and when."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.access.team import TeamState
from dashboard.people import wording
from dashboard.people.tokens_section import tokens_of
from dashboard.rows import to_rows
from dashboard.rows.people import Audit
from dashboard.ui import display
from dashboard.ui.chart import table_with_csv
from dashboard.ui.escape import escaped
from dashboard.ui.section import section
from etl.reference.consent_texts import SCOPES, current_consent

SHOWN_READS = 5


def show_reads(person: session.Person, state: TeamState) -> None:
    """Who read what, and when."""
    with section(wording.LOOKED):
        session.keep_reads()
        reads = session.rows_of(person, "page.audit")
        if reads.is_empty():
            st.markdown(wording.NOBODY_LOOKED)
            return
        names = {one.token_id: one.name for one in tokens_of(person)}
        titles = {scope: current_consent(scope).title for scope in SCOPES} | wording.DONE
        for row in to_rows(reads.head(SHOWN_READS), Audit):
            when = display.instant(display.local(row["read_at"], person.time_zone))
            what = titles.get(row["what"], row["what"])
            name = names.get(row["viewer_id"]) or state.name(row["viewer_id"])
            st.markdown(wording.read(escaped(name), what, when))
        columns = (
            [
                display.instant(display.local(read_at, person.time_zone))
                for read_at in reads["read_at"]
            ],
            [names.get(one) or state.name(one) for one in reads["viewer_id"]],
            [titles.get(what, what) for what in reads["what"]],
            reads["read_count"],
        )
        table = pl.DataFrame(dict(zip(wording.READ_HEADINGS, columns, strict=True)))
        table_with_csv(table, name="who-looked")
