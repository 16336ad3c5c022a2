"""One runner beside the board: where they stand and why, in a minute and by keyboard."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.limit.line import show_limit
from dashboard.rows import to_rows
from dashboard.rows.today import TodayReason
from dashboard.screens import file_of
from dashboard.squad import wording
from dashboard.squad.board import choose
from dashboard.squad.charts import draw_runner_weeks
from dashboard.squad.notes import show_notes
from dashboard.squad.triage.mark_buttons import mark_seen, seen_words
from dashboard.squad.week_wording import gap_lines, week_table
from dashboard.squad.wording import NEEDS, BoardRow, reason_words, sentence
from dashboard.today.status_wording import status_words
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.escape import escaped
from dashboard.ui.plain_names import plain_name
from dashboard.ui.wording import TAKE_BACK


def show_panel(shown: pl.DataFrame, person: session.Person, notes: pl.DataFrame) -> None:
    """The short sheet of one row; J and K go down and up the board, S marks and goes on.

    `notes` is `page.squad_note` about this runner.
    """
    ids = shown["runner_id"].to_list()
    place = ids.index(person.runner_id)
    (row,) = to_rows(shown.slice(place, 1), BoardRow)
    with st.container(gap="small", key="squad-panel"):
        st.markdown(f"#### {escaped(plain_name(row['display_name']))}")
        _show_steps(ids, place)
        _show_seen(shown, place)
        _show_why(person, row)
        _show_weeks(person, row)
        show_notes(person, notes)
        _show_links(row)


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
            wording.SEEN_GO_ON,
            key="squad-seen",
            type="primary",
            shortcut="S",
            on_click=_see_and_go_on,
            args=(shown, place),
            disabled=not may_write,
            help=None if may_write else wording.NOT_YOURS,
        )
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(f"✓ {seen_words(row['seen_date'][0], session.today(None))}", width="content")
        st.button(
            TAKE_BACK,
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


def _show_why(person: session.Person, row: BoardRow) -> None:
    """Status and every reason in words; of what is not known, what would mend it."""
    lines, today = [], session.today(person)
    if row["need"] in {"unknown", "ok"}:
        lines += [reason_words(row, today)] if row["unknown_reason"] else []
    else:
        reasons = session.records_of(person, TodayReason)
        lines += [sentence(reason, person.units, today) for reason in reasons]
    with st.container(gap="xxsmall"):
        st.markdown(f"**{status_words(NEEDS[row['need']])}**")
        if lines:
            st.markdown("\n".join(f"- {escaped(line)}" for line in lines))
        show_limit(person, whose="their")


def _show_weeks(person: session.Person, row: BoardRow) -> None:
    weeks = session.rows_of(person, "page.squad_week")
    units = person.units
    figure = drawn(draw_runner_weeks, weeks, units=units, title=wording.seven_days(row))
    table = week_table(weeks, {person.runner_id: plain_name(person.display_name)}, units=units)
    chart_with_table(figure, table, name="squad-runner")
    for line in gap_lines(weeks):
        st.caption(line)


def _show_links(row: BoardRow) -> None:
    named = {session.RUNNER_KEY: row["runner_id"]}
    name = escaped(plain_name(row["display_name"]))
    with st.container(horizontal=True, gap="small"):
        for page, words in (("patient", wording.twelve_weeks_of(name)), ("load", "Load")):
            st.page_link(file_of(page), label=words, query_params=named, width="content")
