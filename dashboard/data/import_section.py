"""The way in for files: dropped here, read at once."""

import streamlit as st

from dashboard import session
from dashboard.data.result_section import save_result
from dashboard.data.uploads import import_uploads
from dashboard.data.wording import progress_words
from dashboard.ui import display
from dashboard.ui.section import section
from etl.operations.import_files import Progress

FILE_TYPES = ["fit", "gpx", "tcx", "gz", "zip", "csv"]


def show_import(person: session.Person | None) -> None:
    """Drop files, watch them come in."""
    with section("Bring in more runs" if person else "Bring in your runs"):
        files = st.file_uploader(
            "FIT, GPX or TCX files from your watch, a ZIP of them, your Strava export, or what you "
            "took along from here",
            type=FILE_TYPES,
            accept_multiple_files=True,
            key=f"files-{st.session_state.get('files-round', 0)}",
        )
        st.caption("They stay on this machine. The same run from two files counts once.")
    if not files:
        return
    bar = st.progress(0.0, text=f"Reading {display.count(len(files), 'file')}")

    def show_progress(progress: Progress) -> None:
        bar.progress(_share(progress), text=progress_words(progress))

    result = import_uploads(
        [(file.name, file.getbuffer()) for file in files],
        person=person,
        on_progress=show_progress,
    )
    save_result(result)
    # A new key empties the uploader, so that a rerun does not import the files again.
    st.session_state["files-round"] = st.session_state.get("files-round", 0) + 1
    st.rerun()


def _share(progress: Progress) -> float:
    return progress.done / progress.total if progress.total else 1.0
