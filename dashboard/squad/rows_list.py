"""The board as a list: a line a runner, with status, why, and the mark that they were seen.

On a desk a line is a row, on a phone a card (`assets/squad.css`); nothing of it is cut.
"""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows import to_rows
from dashboard.squad import wording
from dashboard.squad.board import choose, chosen_of
from dashboard.squad.triage.mark_buttons import mark_seen
from dashboard.squad.wording import BoardRow
from dashboard.ui.folds import show_in_fold
from dashboard.ui.wording import TAKE_BACK

SHOWN = 30


def show_list(rows: pl.DataFrame) -> None:
    """Who needs a look first; a tap on a name opens it. Who is OK waits behind a line.

    Where nobody else is shown, those who are OK stand in sight.
    """
    calm = rows.filter(need="ok")
    others = rows.filter(pl.col("need") != "ok") if calm.height < rows.height else rows
    with st.container(gap=None, key="squad-list"):
        _show_lines(others.head(SHOWN))
        more = others.slice(SHOWN)
        if not more.is_empty():
            label = wording.more_runners(more.height)
            show_in_fold(label, partial(_show_lines, more), key="squad-more")
        if not calm.is_empty() and others is not rows:
            label = wording.calm_label(calm["display_name"].to_list())
            show_in_fold(label, partial(_show_lines, calm), key="squad-calm")


def _show_lines(rows: pl.DataFrame) -> None:
    writable = session.writable("squad_mark", rows["runner_id"].to_list())
    chosen = chosen_of(rows)
    for place, row in enumerate(to_rows(rows, BoardRow)):
        runner_id = row["runner_id"]
        is_open = chosen == [runner_id]
        with st.container(key=f"squad-row-{runner_id}"):
            st.button(
                wording.line_head(row),
                key=f"squad-open-{runner_id}",
                type="tertiary",
                on_click=choose,
                args=([] if is_open else [runner_id],),
            )
            st.markdown(wording.line_words(row, session.today(None)))
            _show_mark(rows.slice(place, 1), row, is_writable=runner_id in writable)


def _show_mark(one: pl.DataFrame, row: BoardRow, *, is_writable: bool) -> None:
    """Marks a runner as seen, or takes that back."""
    is_seen = row["seen_date"] is not None
    st.button(
        wording.mark_label(row["seen_date"], session.today(None)),
        key=f"squad-mark-{row['runner_id']}",
        type="tertiary" if is_seen else "secondary",
        on_click=mark_seen,
        args=(one,),
        kwargs={"is_deleted": is_seen},
        disabled=not is_writable,
        help=(TAKE_BACK if is_seen else None) if is_writable else wording.NOT_YOURS,
    )
