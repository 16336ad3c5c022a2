"""The way in for files: dropped here, read at once."""

from collections.abc import Callable

import streamlit as st

from dashboard import session
from dashboard.imports import wording
from dashboard.imports.result_section import save_result
from dashboard.imports.uploads import import_uploads
from dashboard.ui.section import section
from etl.ingest import worker
from etl.operations.import_files import Progress

FILE_TYPES = ["fit", "gpx", "tcx", "gz", "zip", "csv", "json", "xml"]
_ROUND = "files-round"


def show_import(person: session.Person | None) -> None:
    """Drop files, watch them come in."""
    with section(wording.IMPORT_MORE if person else wording.IMPORT_FIRST):
        show_drop(person)


def show_drop(person: session.Person | None, *, on_done: Callable[[], None] | None = None) -> None:
    """The drop alone, under whatever heading stands above it; `on_done` is called after it."""
    worker.begin()  # somebody who sees this is about to drop files, and it takes seconds
    files = st.file_uploader(
        wording.DROP,
        type=FILE_TYPES,
        accept_multiple_files=True,
        key=f"files-{st.session_state.get(_ROUND, 0)}",
    )
    st.caption(wording.STAY_HERE)
    if not files:
        return
    bar = st.progress(0.0, text=wording.reading(len(files)))

    def show_progress(progress: Progress) -> None:
        bar.progress(_share(progress), text=wording.progress_words(progress))

    result = import_uploads(
        [(file.name, file.getbuffer()) for file in files],
        person=person,
        on_progress=show_progress,
    )
    save_result(result)
    if on_done is not None and not result.is_nothing_read:
        on_done()
    # A new key empties the uploader, so that a rerun does not import the files again.
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()


def _share(progress: Progress) -> float:
    return progress.done / progress.total if progress.total else 1.0
