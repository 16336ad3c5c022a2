"""Files that brought nothing new, and another try for what could not be read."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.data import wording
from dashboard.imports.result_section import forget_result
from dashboard.ui import display
from dashboard.ui.chart import table_with_csv
from dashboard.ui.described_table import described
from dashboard.ui.errors import errors_as_words
from etl.operations.rebuild import retry_failed


def show_items(person: session.Person) -> None:
    """The files that brought nothing new, each with the reason."""
    items = session.rows_of(person, "page.data_item")
    if items.is_empty():
        return
    table = described(
        "page.data_item",
        items,
        *(
            (
                pl.col(name).replace(display.IMPORT_STATUSES) if name == "status" else pl.col(name)
            ).alias(words)
            for name, words in wording.ITEM_HEADINGS.items()
        ),
    )
    st.caption(wording.nothing_new(items.height))
    table_with_csv(table, name="import-items")
    if "failed" in items["status"]:
        _offer_retry(person)


def _offer_retry(person: session.Person) -> None:
    """Read the kept originals of unreadable files again; this version may know them."""
    if not st.button(wording.TRY_AGAIN, key="retry-failed", help=wording.TRY_AGAIN_HELP):
        return
    with errors_as_words():
        session.require_own(person.runner_id)
        runner = session.current_journal().runner(person.runner_id)
        home, settings = session.current_home(), session.current_settings()
        count = retry_failed(home, settings, runner=runner)
        forget_result()
        st.toast(wording.tried_again(count))
        st.rerun()
