"""What Today shows before there is anything to say: ways in, and the questions of a first visit."""

from dashboard import session
from dashboard.first_visit import questions
from dashboard.first_visit.example import is_example_open, show_example
from dashboard.first_visit.said import show_said
from dashboard.first_visit.ways_in import show_first_pain, show_more_ways, show_ways_in
from dashboard.imports.result_section import has_result, show_result
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
    has_runs = person is not None and session.record_of(person, History) is not None
    if person is None or not (has_runs or session.record_of(person, PainEntry) is not None):
        _show_nothing_yet(person)
        return True
    if has_result() and has_runs:
        show_result(person, offers_history=not questions.is_asking())
    questions.show_questions(person)
    if not has_runs:
        show_said(person)
        show_more_ways(person)
    return False


def _show_nothing_yet(person: session.Person | None) -> None:
    show_result(person)
    if person is not None:
        show_set_aside(person)  # all that came may wait for a word
    show_ways_in(person)
    show_first_pain(person)
