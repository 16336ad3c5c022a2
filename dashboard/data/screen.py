"""Data: bring runs in, take an import back, see what came from where and what is missing."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.data.export_and_erase import show_erased, show_rights
from dashboard.data.recorder_answers import show_recorder_answers
from dashboard.data.recording_health import show_recording_health
from dashboard.data.uploads import import_uploads
from dashboard.people.profile import show_profile
from dashboard.runs.set_aside import show_set_aside
from dashboard.ui import display
from dashboard.ui.chart import columns_of, table_with_csv
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped
from dashboard.ui.section import section
from etl.operations.import_files import ImportResult, Progress, undo_batch
from etl.operations.rebuild import retry_failed
from etl.recording import FORMULA_VERSION

FILE_TYPES = ["fit", "gpx", "tcx", "gz", "zip", "csv"]
RESULT_KEY = "import-result"
SHOWN_BATCHES = 8
# Kinds of gap of page.data_missing: what is missing, and why it matters.
GAPS = {
    "day_unknown": (
        "Neither a run nor a sign of rest",
        "Nothing was recorded then and nothing else says so. They count as unknown, not as rest; "
        "importing other sports as well fills many of them.",
    ),
    "no_stream": (
        "Totals only",
        "They came without a recording: as a row of the export's table, or through a connection "
        "that has not brought it yet or may not keep it. Hills, speed and cadence need it.",
    ),
    "no_altitude": (
        "Outside, but without altitude",
        "The recording holds none, so climbs and descents of those runs are unknown, not zero.",
    ),
    "doubted_altitude": (
        "Altitude not believed",
        "It wanders, or contradicts what else tells of the run, so climbs and descents of those "
        "runs are unknown; *Hills and speed* says which device and why.",
    ),
    "rough_altitude": (
        "Altitude from GPS only",
        "Single climbs can be lost in its error, so their descent is shown in grey.",
    ),
    "no_cadence": (
        "No cadence",
        "The watch did not count steps, so cadence and knee load of those runs are unknown.",
    ),
}


def show() -> None:
    """The whole screen, top down."""
    person = session.current_runner()
    show_erased()
    show_import(person)
    show_result()
    if person is not None:
        show_set_aside(person)
        show_recorder_answers(person)
        show_sources(person)
        show_outdated(person)
        show_recording_health(person)
        show_missing(person)
        show_batches(person)
    show_profile(person)
    if person is not None:
        show_rights(person)


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
        bar.progress(_share(progress), text=_progress_words(progress))

    result = import_uploads(
        [(file.name, file.getbuffer()) for file in files],
        person=person,
        on_progress=show_progress,
    )
    st.session_state[RESULT_KEY] = result
    # A new key empties the uploader, so that a rerun does not import the files again.
    st.session_state["files-round"] = st.session_state.get("files-round", 0) + 1
    st.rerun()


def show_result() -> None:
    """What became of the files of the last import, each trouble with its sentence."""
    result: ImportResult | None = st.session_state.get(RESULT_KEY)
    if result is None:
        return
    words = file_words({status: result.count(status) for status in display.IMPORT_STATUSES})
    if result.entry_count:
        entries = display.count(result.entry_count, "logged entry", "logged entries")
        words = f"{words}, {entries}" if result.items else entries
    st.success(f"Done: {words}.")
    troubles = [item for item in result.items if item.status in ("failed", "skipped")]
    for item in troubles[:20]:
        st.markdown(f"**{escaped(item.file)}** — {escaped(item.reason or 'no reason given')}")
    if len(troubles) > 20:
        st.caption(f"And {len(troubles) - 20} more, in the list of imports below.")


def show_sources(person: session.Person) -> None:
    """What came from where, until when."""
    sources = session.rows_of(person, "page.data_source")
    if sources.is_empty():
        return
    table = sources.select(
        pl.col("source").replace(display.SOURCES).alias("Source"),
        pl.col("device").alias("Device"),
        pl.col("first_date").alias("From"),
        pl.col("last_date").alias("Until"),
        pl.col("run_count").alias("Runs"),
        pl.col("other_count").alias("Other sports"),
        pl.col("duplicate_count").alias("Also from elsewhere"),
    )
    runs, last = sum(sources["run_count"].to_list()), max(sources["last_date"].to_list())
    with section("What is here"):
        st.caption(
            f"{display.count(runs, 'recorded run')}, each counted once, the latest on "
            f"{display.day(last)}."
        )
        st.dataframe(table, hide_index=True, height="content", column_config=columns_of(table, {}))


def show_outdated(person: session.Person) -> None:
    """Runs that formulas of an earlier version computed, and how to bring them up to date."""
    versions = session.rows_of(person, "page.data_formula")
    older = versions.filter(pl.col("formula_version") < FORMULA_VERSION)
    if older.is_empty():
        return
    runs = display.count(int(older["run_count"].sum()), "run")
    st.info(
        f"Computed by earlier formulas: {runs}. Some of their numbers are missing or older than "
        "this page. Stop the dashboard and run `kneewise rebuild`: it computes all of them "
        "anew and says what changed."
    )


def show_missing(person: session.Person) -> None:
    """What is missing, and why."""
    gaps = session.rows_of(person, "page.data_missing")
    if gaps.is_empty():
        return
    with section("What is missing"):
        for row in gaps.to_dicts():
            what, why = GAPS[row["gap"]]
            of_all = display.count(row["of_count"], "day" if row["gap"] == "day_unknown" else "run")
            st.markdown(f"**{what}:** {row['gap_count']:,} of {of_all}  \n:gray[{why}]")


def show_batches(person: session.Person) -> None:
    """Each import with what became of it, and a way to take it back."""
    batches = session.rows_of(person, "page.data_batch")
    if batches.is_empty():
        return
    with section("Imports"):
        for row in batches.head(SHOWN_BATCHES).to_dicts():
            _show_batch(person, row)
        if batches.height > SHOWN_BATCHES:
            st.caption(f"And {batches.height - SHOWN_BATCHES} earlier ones.")
        show_items(person)


def show_items(person: session.Person) -> None:
    """The files that brought nothing new, each with the reason."""
    items = session.rows_of(person, "page.data_item")
    if items.is_empty():
        return
    table = items.select(
        pl.col("file").alias("File"),
        pl.col("status").replace(display.IMPORT_STATUSES).alias("What became of it"),
        pl.col("reason").alias("Why"),
    )
    st.caption(f"{display.count(items.height, 'file')} brought nothing new.")
    table_with_csv(table, name="import-items")
    if "failed" in items["status"]:
        _offer_retry(person)


def _offer_retry(person: session.Person) -> None:
    """Read the kept originals of unreadable files again; this version may know them."""
    if not st.button("Try again", key="retry-failed", help="Reads the unreadable files again."):
        return
    with errors_as_words():
        session.require_own(person.runner_id)
        runner = session.current_journal().runner(person.runner_id)
        home, settings = session.current_home(), session.current_settings()
        count = retry_failed(home, settings, runner=runner)
        st.session_state.pop(RESULT_KEY, None)
        st.toast(
            f"{display.count(count, 'unreadable file')} came in." if count else "None came in."
        )
        st.rerun()


def _show_batch(person: session.Person, row: dict[str, Any]) -> None:
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        border=True,
        wrap=False,
    ):
        with st.container(gap=None):
            began = display.local(row["started_at"], person.time_zone)
            st.markdown(f"**{display.instant(began)}**")
            st.caption(_batch_words(row))
        if _is_undoable(row) and st.button("Undo", key=f"undo-{row['batch_id']}", type="tertiary"):
            undo_dialog(row["batch_id"], _batch_words(row))


@st.dialog("Take this import back?")
def undo_dialog(batch_id: str, words: str) -> None:
    """Ask once, then bring everything back to how it was before that import."""
    st.markdown(f"{words}. What only this import brought goes; pain you logged stays.")
    if not st.button("Take it back", type="primary", key="undo-confirmed"):
        return
    with errors_as_words():
        session.require_own(session.current_journal().batch(batch_id).runner_id)
        undo_batch(session.current_home(), session.current_settings(), batch_id)
        st.session_state.pop(RESULT_KEY, None)
        st.rerun()


def _is_undoable(row: dict[str, Any]) -> bool:
    """Files that were here already count: once the first import is undone, this one holds them."""
    brought = row["imported_count"] + row["duplicate_count"] + row["set_aside_count"]
    return row["undone_at"] is None and brought > 0


def _batch_words(row: dict[str, Any]) -> str:
    words = file_words({status: row[f"{status}_count"] for status in display.IMPORT_STATUSES})
    state = "taken back" if row["undone_at"] else "" if row["finished_at"] else "interrupted"
    return " · ".join(filter(None, (words, state)))


def file_words(counts: Mapping[str, int]) -> str:
    """`16 imported, 2 already here`: one count of the files of an import, wherever it is told."""
    parts = [
        f"{counts[status]:,} {word}"
        for status, word in display.IMPORT_STATUSES.items()
        if counts[status]
    ]
    return ", ".join(parts) or "nothing to read"


def _share(progress: Progress) -> float:
    return progress.done / progress.total if progress.total else 1.0


def _progress_words(progress: Progress) -> str:
    words = f"{progress.done:,} of {display.count(progress.total, 'file')}"
    if progress.remaining_s is not None and progress.files_per_s is not None:
        words += f" · {progress.files_per_s:.0f} a second"
        words += f" · {display.duration(progress.remaining_s)} left"
    return words + (f" · {progress.failed} unreadable" if progress.failed else "")


show()
