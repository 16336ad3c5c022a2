"""A whole mechanics check on one date: what was seen filled in, the rest left unknown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from dashboard import session
from dashboard.mechanics import wording
from dashboard.mechanics.asking import FINDING
from dashboard.mechanics.wording import sentence
from dashboard.ui import display
from dashboard.ui.entry_form import ask
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped
from etl.errors import UserError
from etl.journal.mechanics import (
    LONGEST_WORDS,
    Finding,
    Value,
    check_value,
    codes_of,
    save_findings,
)
from etl.reference.clinic.mechanics_items import NUMBERS, Item

Row = Mapping[str, Any]
Place = tuple[str, str | None]  # item and side

MOST_IN_A_ROW = 3  # choices of one side
EDITED = "mechanics-edited"
"""This widget's own key of the session: the check being edited, as (runner, day, seen_by)."""


@dataclass(frozen=True, slots=True)
class Former:
    """The check as it stood before an edit; without rows a new one."""

    rows: Sequence[Row] = ()

    def value(self, item: Item, side: str | None) -> Value | None:
        """What was seen then, where the list still takes it."""
        names = ("value_code", "value", "value_text", "value_date")
        values = [self.own(name, (item.id, side)) for name in names]
        value = next((value for value in values if value is not None), None)
        try:
            check_value(item, value)
        except UserError:
            return None
        return value

    def first(self, name: str) -> Any:
        """The first of the values that its rows have of a column; None where none has one."""
        return next((row[name] for row in self.rows if row[name] is not None), None)

    def own(self, name: str, place: Place) -> Any:
        """What the row of an item and side has of a column."""
        return next(
            (row[name] for row in self.rows if (row["item_id"], row["side"]) == place), None
        )

    def offered(self, items: Sequence[Item]) -> list[str]:
        """Entries that the form shows, so that leaving one out takes it back."""
        return [
            self.own("entry_id", (item.id, side))
            for item in items
            for side in item.sides
            if self.value(item, side) is not None
        ]


def show_check_form(
    person: session.Person, items: Sequence[Item], *, former: Former, turn: str
) -> None:
    """The form and its save. `turn` changes once something was saved, so that a form is empty."""
    turn = f"{person.runner_id}-{turn}"  # half a check of one runner is never another's
    today = session.today(person)
    day = former.first("local_date") or today
    asks = partial(ask, person, FINDING)
    with st.form(f"mechanics-form-{turn}", border=False):
        latest = max(day, today)
        local_date = asks("local_date", day, max_value=latest, key=f"mechanics-day-{turn}")
        seen_by = asks("seen_by", former.first("seen_by"), key=f"mechanics-seen-by-{turn}")
        st.caption(wording.WHAT_IS_FILLED_IN)
        values = {
            place: value
            for item in items
            for place, value in _show_item(item, former, turn=turn).items()
        }
        link, note = former.first("video_url"), former.first("note")
        words = {
            "video_url": asks(
                "video_url", link, placeholder="https://…", key=f"mechanics-video-{turn}"
            ),
            "note": asks("note", note, height=68, key=f"mechanics-note-{turn}"),
        }
        is_sent = st.form_submit_button(wording.SAVE_CHECK, type="primary", width="stretch")
    if is_sent and seen_by is None:
        st.warning(wording.WHO_FIRST)
    elif is_sent:
        findings = [
            Finding(
                runner_id=person.runner_id,
                local_date=local_date,
                seen_by=str(seen_by),
                item_id=place[0],
                side=place[1],
                value=value,
                **_words_of(former, place, words),
            )
            for place, value in values.items()
            if value is not None
        ]
        _save(findings, instead_of=former.offered(items))


def _show_item(item: Item, former: Former, *, turn: str) -> dict[Place, Value | None]:
    """One item: what to look at, and a control a side, none of them chosen beforehand."""
    with st.container(gap="xxsmall"):
        st.markdown(f"**{escaped(item.title)}**")
        st.caption(escaped(item.look))
        # Side by side only what is narrow: in a row choices do not wrap, and a phone cuts them.
        is_narrow = item.has_side and len(codes_of(item)) <= MOST_IN_A_ROW
        with st.container(horizontal=is_narrow, gap="small"):
            return {
                (item.id, side): _show_value(
                    item, side, former.value(item, side), key=f"mechanics-{turn}-{item.id}-{side}"
                )
                for side in item.sides
            }


def _show_value(item: Item, side: str | None, value: Any, *, key: str) -> Value | None:
    label = f"{display.KNEES[side].shape} {display.KNEES[side].word}" if side else item.title
    quiet = "visible" if side else "collapsed"
    label = escaped(label)
    # Not as a default: numbers and days that have one cannot be emptied any more.
    if value is not None and key not in st.session_state:
        st.session_state[key] = int(value) if item.kind == "count" else value
    if item.kind in NUMBERS:
        step = 1 if item.kind == "count" else 1.0
        return st.number_input(
            f"{label}, {escaped(item.unit)}",
            min_value=type(step)(item.least or 0),
            max_value=type(step)(item.most or 0),
            value=None,
            step=step,
            format="%d" if item.kind == "count" else "%g",
            key=key,
            label_visibility=quiet,
            width=150,
        )
    if item.kind == "text":
        words = st.text_input(label, max_chars=LONGEST_WORDS, key=key, label_visibility=quiet)
        return words.strip() or None
    if item.kind == "date":
        return st.date_input(label, value=None, key=key, label_visibility=quiet)
    names = {choice.code: choice.title for choice in item.choices}
    return st.pills(
        label,
        codes_of(item),
        format_func=lambda code: escaped(sentence(names.get(code, code))),
        key=key,
        label_visibility=quiet,
    )


def _words_of(former: Former, place: Place, words: Mapping[str, str | None]) -> dict[str, Any]:
    """Link and note of one finding: what was not changed in an edit stays what it had."""
    return {
        name: (former.own(name, place) or said) if said == former.first(name) else said
        for name, said in words.items()
    }


def _save(findings: Sequence[Finding], *, instead_of: Sequence[str]) -> None:
    with errors_as_words():
        save_findings(session.current_journal(), findings, instead_of=instead_of)
        st.session_state.pop(EDITED, None)
        st.toast("Saved.")
        st.rerun()
