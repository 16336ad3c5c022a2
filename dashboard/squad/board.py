"""The board of a squad as a table, and which of its rows are chosen.

What is chosen is kept by runner: a row's place changes whenever somebody needs a look, or was seen.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.squad import wording
from dashboard.squad.wording import board

_CHOSEN = "squad-chosen"
_TABLE = "squad-board"
_MOST_ROWS = 20  # of a table without a scroll bar of its own
_ROWS_PX = 760

_WIDTHS = {
    "Status": 124,
    "Why": 520,
    "Pain": 92,
    "12 weeks": 110,
    "7 days": 158,
    "Tomorrow": 190,
    wording.JUMP: 110,
    "Seen": 72,
    wording.NOTE: 220,
}
"""Pixels: no reason is cut, and what is looked at first stands first."""


def chosen_of(rows: pl.DataFrame) -> list[str]:
    """Ids of the chosen runners who are on the board, in its order."""
    chosen = st.session_state.get(_CHOSEN, ())
    return [runner_id for runner_id in rows["runner_id"] if runner_id in chosen]


def choose(runner_ids: Sequence[str]) -> None:
    """Choose these runners and no others."""
    st.session_state[_CHOSEN] = tuple(runner_ids)


def show_board(rows: pl.DataFrame) -> None:
    """The table; a tap on a cell chooses its runner alone, ticks choose several."""
    table = board(rows, session.today(None))
    ids = rows["runner_id"].to_list()
    chosen = chosen_of(rows)
    st.session_state[_TABLE] = _as_state([ids.index(runner_id) for runner_id in chosen])
    st.dataframe(
        table.to_arrow(),
        hide_index=True,
        height="content" if table.height <= _MOST_ROWS else _ROWS_PX,
        column_config=_columns(),
        on_select=partial(_take, tuple(ids)),
        selection_mode=["multi-row", "single-cell"],
        key=_TABLE,
    )


def _take(ids: Sequence[str]) -> None:
    """What was tapped, in the table as it was shown."""
    selection = st.session_state[_TABLE]["selection"]
    cells = selection.get("cells") or []
    rows = [cells[0][0]] if cells else selection["rows"]
    choose([ids[row] for row in rows if row < len(ids)])


def _as_state(rows: list[int]) -> dict[str, Any]:
    return {"selection": {"rows": rows, "columns": [], "cells": []}}


def _columns() -> dict[str, Any]:
    config = st.column_config
    sized = {
        name: config.Column(width=width, help=wording.COLUMN_HELP.get(name))
        for name, width in _WIDTHS.items()
    }
    return sized | {
        "Runner": config.Column(pinned=True, width=118),
        "12 weeks": config.BarChartColumn(
            y_min=0, width=_WIDTHS["12 weeks"], help=wording.COLUMN_HELP["12 weeks"]
        ),
        wording.LAST_RUN: config.DateColumn(format=wording.DATE_FORMAT),
        wording.LAST_LOG: config.DateColumn(format=wording.DATE_FORMAT),
    }
