"""The card on Today: a distance, fast minutes or a route, and the answer beside it.

It runs by itself: typing a number draws this card anew, not the page around it.
"""

import math
from functools import partial

import polars as pl
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import session
from dashboard.check_run import wording
from dashboard.check_run.answer import Answer, PlannedRun, check, planned_run, read_basis
from dashboard.rows.plan import PlanWeek
from dashboard.ui import display
from dashboard.ui.card import card
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped
from dashboard.ui.folds import show_in_fold
from etl.analysis.route import RouteMeasure
from etl.errors import KneewiseError

FILE_TYPES = ["gpx", "tcx", "fit"]
MOST_MEGABYTES = 20
DISTANCE, FAST, ROUTE, FAILED = (f"check-run-{name}" for name in ("km", "fast", "route", "failed"))
"""Where the session has what was typed, a route's numbers, and why a file could not be read."""
_ROUND = "check-run-round"


@st.fragment
def show_check_run(person: session.Person) -> None:
    """What is asked, and the answer below it."""
    with card(wording.TITLE, key="check-run"), errors_as_words():
        _ask(person)
        with errors_as_words():
            _show_answer(person)


def _ask(person: session.Person) -> None:
    """A distance in the runner's unit and fast minutes, or a file instead of the distance."""
    route: RouteMeasure | None = st.session_state.get(ROUTE)
    if route is not None:
        _show_route(route, person.units)
    else:
        unit = display.distance_unit(person.units)
        _number(wording.distance_label(unit), key=DISTANCE, step=0.5, decimals=1)
    with st.container(gap=None):
        if route is None:
            _offer_plan(person)
        _show_more(is_route_asked=route is None)


def _show_more(*, is_route_asked: bool) -> None:
    with st.expander(
        wording.MORE, type="compact"
    ):  # drawn, though closed: else what was typed is lost
        _number(wording.FAST, key=FAST, step=1.0, decimals=0)
        if is_route_asked:
            _take_file()
        st.caption(wording.PROMISE)


def _show_route(route: RouteMeasure, units: str) -> None:
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        st.markdown(wording.route_words(route, units), width="content")
        st.button(wording.ANOTHER, on_click=_forget_route, type="tertiary")


def _number(label: str, *, key: str, step: float, decimals: int) -> None:
    form = f"%.{decimals}f"
    st.number_input(label, min_value=0.0, value=None, step=step, format=form, key=key)


def _offer_plan(person: session.Person) -> None:
    """The longest run of this week of the plan, in one tap."""
    weeks = session.records_of(person, PlanWeek, is_current=True)
    longest_m = weeks[0]["target_longest_run_m"] if weeks else None
    if longest_m:
        # Down to a tenth, as it is told: a planned run is none past its own limit.
        shown = math.floor(display.to_distance(longest_m, person.units) * 10 + 1e-6) / 10
        st.button(
            wording.plan_offer(longest_m, person.units),
            on_click=partial(st.session_state.__setitem__, DISTANCE, shown),
            type="tertiary",
        )


def _take_file() -> None:
    """A route, which is read at once: its numbers stay, its bytes and places do not."""
    key = f"check-run-file-{st.session_state.get(_ROUND, 0)}"
    st.file_uploader(
        wording.DROP,
        type=FILE_TYPES,
        max_upload_size=MOST_MEGABYTES,
        key=key,
        on_change=_read_file,
        args=(key,),
    )
    if failed := st.session_state.get(FAILED):
        st.warning(escaped(failed))


def _read_file(key: str) -> None:
    # What reads files takes a while to load, and no page waits for it.
    from etl.ingest.bounded import measure_route_file  # noqa: PLC0415

    file = st.session_state.get(key)
    if file is None:
        return
    st.session_state.pop(FAILED, None)
    try:
        st.session_state[ROUTE] = measure_route_file(file.getvalue(), session.current_settings())
    except KneewiseError as error:
        st.session_state[FAILED] = str(error)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    _drop(file.file_id)


def _drop(file_id: str) -> None:
    """Streamlit would hold the bytes for as long as the session lasts."""
    context = get_script_run_ctx()
    remove = getattr(context.uploaded_file_mgr, "remove_file", None) if context else None
    if context and remove:
        remove(session_id=context.session_id, file_id=file_id)


def _forget_route() -> None:
    st.session_state.pop(ROUTE, None)


def _show_answer(person: session.Person) -> None:
    run = _planned(person.units)
    if run is None:
        return
    answer = check(run, read_basis(partial(session.rows_of, person)))
    whose = "your" if session.owns(person) else "their"
    first, *more = wording.lines(answer, person.units, whose=whose)
    with st.container(gap="small", key="check-run-answer"):
        st.markdown(first)
        st.markdown("\n".join(f"- {line}" for line in more))
    if answer.is_compared and answer.run_count:
        show_table = partial(_show_table, answer, person.units)
        show_in_fold(wording.ALL_NUMBERS, show_table, key="check-run-all", kind="compact")


def _planned(units: str) -> PlannedRun | None:
    """What was asked so far; None where no distance is there yet. Raises UserError."""
    route: RouteMeasure | None = st.session_state.get(ROUTE)
    distance: float | None = st.session_state.get(DISTANCE)
    if route is None and not distance:
        return None
    fast_min: float | None = st.session_state.get(FAST)
    return planned_run(
        distance_m=distance * display.metres_per_unit(units) if distance else None,
        fast_s=None if fast_min is None else fast_min * 60,
        route=route,
    )


def _show_table(answer: Answer, units: str) -> None:
    st.table(pl.DataFrame(wording.table(answer, units)), border="horizontal")
