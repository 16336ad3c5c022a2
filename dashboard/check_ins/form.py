"""Answering a questionnaire, one question under the other; and the line on Today."""

from dataclasses import dataclass

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.check_ins import wording
from dashboard.check_ins.wording import named
from dashboard.rows import to_rows
from dashboard.rows.check_ins import CheckInDue
from dashboard.ui import display
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped
from etl.journal.check_ins import CheckIn, save_check_in
from etl.reference.questionnaires import overuse
from etl.reference.questionnaires.licensed_texts import Item, QuestionnaireText, Texts, read_texts

SCREEN = "check_ins/screen.py"


@dataclass(frozen=True, slots=True)
class Ask:
    """One questionnaire of one knee that can be answered now."""

    text: QuestionnaireText
    knee: str | None
    is_due: bool

    @property
    def key(self) -> str:
        """Unique on the page."""
        return f"{self.text.facts.questionnaire_id}-{self.knee}"

    @property
    def name(self) -> str:
        """The questionnaire, and the knee where it asks of one."""
        return named(self.text.facts.title, self.knee)


def home_texts() -> Texts:
    """Our own texts and those of the home's clinic, read anew: a file may have come in."""
    return read_texts(session.current_home().questionnaires)


def asks_of(texts: Texts, due: pl.DataFrame) -> list[Ask]:
    """Everything that can be answered, what is due first. `due`: rows of `page.check_in_due`."""
    is_due = {
        (row["questionnaire_id"], row["knee"])
        for row in to_rows(due.filter(pl.col("is_due")), CheckInDue)
    }
    asks = [
        Ask(text, knee, (text.facts.questionnaire_id, knee) in is_due)
        for text in texts.offered
        for knee in (display.KNEES if text.facts.is_per_knee else (None,))
    ]
    return sorted(asks, key=lambda ask: not ask.is_due)


def show_check_in_line(person: session.Person) -> None:
    """One line for Today while something that can be asked is due; nothing otherwise."""
    due = session.rows_of(person, "page.check_in_due")
    asked = [ask for ask in asks_of(home_texts(), due) if ask.is_due]
    if not asked:
        return
    st.page_link(SCREEN, label=wording.due_line(asked[0].name, len(asked) - 1))


def show_form(person: session.Person, ask: Ask, *, turn: str) -> None:
    """The questions and a save. `turn` changes once something was saved, so that a form is empty.

    Where the first answer settles the score, the rest is not asked.
    """
    st.caption(escaped(ask.text.licence))
    keys = [f"check-in-{turn}-{ask.key}-{index}" for index in range(len(ask.text.items))]
    answers: list[int | None] = [_show_item(ask.text.items[0], 1, key=keys[0])]
    is_gated = ask.text.facts.schedule == "weekly"
    if not is_gated or (answers[0] is not None and not overuse.is_decided(answers[0])):
        later = enumerate(zip(ask.text.items[1:], keys[1:], strict=True), start=2)
        answers += [_show_item(item, number, key=key) for number, (item, key) in later]
    answers += [None] * (len(ask.text.items) - len(answers))
    if st.button("Save", type="primary", key=f"check-in-save-{ask.key}", width="stretch"):
        _save(person, ask, answers)


def _show_item(item: Item, number: int, *, key: str) -> int | None:
    """One question with its options, none of them chosen beforehand."""
    place = st.radio(
        f"**{number}\\. {escaped(item.text)}**",
        range(len(item.options)),
        format_func=lambda place: escaped(item.options[place]),
        index=None,
        key=key,
    )
    return None if place is None else item.answers[place]


def _save(person: session.Person, ask: Ask, answers: list[int | None]) -> None:
    """A weekly check-in is kept whole; a clinic's scoring says itself what it can do without."""
    is_weekly = ask.text.facts.schedule == "weekly"
    if is_weekly and None in answers and not overuse.is_decided(answers[0]):
        st.warning(wording.ANSWER_EACH)
        return
    with errors_as_words():
        save_check_in(
            session.current_journal(),
            CheckIn(
                runner_id=person.runner_id,
                local_date=session.today(person),
                questionnaire_id=ask.text.facts.questionnaire_id,
                questionnaire_version=ask.text.version,
                answers=tuple(answers),
                knee=ask.knee,
            ),
        )
        st.toast("Saved.")
        st.rerun()
