"""The drop for a diary of years: what was dropped, what it holds, and the ones that came in."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard import session
from dashboard.pain.diary import wording
from dashboard.pain.diary.mapping import ask_reading
from dashboard.rows.pain import DiaryBatch
from dashboard.ui.entry_form import show_undo
from dashboard.ui.errors import errors_as_words
from etl.ingest import worker
from etl.ingest.diary.reading import Unclear
from etl.ingest.diary.rows import Refused, Rows
from etl.operations.diary import MOST_BYTES, Looked, import_diary, look, undo_diary

FILE_TYPES = ["csv", "tsv", "txt", "xlsx", "xls", "ods"]
_PREVIEWED = 5
_REFUSED_SHOWN = 20
_ROUND, _LOOKED, _SAID = "diary-round", "diary-looked", "diary-said"


def show_diary(person: session.Person) -> None:
    """Drop a file, say what its columns are, take it in; each that came in, with its undo."""
    worker.begin()  # it takes seconds, and somebody who opened this is about to drop a file
    if said := st.session_state.get(_SAID):
        st.success(said)
    kind = st.segmented_control(
        wording.KIND,
        list(wording.KINDS),
        format_func=wording.KINDS.__getitem__,
        default="pain",
        required=True,
        key="diary-kind",
    )
    file = st.file_uploader(
        wording.DROP,
        type=FILE_TYPES,
        max_upload_size=MOST_BYTES // 2**20,
        key=f"diary-{st.session_state.get(_ROUND, 0)}",
    )
    if file is not None:
        with errors_as_words():
            looked = _looked(
                person, file.getvalue, name=file.name, of=(file.file_id, str(kind)), kind=str(kind)
            )
            _show_file(person, looked)
    _show_batches(person)


def _looked(
    person: session.Person,
    content: Callable[[], bytes],
    *,
    name: str,
    of: tuple[str, str],
    kind: str,
) -> Looked:
    """The file as it was looked into once; a choice among its columns reads nothing anew."""
    former = st.session_state.get(_LOOKED)
    if former is not None and former[0] == of:
        return former[1]
    journal = session.current_journal()
    looked = look(journal, content(), file_name=name, runner_id=person.runner_id, kind=kind)
    st.session_state[_LOOKED] = (of, looked)
    st.session_state.pop(_SAID, None)
    return looked


def _show_file(person: session.Person, looked: Looked) -> None:
    reading = ask_reading(looked)
    if reading is None:
        return
    looked = replace(looked, reading=reading)
    today = session.today(person)
    try:
        rows = looked.rows(today=today)
    except Unclear as unclear:
        st.info(wording.unclear(unclear.what))
        return
    _show_preview(person, looked, rows)
    if rows.entries.is_empty():
        return
    if st.button(wording.taking(rows), type="primary", key="diary-take"):
        session.require_own(person.runner_id)
        batch = import_diary(
            session.current_journal(), looked, runner_id=person.runner_id, today=today
        )
        _begin_anew(wording.came_in(batch))


def _show_preview(person: session.Person, looked: Looked, rows: Rows) -> None:
    st.markdown(f"**{wording.AS_READ}**: {wording.holds(rows, session.today(person))}")
    lines = [wording.preview(row) for row in rows.entries.tail(_PREVIEWED).to_dicts()]
    st.markdown("\n".join(f"- {line}" for line in reversed(lines)))
    sides = {"side", "left", "right"} & set(looked.reading.columns)
    if looked.reading.kind == "pain" and not sides:
        st.caption(wording.SIDE_NOT_SAID)
    _show_refused(rows.refused)


def _show_refused(refused: tuple[Refused, ...]) -> None:
    if not refused:
        return
    with st.expander(wording.refused_title(len(refused)), type="compact"):
        lines = [f"- {wording.refused(row)}" for row in refused[:_REFUSED_SHOWN]]
        st.markdown("\n".join(lines))
        if len(refused) > _REFUSED_SHOWN:
            st.caption(wording.more(refused, _REFUSED_SHOWN))


def _show_batches(person: session.Person) -> None:
    for row in session.records_of(person, DiaryBatch):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(wording.batch_line(row, session.today(person)), width="content")
            show_undo(partial(_undo, person, row["batch_id"]), key=f"diary-undo-{row['batch_id']}")


def _undo(person: session.Person, batch_id: str) -> None:
    session.require_own(person.runner_id)
    undone = undo_diary(session.current_journal(), batch_id, runner_id=person.runner_id)
    st.session_state[_SAID] = wording.taken_back(undone)


def _begin_anew(words: str) -> None:
    """Say what became of the file, and forget it: a rerun does not take it in again."""
    st.session_state[_SAID] = words
    st.session_state.pop(_LOOKED, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()
