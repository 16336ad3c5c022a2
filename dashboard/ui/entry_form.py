"""Widgets and forms of entries, made from how each of their fields is asked."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from math import isinf
from typing import Any

import streamlit as st

from dashboard import session
from dashboard.ui import display, wording
from dashboard.ui.asking import Asked, Field, Look
from dashboard.ui.errors import errors_as_words
from etl.journal.fields import Between, Column, OneOf, Text, Until

NOT_ASKED = "–"
_TURNS = "entry-form-turns"  # this module's own key of the session


def show_entry_form(
    person: session.Person, asked: Asked, *, known: Mapping[str, Any] | None = None, **button: Any
) -> None:
    """A button that opens the whole form, and what it was told kept. `known` fills it in.

    What is half typed stays for the session, wherever somebody goes meanwhile, until it is saved.
    """
    button = {"label": asked.opens, "key": f"{asked.key}-log", **button}
    with st.popover(**button):
        if asked.about:
            st.caption(asked.about)
        _show_fields(person, asked, known or {})


@st.fragment
def _show_fields(person: session.Person, asked: Asked, known: Mapping[str, Any]) -> None:
    told = {
        name: ask(person, asked, name, known.get(name), **half_typed(person, asked, name))
        for name, field in asked.fields.items()
        if field.label
    }
    if st.button(asked.sends, type="primary", width="stretch", key=f"{asked.key}-send"):
        keep_told(person, asked, told)


def half_typed(person: session.Person, asked: Asked, name: str) -> dict[str, Any]:
    """How a widget keeps what it holds while it is not drawn: of this runner and day, until saved.

    No form of Streamlit's: what is typed into one is known to the browser alone, and lost with it.
    """
    turn = _turn(person, asked)
    key = asked.key_of(name) if name in asked.fields else f"{asked.key}-{name}"
    return {"key": f"{key}-{turn}" if turn else key, "persist_state": "session"}


def _turn(person: session.Person, asked: Asked) -> int:
    """Which time the form is filled in: words for one runner or day are not there for the next."""
    of = (person.runner_id, session.today(person))
    turns = st.session_state.setdefault(_TURNS, {})
    former, turn = turns.get(asked.key, (of, 0))
    turns[asked.key] = (of, turn if former == of else turn + 1)
    return turns[asked.key][1]


def _begin_anew(person: session.Person, asked: Asked) -> None:
    turn = _turn(person, asked) + 1
    st.session_state[_TURNS][asked.key] = ((person.runner_id, session.today(person)), turn)


def keep_told(person: session.Person, asked: Asked, told: Mapping[str, Any]) -> None:
    """Write down what a form was told, or say what it lacks."""
    if any(_is_nothing(value) for name, value in told.items() if asked.column(name).is_needed):
        st.warning(asked.missing)
        return
    with errors_as_words():
        entry = asked.entry_of(person.runner_id, told)
        session.current_journal().save_entry(asked.table, entry, saved_by="local")
        _begin_anew(person, asked)
        st.toast(asked.saved)
        st.rerun()


def show_entry(asked: Asked, entry_id: str, words: str) -> None:
    """What was kept, in words, with a way to take it back."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"
    ):
        st.markdown(words)
        delete = partial(
            session.current_journal().mark_deleted, asked.table, entry_id, saved_by="local"
        )
        show_undo(delete, key=f"{asked.key}-gone-{entry_id}")


def show_undo(undo: Callable[[], object], *, key: str) -> None:
    """The quiet button that takes back what was kept; where it cannot be, in words why."""
    if st.button(wording.TAKE_BACK, key=key, type="tertiary"):
        with errors_as_words():
            undo()
            st.rerun()


def ask(
    person: session.Person,
    asked: Asked,
    name: str,
    value: Any = None,
    *,
    like: Look | None = None,
    **look: Any,
) -> Any:
    """One field, filled with `value`; what is not answered is None. `look` goes to the widget."""
    field, column = asked.fields[name], asked.column(name)
    field = replace(field, look=like or field.look)
    look = {"label": field.label, "key": asked.key_of(name), "help": field.tip, **look}
    if column.type is bool:
        return st.checkbox(value=bool(value), **look)
    if isinstance(column.told, Text):
        return _ask_text(field, column.told, value, look)
    if isinstance(column.told, OneOf):
        return _ask_word(field, column, value, look)
    if isinstance(column.told, Between):
        return _ask_number(person, field, column, value, look)
    return _ask_day(person, field, column, value, look)


def _is_nothing(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _ask_text(field: Field, told: Text, value: str | None, look: dict[str, Any]) -> str | None:
    widget = st.text_area if field.look == "area" else st.text_input
    return widget(value=value or "", max_chars=told.most, **look).strip() or None


def _ask_word(field: Field, column: Column, value: Any, look: dict[str, Any]) -> Any:
    words = field.words or {word: word for word in getattr(column.told, "words", ())}
    look = {"options": list(words), "format_func": words.__getitem__, **look}
    if column.type is tuple:
        return tuple(st.pills(selection_mode="multi", default=list(value or ()), **look))
    if field.look == "list":
        return st.selectbox(**look)
    if field.look in {"radio", "row"}:
        index = list(words).index(value) if value in words else None
        return st.radio(index=index, horizontal=field.look == "row", **look)
    widget = st.segmented_control if field.look == "segments" else st.pills
    return widget(default=value, **look)


def _ask_number(
    person: session.Person, field: Field, column: Column, value: Any, look: dict[str, Any]
) -> Any:
    told = column.told
    if not isinstance(told, Between):
        raise TypeError(f"{look['label']} is no number with bounds")
    if field.look is not None:
        return _ask_score(field, told, value, look)
    per_unit = display.metres_per_unit(person.units) if field.is_distance else 1
    if field.is_distance:
        look["label"] += f", {display.distance_unit(person.units)}"
    kind: Callable[[Any], Any] = int if isinstance(field.step, int) else float
    most = None if isinf(told.most) else kind(told.most / per_unit)
    span: dict[str, Any] = {
        "min_value": kind(told.least / per_unit),
        "max_value": most,
        "value": None if value is None else max(kind(value / per_unit), kind(told.least)),
        "step": field.step,
    }
    number = st.number_input(**span | look)
    return None if number is None else column.type(number * per_unit)


def _ask_score(
    field: Field, told: Between, value: float | None, look: dict[str, Any]
) -> float | None:
    """A tap on one of the numbers, none chosen beforehand; a slider has a dash for none.

    A score with decimals, from a diary of elsewhere, stands among them.
    """
    if value is not None and float(value).is_integer():
        value = int(value)
    whole = range(round(told.least), round(told.most) + 1)
    numbers = sorted({*whole, *([] if value is None else [value])})
    if field.look == "slider":
        shown = NOT_ASKED if value is None else value
        answer = st.select_slider(options=(NOT_ASKED, *numbers), value=shown, **look)
        return None if answer == NOT_ASKED else answer
    return st.pills(options=numbers, default=value, **look)


def _ask_day(
    person: session.Person, field: Field, column: Column, value: Any, look: dict[str, Any]
) -> Any:
    """A day up to today; one that is to come, from today on."""
    today = session.today(person)
    is_ahead = isinstance(column.told, Until)
    span: dict[str, Any] = {
        "value": value or (None if is_ahead else today),
        "min_value": today if is_ahead else today - timedelta(days=field.back_days),
        "max_value": today + column.told.ahead if isinstance(column.told, Until) else today,
    }
    return st.date_input(**span | look)
