"""One runner beside the board: where they stand and why, in a minute and by keyboard."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.plain_names import plain_name
from dashboard.widgets.escape import escaped
from dashboard.widgets.squad_board import choose
from dashboard.widgets.squad_marks import NOT_YOURS, mark_seen, seen_words
from dashboard.widgets.squad_notes import show_notes


def show_panel(shown: pl.DataFrame, person: session.Person, notes: pl.DataFrame) -> None:
    """The short sheet of one row; J and K go down and up the board, S marks and goes on.

    `notes` is `page.squad_note` about this runner.
    """
    ids = shown["runner_id"].to_list()
    place = ids.index(person.runner_id)
    row = shown.row(place, named=True)
    with st.container(gap="small", key="squad-panel"):
        st.markdown(f"#### {escaped(plain_name(row['display_name']))}")
        _show_steps(ids, place)
        _show_seen(shown, place)
        _show_links(row)
        show_notes(person, notes)


def _show_steps(ids: list[str], place: int) -> None:
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        _step("Previous", "K", ids, place - 1)
        _step("Next", "J", ids, place + 1)
        st.button("Close", key="squad-close", shortcut="X", on_click=choose, args=([],))
        st.caption(f"{place + 1} of {len(ids)}", width="content")


def _step(word: str, shortcut: str, ids: list[str], place: int) -> None:
    is_there = 0 <= place < len(ids)
    st.button(
        word,
        key=f"squad-{word.lower()}",
        shortcut=shortcut,
        disabled=not is_there,
        on_click=choose,
        args=(ids[place : place + 1] if is_there else [],),
    )


def _show_seen(shown: pl.DataFrame, place: int) -> None:
    row = shown.slice(place, 1)
    runner_id = row["runner_id"][0]
    may_write = runner_id in session.writable("squad_mark", [runner_id])
    if row["seen_date"][0] is None:
        st.button(
            "Seen, go on",
            key="squad-seen",
            type="primary",
            shortcut="S",
            on_click=_see_and_go_on,
            args=(shown, place),
            disabled=not may_write,
            help=None if may_write else NOT_YOURS,
        )
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(f"✓ {seen_words(row.row(0, named=True))}", width="content")
        st.button(
            "Take it back",
            key="squad-unsee",
            type="tertiary",
            on_click=mark_seen,
            args=(row,),
            kwargs={"is_deleted": True},
        )


def _see_and_go_on(shown: pl.DataFrame, place: int) -> None:
    """The next row is the one that stood below before this one went behind those not yet seen."""
    mark_seen(shown.slice(place, 1))
    ids = shown["runner_id"].to_list()
    choose([ids[min(place + 1, len(ids) - 1)]])


def _show_links(row: dict) -> None:
    named = {session.RUNNER_KEY: row["runner_id"]}
    name = escaped(plain_name(row["display_name"]))
    with st.container(horizontal=True, gap="small"):
        for file, words in (("patient", f"{name}: twelve weeks"), ("load", "Load")):
            st.page_link(f"screens/{file}.py", label=words, query_params=named, width="content")
