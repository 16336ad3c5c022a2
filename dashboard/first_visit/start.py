"""What Today shows before there is anything to say: ways in, and the questions of a first visit."""

from dashboard import session
from dashboard.first_visit import questions
from dashboard.first_visit.example import is_example_open, show_example
from dashboard.first_visit.history_page import is_quiet_history
from dashboard.first_visit.said import show_said
from dashboard.first_visit.ways_in import show_first_pain, show_more_ways, show_ways_in
from dashboard.imports.result_section import show_result
from dashboard.rows.first_visit import History
from dashboard.rows.pain import PainEntry
from dashboard.runs.set_aside import show_set_aside


def show_first_visit(person: session.Person | None) -> bool:
    """Whether this is all that Today has to show: the example, or the ways in.

    Else what a first visit still asks stands above the rest of Today.
    """
    if is_example_open():
        show_example()
        return True
    if not session.owns(person):
        return False
    history = None if person is None else session.record_of(person, History)
    if person is None or (history is None and session.record_of(person, PainEntry) is None):
        _show_nothing_yet(person)
        return True
    if history is not None and questions.is_asking():
        show_result(person, offers_history=not is_quiet_history(person))
    questions.show_questions(person)
    if history is None:
        show_said(person)
        show_more_ways(person)
    return False


def _show_nothing_yet(person: session.Person | None) -> None:
    show_result(person)
    if person is not None:
        show_set_aside(person)  # all that came may wait for a word
    show_ways_in(person)
    show_first_pain(person)
