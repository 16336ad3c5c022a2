"""What is here: which source and device brought what, until when."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.data import wording
from dashboard.ui import display
from dashboard.ui.chart import columns_of
from dashboard.ui.described_table import described
from dashboard.ui.folds import show_in_fold
from dashboard.ui.section import section
from etl.operations.backup.schedule import backup_age


def show_sources(person: session.Person) -> None:
    """How much is here until when; behind it, what came from where."""
    sources = session.rows_of(person, "page.data_source")
    if sources.is_empty():
        return
    runs, last = sum(sources["run_count"].to_list()), max(sources["last_date"].to_list())
    with section(wording.HERE):
        st.markdown(wording.sources(runs, last))
        settings = session.current_settings()
        if not settings.is_team:  # of a server that others share its operator asks the doctor
            age = backup_age(session.current_home(), settings)
            st.caption(wording.newest_backup(age, is_wanted=settings.backup_keep > 0))
        show_in_fold(wording.FROM_WHERE, partial(_show_table, sources), key="data-sources")


def _show_table(sources: pl.DataFrame) -> None:
    table = described(
        "page.data_source",
        sources,
        *(
            (pl.col(name).replace(display.SOURCES) if name == "source" else pl.col(name)).alias(
                words
            )
            for name, words in wording.SOURCE_HEADINGS.items()
        ),
    )
    columns = columns_of(table.rows, table.meanings)
    st.dataframe(table.rows.to_arrow(), hide_index=True, height="content", column_config=columns)
